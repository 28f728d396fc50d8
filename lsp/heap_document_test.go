package lsp

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/perlheap/perlheap/heap/wire"
	"github.com/perlheap/perlheap/lsp/session"
)

// withHeapFeatures is everything, and what heap documents can do. The features
// are registered if dynamic, and announced otherwise.
func withHeapFeatures(contents, dynamic bool) string {
	feature := fmt.Sprintf(`{"dynamicRegistration": %v}`, dynamic)
	caps := strings.Replace(everything, `"callHierarchy": {}`, `"callHierarchy": {}, "definition": `+feature+`, "references": `+feature+
		`, "documentLink": `+feature+`, "foldingRange": `+feature, 1)
	if contents {
		caps = strings.Replace(caps, `"symbol": {}`, `"symbol": {}, "textDocumentContent": {}`, 1)
	}
	return caps
}

// opened runs perlheap.open and gives the document, from what the server asks
// the client to show.
func (e *editor) opened(params string) uri.URI {
	e.t.Helper()
	var answer wire.OpenResult
	if err := e.execute(commandOpen, params, &answer); err != nil {
		e.t.Fatalf("open %s: %v", params, err)
	}
	document, err := uri.Parse(answer.URI)
	if err != nil {
		e.t.Fatal(err)
	}
	var shown protocol.ShowDocumentParams
	if err := protocol.Unmarshal(e.await("window/showDocument", nil), &shown); err != nil || shown.URI != document {
		e.t.Fatalf("open shows %s, answers %s (%v)", shown.URI, document, err)
	}
	return document
}

// content reads a document as a client does: from its file, or from the server.
func (e *editor) content(u uri.URI) string {
	e.t.Helper()
	if u.IsFile() {
		text, err := os.ReadFile(u.FsPath())
		if err != nil {
			e.t.Fatal(err)
		}
		return string(text)
	}
	var content protocol.TextDocumentContentResult
	if err := e.call("workspace/textDocumentContent", fmt.Sprintf(`{"uri":%q}`, u), &content); err != nil {
		e.t.Fatal(err)
	}
	return content.Text
}

// positionOf is the position of the n-th occurrence of a text in a document.
func positionOf(t *testing.T, text, what string, n int) protocol.Position {
	t.Helper()
	offset := 0
	for ; n >= 0; n-- {
		i := strings.Index(text[offset:], what)
		if i < 0 {
			t.Fatalf("no %q in\n%s", what, text)
		}
		offset += i + 1
	}
	return session.NewMapper([]byte(text), protocol.PositionEncodingKindUTF16).Position(offset)
}

// in asks something of a position in a document.
func (e *editor) in(u uri.URI, method string, p protocol.Position, result any) error {
	return e.call(method, fmt.Sprintf(`{"textDocument":{"uri":%q},"position":{"line":%d,"character":%d},"context":{"includeDeclaration":true}}`, u, p.Line, p.Character), result)
}

const (
	typicalClosure = "0x555555b62d30" // of lib/Leaky/App.pm line 121 in p536-amd64-d046
	closuresArray  = "0x555555ac8880" // which it is an element of
)

func TestHeapDocumentTexts(t *testing.T) {
	dir := workspace(t, "p536-amd64-d046")
	e := start(t, dir, withHeapFeatures(true, true), `{"dumps": ["*.pmat.gz"], "status": true}`)
	e.status("ready")
	for name, params := range map[string]string{
		"overview": `{"kind":"overview"}`,
		"closure":  `{"kind":"sv","address":"` + typicalClosure + `"}`,
		"array":    `{"kind":"sv","address":"` + closuresArray + `"}`,
		"identify": `{"kind":"identify","address":"` + typicalClosure + `"}`,
		"line":     fmt.Sprintf(`{"kind":"line","file":%q,"line":121}`, e.uri("lib/Leaky/App.pm")),
		"variable": `{"kind":"line","file":"lib/Leaky/Redis.pm","line":34}`,
	} {
		t.Run(name, func(t *testing.T) {
			golden := filepath.Join("testdata", "documents", name+".golden")
			got := e.content(e.opened(params))
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("the document is\n%s", got)
			}
		})
	}
}

