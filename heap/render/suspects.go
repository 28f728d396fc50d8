package render

import (
	"fmt"
	"io"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/wire"
)

// NewSuspectsJSON describes suspects for machines. h is the last heap, that the
// unreachable parts are of.
func NewSuspectsJSON(dumps []string, all []diagnose.Suspect, h *heap.Heap, unreached []diagnose.Component) wire.Suspects {
	j := wire.Suspects{Dumps: dumps, Suspects: []wire.Suspect{}, Unreachable: []wire.Component{}}
	for i := range all {
		j.Suspects = append(j.Suspects, newSuspectJSON(h, &all[i]))
	}
	for _, c := range unreached {
		part := wire.Component{
			Count: c.Count, SVs: c.SVs, Bytes: c.Bytes, Cycle: c.Cyclic, Foreign: c.Foreign,
			Classes: []string{}, Lines: []string{}, Example: h.Addr(c.Example).String(),
		}
		for _, class := range c.Classes {
			part.Classes = append(part.Classes, Whole(class))
		}
		for _, loc := range c.Codes {
			part.Lines = append(part.Lines, fmt.Sprintf("%s line %d", Whole(loc.File), loc.Line))
		}
		j.Unreachable = append(j.Unreachable, part)
	}
	return j
}

func newSuspectJSON(h *heap.Heap, s *diagnose.Suspect) wire.Suspect {
	j := wire.Suspect{
		Rank: s.Rank, Score: float64(int(s.Score*10+0.5)) / 10, Level: s.Level, Kind: string(s.Kind),
		Place: PlaceJSON(s.Place),
		Class: jsonText(s.Class), Captured: jsonText(s.Captured), Holder: jsonText(s.Holder),
		Count: s.Count, RetainedBytes: s.Retained.Bytes, RetainedLeast: s.Retained.Least, Cycle: []string{}, Address: h.Addr(s.SV).String(), Why: Safe(s.Why), Fix: Safe(s.Fix),
	}
	if s.HolderPlace.Line > 0 {
		place := PlaceJSON(s.HolderPlace)
		j.HolderPlace = &place
	}
	if len(s.Counts) > 1 {
		g := s.Growth()
		j.Growth, j.Counts, j.Trend = &g, s.Counts, s.Trend
	}
	for _, step := range s.Cycle {
		j.Cycle = append(j.Cycle, Safe(step))
	}
	return j
}

// jsonText gives a text from a dump, or null for none.
func jsonText(s string) *string {
	if s == "" {
		return nil
	}
	s = Safe(s)
	return &s
}

// Suspects writes suspects for a person. several tells that there is more
// than one dump.
func Suspects(w io.Writer, all []diagnose.Suspect, several bool, s Style) error {
	var b strings.Builder
	if len(all) == 0 {
		if several {
			b.WriteString("nothing grows enough to be worth reporting\n")
		} else {
			b.WriteString("nothing in this dump is suspicious by itself; two more dumps of the process, taken some time apart, would tell more\n")
		}
	}
	for i := range all {
		writeSuspect(&b, &all[i], s)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func writeSuspect(b *strings.Builder, x *diagnose.Suspect, s Style) {
	where := "no source line"
	if x.Place.Line > 0 {
		where = x.Place.Written(site.WithDoubt)
	}
	fmt.Fprintf(b, "%d. %s  %s\n", x.Rank, s.sv(where), s.note(fmt.Sprintf("[%s, %s]", x.Level, x.Kind)))
	fmt.Fprintf(b, "   %s\n", Safe(x.Why))
	fmt.Fprintf(b, "   %s alive, %s retained", Count(x.Count), Retained(x.Retained))
	if len(x.Counts) > 1 {
		steps := make([]string, len(x.Counts))
		for i, n := range x.Counts {
			steps[i] = Count(n)
		}
		fmt.Fprintf(b, "; %s (%s)", strings.Join(steps, " → "), x.Trend)
	}
	b.WriteString("\n")
	if x.HolderPlace.Line > 0 {
		fmt.Fprintf(b, "   held by %s, see %s\n", s.symbol(Safe(x.Holder)), x.HolderPlace)
	} else if x.Holder != "" {
		fmt.Fprintf(b, "   held by %s\n", s.symbol(Safe(x.Holder)))
	}
	for _, step := range x.Cycle {
		fmt.Fprintf(b, "   %s\n", Safe(step))
	}
	fmt.Fprintf(b, "   cure: %s\n\n", Safe(x.Fix))
}
