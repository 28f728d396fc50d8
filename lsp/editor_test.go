package lsp

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
	"go.uber.org/zap"
	"go.uber.org/zap/zaptest/observer"

	"github.com/perlheap/perlheap/heap/wire"
	"github.com/perlheap/perlheap/lsp/rpc"
)

// patience is how long tests wait for what comes in a moment, unless the machine
// is busy: who waits so long waits for nothing.
const patience = 2 * time.Minute

// editor is a client for tests: it speaks to a real server over an in-memory
// pipe, answers what the server asks and remembers what it is told.
type editor struct {
	t    *testing.T
	dir  string // workspace folder
	name string // of the client
	pipe net.Conn
	conn jsonrpc2.Conn
	log  *observer.ObservedLogs
	exit chan int // exit code of the server

	mu     sync.Mutex
	told   []message      // notifications and requests of the server
	seen   map[string]int // by method, how many of told await has passed
	news   chan struct{}
	config json.RawMessage // answers workspace/configuration
	refuse map[string]bool // requests that are answered with an error
	gate   chan struct{}   // holds loads up until it is closed
}

type message struct {
	method string
	params json.RawMessage
}

// everything is what a client can say it is capable of, as far as the server
// cares.
const everything = `{
	"general": {"positionEncodings": ["utf-16"]},
	"workspace": {
		"configuration": true, "workspaceFolders": true,
		"didChangeConfiguration": {"dynamicRegistration": true},
		"didChangeWatchedFiles": {"dynamicRegistration": true, "relativePatternSupport": true},
		"codeLens": {"refreshSupport": true},
		"symbol": {},
		"inlayHint": {"refreshSupport": true}
	},
	"window": {"workDoneProgress": true, "showDocument": {"support": true}},
	"textDocument": {
		"hover": {"contentFormat": ["markdown", "plaintext"]},
		"publishDiagnostics": {"relatedInformation": true, "versionSupport": true},
		"codeLens": {},
		"inlayHint": {},
		"callHierarchy": {}
	}
}`

// launch starts a server for a workspace folder, without initialize. It does
// not analyse dumps, so that what it shows of one stays the same.
func launch(t *testing.T, dir string) *editor {
	t.Helper()
	return launchWith(t, dir, Options{noAnalysis: true})
}

func launchWith(t *testing.T, dir string, opt Options) *editor {
	t.Helper()
	core, logs := observer.New(zap.DebugLevel)
	ours, theirs := net.Pipe()
	e := &editor{t: t, dir: dir, pipe: theirs, log: logs, exit: make(chan int, 1), news: make(chan struct{}, 1), seen: make(map[string]int)}
	go func() {
		opt.Version, opt.Log, opt.Settle, opt.BrokenSettle = "test", zap.New(core), 50*time.Millisecond, 400*time.Millisecond
		opt.loadStarted = e.waitAtGate
		code, err := Serve(context.Background(), ours, opt)
		if err != nil {
			t.Errorf("Serve: %v", err)
		}
		e.exit <- code
	}()
	e.conn = jsonrpc2.NewConn(jsonrpc2.NewHeaderStream(theirs), jsonrpc2.WithCodec(rpc.Codec{}))
	e.conn.Go(context.Background(), e.handle)
	t.Cleanup(func() {
		_ = theirs.Close()
		select {
		case <-e.exit:
		case <-time.After(patience):
			t.Error("the server did not end with its input")
		}
	})
	return e
}

// hold holds up loads that begin from now on, until release is called.
func (e *editor) hold() (release func()) {
	gate := make(chan struct{})
	e.mu.Lock()
	e.gate = gate
	e.mu.Unlock()
	release = sync.OnceFunc(func() { close(gate) })
	e.t.Cleanup(release)
	return release
}

func (e *editor) waitAtGate() {
	e.mu.Lock()
	gate := e.gate
	e.mu.Unlock()
	if gate != nil {
		<-gate
	}
}

// startAnalysing starts a server that analyses dumps.
func startAnalysing(t *testing.T, dir, options string) *editor {
	t.Helper()
	e := launchWith(t, dir, Options{})
	e.initialize(everything, options)
	e.notify("initialized", "{}")
	return e
}