// The histogram has the course of its numbers, and leads to a typical one of each
// line.
func TestHistogramDocument(t *testing.T) {
	e := startAnalysing(t, series(t), seriesOptions)
	e.status("ready")
	e.analysed()
	content := e.content(e.opened(`{"kind":"histogram"}`))
	golden := filepath.Join("testdata", "documents", "histogram.golden")
	if *update {
		if err := os.WriteFile(golden, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(golden); err != nil || content != string(want) {
		t.Errorf("the document is, %v,\n%s", err, content)
	}
}

// In a heap document addresses and places lead on, for a client that takes
// content and for one that takes files.
func TestHeapDocumentFeatures(t *testing.T) {
	for name, contents := range map[string]bool{"contents": true, "files": false} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("XDG_CACHE_HOME", t.TempDir())
			dir := workspace(t, "p536-amd64-d046")
			e := start(t, dir, withHeapFeatures(contents, true), `{"dumps": ["*.pmat.gz"], "status": true}`)
			e.status("ready")
			chain := e.opened(`{"kind":"identify","address":"` + typicalClosure + `"}`)
			text := e.content(chain)
			if contents == chain.IsFile() {
				t.Fatalf("the document is %s", chain)
			}

			// A CODE has a line, an ARRAY a document.
			var at *protocol.Location
			if err := e.in(chain, "textDocument/definition", positionOf(t, text, typicalClosure, 0), &at); err != nil || at == nil {
				t.Fatalf("definition of a CODE: %+v, %v", at, err)
			}
			if at.URI != e.uri("lib/Leaky/App.pm") || at.Range.Start.Line != 120 {
				t.Errorf("the CODE is at %+v", at)
			}
			if err := e.in(chain, "textDocument/definition", positionOf(t, text, closuresArray, 0), &at); err != nil || at == nil {
				t.Fatalf("definition of an ARRAY: %+v, %v", at, err)
			}
			array := e.content(at.URI)
			if !strings.HasPrefix(array, "ARRAY(300) at "+closuresArray) {
				t.Errorf("the ARRAY's document is\n%s", array)
			}
			// A place leads to its line, wherever in it one stands.
			for _, word := range []string{"lib/Leaky/App.pm line 121", "pm line 121", "121)"} {
				if err := e.in(chain, "textDocument/definition", positionOf(t, text, word, 0), &at); err != nil || at == nil || at.Range.Start.Line != 120 {
					t.Errorf("at %q the definition is %+v, %v", word, at, err)
				}
			}
			// Words lead nowhere.
			at = nil
			if err := e.in(chain, "textDocument/definition", positionOf(t, text, "which is", 0), &at); err != nil || at != nil {
				t.Errorf("the definition of a word is %+v, %v", at, err)
			}

			// References are the lines of the SV's document that tell of its inrefs.
			var refs []protocol.Location
			if err := e.in(chain, "textDocument/references", positionOf(t, text, closuresArray, 0), &refs); err != nil || len(refs) != 2 {
				t.Fatalf("references: %+v, %v", refs, err)
			}
			line := strings.Split(e.content(refs[0].URI), "\n")[refs[0].Range.Start.Line]
			if !strings.HasPrefix(line, "  s  the referrant ") {
				t.Errorf("the reference is in the line %q", line)
			}

			var h *protocol.Hover
			if err := e.in(chain, "textDocument/hover", positionOf(t, text, closuresArray, 0), &h); err != nil || h == nil {
				t.Fatalf("hover: %+v, %v", h, err)
			}
			if said := h.Contents.(*protocol.MarkupContent).Value; !strings.Contains(said, "300 elements") || !strings.Contains(said, "%Leaky::Redis::POOL") {
				t.Errorf("the hover is\n%s", said)
			}

			var items []protocol.CallHierarchyItem
			if err := e.in(chain, "textDocument/prepareCallHierarchy", positionOf(t, text, closuresArray, 0), &items); err != nil || len(items) != 1 {
				t.Fatalf("call hierarchy: %+v, %v", items, err)
			}
			calls, err := e.incoming(items[0])
			if err != nil || len(calls) != 1 || !strings.Contains(calls[0].From.Name, "value {error}") {
				t.Errorf("its incoming calls are %+v, %v", calls, err)
			}

			var links []protocol.DocumentLink
			if err := e.call("textDocument/documentLink", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, chain), &links); err != nil {
				t.Fatal(err)
			}
			var targets []string
			for _, l := range links {
				if l.Target == nil {
					raw, _ := protocol.Marshal(l)
					if err := e.call("documentLink/resolve", string(raw), &l); err != nil || l.Target == nil {
						t.Fatalf("resolve: %+v, %v", l, err)
					}
				}
				targets = append(targets, string(*l.Target))
			}
			if !slices.Contains(targets, string(e.uri("lib/Leaky/App.pm"))+"#L121") || len(targets) < 5 {
				t.Errorf("the links lead to %q", targets)
			}

			var folds []protocol.FoldingRange
			if err := e.call("textDocument/foldingRange", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, chain), &folds); err != nil || len(folds) == 0 {
				t.Errorf("folds: %+v, %v", folds, err)
			}
			if folds[0].StartLine != 0 || int(folds[0].EndLine) != strings.Count(text, "\n")-1 {
				t.Errorf("the whole chain folds as %+v", folds[0])
			}

			var lenses []protocol.CodeLens
			if err := e.call("textDocument/codeLens", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, chain), &lenses); err != nil || len(lenses) != 4 {
				t.Fatalf("lenses: %+v, %v", lenses, err)
			}
			if err := e.execute(lenses[0].Command.Command, string(lenses[0].Command.Arguments[0]), nil); err != nil || lenses[0].Command.Title != "Show this SV" {
				t.Errorf("the lens %+v: %v", lenses[0], err)
			}
		})
	}
}

