package render

import (
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/mat"
	words "github.com/perlheap/perlheap/heap/text"
)

// A size that is a lower bound is said to be one, wherever it is listed or
// added up.
func TestLowerBounds(t *testing.T) {
	h, err := heap.Open(t.Context(), "../../testdata/dumps/p536-amd64-d046-gadget.pmat.gz", heap.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close() //nolint:errcheck // it was only read
	bounded := func(sv heap.SV) (int64, bool, error) { return h.Size(sv), sv == 0, nil }
	census, err := mat.NewCensus(t.Context(), h, bounded)
	if err != nil {
		t.Fatal(err)
	}
	kind, least := h.Kind(0).String(), words.AtLeast(h.Bytes())
	for _, tally := range append(census.Kinds, census.Total) {
		if want := tally.Name == kind || tally.Name == census.Total.Name; tally.Least != want {
			t.Errorf("%s: a lower bound: %t", tally.Name, tally.Least)
		}
	}
	if text := Census(census, mat.CensusOptions{}, Plain); !strings.Contains(text, least) {
		t.Errorf("the total does not say %q:\n%s", least, text)
	}
	list, err := mat.LargestJSON(t.Context(), h, mat.LargestOptions{Size: bounded, Counts: []int{h.Count()}})
	if err != nil {
		t.Fatal(err)
	}
	text := Largest(h, list, Plain)
	if strings.Count(text, "≥") != 1 || !strings.Contains(text, ": "+words.AtLeast(h.Size(0))) {
		t.Errorf("not one lower bound is listed:\n%.500s", text)
	}
}
