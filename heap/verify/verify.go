// Package verify judges whether a cure worked, by comparing the dumps of a run
// before it with those of a run after it. The runs are different processes,
// with different addresses, different lines, and perhaps different file names.
// What is followed from one to the other is the subject of a suspect: the
// closures of a sub, the objects of a class, the entries of a container by what
// the program calls it.
//
// With several dumps on both sides, growth is compared; otherwise, the amounts
// in the last dumps. If something in the heaps counts what the program did, the
// numbers are weighed against it. Otherwise they are compared as they are, and
// this package cannot tell a cure from a run that did less; it says so.
package verify

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// Side is the dumps of a run.
type Side struct {
	Series  *growth.Series
	Program *site.Program // of the last heap; nil for one without files
}

// Options are for [Compare].
type Options struct {
	// Level is the lowest level of suspect that is followed, or reported if it
	// is new.
	Level diagnose.Level
	Keys  text.Keys // the keys of hashes that what is said may tell; nil for all
}

// Change is what became of a suspect.
type Change struct {
	State   wire.VerifyState
	Suspect diagnose.Suspect // of the dumps before; for what is new or was weak there, of those after
	Heap    *heap.Heap       // the last of the dumps that Suspect belongs to
	Counted string           // what the numbers count, in the plural
	Before  []int64          // in each dump
	After   []int64
	Per     *wire.Work // what they were weighed against; nil for nothing
	Note    string     // what else there is to say; may be empty
}

// Result is what became of all suspects.
type Result struct {
	Changes []Change // gone, still there and unclear by rank, then new
	Growth  bool     // growth was compared, otherwise amounts
	Level   diagnose.Level
	Notes   []string // what limits the comparison
}

// Cured reports whether all suspects are gone and none is new.
func (r *Result) Cured() bool {
	return !slices.ContainsFunc(r.Changes, func(c Change) bool { return c.State != wire.VerifyGone })
}

// ErrNothing is wrapped by the error for dumps in which there is nothing to follow.
var ErrNothing = errors.New("nothing to verify")

// nothing says why there is nothing to follow, and what to do.
func nothing(was []diagnose.Suspect, several bool) error {
	switch {
	case len(was) == 0:
		return fmt.Errorf("%w: no line is suspect in the dumps before the cure; take them when the program has leaked for longer", ErrNothing)
	case several:
		return fmt.Errorf("%w: the suspects of the dumps before the cure are all weak; --level low follows these too", ErrNothing)
	}
	return fmt.Errorf("%w: the suspects of the dumps before the cure are all weak; several dumps of each run would show what grows, and --level low follows these too", ErrNothing)
}

// limit is how many suspects of each side are looked at.
const limit = 50

// Compare follows the suspects of the dumps before a cure in those after it. It
// ends early with ctx's error.
func Compare(ctx context.Context, before, after Side, opt Options) (*Result, error) {
	words := population.Writer{Keys: opt.Keys}
	if after.Program != nil {
		words.Sub = after.Program.SubLine
	}
	m, err := newMeasure(ctx, before.Series, after.Series, words)
	if err != nil {
		return nil, err
	}
	was, err := find(ctx, before, opt)
	if err != nil {
		return nil, err
	}
	if err := m.trustOldText(before, opt, was); err != nil {
		return nil, err
	}
	is, err := find(ctx, after, opt)
	if err != nil {
		return nil, err
	}
	r := &Result{Growth: m.growth(), Level: opt.Level}
	known := map[subject]bool{}
	for _, s := range atLeast(was, r.Level) {
		c, err := m.follow(s, beforeSide)
		if err != nil {
			return nil, err
		}
		if c.subject != nil && !known[*c.subject] {
			known[*c.subject] = true
			r.Changes = append(r.Changes, c.Change)
		}
	}
	for _, s := range is {
		c, err := m.follow(s, afterSide)
		if err != nil {
			return nil, err
		}
		if c.subject == nil || known[c.before] || !m.isNew(&c.Change, r.Level) {
			continue
		}
		known[c.before] = true
		r.Changes = append(r.Changes, c.Change)
	}
	if len(r.Changes) == 0 {
		return nil, nothing(was, m.growth())
	}
	r.Notes = m.notes(r)
	return r, ctx.Err()
}

func find(ctx context.Context, side Side, opt Options) ([]diagnose.Suspect, error) {
	return diagnose.Find(ctx, side.Series, diagnose.Options{Program: side.Program, Limit: limit, Keys: opt.Keys})
}

func rank(l diagnose.Level) int { return slices.Index(diagnose.Levels(), l) }

