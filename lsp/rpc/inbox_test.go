package rpc

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"go.lsp.dev/jsonrpc2"
)

// bigAnswer is what test/big answers.
var bigAnswer = strings.Repeat("x", 160<<10)

// unread sends many calls with large answers, and reads none.
func unread(t *testing.T, calls int) *chainUnderTest {
	t.Helper()
	c := startChain(t)
	c.initialize()
	for i := 1; i <= calls; i++ {
		c.send(fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":"test/big"}`, i))
	}
	for full, end := false, time.Now().Add(patience); !full; time.Sleep(10 * time.Millisecond) {
		c.out.mu.Lock()
		full = c.out.queued > maxQueued-2*len(bigAnswer)
		c.out.mu.Unlock()
		if time.Now().After(end) {
			t.Fatal("the queue did not fill")
		}
	}
	c.bounded()
	return c
}

// bounded reports whether what is held for the client is within its limits.
func (c *chainUnderTest) bounded() {
	c.t.Helper()
	c.out.mu.Lock()
	queued := c.out.queued
	c.out.mu.Unlock()
	in := c.frames.Inbox
	in.mu.Lock()
	running, bytes := in.running, in.bytes
	in.mu.Unlock()
	if queued > maxQueued+maxRunning*len(bigAnswer) || running > maxRunning || bytes > maxWaiting {
		c.t.Errorf("%d bytes of answers, %d calls that run, %d bytes of calls that wait", queued, running, bytes)
	}
}

// What a client asks and does not read is answered when it reads.
func TestClientThatReadsLate(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	const calls = 1000
	c := unread(t, calls)
	for range calls {
		if got := c.answer(); !strings.HasSuffix(got, `xx"`) {
			t.Fatalf("answer %.100s", got)
		}
	}
	c.send(`{"jsonrpc":"2.0","id":0,"method":"test/seen"}`)
	c.want(`#0 []`)
	if in := c.frames.Inbox; in.running != 0 || in.bytes != 0 || len(in.waiting) != 0 {
		t.Errorf("left are %d running calls and %d bytes", in.running, in.bytes)
	}
}

// Cancellation and shutdown get through to a server whose client does not read.
func TestClientThatDoesNotRead(t *testing.T) {
	const calls = 27_000
	c := unread(t, calls)
	for _, id := range []int{calls, calls - 1} {
		c.send(fmt.Sprintf(`{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":%d}}`, id))
	}
	c.send(`{"jsonrpc":"2.0","id":"end","method":"shutdown"}`)
	c.send(`{"jsonrpc":"2.0","method":"exit"}`)
	select {
	case code := <-c.exit:
		if code != 0 {
			t.Errorf("exit code %d, want 0", code)
		}
	case <-time.After(patience):
		t.Fatal("exit does not get through")
	}
	c.bounded()
	answers := map[string]int{}
	for range calls + 1 {
		got := c.answer()
		switch id, rest, _ := strings.Cut(got, " "); {
		case strings.HasSuffix(rest, `xx"`):
			answers["whole"]++
		case id == `"end"`, rest == "error -32800":
			answers[got]++
		default:
			answers[rest]++
		}
	}
	if answers["#27000 error -32800"] != 1 || answers["#26999 error -32800"] != 1 || answers[`"end" null`] != 1 || answers["whole"] == 0 ||
		answers["whole"]+answers["error -32600"] != calls-2 {
		t.Errorf("answers: %v", answers)
	}
}

// Calls that only wait for background work leave their place to others.
func TestCallsThatRest(t *testing.T) {
	in := &Inbox{out: &Stream{}, news: make(chan struct{}, 1)}
	in.running = maxRunning
	if in.mayRun() {
		t.Error("more calls run than may")
	}
	work := in.Rest()
	if !in.mayRun() {
		t.Error("a call that rests takes the place of another")
	}
	work()
	work()
	if in.mayRun() {
		t.Error("a call that works again has no place")
	}
}

func TestReadFrame(t *testing.T) {
	long := strings.Repeat("y", 3<<20)
	for _, tt := range []struct{ in, want, rest string }{
		{"Content-Length: 2\r\n\r\n{}more", "{}", "more"},
		{"Content-Length: 0\r\n\r\nmore", "", "more"}, // no message, which is answered
		{"content-length:2\nContent-Type: x; charset=utf-8\n\n{}", "{}", ""},
		{fmt.Sprintf("Content-Length: %d\r\n\r\n%s!", len(long), long), long, "!"},
	} {
		r := bufio.NewReaderSize(strings.NewReader(tt.in), maxHeader)
		got, err := ReadFrame(r)
		rest, _ := io.ReadAll(r)
		if err != nil || string(got) != tt.want || string(rest) != tt.rest {
			t.Errorf("%.40q: %.40q, then %.40q, %v", tt.in, got, rest, err)
		}
	}
	for in, want := range map[string]error{
		"":                                io.EOF,
		"Content-Len":                     io.ErrUnexpectedEOF,
		"Content-Length: 5\r\n":           io.ErrUnexpectedEOF,
		"Content-Length: 5\r\n\r\nab":     io.ErrUnexpectedEOF,
		"Content-Length: 900000000\n\n{}": io.ErrUnexpectedEOF,
		"Content-Length: 99999999999999999999\r\n\r\n": jsonrpc2.ErrInvalidHeader,
		"Content-Length: -1\r\n\r\n":                   jsonrpc2.ErrInvalidHeader,
		"nonsense\r\n\r\n":                             jsonrpc2.ErrInvalidHeader,
		strings.Repeat("x", maxHeader+1):               jsonrpc2.ErrInvalidHeader,
		strings.Repeat("a: b\r\n", maxHeader):          jsonrpc2.ErrInvalidHeader,
	} {
		if got, err := ReadFrame(bufio.NewReaderSize(strings.NewReader(in), maxHeader)); !errors.Is(err, want) {
			t.Errorf("%.40q: %.40q, %v; want %v", in, got, err, want)
		}
	}
}
