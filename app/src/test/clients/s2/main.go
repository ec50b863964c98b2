// Reads and writes S2 streams with the library that nats-server compresses its links with.
//
//	s2-round write LEVEL SEED PLAIN STREAM   writes PLAIN as STREAM, in pieces of random size with random flushes
//	s2-round read STREAM PLAIN               reads it back
//
// LEVEL is uncompressed, fast, better, best or snappy, and may be followed by the size of a block: fast:65536.
package main

import (
	"bytes"
	"fmt"
	"io"
	"math/rand"
	"os"
	"strconv"
	"strings"

	"github.com/klauspost/compress/s2"
)

func options(level string) []s2.WriterOption {
	name, size, sized := strings.Cut(level, ":")
	all := []s2.WriterOption{s2.WriterConcurrency(1)}
	switch name {
	case "uncompressed":
		all = append(all, s2.WriterUncompressed())
	case "fast":
	case "better":
		all = append(all, s2.WriterBetterCompression())
	case "best":
		all = append(all, s2.WriterBestCompression())
	case "snappy":
		all = append(all, s2.WriterSnappyCompat())
	default:
		fail(fmt.Errorf("no such level: %s", level))
	}
	if sized {
		bytes, err := strconv.Atoi(size)
		fail(err)
		all = append(all, s2.WriterBlockSize(bytes))
	}
	return all
}

func write(level string, seed int64, plain []byte) []byte {
	var stream bytes.Buffer
	random := rand.New(rand.NewSource(seed))
	w := s2.NewWriter(&stream, options(level)...)
	for len(plain) > 0 {
		// Mostly small pieces, now and then one of more than a block.
		n := 1 + random.Intn(1<<(4+random.Intn(18)))
		if n > len(plain) {
			n = len(plain)
		}
		_, err := w.Write(plain[:n])
		fail(err)
		plain = plain[n:]
		switch random.Intn(8) {
		case 0:
			fail(w.Flush())
		case 1:
			// As nats-server does for each of its writes: the stream ends, and goes on with a new identifier.
			fail(w.Close())
			w.Reset(&stream)
		}
	}
	fail(w.Close())
	return stream.Bytes()
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func main() {
	a := os.Args[1:]
	switch {
	case len(a) == 5 && a[0] == "write":
		seed, err := strconv.ParseInt(a[2], 10, 64)
		fail(err)
		plain, err := os.ReadFile(a[3])
		fail(err)
		fail(os.WriteFile(a[4], write(a[1], seed, plain), 0o644))
	case len(a) == 3 && a[0] == "read":
		stream, err := os.Open(a[1])
		fail(err)
		plain, err := io.ReadAll(s2.NewReader(stream))
		fail(err)
		fail(os.WriteFile(a[2], plain, 0o644))
	default:
		fail(fmt.Errorf("s2-round write LEVEL SEED PLAIN STREAM | read STREAM PLAIN"))
	}
}
