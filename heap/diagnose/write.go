package diagnose

import (
	"fmt"
	"io"
	"strings"

	"github.com/perlheap/perlheap/heap/site"
	words "github.com/perlheap/perlheap/heap/text"
)

// Write writes suspects as text. several means that there is more than one dump;
// explain adds the evidence for and against each.
func Write(w io.Writer, all []Suspect, several, explain bool, s words.Style) error {
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
	_, err := io.WriteString(w, s.Wrap(b.String()))
	return err
}

func writeSuspect(b *strings.Builder, x *Suspect, explain bool, s words.Style) {
	where := "no source line"
	if x.Place.Line > 0 {
		where = x.Place.Written(site.WithDoubt)
	}
	fmt.Fprintf(b, "%d. %s  %s\n", x.Rank, s.SV(where), s.Note(fmt.Sprintf("[%s, %s]", x.Level, x.Kind)))
	fmt.Fprintf(b, "   %s\n", words.Safe(x.Why.String()))
	fmt.Fprintf(b, "   %s", strings.Join(x.Amounts(), ", "))
	if course := x.Course(); course != "" {
		fmt.Fprintf(b, "; %s (%s)", course, x.Trend)
	}
	b.WriteString("\n")
	if x.HolderPlace.Line > 0 {
		fmt.Fprintf(b, "   held by %s, see %s\n", s.Symbol(words.Safe(x.Holder)), x.HolderPlace)
	} else if x.Holder != "" {
		fmt.Fprintf(b, "   held by %s\n", s.Symbol(words.Safe(x.Holder)))
	}
	for _, step := range x.Cycle {
		fmt.Fprintf(b, "   %s\n", words.Safe(step))
	}
	fmt.Fprintf(b, "   cure: %s\n", words.Safe(x.Fix))
	if explain {
		for _, e := range x.Evidence {
			fmt.Fprintf(b, "   %s\n", e)
		}
	}
	b.WriteByte('\n')
}

// Says writes what there is: `few dumps: 2 dumps`.
func (e Evidence) Says() string { return string(e.Principle) + ": " + words.Safe(e.Measured) }

// String writes what speaks for a suspicion or against it, on a line:
// `against: few dumps: 2 dumps; needed: 3 dumps of the process`.
func (e Evidence) String() string {
	side := "against"
	if e.For {
		side = "for"
	}
	line := side + ": " + e.Says()
	if e.Needed != "" {
		line += "; needed: " + words.Safe(e.Needed)
	}
	return line
}
