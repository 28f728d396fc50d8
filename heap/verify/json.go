package verify

import (
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// JSON describes for machines what became of suspects.
func (r *Result) JSON(before, after Side) wire.Verification {
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
	for _, o := range []*wire.Order{before.Series.Order.JSON(), after.Series.Order.JSON()} {
		if o != nil {
			j.Order = append(j.Order, o)
		}
	}
	numbers := map[wire.VerifyState]int{}
	for i := range r.Changes {
		c := &r.Changes[i]
		numbers[c.State]++
		name := ""
		if c.Suspect.Class != "" {
			name = text.Name(c.Suspect.Class) + " "
		}
		j.Changes = append(j.Changes, wire.Change{
			State: c.State, Counted: c.Counted, Before: c.Before, After: c.After, Per: c.Per, Note: c.Note, Text: mark[c.State] + " " + name + changeText(c, r.Growth), Suspect: c.Suspect.JSON(c.Heap),
		})
	}
	if j.Text = verdict(numbers); j.Text == "" {
		j.Text = "nothing was suspicious, before or after"
	}
	return j
}
