package lsp

import (
	"encoding/json"
	"strings"
	"testing"
)

// Clients send settings nested and with dots, below their section and without,
// in whichever message: all of it is understood, and what is none is told once.
func TestSettingsInEveryForm(t *testing.T) {
	for _, options := range []string{
		`{"status":true,"perlheap":{"dumps":["*.pmat.gz"]}}`,
		`{"status":true,"perlheap.dumps":["*.pmat.gz"]}`,
		`{"status":true,"dumps":["*.pmat.gz"],"codeLens.enable":false}`,
	} {
		e := start(t, workspace(t, leaky), everything, options)
		e.status("ready")
		if n := e.count("window/showMessage"); n != 0 {
			t.Errorf("%s: %d messages", options, n)
		}
	}
	// A client that is asked for its settings is not told them: what it answers
	// may come after what it pushes.
	pushes := strings.Replace(everything, `"configuration": true, `, "", 1)
	e := start(t, workspace(t, leaky), pushes, `{"status":true,"dump":["*.pmat.gz"]}`)
	told := func(text string) func(json.RawMessage) bool {
		return func(raw json.RawMessage) bool { return strings.Contains(string(raw), text) }
	}
	e.await("window/showMessage", told("perlheap.dump is not a setting: did you mean perlheap.dumps?"))
	for range 3 {
		e.notify("workspace/didChangeConfiguration", `{"settings":{"perlheap.dumps":["*.pmat.gz"],"perlheap.hovr.enable":true,"other.x":1}}`)
	}
	e.await("window/showMessage", told("perlheap.hovr"))
	e.status("ready") // what is right holds all the same
	if n := e.count("window/showMessage"); n != 2 {
		t.Errorf("%d messages: %s", n, e.told)
	}
}