// analysed waits until the dump shown is analysed.
func (e *editor) analysed() wire.Suspects {
	e.t.Helper()
	var answer wire.Suspects
	if err := e.execute("perlheap.suspects", "{}", &answer); err != nil {
		e.t.Fatal(err)
	}
	return answer
}

// start launches a server and initializes it.
func start(t *testing.T, dir, capabilities, options string) *editor {
	t.Helper()
	e := launch(t, dir)
	e.initialize(capabilities, options)
	e.notify("initialized", "{}")
	return e
}

func (e *editor) initialize(capabilities, options string) protocol.InitializeResult {
	e.t.Helper()
	folders, _ := json.Marshal([]map[string]string{{"uri": string(uri.File(e.dir)), "name": "test"}})
	raw := fmt.Sprintf(`{"processId":null,"clientInfo":{"name":%q},"rootUri":null,"capabilities":%s,"initializationOptions":%s,"workspaceFolders":%s}`, e.name, capabilities, options, folders)
	var result protocol.InitializeResult
	if err := e.call("initialize", raw, &result); err != nil {
		e.t.Fatalf("initialize: %v", err)
	}
	return result
}

// handle answers the server. It runs on the reading goroutine.
func (e *editor) handle(_ context.Context, req *jsonrpc2.Request) (any, error) {
	m := message{strings.Clone(req.Method()), slices.Clone(json.RawMessage(req.Params()))}
	e.mu.Lock()
	e.told = append(e.told, m)
	refused, config := e.refuse[m.method], e.config
	e.mu.Unlock()
	select {
	case e.news <- struct{}{}:
	default:
	}
	switch {
	case refused:
		return nil, jsonrpc2.Errorf(jsonrpc2.InternalError, "refused by the test")
	case m.method == "workspace/configuration":
		if config == nil {
			config = json.RawMessage("null")
		}
		return []json.RawMessage{config}, nil
	case m.method == "window/showDocument":
		return protocol.ShowDocumentResult{Success: true}, nil
	}
	return nil, nil
}

// call sends a request with parameters in JSON.
func (e *editor) call(method, params string, result any) error {
	ctx, cancel := context.WithTimeout(e.t.Context(), patience)
	defer cancel()
	_, err := e.conn.Call(ctx, method, jsonrpc2.RawMessage(params), result)
	return err
}

// code is the error code of a request, 0 if it succeeds.
func (e *editor) code(method, params string) jsonrpc2.Code {
	var wire *jsonrpc2.Error
	if errors.As(e.call(method, params, nil), &wire) {
		return wire.Code
	}
	return 0
}

func (e *editor) notify(method, params string) {
	e.t.Helper()
	if err := e.conn.Notify(e.t.Context(), method, jsonrpc2.RawMessage(params)); err != nil {
		e.t.Fatalf("%s: %v", method, err)
	}
}

// await waits for a message of the server, and returns its parameters. Each
// message is looked at once: the next await of the method begins after it.
func (e *editor) await(method string, which func(json.RawMessage) bool) json.RawMessage {
	e.t.Helper()
	deadline := time.After(patience)
	for {
		e.mu.Lock()
		for e.seen[method] < len(e.told) {
			m := e.told[e.seen[method]]
			e.seen[method]++
			if m.method == method && (which == nil || which(m.params)) {
				e.mu.Unlock()
				return m.params
			}
		}
		e.mu.Unlock()
		select {
		case <-e.news:
		case <-deadline:
			e.mu.Lock()
			defer e.mu.Unlock()
			e.t.Fatalf("the server did not send the %s waited for; it sent %s", method, e.told)
		}
	}
}

// status waits for a status; ready is when nothing is looked for any more.
func (e *editor) status(state string) wire.Status {
	e.t.Helper()
	var s wire.Status
	e.await(statusMethod, func(raw json.RawMessage) bool {
		s = wire.Status{}
		return json.Unmarshal(raw, &s) == nil && string(s.State) == state && (s.Phase == "" || state != "ready")
	})
	return s
}

// shows waits until a dump is shown.
func (e *editor) shows(path string) {
	e.t.Helper()
	for e.status("ready").Path != path {
	}
}

