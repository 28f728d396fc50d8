package diagnose

import (
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/heap/site"

	"github.com/perlheap/perlheap/heap"
)

// TestInStep: the hashes of an inside-out class are one suspect, whose parts are
// told; what grows otherwise, elsewhere, or is limited is not one of them.
func TestInStep(t *testing.T) {
	suspect := func(into, path string, line perl.Line, grown int64, counts ...int) Suspect {
		s := Suspect{Kind: Entries, finding: finding{into: into}, Why: Because("strings are added to " + into), Counts: counts, Grown: grown}
		s.Place = site.Place{Path: path, File: path, Line: line}
		s.Certainty = Stored
		return s
	}
	limited := suspect("%limited", "A.pm", 9, 70, 10, 110, 210)
	limited.bounded = "line 3 compares its size"
	f := &finder{facts: &facts{s: &growth.Series{Heaps: make([]*heap.Heap, 3)}}, found: []Suspect{
		suspect("%small", "A.pm", 5, 10, 10, 110, 210),
		suspect("%big", "A.pm", 4, 100, 11, 112, 211),
		suspect("%slow", "A.pm", 6, 90, 10, 60, 110),
		suspect("%elsewhere", "B.pm", 7, 80, 10, 110, 210),
		limited,
	}}
	f.join()
	var got []string
	for i := range f.found {
		got = append(got, f.found[i].Why.String())
	}
	want := "strings are added to %big; in step with it grow %small (line 5)\nstrings are added to %slow\nstrings are added to %elsewhere\nstrings are added to %limited"
	if all := strings.Join(got, "\n"); all != want {
		t.Errorf("the suspects are\n%s\nwant\n%s", all, want)
	}
	if big := &f.found[0]; big.Grown != 110 || len(big.Parts) != 1 || big.Parts[0].String() != "%small, filled at A.pm line 5: 10 → 110 → 210" {
		t.Errorf("together they grew by %d, of %s", big.Grown, big.Parts)
	}
}
