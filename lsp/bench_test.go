package lsp_test

import (
	"context"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/lsp"
	"github.com/perlheap/perlheap/testdata/article"
)

// The benchmarks measure requests from an editor to a real server, in one
// process. They ask about the built-in example; PERLHEAP_BENCH_DUMP names
// another dump, and PERLHEAP_BENCH_ROOT a folder with its source.

// benchFiles gives the folder with the source and the dump.
var benchFiles = sync.OnceValues(func() (files [2]string, err error) {
	if dump := os.Getenv("PERLHEAP_BENCH_DUMP"); dump != "" {
		return [2]string{os.Getenv("PERLHEAP_BENCH_ROOT"), dump}, nil
	}
	dir, err := os.MkdirTemp("", "perlheap-bench-")
	if err != nil {
		return files, err
	}
	benchDir = dir
	return [2]string{dir, filepath.Join(dir, "article.pmat.gz")}, os.CopyFS(dir, article.Files)
})

// benchDir is the folder that was made for the benchmarks, if any.
var benchDir string

func TestMain(m *testing.M) {
	code := m.Run()
	if benchDir != "" {
		_ = os.RemoveAll(benchDir) // it is in the folder of temporary files
	}
	os.Exit(code)
}

// client is an editor that asks and does not listen.
type client struct {
	b    *testing.B
	conn jsonrpc2.Conn
	svs  []string // addresses, at random
	line protocol.Position
	doc  map[string]any // the file with the line on which most closures are alive
	text string
}

// newClient starts a server, has it load the dump and opens a file.
func newClient(b *testing.B) *client {
	b.Helper()
	files, err := benchFiles()
	if err != nil {
		b.Fatal(err)
	}
	ours, theirs := net.Pipe()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if _, err := lsp.Serve(context.Background(), ours, lsp.Options{}); err != nil {
			b.Errorf("the server: %v", err)
		}
	}()
	c := &client{b: b, conn: jsonrpc2.NewConn(jsonrpc2.NewHeaderStream(theirs))}
	c.conn.Go(context.Background(), func(context.Context, *jsonrpc2.Request) (any, error) { return nil, nil })
	b.Cleanup(func() {
		_ = theirs.Close()
		<-ended
	})
	folders := []map[string]any{}
	if files[0] != "" {
		folders = append(folders, map[string]any{"uri": uri.File(files[0]), "name": "bench"})
	}
	c.call("initialize", map[string]any{
		"processId": nil, "rootUri": nil, "capabilities": map[string]any{}, "workspaceFolders": folders,
		"initializationOptions": map[string]any{"dumps": []string{}},
	}, nil)
	c.notify("initialized", map[string]any{})
	c.execute("loadDump", map[string]any{"path": files[1]}, nil)
	c.sample(files[1])
	c.open()
	return c
}

func (c *client) call(method string, params, result any) {
	c.b.Helper()
	var refused *jsonrpc2.Error
	_, err := c.conn.Call(c.b.Context(), method, params, result)
	if err != nil && (result != nil || !errors.As(err, &refused)) {
		c.b.Fatalf("%s: %v", method, err)
	}
}

func (c *client) notify(method string, params any) {
	c.b.Helper()
	if err := c.conn.Notify(c.b.Context(), method, params); err != nil {
		c.b.Fatalf("%s: %v", method, err)
	}
}

func (c *client) execute(command string, argument, result any) {
	c.b.Helper()
	c.call("workspace/executeCommand", map[string]any{"command": "perlheap." + command, "arguments": []any{argument}}, result)
}

// sample chooses SVs, the same ones in every run.
func (c *client) sample(dump string) {
	c.b.Helper()
	h, err := heap.Open(c.b.Context(), dump, heap.Options{})
	if err != nil {
		c.b.Fatal(err)
	}
	defer h.Close() //nolint:errcheck // it was only read
	rng := rand.New(rand.NewPCG(1, 1))
	for range 1000 {
		c.svs = append(c.svs, h.Addr(heap.SV(rng.IntN(h.Count()))).String())
	}
}

// open opens the file with the line on which most closures are alive, if it is
// here.
func (c *client) open() {
	c.b.Helper()
	var raw json.RawMessage
	c.execute("lines", map[string]any{}, &raw)
	var found struct {
		Lines []struct {
			Path string
			Line uint32
		}
	}
	if err := json.Unmarshal(raw, &found); err != nil {
		c.b.Fatal(err)
	}
	for _, l := range found.Lines {
		text, err := os.ReadFile(l.Path)
		if l.Path == "" || err != nil {
			continue
		}
		c.line.Line, c.text = l.Line-1, string(text)
		c.doc = map[string]any{"uri": uri.File(l.Path)}
		c.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{
			"uri": uri.File(l.Path), "languageId": "perl", "version": 1, "text": c.text,
		}})
		return
	}
}

// measure asks again and again, and reports the slowest of a hundred.
func (c *client) measure(ask func(i int)) {
	var times []time.Duration
	for i := 0; c.b.Loop(); i++ {
		begun := time.Now()
		ask(i)
		times = append(times, time.Since(begun))
	}
	slices.Sort(times)
	c.b.ReportMetric(float64(times[len(times)*99/100].Nanoseconds()), "p99-ns")
}

func BenchmarkCommand(b *testing.B) {
	for _, command := range []string{"identify", "show", "inrefs", "outrefs", "locate"} {
		b.Run(command, func(b *testing.B) {
			c := newClient(b)
			c.measure(func(i int) { c.execute(command, map[string]any{"address": c.svs[i%len(c.svs)]}, nil) })
		})
	}
}

// withSource skips a benchmark that needs an open file.
func withSource(b *testing.B) *client {
	c := newClient(b)
	if c.doc == nil {
		b.Skip("no source of the dump is here; PERLHEAP_BENCH_ROOT names a folder with it")
	}
	return c
}

func BenchmarkHover(b *testing.B) {
	c := withSource(b)
	c.measure(func(int) {
		var h *protocol.Hover
		c.call("textDocument/hover", map[string]any{"textDocument": c.doc, "position": c.line}, &h)
		if h == nil {
			b.Fatal("no hover")
		}
	})
}

func BenchmarkLens(b *testing.B) {
	c := withSource(b)
	c.measure(func(int) { c.lenses() })
}

func (c *client) lenses() {
	var lenses []json.RawMessage
	c.call("textDocument/codeLens", map[string]any{"textDocument": c.doc}, &lenses)
	if len(lenses) == 0 {
		c.b.Fatal("no lenses")
	}
}

// BenchmarkEdit types a line above everything, and has the lenses shown where
// they are then.
func BenchmarkEdit(b *testing.B) {
	c := withSource(b)
	c.measure(func(i int) {
		start := protocol.Position{}
		doc := map[string]any{"uri": c.doc["uri"], "version": i + 2}
		c.notify("textDocument/didChange", map[string]any{"textDocument": doc, "contentChanges": []any{
			map[string]any{"range": protocol.Range{Start: start, End: start}, "text": "# typed\n"},
		}})
		c.lenses()
		if i%100 == 99 { // or the file would become ever longer
			c.notify("textDocument/didChange", map[string]any{"textDocument": doc, "contentChanges": []any{map[string]any{"text": c.text}}})
		}
	})
}
