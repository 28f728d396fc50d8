package lsp

import (
	"fmt"
	"strings"
	"testing"

	"go.lsp.dev/protocol"

	"github.com/perlheap/perlheap/heap/diagnose"
)

// TestSameEvidenceEverywhere: the answer of the server, which views show, the hover and the
// page of a line judge by the same words, those of `perlheap suspects --explain`; a hover leaves out
// what is needed.
func TestSameEvidenceEverywhere(t *testing.T) {
	e := startAnalysing(t, series(t), seriesOptions)
	e.status("ready")
	lines := map[int]bool{}
	for _, s := range e.analysed().Suspects {
		if s.File != "lib/Leaky/App.pm" || lines[int(s.Line)] {
			continue
		}
		lines[int(s.Line)] = true
		h := e.hover("lib/Leaky/App.pm", int(s.Line))
		hover := strings.ReplaceAll(h.Contents.(*protocol.MarkupContent).Value, "\\", "")
		page := e.content(e.opened(fmt.Sprintf(`{"kind": "line", "file": %q, "line": %d}`, e.uri("lib/Leaky/App.pm"), s.Line)))
		if len(s.Evidence) < 3 {
			t.Errorf("line %d is judged by %v alone", s.Line, s.Evidence)
		}
		for _, x := range s.Evidence {
			same := diagnose.Evidence{Principle: diagnose.Principle(x.Principle), For: x.For, Measured: x.Measured, Needed: x.Needed}
			if x.Text != same.String() || !strings.Contains(hover, same.Says()) || !strings.Contains(page, x.Text) {
				t.Errorf("line %d: %q is not in the hover\n%s\nor not on the page\n%.3000s", s.Line, x.Text, hover, page)
			}
		}
	}
	if len(lines) != 2 {
		t.Errorf("suspects are on %v", lines)
	}
}
