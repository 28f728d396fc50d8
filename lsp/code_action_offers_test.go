package lsp

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// offered are the titles of the code actions of the first line of a file.
func (e *editor) offered(name string) map[string]json.RawMessage {
	e.t.Helper()
	var actions []struct {
		Title   string          `json:"title"`
		Kind    string          `json:"kind"`
		Command json.RawMessage `json:"command"`
	}
	params := fmt.Sprintf(`{"textDocument":{"uri":%q},"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}},"context":{"diagnostics":[]}}`, e.uri(name))
	if err := e.call("textDocument/codeAction", params, &actions); err != nil {
		e.t.Fatal(err)
	}
	all := map[string]json.RawMessage{}
	for _, a := range actions {
		if a.Kind == "source" {
			all[a.Title] = a.Command
		}
	}
	return all
}

// A client that has no other place for commands finds them among the code actions,
// before any dump is there, and is told what they answer; others do not.
func TestOffersCommands(t *testing.T) {
	dir := workspace(t)
	p := worker(t, dir, 0)
	caps := strings.Replace(everything, `"codeLens": {},`, `"codeLens": {}, "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "source"]}}},`, 1)
	begin := func(options string) *editor {
		e := launchWith(t, dir, Options{})
		e.initialize(caps, options)
		e.notify("initialized", "{}")
		return e
	}
	quiet := begin(`{"status": true}`)
	if got := quiet.offered("worker.pl"); len(got) != 0 {
		t.Errorf("offered unasked: %v", got)
	}
	e := begin(`{"status": true, "offerCommands": true}`)
	take := func() json.RawMessage {
		t.Helper()
		for title, command := range e.offered("worker.pl") {
			if strings.HasPrefix(title, "Take a heap dump of ") && strings.Contains(title, fmt.Sprintf("pid %d ", p.pid)) {
				return command
			}
		}
		t.Fatalf("process %d is not among %v", p.pid, e.offered("worker.pl"))
		return nil
	}
	if _, ok := e.offered("worker.pl")[overviewTitle]; ok {
		t.Error("an overview of no dump is offered")
	}
	told := func(text string) {
		t.Helper()
		e.await("window/showMessage", func(raw json.RawMessage) bool { return strings.Contains(string(raw), text) })
	}
	for range 2 {
		p.grow()
		if err := e.call("workspace/executeCommand", string(take()), nil); err != nil {
			t.Fatal(err)
		}
		told("as many as perl counts")
		e.await("window/showDocument", nil)
	}
	e.analysed()
	compare, verify := json.RawMessage(nil), json.RawMessage(nil)
	for title, command := range e.offered("worker.pl") {
		switch {
		case strings.HasPrefix(title, fmt.Sprintf("Compare the shown dump with dumps/worker-%d-1.pmat of ", p.pid)):
			compare = command
		case strings.HasPrefix(title, "Verify the cure"):
			verify = command
		}
	}
	if err := e.call("workspace/executeCommand", string(compare), nil); err != nil {
		t.Fatal(err)
	}
	e.await("window/showDocument", func(raw json.RawMessage) bool { return strings.Contains(string(raw), "histogram") })
	if err := e.call("workspace/executeCommand", string(verify), nil); err == nil {
		t.Error("one run is verified")
	}
	told("only one is known")
}
