package lsp

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"go.lsp.dev/protocol"
)

// hints asks for the hints of a range of lines, 0-based and inclusive.
func (e *editor) hints(name string, from, to int) []protocol.InlayHint {
	e.t.Helper()
	var hints []protocol.InlayHint
	params := fmt.Sprintf(`{"textDocument":{"uri":%q},"range":{"start":{"line":%d,"character":0},"end":{"line":%d,"character":9999}}}`, e.uri(name), from, to)
	if err := e.call("textDocument/inlayHint", params, &hints); err != nil {
		e.t.Fatal(err)
	}
	return hints
}

// inlays holds the hints of a file against the marks, if the client shows
// hints. Each stands at the end of
// what is written on its line, and its tooltip is the lens.
func (m *markerTest) inlays(file string) {
	if !strings.Contains(m.caps, `"inlayHint"`) {
		return
	}
	text := m.e.text(file)
	for _, h := range m.e.hints(file, 0, 1<<20) {
		line := int(h.Position.Line)
		m.use(file, line+1, "inlay", string(h.Label.(protocol.String)))
		if want := len(utf16.Encode([]rune(strings.TrimRight(text[line], " \t")))); int(h.Position.Character) != want {
			m.t.Errorf("%s:%d: the hint stands at %d, want %d", file, line+1, h.Position.Character, want)
		}
	}
}

// The short lenses are on where nothing else stands in the text, and a load
// makes the client ask for them again.
func TestInlayHintsByDefault(t *testing.T) {
	const with, without = `"codeLens": {},`, ``
	for _, tt := range []struct {
		lenses, options string
		hints           int
	}{
		{with, `{}`, 0},
		{without, `{}`, 1},
		{with, `{"inlayHints": {"enable": true}, "codeLens": {"enable": false}}`, 1},
		{without, `{"inlayHints": {"enable": false}}`, 0},
	} {
		dir := workspace(t, leaky)
		caps := strings.Replace(everything, with, tt.lenses, 1)
		e := start(t, dir, caps, strings.Replace(tt.options, "{", fmt.Sprintf(`{"status": true, "dumps": [%q]`, leaky+".pmat.gz")+strings.Repeat(", ", min(1, len(tt.options)-2)), 1))
		e.open("lib/Leaky/App.pm")
		e.status("ready")
		e.await("workspace/inlayHint/refresh", nil)
		got := e.hints("lib/Leaky/App.pm", 120, 120)
		if len(got) != tt.hints {
			t.Errorf("%s %s: %d hints", tt.lenses, tt.options, len(got))
		}
		for _, h := range got {
			if want := protocol.String("300 closures alive · 43.1 % of all subs · 84.4 KiB"); h.Tooltip != want {
				t.Errorf("tooltip %q, want %q", h.Tooltip, want)
			}
		}
		// Only the lines that are asked for.
		if others := e.hints("lib/Leaky/App.pm", 121, 130); slices.ContainsFunc(others, func(h protocol.InlayHint) bool { return h.Position.Line < 121 || h.Position.Line > 130 }) {
			t.Errorf("hints on other lines: %+v", others)
		}
	}
}

// What came since the baseline is told without its time.
func TestInlayHintsOfSeries(t *testing.T) {
	e := startAnalysing(t, series(t), strings.Replace(seriesOptions, "{", `{"inlayHints": {"enable": true}, `, 1))
	e.open("lib/Leaky/App.pm")
	e.status("ready")
	e.analysed()
	got := e.hints("lib/Leaky/App.pm", 120, 120)
	if want := protocol.String("180 closures · ≥ 104.4 KiB · +120"); len(got) != 1 || got[0].Label != want {
		t.Errorf("%+v, want %s", got, want)
	}
}

// A client without hints is not offered any, nor asked.
func TestNoInlayHints(t *testing.T) {
	dir := workspace(t, leaky)
	e := launch(t, dir)
	result := e.initialize(`{"textDocument": {"codeLens": {}}}`, fmt.Sprintf(`{"status": true, "dumps": [%q]}`, leaky+".pmat.gz"))
	if c := result.Capabilities; c.InlayHintProvider != nil || c.CallHierarchyProvider != nil {
		t.Errorf("offered: %v, %v", c.InlayHintProvider, c.CallHierarchyProvider)
	}
	e.notify("initialized", "{}")
	e.status("ready")
	if n := e.count("workspace/inlayHint/refresh"); n != 0 {
		t.Errorf("%d refreshes", n)
	}
}

// text returns the lines of a file on disk.
func (e *editor) text(name string) []string {
	e.t.Helper()
	raw, err := os.ReadFile(e.path(name))
	if err != nil {
		e.t.Fatal(err)
	}
	return strings.Split(string(raw), "\n")
}

// A client that asks once, and cannot be told to ask again, is answered when the
// dump is loaded.
func TestInlayHintsWithoutRefresh(t *testing.T) {
	dir := workspace(t, leaky)
	e := launch(t, dir)
	release := e.hold()
	caps := strings.NewReplacer(`"codeLens": {},`, "", `"inlayHint": {"refreshSupport": true}`, `"inlayHint": {}`).Replace(everything)
	e.initialize(caps, fmt.Sprintf(`{"status": true, "dumps": [%q]}`, leaky+".pmat.gz"))
	e.notify("initialized", "{}")
	e.open("lib/Leaky/App.pm")
	e.status("loading")
	answer := make(chan []protocol.InlayHint)
	go func() { answer <- e.hints("lib/Leaky/App.pm", 0, 1<<20) }()
	if err := e.call("textDocument/hover", fmt.Sprintf(`{"textDocument":{"uri":%q},"position":{"line":0,"character":0}}`, e.uri("lib/Leaky/App.pm")), nil); err != nil {
		t.Fatal(err)
	}
	select {
	case hints := <-answer:
		t.Errorf("before the load: %d hints", len(hints))
	default:
	}
	release()
	if hints := <-answer; len(hints) == 0 {
		t.Error("no hints after the load")
	}
}