// count is how often the server sent a message.
func (e *editor) count(method string) int {
	e.mu.Lock()
	defer e.mu.Unlock()
	n := 0
	for _, m := range e.told {
		if m.method == method {
			n++
		}
	}
	return n
}

// path is a path in the workspace folder.
func (e *editor) path(name string) string { return filepath.Join(e.dir, filepath.FromSlash(name)) }

func (e *editor) uri(name string) uri.URI { return uri.File(e.path(name)) }

// open opens a file as it is on disk.
func (e *editor) open(name string) {
	e.t.Helper()
	text, err := os.ReadFile(e.path(name))
	if err != nil {
		e.t.Fatal(err)
	}
	raw, _ := json.Marshal(protocol.TextDocumentItem{URI: e.uri(name), LanguageID: "perl", Version: 1, Text: string(text)})
	e.notify("textDocument/didOpen", `{"textDocument":`+string(raw)+`}`)
}

// change replaces a range of lines, 0-based and half open.
func (e *editor) change(name string, version, from, to int, text string) {
	e.t.Helper()
	raw, _ := json.Marshal(text)
	e.notify("textDocument/didChange", fmt.Sprintf(
		`{"textDocument":{"uri":%q,"version":%d},"contentChanges":[{"range":{"start":{"line":%d,"character":0},"end":{"line":%d,"character":0}},"text":%s}]}`,
		e.uri(name), version, from, to, raw))
}

// lenses asks for the lenses of a file: their 1-based lines and titles.
func (e *editor) lenses(name string) []string {
	e.t.Helper()
	var lenses []protocol.CodeLens
	if err := e.call("textDocument/codeLens", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, e.uri(name)), &lenses); err != nil {
		e.t.Fatalf("codeLens: %v", err)
	}
	var got []string
	for _, l := range lenses {
		got = append(got, fmt.Sprintf("%d: %s", l.Range.Start.Line+1, l.Command.Title))
	}
	return got
}

// hover asks for the hover on a 1-based line, nil if there is none.
func (e *editor) hover(name string, line int) *protocol.Hover {
	e.t.Helper()
	var h *protocol.Hover
	params := fmt.Sprintf(`{"textDocument":{"uri":%q},"position":{"line":%d,"character":0}}`, e.uri(name), line-1)
	if err := e.call("textDocument/hover", params, &h); err != nil {
		e.t.Fatalf("hover: %v", err)
	}
	if h != nil {
		checkLength(e.t, h.Contents.(*protocol.MarkupContent).Value)
	}
	return h
}

// checkLength holds a hover against the lines that it may have, besides the one that
// says where there is more.
func checkLength(t *testing.T, hover string) {
	t.Helper()
	lines := slices.DeleteFunc(strings.Split(hover, "\n"), func(line string) bool {
		return line == "" || strings.HasPrefix(line, "```") || strings.HasPrefix(line, "More: ") || line == "markdown" || line == "plaintext"
	})
	if len(lines) > hoverLines {
		t.Errorf("the hover has %d lines, and may have %d:\n%s", len(lines), hoverLines, hover)
	}
}

// execute runs a command with one argument in JSON.
func (e *editor) execute(command, argument string, result any) error {
	return e.call("workspace/executeCommand", fmt.Sprintf(`{"command":%q,"arguments":[%s]}`, command, argument), result)
}

// workspace makes a folder with the sources of the test dumps and the dumps
// that are named, packed as they are.
func workspace(t *testing.T, dumps ...string) string {
	t.Helper()
	// The name of the folder would otherwise be found in goldens.
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("..", "testdata", "dumps", "src"))); err != nil {
		t.Fatal(err)
	}
	for _, name := range dumps {
		copyDump(t, name, filepath.Join(dir, name+".pmat.gz"))
	}
	return dir
}

func copyDump(t *testing.T, name, to string) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "testdata", "dumps", name+".pmat.gz"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, raw, 0o644); err != nil {
		t.Fatal(err)
	}
}

// unpackDump is copyDump to a plain file.
func unpackDump(t *testing.T, name, to string) {
	t.Helper()
	copyDump(t, name, to)
	packed, err := os.Open(to)
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	zr, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(zr)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, raw, 0o644); err != nil {
		t.Fatal(err)
	}
}
