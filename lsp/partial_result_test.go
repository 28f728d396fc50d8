package lsp

import (
	"encoding/json"
	"fmt"
	"os"
	"testing"

	"go.lsp.dev/protocol"

	"github.com/perlheap/perlheap/testdata/article"
)

// parts asks with a token for partial results and gives how many items each part
// had; the answer itself has to be empty.
func (e *editor) parts(method, params string) (sizes []int) {
	e.t.Helper()
	e.mu.Lock()
	before := len(e.told)
	e.mu.Unlock()
	var answer json.RawMessage
	if err := e.call(method, params[:len(params)-1]+`,"partialResultToken":"parts"}`, &answer); err != nil {
		e.t.Fatalf("%s: %v", method, err)
	}
	if string(answer) != "[]" && string(answer) != `{"items":[]}` {
		e.t.Errorf("%s answers %.200s beside its parts", method, answer)
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, m := range e.told[before:] { // the parts come before the answer
		var part struct {
			Token string          `json:"token"`
			Value json.RawMessage `json:"value"`
		}
		if m.method != "$/progress" || json.Unmarshal(m.params, &part) != nil || part.Token != "parts" {
			continue
		}
		var list []json.RawMessage
		if json.Unmarshal(part.Value, &list) != nil {
			var report struct{ Items []json.RawMessage }
			if err := json.Unmarshal(part.Value, &report); err != nil {
				e.t.Fatalf("%s sends %.200s", method, part.Value)
			}
			list = report.Items
		}
		sizes = append(sizes, len(list))
	}
	return sizes
}

// Lists come in parts to a client that wants them so, and have more than for
// others.
func TestPartialResults(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, article.Files); err != nil {
		t.Fatal(err)
	}
	capabilities := withHeapFeatures(true, true)
	e := start(t, dir, capabilities, `{"dumps": ["*.pmat.gz"], "status": true}`)
	e.status("ready")
	sum := func(sizes []int) (n int) {
		for _, k := range sizes {
			if k == 0 || k > partialItems {
				t.Errorf("a part of %d", k)
			}
			n += k
		}
		return n
	}

	array := collects(t, e)
	document := e.opened(fmt.Sprintf(`{"kind":"sv","address":%q}`, array))
	var items []protocol.CallHierarchyItem
	if err := e.in(document, "textDocument/prepareCallHierarchy", protocol.Position{}, &items); err != nil || len(items) != 1 {
		t.Fatalf("call hierarchy: %+v, %v", items, err)
	}
	item, _ := protocol.Marshal(items[0])
	if n := sum(e.parts("callHierarchy/outgoingCalls", fmt.Sprintf(`{"item":%s}`, item))); n != maxCallsInParts+1 {
		t.Errorf("%d outgoing calls in parts", n)
	}
	if calls, err := e.outgoing(items[0]); err != nil || len(calls) != maxCalls+1 {
		t.Errorf("%d outgoing calls at once, %v", len(calls), err)
	}
	if n := sum(e.parts("textDocument/documentLink", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, document))); n < 2*pageElements {
		t.Errorf("%d links in parts", n)
	}
	if n := sum(e.parts("workspace/symbol", `{"query":"#"}`)); n < 3 {
		t.Errorf("%d symbols in parts", n)
	}
	if n := sum(e.parts("workspace/diagnostic", `{"previousResultIds":[]}`)); n != 1 {
		t.Errorf("the problems of %d files in parts, not of 1", n)
	}
	text := e.content(document)
	at := positionOf(t, text, array, 0)
	refs := fmt.Sprintf(`{"textDocument":{"uri":%q},"position":{"line":%d,"character":%d},"context":{"includeDeclaration":false}}`, document, at.Line, at.Character)
	if n := sum(e.parts("textDocument/references", refs)); n != 2 {
		t.Errorf("%d references in parts, not the REF and the HASH behind it", n)
	}
	if sizes := e.parts("callHierarchy/incomingCalls", fmt.Sprintf(`{"item":%s}`, item)); sum(sizes) != 1 {
		t.Errorf("incoming calls in parts %d", sizes)
	}
}
