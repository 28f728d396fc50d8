package render

import (
	"fmt"
	"io"
	"strings"

	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/site"
	words "github.com/perlheap/perlheap/heap/text"
)

// Suspects writes suspects for a person. several tells that there is more
// than one dump, explain that what speaks for and against each is told too.
func Suspects(w io.Writer, all []diagnose.Suspect, several, explain bool, s Style) error {
	var b strings.Builder
	if len(all) == 0 {
		if several {
			b.WriteString("nothing grows enough to be worth reporting\n")
		} else {
			b.WriteString("nothing in this dump is suspicious by itself; two more dumps of the process, taken some time apart, would tell more\n")
		}
	}
	for i := range all {
		writeSuspect(&b, &all[i], explain, s)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func writeSuspect(b *strings.Builder, x *diagnose.Suspect, explain bool, s Style) {
	where := "no source line"
	if x.Place.Line > 0 {
		where = x.Place.Written(site.WithDoubt)
	}
	fmt.Fprintf(b, "%d. %s  %s\n", x.Rank, s.sv(where), s.note(fmt.Sprintf("[%s, %s]", x.Level, x.Kind)))
	fmt.Fprintf(b, "   %s\n", words.Safe(x.Why))
	fmt.Fprintf(b, "   %s alive, %s retained", words.Count(x.Count), x.Retained.String())
	if course := x.Course(); course != "" {
		fmt.Fprintf(b, "; %s (%s)", course, x.Trend)
	}
	b.WriteString("\n")
	if x.HolderPlace.Line > 0 {
		fmt.Fprintf(b, "   held by %s, see %s\n", s.symbol(words.Safe(x.Holder)), x.HolderPlace)
	} else if x.Holder != "" {
		fmt.Fprintf(b, "   held by %s\n", s.symbol(words.Safe(x.Holder)))
	}
	for _, step := range x.Cycle {
		fmt.Fprintf(b, "   %s\n", words.Safe(step))
	}
	fmt.Fprintf(b, "   cure: %s\n", words.Safe(x.Fix))
	if explain {
		for _, e := range x.Evidence {
			fmt.Fprintf(b, "   %s\n", Evidence(e))
		}
	}
	b.WriteByte('\n')
}

// Evidence writes what speaks for a suspicion or against it, on a line:
// `against: few dumps: 2 dumps; needed: 3 dumps of the process`.
func Evidence(e diagnose.Evidence) string {
	side := "against"
	if e.For {
		side = "for"
	}
	line := fmt.Sprintf("%s: %s: %s", side, e.Principle, words.Safe(e.Measured))
	if e.Needed != "" {
		line += "; needed: " + words.Safe(e.Needed)
	}
	return line
}
