package lsp

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"

	"github.com/perlheap/perlheap/lsp/rpc"
)

// prepare asks for the items of a 0-based position.
func (e *editor) prepare(name string, line, character int) []protocol.CallHierarchyItem {
	e.t.Helper()
	var items []protocol.CallHierarchyItem
	params := fmt.Sprintf(`{"textDocument":{"uri":%q},"position":{"line":%d,"character":%d}}`, e.uri(name), line, character)
	if err := e.call("textDocument/prepareCallHierarchy", params, &items); err != nil {
		e.t.Fatal(err)
	}
	return items
}

func (e *editor) incoming(item protocol.CallHierarchyItem) (calls []protocol.CallHierarchyIncomingCall, err error) {
	raw, _ := protocol.Marshal(protocol.CallHierarchyIncomingCallsParams{Item: item})
	return calls, e.call("callHierarchy/incomingCalls", string(raw), &calls)
}

func (e *editor) outgoing(item protocol.CallHierarchyItem) (calls []protocol.CallHierarchyOutgoingCall, err error) {
	raw, _ := protocol.Marshal(protocol.CallHierarchyOutgoingCallsParams{Item: item})
	return calls, e.call("callHierarchy/outgoingCalls", string(raw), &calls)
}

// calls unfolds the call hierarchy of a line as a golden: incoming calls six
// steps back, outgoing calls one step, six lines of each.
func (m *markerTest) calls(mk *mark) {
	var b strings.Builder
	write := func(indent, arrow string, item protocol.CallHierarchyItem) {
		at, _ := filepath.Rel(m.e.dir, item.URI.FsPath())
		fmt.Fprintf(&b, "%s%s%s\n%s  %s line %d", indent, arrow, item.Name, indent, filepath.ToSlash(at), item.SelectionRange.Start.Line+1)
		if item.Detail != nil {
			b.WriteString(" · " + *item.Detail)
		}
		b.WriteByte('\n')
	}
	var unfold func(indent string, item protocol.CallHierarchyItem)
	unfold = func(indent string, item protocol.CallHierarchyItem) {
		calls, err := m.e.incoming(item)
		if err != nil {
			m.t.Error(err)
		}
		for k, c := range calls {
			if k == 6 || len(indent) > 12 {
				b.WriteString(indent + "…\n")
				break
			}
			write(indent, "← ", c.From)
			unfold(indent+"  ", c.From)
		}
	}
	for _, item := range m.e.prepare(mk.file, mk.line-1, 0) {
		write("", "", item)
		unfold("  ", item)
		calls, err := m.e.outgoing(item)
		if err != nil {
			m.t.Error(err)
		}
		for k, c := range calls {
			if k == 6 {
				b.WriteString("  …\n")
				break
			}
			write("  ", "→ ", c.To)
		}
	}
	m.golden(mk, b.String())
}

