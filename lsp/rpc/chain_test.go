package rpc

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.uber.org/zap"
	"go.uber.org/zap/zaptest/observer"
)

// patience is how long tests wait for what comes at once on an idle machine.
const patience = 2 * time.Minute

// chainUnderTest is a chain behind a real connection, spoken to in raw JSON so
// that nothing of the library stands between the test and the wire.
type chainUnderTest struct {
	t       *testing.T
	stream  jsonrpc2.Stream
	log     *observer.ObservedLogs
	exit    chan int
	release chan struct{} // unblocks test/block
	started chan string   // names the calls that have begun to block
	frames  *Frames
	out     *Stream

	mu   sync.Mutex
	seen []int // arguments of test/note, in the order of handling
}

type numberParams struct {
	N int `json:"n"`
}

func startChain(t *testing.T) *chainUnderTest {
	t.Helper()
	core, logs := observer.New(zap.DebugLevel)
	c := &chainUnderTest{t: t, log: logs, exit: make(chan int, 1), release: make(chan struct{}), started: make(chan string, 16)}
	empty := func(context.Context, *struct{}) (any, error) { return nil, nil }
	methods := map[string]Method{
		"initialize": InlineCall(empty),
		"shutdown":   InlineCall(empty),
		"test/block": Call(func(ctx context.Context, _ *struct{}) (string, error) {
			c.started <- "block"
			select {
			case <-ctx.Done():
				return "", ctx.Err()
			case <-c.release:
				return "released", nil
			}
		}),
		"test/stubborn": Call(func(ctx context.Context, _ *struct{}) (string, error) {
			c.started <- "stubborn"
			<-ctx.Done()
			return "an answer all the same", nil
		}),
		"test/big":   Call(func(context.Context, *struct{}) (string, error) { return bigAnswer, nil }),
		"test/panic": Call(func(context.Context, *struct{}) (any, error) { panic("secret value of a dump") }),
		"test/index": Call(func(_ context.Context, p *numberParams) (int, error) { return []int{1}[p.N], nil }),
		"test/fail":  Call(func(context.Context, *struct{}) (any, error) { return nil, errors.New("no such thing") }),
		"test/seen": Call(func(context.Context, *struct{}) ([]int, error) {
			c.mu.Lock()
			defer c.mu.Unlock()
			return slices.Clone(c.seen), nil
		}),
		"test/note": Notify(func(_ context.Context, p *numberParams) error {
			if p.N%7 == 0 {
				time.Sleep(50 * time.Microsecond) // would let a later one overtake
			}
			c.mu.Lock()
			defer c.mu.Unlock()
			c.seen = append(c.seen, p.N)
			return nil
		}),
		"test/noteFail":  Notify(func(context.Context, *struct{}) error { return errors.New("this notification fails") }),
		"test/notePanic": Notify(func(context.Context, *struct{}) error { panic("secret value of a dump") }),
	}
	chain := NewChain(zap.New(core), methods, func(code int) { c.exit <- code })
	ours, theirs := net.Pipe()
	c.out = NewStream(ours)
	c.frames = NewFrames(c.out)
	chain.Bind(c.frames.Inbox)
	conn := jsonrpc2.NewConn(c.frames, jsonrpc2.WithCodec(Codec{}))
	conn.Go(t.Context(), chain.Handle)
	c.stream = jsonrpc2.NewHeaderStream(theirs)
	t.Cleanup(func() { c.stream.Close(); conn.Close() })
	return c
}

func (c *chainUnderTest) send(raw string) {
	c.t.Helper()
	msg, err := jsonrpc2.DecodeMessage([]byte(raw))
	if err != nil {
		c.t.Fatalf("the test sends %s: %v", raw, err)
	}
	if _, err := c.stream.Write(c.t.Context(), msg); err != nil {
		c.t.Fatalf("write: %v", err)
	}
}

// answer reads the next answer: its id and result, or its id and error code.
func (c *chainUnderTest) answer() string {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(c.t.Context(), patience)
	defer cancel()
	msg, _, err := c.stream.Read(ctx)
	if err != nil {
		c.t.Fatalf("read: %v", err)
	}
	resp, ok := msg.(*jsonrpc2.Response)
	if !ok {
		c.t.Fatalf("got %T, want a response", msg)
	}
	var e *jsonrpc2.Error
	if errors.As(resp.Err(), &e) {
		return fmt.Sprintf("%q error %d", resp.ID(), e.Code)
	}
	return fmt.Sprintf("%q %s", resp.ID(), resp.Result())
}

