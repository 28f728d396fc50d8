package verify

import (
	"fmt"
	"io"
	"strings"

	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// Write writes for a person what became of suspects.
func (r *Result) Write(w io.Writer, s text.Style) error {
	var b strings.Builder
	numbers := map[wire.VerifyState]int{}
	for i := range r.Changes {
		c := &r.Changes[i]
		numbers[c.State]++
		where := "no source line"
		if c.Suspect.Place.Line > 0 {
			where = c.Suspect.Place.Written(site.WithDoubt)
		}
		fmt.Fprintf(&b, "%s %s: %s at %s  %s\n", mark[c.State], c.State, changeText(c, r.Growth), s.SV(where), s.Note(fmt.Sprintf("[%s, %s]", c.Suspect.Level, c.Suspect.Kind)))
		if c.State != wire.VerifyGone {
			fmt.Fprintf(&b, "   %s\n", text.Safe(c.Suspect.Why.String()))
		}
		if r.Growth {
			fmt.Fprintf(&b, "   %s\n", courses(c.Before, c.After, amountOf(c)))
		}
		if c.Per != nil {
			fmt.Fprintf(&b, "   %s counts what the program did: %s\n", s.Symbol(c.Per.Name), courses(c.Per.Before, c.Per.After, count64))
		}
		if c.Note != "" {
			fmt.Fprintf(&b, "   %s\n", c.Note)
		}
	}
	b.WriteString("\n" + verdict(numbers) + "\n")
	for _, note := range r.Notes {
		fmt.Fprintf(&b, "(%s)\n", note)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// mark is the sign of a state, to find it by at a glance.
var mark = map[wire.VerifyState]string{wire.VerifyGone: "✓", wire.VerifyStill: "✗", wire.VerifyUnclear: "?", wire.VerifyNew: "+"}

// changeText writes the numbers that were compared: 1,060 → 0 closures.
func changeText(c *Change, growth bool) string {
	word := amountOf(c)
	last := func(numbers []int64) string {
		n := numbers[len(numbers)-1]
		if growth {
			return text.Signed(n-numbers[0], word)
		}
		return word(n)
	}
	numbers := last(c.Before) + " → " + last(c.After)
	if c.Counted != "bytes" {
		numbers += " " + c.Counted
	}
	return numbers
}

// amountOf returns how the numbers of a change are written.
func amountOf(c *Change) func(int64) string {
	if c.Counted == "bytes" {
		return text.Bytes
	}
	return count64
}

func count64(n int64) string { return text.Count(int(n)) }

func courses(before, after []int64, word func(int64) string) string {
	return text.Course(before, word) + " before, " + text.Course(after, word) + " after"
}

// verdict counts what became of suspects: 2 gone, 1 still there.
func verdict(numbers map[wire.VerifyState]int) string {
	var parts []string
	for _, state := range []wire.VerifyState{wire.VerifyGone, wire.VerifyStill, wire.VerifyUnclear, wire.VerifyNew} {
		if n := numbers[state]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %s", text.Count(n), state))
		}
	}
	return strings.Join(parts, ", ")
}
