package report

import (
	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/text"
)

// suspectView is a suspect as text that is harmless.
type suspectView struct {
	Rank                int
	Level, Kind         string
	Where, Why, Fix     string
	Count, Bytes, Share string
	Counts, Trend       string // over the dumps; empty for one
	Holder, HolderWhere string
	Class, Captured     string
	Cycle               []string
}

func newSuspectView(s *diagnose.Suspect, h *heap.Heap) suspectView {
	v := suspectView{
		Rank: s.Rank, Level: string(s.Level), Kind: string(s.Kind), Where: place(s.Place),
		Why: text.Safe(s.Why.String()), Fix: text.Safe(s.Fix),
		Count: text.Count(s.Count), Bytes: s.Retained.String(), Share: text.Percent(share(s.Retained.Bytes, h.Bytes())),
		Holder: text.Safe(s.Holder), Class: text.Name(s.Class), Captured: text.Safe(s.Captured),
	}
	if s.HolderPlace.Line > 0 {
		v.HolderWhere = place(s.HolderPlace)
	}
	if course := s.Course(); course != "" {
		v.Counts, v.Trend = course, string(s.Trend)
	}
	for _, step := range s.Cycle {
		v.Cycle = append(v.Cycle, text.Safe(step))
	}
	return v
}

// brief answers, of the first suspect, what it is, how much, since when, and what to
// do about it.
func (v *view) brief(in Input) {
	if len(v.Suspects) == 0 {
		return
	}
	s := &v.Suspects[0]
	since := "Not known: one dump tells no time; another, taken later, would."
	if v.Several {
		since = "At least the first dump"
		if t := v.Dumps[0].Time; t != "" {
			since += ", of " + t
		}
		first, last := in.Series.Heaps[0].Bytes(), in.Series.Last().Bytes()
		since += ": the heap went from " + text.Bytes(first) + " to " + text.Bytes(last) + " (" + text.Change(first, last) + ")"
		if s.Counts != "" {
			since += ", these from " + s.Counts
		}
	}
	v.Brief = []fact{
		{"Suspect, " + s.Level + ": " + s.Where + ": " + s.Why, "What", ""},
		{s.Count + " alive, " + s.Bytes + " retained, " + s.Share + " of the heap", "How much", ""},
		{since, "Since when", ""},
		{s.Fix, "Cure", ""},
	}
}

func place(p site.Place) string {
	if p.Line == 0 {
		return "no source line"
	}
	return p.Written(site.WithDoubt)
}