// atLeast returns the suspects of a level or a stronger one.
func atLeast(all []diagnose.Suspect, l diagnose.Level) (some []diagnose.Suspect) {
	for _, s := range all {
		if rank(s.Level) <= rank(l) {
			some = append(some, s)
		}
	}
	return some
}

// trustOldText returns suspects of the dumps before the level that they have
// without source, if their file has changed since: the text of today has the
// cure, such as a limit, and says nothing about what ran before it.
func (m *measure) trustOldText(before Side, opt Options, all []diagnose.Suspect) error {
	changed := func(s *diagnose.Suspect) bool {
		return s.Place.Text != nil && before.Program != nil && before.Program.Newer(s.Place.Recorded.File, s.Place.Text)
	}
	if !slices.ContainsFunc(all, func(s diagnose.Suspect) bool { return s.Level == diagnose.Low && changed(&s) }) {
		return nil
	}
	plain, err := find(m.ctx, Side{Series: before.Series}, opt)
	if err != nil {
		return err
	}
	levels := map[subject]diagnose.Level{}
	for _, s := range atLeast(plain, diagnose.Medium) {
		if subj, ok := m.subjectOf(&s, beforeSide); ok && levels[subj] == "" {
			levels[subj] = s.Level
		}
	}
	for i := range all {
		if s := &all[i]; s.Level == diagnose.Low && changed(s) {
			if subj, ok := m.subjectOf(s, beforeSide); ok && levels[subj] != "" {
				s.Level = levels[subj]
			}
		}
	}
	slices.SortStableFunc(all, func(a, b diagnose.Suspect) int { return cmp.Compare(rank(a.Level), rank(b.Level)) })
	return nil
}

// A suspect is gone if what is left of it is no more than few, or than one part
// in negligible of what there was.
const (
	few        = 2
	negligible = 20
)

// left reports whether more is left than is negligible.
func left(now int64, expected float64) bool {
	return now > few && float64(now)*negligible > expected
}

// judge says what became of a suspect by its numbers.
func (m *measure) judge(c *Change) {
	before, after := m.amount(c.Before), m.amount(c.After)
	expected := float64(before)
	if c.Per != nil {
		did := m.amount(c.Per.After)
		expected *= float64(did) / float64(m.amount(c.Per.Before))
	} else if m.growth() {
		// What would have come in as many steps.
		expected *= float64(len(c.After)-1) / float64(len(c.Before)-1)
	}
	lately := after
	if n := len(c.After); m.growth() && n > 2 {
		// What fills up to a limit does not grow in the last step.
		lately = min(after, (c.After[n-1]-c.After[n-2])*int64(n-1))
	}
	c.State = wire.VerifyGone
	switch {
	case left(lately, expected):
		c.State = wire.VerifyStill
	case c.Per != nil && expected < 2*few:
		c.State = wire.VerifyUnclear
		c.Note = fmt.Sprintf("the run after did too little to tell: %s counts %s, and %s before the cure", c.Per.Name, text.Count(int(m.amount(c.Per.After))), text.Count(int(m.amount(c.Per.Before))))
	}
}

// isNew tells, of a suspect of the dumps after that is none that was followed,
// whether to tell of it. One that was there before, but weaker, is still there.
func (m *measure) isNew(c *Change, level diagnose.Level) bool {
	before, after := m.amount(c.Before), m.amount(c.After)
	c.Note, c.State = "", wire.VerifyNew
	if rank(c.Suspect.Level) > rank(level) || after <= few {
		return false
	}
	if left(before, float64(after)) {
		// It is no work of the cure. What is not above low is nothing to tell of.
		c.State = wire.VerifyStill
		return c.Suspect.Level != diagnose.Low
	}
	return true
}

// notes say what limits the comparison.
func (m *measure) notes(r *Result) (notes []string) {
	if !r.Growth {
		notes = append(notes, "with one dump on one side, amounts are compared instead of growth")
	}
	if slices.ContainsFunc(r.Changes, func(c Change) bool { return c.Per == nil && c.State == wire.VerifyGone }) {
		notes = append(notes, "nothing in the dumps counts what the program did, so the numbers are compared as they are: make both runs do the same work")
	}
	return notes
}

// trees finds the populations of all heaps of both sides, laid on each other.
func trees(ctx context.Context, sides ...*growth.Series) (*population.Populations, []*heap.Heap, error) {
	var all []*population.Tree
	var heaps []*heap.Heap
	for _, s := range sides {
		shapes, err := s.Shapes(ctx)
		if err != nil {
			return nil, nil, err
		}
		all, heaps = append(all, shapes...), append(heaps, s.Heaps...)
	}
	return population.Merge(all...), heaps, nil
}
