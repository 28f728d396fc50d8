package lsp

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"go.uber.org/zap"

	"github.com/perlheap/perlheap/lsp/rpc"
)

// rawClient speaks to a server in bytes, and reads only what a test reads.
type rawClient struct {
	t    *testing.T
	pipe net.Conn
	in   *bufio.Reader
	exit chan int
}

func startRaw(t *testing.T, opt Options, processID string) *rawClient {
	t.Helper()
	ours, theirs := net.Pipe()
	c := &rawClient{t: t, pipe: theirs, in: bufio.NewReader(theirs), exit: make(chan int, 1)}
	opt.Log, opt.Settle = zap.NewNop(), 20*time.Millisecond
	go func() {
		code, _ := Serve(context.Background(), ours, opt)
		c.exit <- code
	}()
	t.Cleanup(func() { _ = theirs.Close() })
	c.send(`{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"processId":` + processID + `,"capabilities":{}}}`)
	c.answer("0")
	c.send(`{"jsonrpc":"2.0","method":"initialized","params":{}}`)
	return c
}

func frame(text string) string { return fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(text), text) }

func (c *rawClient) send(text string) {
	c.t.Helper()
	_ = c.pipe.SetWriteDeadline(time.Now().Add(patience))
	if _, err := c.pipe.Write([]byte(frame(text))); err != nil {
		c.t.Fatalf("the server does not read: %v", err)
	}
}

// answer reads until the answer to a call comes.
func (c *rawClient) answer(id string) string {
	c.t.Helper()
	_ = c.pipe.SetReadDeadline(time.Now().Add(patience))
	for {
		raw, err := rpc.ReadFrame(c.in)
		if err != nil {
			c.t.Fatalf("no answer to %s: %v", id, err)
		}
		if bytes.Contains(raw, []byte(`"id":`+id+`,`)) || bytes.HasSuffix(raw, []byte(`"id":`+id+`}`)) {
			return string(raw)
		}
	}
}

// ends waits for the end of the server, and gives its exit code. How soon it
// ends says a busy machine, not the server: TestTimesOfTheEnd.
func (c *rawClient) ends() int {
	c.t.Helper()
	select {
	case code := <-c.exit:
		return code
	case <-time.After(patience):
		c.t.Fatal("the server did not end")
		return 0
	}
}

// What the server waits for when it ends takes well less than two seconds from
// the reason on, so that it is in time on a busy machine, too.
func TestTimesOfTheEnd(t *testing.T) {
	const promised = 2 * time.Second
	if all := handleTime + closeTime + readerTime; all >= removeTime || removeTime >= lastTime || lastTime > promised*2/5 {
		t.Errorf("it waits %s, removes after %s, and ends after %s at most", all, removeTime, lastTime)
	}
}

// The server ends though a load stands still, calls wait for it, and the
// goroutine that handles notifications stands still too.
func TestEndsThoughEverythingStandsStill(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	for name, end := range map[string]func(*rawClient){
		"exit":         func(c *rawClient) { c.send(`{"jsonrpc":"2.0","method":"exit"}`) },
		"end of input": func(c *rawClient) { _ = c.pipe.Close() },
	} {
		t.Run(name, func(t *testing.T) {
			release := make(chan struct{})
			defer close(release)
			started := make(chan struct{}, 1)
			still := func() { started <- struct{}{}; <-release }
			opt := Options{noAnalysis: true, loadStarted: still, saved: still}
			dir := workspace(t, leaky)
			c := startRaw(t, opt, "null")
			go func() { _, _ = c.in.WriteTo(io.Discard) }()
			c.send(`{"jsonrpc":"2.0","id":1,"method":"workspace/executeCommand","params":{"command":"perlheap.loadDump","arguments":[{"path":"` + filepath.Join(dir, leaky+".pmat.gz") + `"}]}}`)
			<-started // and stands still from now on
			for i := range 200 {
				c.send(fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":"workspace/executeCommand","params":{"command":"perlheap.loadDump","arguments":[{"path":"/x"}]}}`, i+10))
			}
			c.send(`{"jsonrpc":"2.0","method":"textDocument/didSave","params":{"textDocument":{"uri":"file:///x.pl"}}}`)
			<-started
			end(c)
			c.ends()
		})
	}
}

// The end of the process of the client ends the server, though its input stays
// open; also when nobody has asked yet how the process ended.
func TestEndsWithTheProcessOfTheClient(t *testing.T) {
	for _, byFlag := range []bool{false, true} {
		p := exec.Command("sleep", "60")
		if err := p.Start(); err != nil {
			t.Skip(err)
		}
		id, opt := fmt.Sprint(p.Process.Pid), Options{noAnalysis: true}
		if byFlag {
			id, opt.ClientProcessID = "null", p.Process.Pid
		}
		c := startRaw(t, opt, id)
		select {
		case <-c.exit:
			t.Fatal("the server ended though the process did not")
		case <-time.After(2 * parentPause):
		}
		_ = p.Process.Kill()
		if code := c.ends(); code != 1 {
			t.Errorf("exit code %d, want 1", code)
		}
		_ = p.Wait()
	}
}

// A process that is not here says nothing: the client may run elsewhere.
func TestLivesOnWithoutTheProcessOfTheClient(t *testing.T) {
	p := exec.Command("sleep", "0")
	if err := p.Run(); err != nil {
		t.Skip("no sleep here")
	}
	c := startRaw(t, Options{noAnalysis: true}, fmt.Sprint(p.Process.Pid))
	select {
	case <-c.exit:
		t.Fatal("the server ended")
	case <-time.After(2 * parentPause):
	}
	c.send(`{"jsonrpc":"2.0","id":1,"method":"shutdown"}`)
	c.answer("1")
	c.send(`{"jsonrpc":"2.0","method":"exit"}`)
	if code := c.ends(); code != 0 {
		t.Errorf("exit code %d, want 0", code)
	}
}
