package lsp

import (
	"encoding/json"
	"strings"
	"testing"
)

// A client that traces hears how each message was handled, and no more than it
// asks for.
func TestTrace(t *testing.T) {
	dir := workspace(t, "p536-amd64-d046")
	e := start(t, dir, everything, `{"dumps": ["*.pmat.gz"], "status": true}`)
	e.status("ready")
	if n := e.count("$/logTrace"); n != 0 {
		t.Errorf("%d traces that nobody asked for", n)
	}
	type told struct {
		Message string  `json:"message"`
		Verbose *string `json:"verbose"`
	}
	heard := func(method string) (m told) {
		e.await("$/logTrace", func(raw json.RawMessage) bool {
			m = told{}
			return json.Unmarshal(raw, &m) == nil && strings.HasPrefix(m.Message, method+" ")
		})
		return m
	}
	e.notify("$/setTrace", `{"value":"messages"}`)
	e.hover("lib/Leaky/App.pm", 121)
	if m := heard("textDocument/hover"); !strings.Contains(m.Message, " answered in ") || m.Verbose != nil {
		t.Errorf("of a hover it tells %+v", m)
	}
	e.notify("$/setTrace", `{"value":"verbose"}`)
	if err := e.execute(commandShow, `{"address":"0x1"}`, nil); err == nil {
		t.Fatal("there is an SV at 0x1")
	}
	if m := heard("workspace/executeCommand"); !strings.Contains(m.Message, " failed in ") || m.Verbose == nil || !strings.Contains(*m.Verbose, "there is no SV at 0x1") {
		t.Errorf("of a failure it tells %+v", m)
	}
	e.notify("$/setTrace", `{"value":"off"}`)
	e.hover("lib/Leaky/App.pm", 121)
	n := e.count("$/logTrace")
	e.hover("lib/Leaky/App.pm", 121)
	if m := e.count("$/logTrace"); m != n {
		t.Errorf("switched off, it tells %d more", m-n)
	}
}
