package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/nats-io/nats.go"
)

// Says a word to itself with credentials of one kind: "ok credentials", or "refused" when the server does not want them.
func credentials(url, kind, value string) {
	nc, err := nats.Connect(url, credentialsOption(kind, value), nats.Timeout(limit), nats.NoReconnect())
	if errors.Is(err, nats.ErrAuthorization) || errors.Is(err, nats.ErrAuthExpired) || errors.Is(err, nats.ErrAuthRevoked) {
		fmt.Println("refused", err)
		return
	}
	check(err, "connect")
	defer nc.Close()
	sub, err := nc.SubscribeSync("talk")
	check(err, "subscribe")
	check(nc.Publish("talk", []byte("hello")), "publish")
	msg, err := sub.NextMsg(limit)
	check(err, "next")
	expect(string(msg.Data) == "hello", "message", string(msg.Data))
	fmt.Println("ok credentials")
}

func credentialsOption(kind, value string) nats.Option {
	switch kind {
	case "creds":
		return nats.UserCredentials(value)
	case "nkey":
		option, err := nats.NkeyOptionFromSeed(value)
		check(err, "seed")
		return option
	case "token":
		return nats.Token(value)
	case "user":
		user, password, _ := strings.Cut(value, ":")
		return nats.UserInfo(user, password)
	}
	expect(false, "kind", kind)
	return nil
}
