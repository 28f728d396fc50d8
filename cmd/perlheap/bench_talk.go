package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/uri"
)

// talk is a conversation with a server that runs as a process of its own.
type talk struct {
	ctx  context.Context
	conn jsonrpc2.Conn
	cmd  *exec.Cmd
	// begun has the tokens of the loads that have begun, ended a value for each
	// that has ended.
	begun chan json.RawMessage
	ended chan struct{}
	loads map[string]bool  // by token, those under way; owned by handle
	open  map[uri.URI]bool // files
}

// pipes are the two ends of a process as one connection.
type pipes struct {
	io.ReadCloser
	io.WriteCloser
}

func (p pipes) Close() error { return errors.Join(p.WriteCloser.Close(), p.ReadCloser.Close()) }

// startServer starts a server that loads nothing by itself.
func (b *bench) startServer() (*talk, error) {
	cmd := exec.CommandContext(b.ctx, b.self, "lsp")
	cmd.Env = b.env
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	rw := pipes{out, in}
	t := &talk{ctx: b.ctx, cmd: cmd, begun: make(chan json.RawMessage, 64), ended: make(chan struct{}, 64), loads: map[string]bool{}, open: map[uri.URI]bool{}}
	t.conn = jsonrpc2.NewConn(jsonrpc2.NewHeaderStream(rw))
	t.conn.Go(b.ctx, t.handle)
	folders := []map[string]string{}
	for _, root := range b.source.roots {
		abs, err := filepath.Abs(root)
		if err != nil {
			return nil, errors.Join(err, t.end())
		}
		folders = append(folders, map[string]string{"uri": string(uri.File(abs)), "name": filepath.Base(abs)})
	}
	mappings := map[string]string{}
	for _, rule := range b.source.maps {
		prefix, folder, _ := strings.Cut(rule, "=")
		mappings[prefix] = folder
	}
	if err := t.call("initialize", map[string]any{
		"processId": nil, "rootUri": nil, "workspaceFolders": folders,
		"capabilities":          map[string]any{"window": map[string]any{"workDoneProgress": true}},
		"initializationOptions": map[string]any{"dumps": []string{}, "pathMappings": mappings, "revision": b.source.revision},
	}, nil); err != nil {
		return nil, errors.Join(err, t.end())
	}
	return t, t.notify("initialized", map[string]any{})
}

// handle answers the server, and notes which loads begin and end. It runs on
// the goroutine that reads.
func (t *talk) handle(_ context.Context, req *jsonrpc2.Request) (any, error) {
	if req.Method() != "$/progress" {
		return nil, nil
	}
	var p struct {
		Token json.RawMessage
		Value struct{ Kind, Title string }
	}
	if err := json.Unmarshal(req.Params(), &p); err != nil {
		return nil, err
	}
	token := string(p.Token)
	switch {
	case p.Value.Kind == "begin" && strings.HasPrefix(p.Value.Title, "Loading "): // else it is other work
		t.loads[token] = true
		t.begun <- json.RawMessage(token)
	case p.Value.Kind == "end" && t.loads[token]:
		delete(t.loads, token)
		t.ended <- struct{}{}
	}
	return nil, nil
}

func (t *talk) call(method string, params, result any) error {
	_, err := t.conn.Call(t.ctx, method, params, result)
	if err != nil {
		return fmt.Errorf("%s: %w", method, err)
	}
	return nil
}

func (t *talk) notify(method string, params any) error { return t.conn.Notify(t.ctx, method, params) }

// command runs one of the server's commands.
func (t *talk) command(name string, argument any) error {
	return t.call("workspace/executeCommand", map[string]any{"command": "perlheap." + name, "arguments": []any{argument}}, nil)
}

// refused reports whether the server answered, though with an error: that an SV has
// no place in the source is an answer.
func refused(err error) bool {
	var wire *jsonrpc2.Error
	return errors.As(err, &wire)
}

// load loads a dump and waits until the server has reported its end.
func (t *talk) load(path string) error {
	if err := t.command("loadDump", map[string]string{"path": path}); err != nil {
		return err
	}
	return t.settle()
}

// settle waits until the begin and the end of one load have been reported.
func (t *talk) settle() error {
	for _, wait := range []func() bool{
		func() bool { _, ok := <-t.begun; return ok },
		func() bool { _, ok := <-t.ended; return ok },
	} {
		done := make(chan bool, 1)
		go func() { done <- wait() }()
		select {
		case <-done:
		case <-time.After(patience):
			return errors.New("the server does not report that a load has ended")
		case <-t.conn.Done():
			return errors.New("the server has ended")
		}
	}
	return nil
}

// patience is how long something may take before it counts as failed.
const patience = 5 * time.Minute

// end ends the server.
func (t *talk) end() error {
	err := t.call("shutdown", nil, nil)
	err = errors.Join(err, t.notify("exit", nil))
	err = errors.Join(err, t.cmd.Wait())
	_ = t.conn.Close() // the process has closed its end
	return err
}

// pid is the process of the server, as the measuring functions want it.
func (t *talk) pid() string { return strconv.Itoa(t.cmd.Process.Pid) }

// idle waits until the server has nothing left to do, and returns what it used
// until then.
func (t *talk) idle() usage {
	resetPeak(t.pid())
	begun, cpu := time.Now(), cpuSeconds(t.pid())
	busy, last := begun, cpu
	for time.Since(busy) < quiet {
		time.Sleep(quiet / 20)
		if now := cpuSeconds(t.pid()); now != last {
			busy, last = time.Now(), now
		}
	}
	return usage{busy.Sub(begun).Seconds(), last - cpu, procStatus(t.pid(), "VmHWM")}
}

// quiet is how long a server must use no processor to count as idle: it may be
// waiting for the disk.
const quiet = 2 * time.Second