// A Perl file has no definitions, references, links or folds of this server,
// and a client that can is not even made to ask.
func TestHeapFeaturesAreOfHeapDocuments(t *testing.T) {
	dir := workspace(t, "p536-amd64-d046")
	e := launch(t, dir)
	offer := e.initialize(withHeapFeatures(true, true), `{"dumps": ["*.pmat.gz"], "status": true}`)
	if offer.Capabilities.DefinitionProvider != nil || offer.Capabilities.ReferencesProvider != nil || offer.Capabilities.DocumentLinkProvider != nil || offer.Capabilities.FoldingRangeProvider != nil {
		t.Errorf("what can be registered is announced: %+v", offer.Capabilities)
	}
	e.notify("initialized", "{}")
	registered := string(e.await("client/registerCapability", func(raw json.RawMessage) bool { return strings.Contains(string(raw), "documentLink") }))
	for _, method := range []string{"textDocument/definition", "textDocument/references", "textDocument/documentLink", "textDocument/foldingRange"} {
		if !strings.Contains(registered, `"method":"`+method+`"`) {
			t.Errorf("%s is not registered: %s", method, registered)
		}
	}
	if n := strings.Count(registered, `"documentSelector":[{"scheme":"perlheap"}]`); n != 4 {
		t.Errorf("%d are registered for heap documents: %s", n, registered)
	}
	e.status("ready")
	e.open("lib/Leaky/App.pm")
	for _, method := range []string{"textDocument/definition", "textDocument/references", "textDocument/documentLink", "textDocument/foldingRange"} {
		var answer json.RawMessage
		if err := e.in(e.uri("lib/Leaky/App.pm"), method, protocol.Position{Line: 120, Character: 5}, &answer); err != nil || string(answer) != "null" && string(answer) != "[]" {
			t.Errorf("%s of a Perl file answers %s, %v", method, answer, err)
		}
	}

	plain := launch(t, dir)
	offer = plain.initialize(withHeapFeatures(false, false), `{}`)
	if offer.Capabilities.DefinitionProvider == nil || offer.Capabilities.ReferencesProvider == nil || offer.Capabilities.DocumentLinkProvider == nil || offer.Capabilities.FoldingRangeProvider == nil {
		t.Errorf("what cannot be registered is not announced: %+v", offer.Capabilities)
	}
}