// An address in a text leads to its SV, and what of an array is too much is
// counted.
func TestCallHierarchyOfAddress(t *testing.T) {
	dir := workspace(t, leaky)
	text := "# at 0x555555ac8880, not 0x1, \n"
	if err := os.WriteFile(filepath.Join(dir, "notes.pl"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	e := start(t, dir, everything, fmt.Sprintf(`{"status": true, "dumps": [%q]}`, leaky+".pmat.gz"))
	e.open("notes.pl")
	e.status("ready")
	for _, none := range []int{0, 27} {
		if items := e.prepare("notes.pl", 0, none); len(items) > 0 {
			t.Errorf("character %d leads to %+v", none, items)
		}
	}
	items := e.prepare("notes.pl", 0, 5)
	if len(items) != 1 || items[0].Name != "ARRAY(300) at 0x555555ac8880" || items[0].SelectionRange.Start.Character != 5 {
		t.Fatalf("items %+v", items)
	}
	calls, err := e.outgoing(items[0])
	if err != nil || len(calls) != maxCalls+1 {
		t.Fatalf("%d calls, %v", len(calls), err)
	}
	if got := calls[3].To; !strings.HasPrefix(got.Name, "element [3] is CODE(PP,closure) at ") || got.SelectionRange.Start.Line != 120 || !strings.HasSuffix(string(got.URI), "lib/Leaky/App.pm") {
		t.Errorf("element 3 is %+v", got)
	}
	last := calls[maxCalls].To
	if last.Name != "… and 100 more references from it" || last.URI != e.uri("notes.pl") {
		t.Errorf("the last is %+v", last)
	}
	if none, err := e.incoming(last); err != nil || len(none) > 0 {
		t.Errorf("what is only counted has %+v, %v", none, err)
	}
}

// Items outlive the dump that they are of: then they say so.
func TestStaleCallHierarchy(t *testing.T) {
	dir := workspace(t, leaky)
	path := filepath.Join(dir, leaky+".pmat.gz")
	e := start(t, dir, everything, `{"status": true}`)
	load := func() {
		t.Helper()
		if err := e.execute("perlheap.loadDump", fmt.Sprintf(`{"path":%q}`, path), nil); err != nil {
			t.Fatal(err)
		}
	}
	stale := func(item protocol.CallHierarchyItem, want string) {
		t.Helper()
		_, in := e.incoming(item)
		_, out := e.outgoing(item)
		for _, err := range []error{in, out} {
			var wire *jsonrpc2.Error
			if !errors.As(err, &wire) || wire.Code != rpc.RequestFailed || !strings.Contains(wire.Message, want) {
				t.Errorf("%v, want %s", err, want)
			}
		}
	}
	load()
	item := e.prepare("lib/Leaky/App.pm", 120, 0)[0]
	if err := e.execute("perlheap.unloadDump", fmt.Sprintf(`{"path":%q}`, path), nil); err != nil {
		t.Fatal(err)
	}
	stale(item, leaky+".pmat.gz was unloaded; load it again")
	load()
	if calls, err := e.incoming(item); err != nil || len(calls) != 1 {
		t.Errorf("of the same dump loaded again: %+v, %v", calls, err)
	}
	later := time.Now().Add(time.Minute)
	if err := os.Chtimes(path, later, later); err != nil {
		t.Fatal(err)
	}
	load()
	stale(item, leaky+".pmat.gz has been rewritten since")

	item.Data = protocol.LSPAny(`{"other":1}`)
	var wire *jsonrpc2.Error
	if _, err := e.incoming(item); !errors.As(err, &wire) || wire.Code != jsonrpc2.InvalidParams {
		t.Errorf("an item of another server: %v", err)
	}
}

// VS Code unfolds one root: several items of a line stand below one.
func TestCallHierarchyHasOneRoot(t *testing.T) {
	options := `{"status":true,"dumps":["` + leaky + `.pmat.gz"]}`
	several := start(t, workspace(t, leaky), everything, options)
	several.status("ready")
	one := start(t, workspace(t, leaky), strings.Replace(everything, `"symbol": {}`, `"symbol": {}, "textDocumentContent": {}`, 1), options)
	one.status("ready")
	for _, e := range []*editor{several, one} {
		e.open(app)
	}
	found := 0
	for line := range 130 {
		items := several.prepare(app, line, 0)
		roots := one.prepare(app, line, 0)
		if len(roots) != min(len(items), 1) {
			t.Fatalf("line %d has %d roots of %d items", line+1, len(roots), len(items))
		}
		if len(items) < 2 {
			continue
		}
		found++
		in, err := one.incoming(roots[0])
		if err != nil {
			t.Fatal(err)
		}
		out, err := one.outgoing(roots[0])
		if err != nil {
			t.Fatal(err)
		}
		if len(in) != len(items) || len(out) != len(items) {
			t.Fatalf("line %d: %d and %d below the root, not %d", line+1, len(in), len(out), len(items))
		}
		for k := range items {
			if in[k].From.Name != items[k].Name || out[k].To.Name != items[k].Name {
				t.Errorf("line %d: %q and %q below the root, not %q", line+1, in[k].From.Name, out[k].To.Name, items[k].Name)
			}
		}
		if below, err := one.incoming(in[0].From); err != nil || len(below) == 0 {
			t.Errorf("line %d: nothing refers to %s: %v", line+1, in[0].From.Name, err)
		}
	}
	if found == 0 {
		t.Error("no line has several")
	}
}
