package diagnose

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/retained"
	"github.com/perlheap/perlheap/heap/site"
)

// TestSuspectKeys: the keys of a suspect are what programs read, in this order.
func TestSuspectKeys(t *testing.T) {
	h, err := heap.Open(t.Context(), "../../testdata/dumps/p536-amd64-d046-leak.1.pmat.gz", heap.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	full := Suspect{
		Rank: 1, Score: 12.34, Level: High, Kind: SelfSub, Placement: Placement{Place: site.Place{File: "a.pl", Line: 3}, Certainty: Recorded, Reason: "because"}, Class: "A", Captured: "$self", Holder: "%X",
		HolderPlace: site.Place{File: "b.pl", Line: 4}, Count: 9, Counts: []int{2, 9}, Trend: growth.Grows, Retained: retained.Size{Bytes: 100}, Cycle: []string{"one"}, Why: Because("why"), Fix: "fix",
		Evidence: []Evidence{{Principle: Growing, For: true, Measured: "2 → 9"}, {Principle: FewDumps, Measured: "2 dumps", Needed: "3"}},
	}
	full.Place.Recorded.Line = 5
	for _, c := range []struct {
		of   Suspect
		want string
	}{
		{full, `{"rank":1,"score":12.3,"level":"high","kind":"closure cycle","file":"a.pl","line":3,"state":"unlocated","recordedFile":"","recordedLine":5,"certainty":"recorded","because":"because","class":"A","captured":"$self",` +
			`"holder":"%X","holderPlace":{"file":"b.pl","line":4,"state":"unlocated","recordedFile":"","recordedLine":0},"count":9,"growth":7,"retainedBytes":100,"cycle":["one"],"address":"` + h.Addr(0).String() + `","counts":[2,9],"course":"2 → 9","trend":"grows","why":"why","fix":"fix",` +
			`"evidence":[{"principle":"keeps growing","for":true,"measured":"2 → 9","text":"for: keeps growing: 2 → 9"},{"principle":"few dumps","for":false,"measured":"2 dumps","needed":"3","text":"against: few dumps: 2 dumps; needed: 3"}]}`},
		{Suspect{Rank: 2, Level: Low, Kind: Entries, Count: 1, Counts: []int{1}}, `{"rank":2,"score":0,"level":"low","kind":"container","file":"","line":0,"state":"unlocated","recordedFile":"","recordedLine":0,"certainty":"unplaced",` +
			`"class":null,"captured":null,"holder":null,"count":1,"growth":null,"retainedBytes":0,"cycle":[],"address":"` + h.Addr(0).String() + `","why":"","fix":"","evidence":[]}`},
	} {
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(JSON(nil, []Suspect{c.of}, h, nil).Suspects[0]); err != nil {
			t.Fatal(err)
		}
		if got := strings.TrimSpace(b.String()); got != c.want {
			t.Errorf("a suspect is\n%s\nwant\n%s", got, c.want)
		}
	}
}