// Files of heap documents are for their owner alone, and go with the server.
func TestHeapFiles(t *testing.T) {
	cache := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", cache)
	dir := workspace(t, "p536-amd64-d046")
	// What a server left behind that was killed.
	old := filepath.Join(cache, "perlheap", "documents-999999999-1")
	if err := os.MkdirAll(old, 0o700); err != nil {
		t.Fatal(err)
	}
	e := start(t, dir, withHeapFeatures(false, true), `{"dumps": ["*.pmat.gz"], "status": true}`)
	e.status("ready")
	path := e.opened(`{"kind":"sv","address":"` + typicalClosure + `"}`).FsPath()
	for at := path; len(at) > len(cache); at = filepath.Dir(at) {
		info, err := os.Stat(at)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has the mode %s", at, info.Mode())
		}
	}
	if _, err := os.Stat(old); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what a killed server left is still there: %v", err)
	}
	if err := e.call("shutdown", "null", nil); err != nil {
		t.Fatal(err)
	}
	e.notify("exit", "null")
	e.exit <- <-e.exit
	if _, err := os.Stat(filepath.Dir(filepath.Dir(path))); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the files are still there after exit: %v", err)
	}
}

// A document stays what it is of: of a dump that was unloaded it says so, and
// of one that was written anew too.
func TestHeapDocumentOfAnUnloadedDump(t *testing.T) {
	dir := workspace(t, "p536-amd64-d046")
	e := start(t, dir, withHeapFeatures(true, true), `{"status": true}`)
	dump := filepath.Join(dir, "p536-amd64-d046.pmat.gz")
	if err := e.execute(commandLoadDump, fmt.Sprintf(`{"path":%q}`, dump), nil); err != nil {
		t.Fatal(err)
	}
	chain := e.opened(`{"kind":"identify","address":"` + typicalClosure + `"}`)
	text := e.content(chain)
	if err := e.execute(commandUnloadDump, fmt.Sprintf(`{"path":%q}`, dump), nil); err != nil {
		t.Fatal(err)
	}
	raw, _ := json.Marshal(protocol.TextDocumentItem{URI: chain, LanguageID: "perlheap", Version: 1, Text: text})
	e.notify("textDocument/didOpen", `{"textDocument":`+string(raw)+`}`)
	const why = "this belongs to a dump that is no longer loaded: p536-amd64-d046.pmat.gz was unloaded"
	if err := e.in(chain, "textDocument/definition", positionOf(t, text, closuresArray, 0), nil); err == nil || !strings.Contains(err.Error(), why) {
		t.Errorf("the definition answers %v", err)
	}
	if got := e.content(chain); !strings.HasPrefix(strings.ToLower(got), why) {
		t.Errorf("asked for again, it says %q", got)
	}
	var h *protocol.Hover
	if err := e.in(chain, "textDocument/hover", positionOf(t, text, closuresArray, 0), &h); err != nil || h != nil {
		t.Errorf("the hover answers %+v, %v", h, err)
	}
	var folds []protocol.FoldingRange
	if err := e.call("textDocument/foldingRange", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, chain), &folds); err != nil {
		t.Error(err)
	}
}

// More is known after the analysis: the open documents are asked for again.
func TestHeapDocumentsAreRefreshed(t *testing.T) {
	dir := workspace(t, "p536-amd64-d046")
	e := launchWith(t, dir, Options{})
	e.initialize(withHeapFeatures(true, true), `{"status": true}`)
	e.notify("initialized", "{}")
	load := func() {
		if err := e.execute(commandLoadDump, fmt.Sprintf(`{"path":%q}`, filepath.Join(dir, "p536-amd64-d046.pmat.gz")), nil); err != nil {
			t.Fatal(err)
		}
	}
	load()
	u := e.opened(`{"kind":"overview"}`)
	raw, _ := json.Marshal(protocol.TextDocumentItem{URI: u, LanguageID: "perlheap", Version: 1, Text: e.content(u)})
	e.notify("textDocument/didOpen", `{"textDocument":`+string(raw)+`}`)
	load() // shown again: what is told of it may be new
	e.await("workspace/textDocumentContent/refresh", func(raw json.RawMessage) bool { return strings.Contains(string(raw), string(u)) })
	e.analysed()
	text := e.content(u)
	for _, part := range []string{"1. lib/Leaky/App.pm line 27  [high, closure cycle]", "Cure: ", "100.0 %      1                  the heap", "No root leads to"} {
		if !strings.Contains(text, part) {
			t.Errorf("after the analysis the overview has no %q:\n%s", part, text)
		}
	}
}

