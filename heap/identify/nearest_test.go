package identify

import "testing"

// The way with the fewest steps is taken, without what branches off and without the
// names of what is found again.
func TestNearest(t *testing.T) {
	far := &Entry{Kind: Reference, Entries: []*Entry{{Kind: Reference, Entries: []*Entry{{Kind: Root}}}}}
	near := &Entry{Kind: Reference, Label: "A", Entries: []*Entry{{Kind: Again, Label: "A", Circular: true}, {Kind: Root}}}
	got := (&Tree{SV: 7, Entries: []*Entry{far, near}}).Nearest()
	if got == nil || got.SV != 7 || len(got.Entries) != 1 {
		t.Fatalf("%+v", got)
	}
	if e := got.Entries[0]; e.Label != "" || len(e.Entries) != 1 || e.Entries[0].Kind != Root || len(near.Entries) != 2 {
		t.Errorf("%+v", e)
	}
	if got := (&Tree{Entries: []*Entry{{Kind: Again, Circular: true}}}).Nearest(); got != nil {
		t.Errorf("without a root %+v", got)
	}
}
