package lsp

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"go.lsp.dev/protocol"
)

// pulling is a client that asks for diagnostics.
var pulling = strings.NewReplacer(`"codeLens": {"refreshSupport": true}`, `"codeLens": {"refreshSupport": true}, "diagnostics": {"refreshSupport": true}`,
	`"callHierarchy": {}`, `"callHierarchy": {}, "diagnostic": {}`).Replace(everything)

// pulled is a report on a file, of either request.
type pulled struct {
	URI      string                `json:"uri"`
	Kind     string                `json:"kind"`
	ResultID string                `json:"resultId"`
	Version  *int                  `json:"version"`
	Items    []protocol.Diagnostic `json:"items"`
}

func (e *editor) pull(name, previous string) (answer pulled) {
	e.t.Helper()
	params := fmt.Sprintf(`{"textDocument":{"uri":%q},"previousResultId":%q}`, e.uri(name), previous)
	if err := e.call("textDocument/diagnostic", params, &answer); err != nil {
		e.t.Fatal(err)
	}
	return answer
}

func (e *editor) pullAll(previous string) []pulled {
	e.t.Helper()
	var answer struct {
		Items []pulled `json:"items"`
	}
	if err := e.call("workspace/diagnostic", `{"previousResultIds":[`+previous+`]}`, &answer); err != nil {
		e.t.Fatal(err)
	}
	return answer.Items
}

// published waits until a file was published with as many problems.
func (e *editor) published(name string, n int) {
	e.t.Helper()
	e.await("textDocument/publishDiagnostics", func(raw json.RawMessage) bool {
		var p protocol.PublishDiagnosticsParams
		return protocol.Unmarshal(raw, &p) == nil && p.URI == e.uri(name) && len(p.Diagnostics) == n
	})
}

func TestPullDiagnostics(t *testing.T) {
	const app = "lib/Leaky/App.pm"
	dir := workspace(t, leaky)
	e := launch(t, dir)
	result := e.initialize(pulling, fmt.Sprintf(`{"status": true, "dumps": [%q], "diagnostics": {"minimumCount": 50, "minimumShare": 0.01}}`, leaky+".pmat.gz"))
	if offer, ok := result.Capabilities.DiagnosticProvider.(*protocol.DiagnosticOptions); !ok || !offer.WorkspaceDiagnostics {
		t.Fatalf("offered: %+v", result.Capabilities.DiagnosticProvider)
	}
	e.notify("initialized", "{}")
	e.status("ready")
	e.await("workspace/diagnostic/refresh", nil)
	e.published(app, 2) // it is not open
	e.open(app)
	e.published(app, 0) // it is pulled from now on

	first := e.pull(app, "")
	if first.Kind != "full" || len(first.Items) != 2 || first.Items[1].Range.Start.Line != 120 || first.ResultID == "" || len(first.Items[1].RelatedInformation) != 1 {
		t.Fatalf("first: %+v", first)
	}
	if again := e.pull(app, first.ResultID); again.Kind != "unchanged" || again.ResultID != first.ResultID || again.Items != nil {
		t.Errorf("again: %+v", again)
	}
	if none := e.pull("lib/Leaky/Misc.pm", ""); none.Kind != "full" || none.Items == nil || len(none.Items) != 0 {
		t.Errorf("of a file without problems: %+v", none)
	}
	e.change(app, 2, 0, 0, "# one more\n")
	moved := e.pull(app, first.ResultID)
	if moved.Kind != "full" || len(moved.Items) != 2 || moved.Items[1].Range.Start.Line != 121 {
		t.Errorf("after an edit: %+v", moved)
	}
	e.notify("textDocument/didClose", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, e.uri(app)))
	e.published(app, 2)

	all := e.pullAll("")
	if len(all) != 1 || all[0].URI != string(e.uri(app)) || all[0].Kind != "full" || all[0].ResultID != first.ResultID || all[0].Version != nil {
		t.Fatalf("of all files: %+v", all)
	}
	e.published(app, 0) // all is pulled from now on
	previous := fmt.Sprintf(`{"uri":%q,"value":%q}`, e.uri(app), first.ResultID)
	if again := e.pullAll(previous); len(again) != 1 || again[0].Kind != "unchanged" {
		t.Errorf("of all files again: %+v", again)
	}
	if err := e.execute("perlheap.unloadDump", fmt.Sprintf(`{"path":%q}`, leaky+".pmat.gz"), nil); err != nil {
		t.Fatal(err)
	}
	e.await("workspace/diagnostic/refresh", nil)
	if gone := e.pullAll(previous); len(gone) != 1 || gone[0].Kind != "full" || len(gone[0].Items) != 0 {
		t.Errorf("without a dump: %+v", gone)
	}
}

// Neovim asks for all files if it can, and then not for those that are open.
func TestPullInNeovim(t *testing.T) {
	const app = "lib/Leaky/App.pm"
	dir := workspace(t, leaky)
	e := launch(t, dir)
	e.name = "Neovim"
	result := e.initialize(pulling, fmt.Sprintf(`{"status": true, "dumps": [%q], "diagnostics": {"minimumCount": 50, "minimumShare": 0.01}}`, leaky+".pmat.gz"))
	if offer, ok := result.Capabilities.DiagnosticProvider.(*protocol.DiagnosticOptions); !ok || offer.WorkspaceDiagnostics {
		t.Fatalf("offered: %+v", result.Capabilities.DiagnosticProvider)
	}
	e.notify("initialized", "{}")
	e.status("ready")
	e.await("workspace/diagnostic/refresh", nil)
	e.published(app, 2) // it is not open
	e.open(app)
	e.published(app, 0)
	if open := e.pull(app, ""); len(open.Items) != 2 {
		t.Errorf("of the open file: %+v", open)
	}
}

// A client that cannot be told to ask again is published everything: it would
// never learn of a load.
func TestPullWithoutRefresh(t *testing.T) {
	const app = "lib/Leaky/App.pm"
	dir := workspace(t, leaky)
	e := launch(t, dir)
	caps := strings.Replace(pulling, `"diagnostics": {"refreshSupport": true}`, `"diagnostics": {}`, 1)
	result := e.initialize(caps, fmt.Sprintf(`{"status": true, "dumps": [%q], "diagnostics": {"minimumCount": 50, "minimumShare": 0.01}}`, leaky+".pmat.gz"))
	if offer := result.Capabilities.DiagnosticProvider; offer != nil {
		t.Errorf("offered: %+v", offer)
	}
	e.notify("initialized", "{}")
	e.open(app)
	e.published(app, 2)
	if n := e.count("workspace/diagnostic/refresh"); n != 0 {
		t.Errorf("%d refreshes", n)
	}
}
