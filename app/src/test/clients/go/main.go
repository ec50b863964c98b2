// A round with nats.go: prints "ok <step>" for each step and ends with a non-zero code at the first that fails.
//
//	go-round URL
//	go-round credentials URL creds|nkey|token|user VALUE
package main

import (
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"
)

const limit = 10 * time.Second

func check(err error, step string) {
	if err != nil {
		fmt.Println("failed", step, err)
		os.Exit(1)
	}
}

func expect(holds bool, step string, seen ...any) {
	if !holds {
		fmt.Println(append([]any{"failed", step}, seen...)...)
		os.Exit(1)
	}
}

func main() {
	if os.Args[1] == "credentials" {
		credentials(os.Args[2], os.Args[3], os.Args[4])
		return
	}
	url := os.Args[1]
	nc, err := nats.Connect(url, nats.Name("go round"), nats.Timeout(limit))
	check(err, "connect")
	fmt.Println("ok connect")

	pubsub(nc)
	headers(nc)
	requests(nc)
	queue(nc, url)
	drain(nc, url)
	nc.Close()
}

func pubsub(nc *nats.Conn) {
	sub, err := nc.SubscribeSync("go.*")
	check(err, "subscribe")
	for i := 0; i < 1000; i++ {
		check(nc.Publish("go.x", []byte(fmt.Sprint(i))), "publish")
	}
	for i := 0; i < 1000; i++ {
		msg, err := sub.NextMsg(limit)
		check(err, "next")
		expect(string(msg.Data) == fmt.Sprint(i), "order", string(msg.Data), i)
	}
	check(sub.Unsubscribe(), "unsubscribe")
	fmt.Println("ok pubsub")
}

func headers(nc *nats.Conn) {
	sub, err := nc.SubscribeSync("headers")
	check(err, "subscribe")
	msg := nats.NewMsg("headers")
	msg.Header.Add("A", "1")
	msg.Header.Add("A", "2")
	msg.Data = []byte("body")
	check(nc.PublishMsg(msg), "publish")
	got, err := sub.NextMsg(limit)
	check(err, "next")
	expect(strings.Join(got.Header.Values("A"), ",") == "1,2" && string(got.Data) == "body", "headers", got.Header)
	fmt.Println("ok headers")
}

func requests(nc *nats.Conn) {
	sub, err := nc.Subscribe("upper", func(m *nats.Msg) { _ = m.Respond([]byte(strings.ToUpper(string(m.Data)))) })
	check(err, "subscribe")
	for i := 0; i < 100; i++ {
		msg, err := nc.Request("upper", []byte("abc"), limit)
		check(err, "request")
		expect(string(msg.Data) == "ABC", "answer", string(msg.Data))
	}
	check(sub.Unsubscribe(), "unsubscribe")
	_, err = nc.Request("upper", nil, limit)
	expect(err == nats.ErrNoResponders, "no responders", err)
	fmt.Println("ok request")
}

func queue(nc *nats.Conn, url string) {
	var taken [3]atomic.Int64
	for i := range taken {
		worker, err := nats.Connect(url, nats.Timeout(limit))
		check(err, "connect")
		defer worker.Close()
		_, err = worker.QueueSubscribe("jobs", "workers", func(*nats.Msg) { taken[i].Add(1) })
		check(err, "subscribe")
		check(worker.FlushTimeout(limit), "flush")
	}
	for i := 0; i < 3000; i++ {
		check(nc.Publish("jobs", nil), "publish")
	}
	check(nc.FlushTimeout(limit), "flush")
	sum := func() int64 { return taken[0].Load() + taken[1].Load() + taken[2].Load() }
	for end := time.Now().Add(limit); sum() < 3000 && time.Now().Before(end); {
		time.Sleep(time.Millisecond)
	}
	expect(sum() == 3000, "queue", sum())
	for i := range taken {
		expect(taken[i].Load() > 700, "share", i, taken[i].Load())
	}
	fmt.Println("ok queue")
}

func drain(nc *nats.Conn, url string) {
	closed := make(chan struct{})
	var received atomic.Int64
	other, err := nats.Connect(url, nats.Timeout(limit), nats.ClosedHandler(func(*nats.Conn) { close(closed) }))
	check(err, "connect")
	_, err = other.Subscribe("drained", func(*nats.Msg) { received.Add(1) })
	check(err, "subscribe")
	check(other.FlushTimeout(limit), "flush")
	for i := 0; i < 5000; i++ {
		check(nc.Publish("drained", nil), "publish")
	}
	check(nc.FlushTimeout(limit), "flush")
	check(other.Drain(), "drain")
	select {
	case <-closed:
	case <-time.After(limit):
		expect(false, "drain did not end")
	}
	expect(received.Load() == 5000, "drained", received.Load())
	fmt.Println("ok drain")
}
