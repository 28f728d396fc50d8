package diagnose

import (
	"fmt"

	"github.com/perlheap/perlheap/heap"
	words "github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// JSON converts suspects. h is the last heap, the one with the unreached
// components.
func JSON(dumps []string, all []Suspect, h *heap.Heap, unreached []Component) wire.Suspects {
	j := wire.Suspects{Dumps: dumps, Suspects: []wire.Suspect{}, Unreachable: []wire.Component{}}
	for i := range all {
		j.Suspects = append(j.Suspects, all[i].JSON(h))
	}
	for _, c := range unreached {
		part := wire.Component{
			Count: c.Count, SVs: c.SVs, Bytes: c.Bytes, Cycle: c.Cyclic, Foreign: c.Foreign,
			Classes: []string{}, Lines: []string{}, Example: h.Addr(c.Example).String(),
		}
		for _, class := range c.Classes {
			part.Classes = append(part.Classes, words.Name(class))
		}
		for _, loc := range c.Codes {
			part.Lines = append(part.Lines, fmt.Sprintf("%s line %d", words.Path(loc.File), loc.Line))
		}
		j.Unreachable = append(j.Unreachable, part)
	}
	return j
}

// JSON converts a suspect. h is the heap that has its SV.
func (s *Suspect) JSON(h *heap.Heap) wire.Suspect {
	j := wire.Suspect{
		Rank: s.Rank, Score: float64(int(s.Score*10+0.5)) / 10, Level: s.Level, Kind: string(s.Kind),
		Place: s.Place.JSON(), Certainty: s.Certainty.String(), Because: words.Safe(s.Reason),
		Class: jsonText(words.Name(s.Class)), Captured: jsonText(s.Captured), Holder: jsonText(s.Holder),
		Count: s.Count, Counted: s.Counted, RetainedBytes: s.Retained.Bytes, RetainedLeast: s.Retained.Least, Cycle: []string{}, Address: h.Addr(s.SV).String(), Why: words.Safe(s.Why.String()), Fix: words.Safe(s.Fix),
		Evidence: []wire.Evidence{},
	}
	for _, e := range s.Evidence {
		j.Evidence = append(j.Evidence, wire.Evidence{Principle: string(e.Principle), For: e.For, Measured: words.Safe(e.Measured), Needed: words.Safe(e.Needed), Text: e.String()})
	}
	for _, p := range s.Parts {
		j.Parts = append(j.Parts, wire.Part{Place: p.Place.JSON(), What: words.Safe(p.What), Counts: p.Counts, Grown: p.Grown, Text: words.Safe(p.String())})
	}
	if s.HolderPlace.Line > 0 {
		place := s.HolderPlace.JSON()
		j.HolderPlace = &place
	}
	for _, o := range s.Others {
		j.Candidates = append(j.Candidates, wire.Candidate{Place: o.Place.JSON(), Certainty: o.Certainty.String(), Because: words.Safe(o.Reason)})
	}
	if len(s.Counts) > 1 {
		g := s.Growth()
		j.Growth, j.Counts, j.Course, j.Trend = &g, s.Counts, s.Course(), s.Trend
	}
	for _, step := range s.Cycle {
		j.Cycle = append(j.Cycle, words.Safe(step))
	}
	return j
}

// jsonText returns a text from a dump, null for none.
func jsonText(s string) *string {
	if s == "" {
		return nil
	}
	s = words.Safe(s)
	return &s
}
