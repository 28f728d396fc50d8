package render

import (
	"fmt"
	"io"
	"strings"

	"github.com/perlheap/perlheap/heap/site"
	words "github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/verify"
	"github.com/perlheap/perlheap/heap/wire"
)

// NewVerificationJSON describes for machines what became of suspects.
func NewVerificationJSON(r *verify.Result, before, after verify.Side) wire.Verification {
	j := wire.Verification{Before: []string{}, After: []string{}, Growth: r.Growth, Level: r.Level, Changes: []wire.Change{}, Notes: r.Notes}
	if j.Notes == nil {
		j.Notes = []string{}
	}
	for _, h := range before.Series.Heaps {
		j.Before = append(j.Before, h.File().Path())
	}
	for _, h := range after.Series.Heaps {
		j.After = append(j.After, h.File().Path())
	}
	for _, o := range []*wire.Order{NewOrderJSON(before.Series.Order), NewOrderJSON(after.Series.Order)} {
		if o != nil {
			j.Order = append(j.Order, o)
		}
	}
	for i := range r.Changes {
		c := &r.Changes[i]
		h := before.Series.Last()
		if c.State == wire.VerifyNew {
			h = after.Series.Last()
		}
		j.Changes = append(j.Changes, wire.Change{
			State: c.State, Counted: c.Counted, Before: c.Before, After: c.After, Per: c.Per, Note: c.Note, Suspect: c.Suspect.JSON(h),
		})
	}
	return j
}

// Verification writes for a person what became of suspects.
func Verification(w io.Writer, r *verify.Result, s Style) error {
	var b strings.Builder
	numbers := map[wire.VerifyState]int{}
	for i := range r.Changes {
		c := &r.Changes[i]
		numbers[c.State]++
		where := "no source line"
		if c.Suspect.Place.Line > 0 {
			where = c.Suspect.Place.Written(site.WithDoubt)
		}
		fmt.Fprintf(&b, "%s: %s at %s  %s\n", c.State, changeText(c, r.Growth), s.sv(where), s.note(fmt.Sprintf("[%s, %s]", c.Suspect.Level, c.Suspect.Kind)))
		if c.State != wire.VerifyGone {
			fmt.Fprintf(&b, "   %s\n", words.Safe(c.Suspect.Why))
		}
		if r.Growth {
			fmt.Fprintf(&b, "   %s\n", courses(c.Before, c.After, amountOf(c)))
		}
		if c.Per != nil {
			fmt.Fprintf(&b, "   %s counts what the program did: %s\n", s.symbol(c.Per.Name), courses(c.Per.Before, c.Per.After, count64))
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

// changeText writes the numbers that were compared: 1,060 → 0 closures.
func changeText(c *verify.Change, growth bool) string {
	word := amountOf(c)
	last := func(numbers []int64) string {
		n := numbers[len(numbers)-1]
		if growth {
			return signed(n-numbers[0], word)
		}
		return word(n)
	}
	numbers := last(c.Before) + " → " + last(c.After)
	if c.Counted != "bytes" {
		numbers += " " + c.Counted
	}
	return numbers
}

// amountOf gives how the numbers of a change are written.
func amountOf(c *verify.Change) func(int64) string {
	if c.Counted == "bytes" {
		return words.Bytes
	}
	return count64
}

func count64(n int64) string { return words.Count(int(n)) }

func signed(n int64, word func(int64) string) string {
	switch {
	case n > 0:
		return "+" + word(n)
	case n < 0:
		return "−" + word(-n)
	}
	return "±0"
}

func courses(before, after []int64, word func(int64) string) string {
	return Course(before, word) + " before, " + Course(after, word) + " after"
}

// verdict counts what became of suspects: 2 gone, 1 still there.
func verdict(numbers map[wire.VerifyState]int) string {
	var parts []string
	for _, state := range []wire.VerifyState{wire.VerifyGone, wire.VerifyStill, wire.VerifyUnclear, wire.VerifyNew} {
		if n := numbers[state]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %s", words.Count(n), state))
		}
	}
	return strings.Join(parts, ", ")
}