func (c *chainUnderTest) want(want string) {
	c.t.Helper()
	if got := c.answer(); got != want {
		c.t.Errorf("answer %s, want %s", got, want)
	}
}

func (c *chainUnderTest) initialize() {
	c.t.Helper()
	c.send(`{"jsonrpc":"2.0","id":0,"method":"initialize","params":{}}`)
	c.want(`#0 null`)
}

func TestChainCancel(t *testing.T) {
	for _, id := range []string{`7`, `"seven"`, `1099511627776`, `"7"`} {
		for _, method := range []string{"test/block", "test/stubborn"} {
			t.Run(id+method, func(t *testing.T) {
				c := startChain(t)
				c.initialize()
				c.send(`{"jsonrpc":"2.0","id":` + id + `,"method":"` + method + `"}`)
				<-c.started
				c.send(`{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":` + id + `}}`)
				if got := c.answer(); !strings.HasSuffix(got, " error -32800") {
					t.Errorf("answer %s, want error -32800", got)
				}
			})
		}
	}
}

func TestChainCancelAtOnce(t *testing.T) {
	c := startChain(t)
	c.initialize()
	for i := 1; i <= 200; i++ {
		c.send(fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":"test/stubborn"}`, i))
		c.send(fmt.Sprintf(`{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":%d}}`, i))
		c.want(fmt.Sprintf("#%d error -32800", i))
		<-c.started
	}
}

func TestChainCancelOfNothing(t *testing.T) {
	c := startChain(t)
	c.initialize()
	for _, id := range []string{`99`, `"x"`, `null`, `1.5`, `{}`} {
		c.send(`{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":` + id + `}}`)
	}
	c.send(`{"jsonrpc":"2.0","method":"$/cancelRequest"}`)
	c.send(`{"jsonrpc":"2.0","id":1,"method":"test/seen"}`)
	c.want(`#1 []`)
}

func TestChainNotificationsInOrder(t *testing.T) {
	c := startChain(t)
	c.initialize()
	c.send(`{"jsonrpc":"2.0","id":1,"method":"test/block"}`)
	<-c.started
	var want []int
	for i := range 1000 {
		c.send(fmt.Sprintf(`{"jsonrpc":"2.0","method":"test/note","params":{"n":%d}}`, i))
		want = append(want, i)
	}
	c.send(`{"jsonrpc":"2.0","id":2,"method":"test/seen"}`)
	raw, _ := json.Marshal(want)
	c.want(`#2 ` + string(raw))
	close(c.release)
	c.want(`#1 "released"`)
}

func TestChainCallsRunConcurrently(t *testing.T) {
	c := startChain(t)
	c.initialize()
	c.send(`{"jsonrpc":"2.0","id":1,"method":"test/block"}`)
	c.send(`{"jsonrpc":"2.0","id":2,"method":"test/block"}`)
	<-c.started
	<-c.started
	c.send(`{"jsonrpc":"2.0","id":3,"method":"test/seen"}`)
	c.want(`#3 []`)
	close(c.release)
	got := []string{c.answer(), c.answer()}
	slices.Sort(got)
	if want := []string{`#1 "released"`, `#2 "released"`}; !slices.Equal(got, want) {
		t.Errorf("answers %q, want %q", got, want)
	}
}

func TestChainPanicsAndErrors(t *testing.T) {
	c := startChain(t)
	c.initialize()
	steps := []struct{ send, want string }{
		{`{"jsonrpc":"2.0","id":1,"method":"test/panic"}`, `#1 error -32603`},
		{`{"jsonrpc":"2.0","method":"test/notePanic"}`, ""},
		{`{"jsonrpc":"2.0","method":"test/noteFail"}`, ""},
		{`{"jsonrpc":"2.0","method":"test/note","params":[1]}`, ""},
		{`{"jsonrpc":"2.0","id":2,"method":"test/index","params":{"n":3}}`, `#2 error -32603`},
		{`{"jsonrpc":"2.0","id":3,"method":"test/index","params":{"n":"x"}}`, `#3 error -32602`},
		{`{"jsonrpc":"2.0","id":4,"method":"test/fail"}`, `#4 error -32803`},
		{`{"jsonrpc":"2.0","id":5,"method":"test/unknown"}`, `#5 error -32601`},
		{`{"jsonrpc":"2.0","id":6,"method":"$/unknown","params":{}}`, `#6 error -32601`},
		{`{"jsonrpc":"2.0","method":"test/unknown"}`, ""},
		{`{"jsonrpc":"2.0","id":"seven","method":"test/note","params":{"n":1}}`, `"seven" error -32601`},
		{`{"jsonrpc":"2.0","method":"test/fail"}`, ""},
		{`{"jsonrpc":"2.0","id":8,"method":"test/index","params":{"n":0}}`, `#8 1`},
	}
	for _, s := range steps {
		c.send(s.send)
		if s.want != "" {
			c.want(s.want)
		}
	}
	var failed, panicked int
	for _, e := range c.log.All() {
		switch e.Message {
		case "notification failed":
			failed++
		case "handler panicked":
			panicked++
			if !strings.Contains(fmt.Sprint(e.ContextMap()["stack"]), "chain_test.go") {
				t.Error("the log of the panic has no stack of the handler")
			}
		}
		if strings.Contains(fmt.Sprint(e.Message, e.ContextMap()), "secret value") {
			t.Errorf("the value of a panic is in the log: %v", e)
		}
	}
	if failed != 3 || panicked != 3 {
		t.Errorf("log: %d failed notifications and %d panics, want 3 and 3", failed, panicked)
	}
}

func TestChainLifecycle(t *testing.T) {
	c := startChain(t)
	steps := []struct{ send, want string }{
		{`{"jsonrpc":"2.0","id":1,"method":"test/seen"}`, `#1 error -32002`},
		{`{"jsonrpc":"2.0","id":2,"method":"shutdown"}`, `#2 error -32002`},
		{`{"jsonrpc":"2.0","method":"test/note","params":{"n":1}}`, ""},
		{`{"jsonrpc":"2.0","id":3,"method":"initialize","params":{}}`, `#3 null`},
		{`{"jsonrpc":"2.0","id":4,"method":"initialize","params":{}}`, `#4 error -32600`},
		{`{"jsonrpc":"2.0","method":"test/note","params":{"n":2}}`, ""},
		{`{"jsonrpc":"2.0","id":5,"method":"test/seen"}`, `#5 [2]`},
		{`{"jsonrpc":"2.0","id":6,"method":"shutdown"}`, `#6 null`},
		{`{"jsonrpc":"2.0","id":7,"method":"test/seen"}`, `#7 error -32600`},
		{`{"jsonrpc":"2.0","id":8,"method":"initialize","params":{}}`, `#8 error -32600`},
		{`{"jsonrpc":"2.0","method":"exit"}`, ""},
	}
	for _, s := range steps {
		c.send(s.send)
		if s.want != "" {
			c.want(s.want)
		}
	}
	if code := <-c.exit; code != 0 {
		t.Errorf("exit after shutdown has code %d, want 0", code)
	}
}

func TestChainExitWithoutShutdown(t *testing.T) {
	for _, initialized := range []bool{false, true} {
		c := startChain(t)
		if initialized {
			c.initialize()
		}
		c.send(`{"jsonrpc":"2.0","method":"exit"}`)
		c.send(`{"jsonrpc":"2.0","method":"exit"}`)
		if code := <-c.exit; code != 1 {
			t.Errorf("initialized %v: exit without shutdown has code %d, want 1", initialized, code)
		}
	}
}

func TestFramesThatAreNoMessages(t *testing.T) {
	c := startChain(t)
	c.initialize()
	for _, tt := range []struct{ send, want string }{
		{`{"jsonrpc":"2.0","id":1,"method":`, `error -32700`},
		{`nonsense`, `error -32700`},
		{`{"jsonrpc":"2.0","id":1,"method":"test/seen","result":1}`, `error -32600`},
		{`{"id":1,"method":"test/seen"}`, `error -32600`},
		{`[]`, `error -32600`},
		{`{"jsonrpc":"2.0","id":1,"method":"test/seen"}`, `#1 []`},
	} {
		raw := c.stream.(rawFrames)
		if _, err := raw.WriteFrame(t.Context(), []byte(tt.send)); err != nil {
			t.Fatal(err)
		}
		if got := c.answer(); !strings.HasSuffix(got, tt.want) {
			t.Errorf("%s: answer %s, want %s", tt.send, got, tt.want)
		}
	}
}