// collects finds the ARRAY that the closures of the article's leak are in.
func collects(t *testing.T, e *editor) (address string) {
	t.Helper()
	var largest wire.Largest
	if err := e.execute(commandLargest, `{"counts":[20]}`, &largest); err != nil {
		t.Fatal(err)
	}
	for _, item := range largest.Items {
		if item.SV.Desc == "ARRAY(3000)" {
			return item.SV.Address
		}
	}
	t.Fatalf("no ARRAY(3000) among %+v", largest.Items)
	return ""
}

// A list of many elements has pages, and each leads to the next.
func TestHeapDocumentPages(t *testing.T) {
	dir := workspace(t)
	copyDump(t, "../article/article", filepath.Join(dir, "article.pmat.gz"))
	e := start(t, dir, withHeapFeatures(true, true), `{"dumps": ["*.pmat.gz"], "status": true}`)
	e.status("ready")
	address := collects(t, e)
	first := e.opened(fmt.Sprintf(`{"kind":"sv","address":%q}`, address))
	text := e.content(first)
	if !regexp.MustCompile(`Elements, 3,000 in all, from 0 on\n  \[0\] +REF`).MatchString(text) {
		t.Errorf("the first page is\n%.2000s", text)
	}
	next := positionOf(t, text, nextPageText+"2,000", 0)
	var at *protocol.Location
	if err := e.in(first, "textDocument/definition", next, &at); err != nil || at == nil {
		t.Fatalf("the next page: %+v, %v", at, err)
	}
	text = e.content(at.URI)
	if !strings.Contains(text, "Elements, 3,000 in all, from 1,000 on") || !strings.Contains(text, "[1999]") || strings.Contains(text, "[999]") || strings.Contains(text, "[2000]") {
		t.Errorf("the second page is\n%.2000s", text)
	}
}

// A client that cannot be made to open a document tells the person where it is.
func TestOpenWithoutShowDocument(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	dir := workspace(t, "p536-amd64-d046")
	e := start(t, dir, `{"textDocument": {"codeLens": {}}}`, `{"dumps": ["*.pmat.gz"], "status": true}`)
	e.status("ready")
	var answer wire.OpenResult
	if err := e.execute(commandOpen, `{"kind":"overview"}`, &answer); err != nil {
		t.Fatal(err)
	}
	told := string(e.await("window/showMessage", func(raw json.RawMessage) bool { return strings.Contains(string(raw), "heap document") }))
	if !strings.Contains(told, uri.URI(answer.URI).FsPath()) {
		t.Errorf("it says %s, not where %s is", told, answer.URI)
	}
	if e.count("window/showDocument") != 0 {
		t.Error("it asks to show a document")
	}
}

func TestOpenRefuses(t *testing.T) {
	dir := workspace(t, "p536-amd64-d046")
	e := start(t, dir, withHeapFeatures(true, true), `{"dumps": ["*.pmat.gz"], "status": true}`)
	e.status("ready")
	for params, want := range map[string]string{
		`{}`:                              "kind must be one of overview, histogram, sv, identify, line",
		`{"kind":"sv"}`:                   "address is missing",
		`{"kind":"sv","address":"0x1"}`:   "there is no SV at 0x1",
		`{"kind":"line","line":3}`:        "file is missing",
		`{"kind":"overview","offset":-1}`: "offset must be 0 or more",
		`{"kind":"line","file":"lib/Leaky/App.pm","line":3}`:          "nothing that is alive was made on line 3",
		`{"kind":"overview","dump":{"path":"/x.pmat","version":"1"}}`: "x.pmat was unloaded",
	} {
		if err := e.execute(commandOpen, params, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s answers %v, not %q", params, err, want)
		}
	}
	for _, u := range []string{"perlheap:/x", "perlheap:/x?%7B%7D", "perlheap:/x?%zz", "file:///etc/passwd", `perlheap:/x?{"kind":"sv","offset":-5}`} {
		if err := e.call("workspace/textDocumentContent", fmt.Sprintf(`{"uri":%q}`, u), nil); err == nil {
			t.Errorf("%s has content", u)
		}
	}
}
