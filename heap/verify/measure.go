package verify

import (
	"context"
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/retained"
	"github.com/perlheap/perlheap/heap/safe"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/wire"
)

// side is one of the two runs.
type side int

const (
	beforeSide side = iota
	afterSide
)

func (s side) other() side { return 1 - s }

// measure counts subjects in the heaps of both sides, those of the run before
// first.
type measure struct {
	ctx   context.Context
	words population.Writer
	heaps []*heap.Heap
	sizes []*retained.Sizes
	split int // how many heaps are of the run before

	ps     *population.Populations
	shapes map[string][]*population.Population // by shape as subjects have it

	betweens [2]*site.Between // from a side to the other
	closures []map[heap.Location]int
	classes  []map[string]int
	evals    []map[string]int // by package
	lost     [][]diagnose.Component
	works    []work
	worked   bool // works were looked for
}

func newMeasure(ctx context.Context, before, after *growth.Series, words population.Writer) (*measure, error) {
	m := &measure{ctx: ctx, words: words, split: len(before.Heaps), sizes: slices.Concat(before.Sizes, after.Sizes), shapes: map[string][]*population.Population{}}
	var err error
	if m.ps, m.heaps, err = trees(ctx, before, after); err != nil {
		return nil, err
	}
	for p := range m.ps.Top.All {
		if shape, ok := m.shape(p, nil); ok {
			m.shapes[shape] = append(m.shapes[shape], p)
		}
	}
	n := len(m.heaps)
	m.closures, m.classes, m.evals, m.lost = make([]map[heap.Location]int, n), make([]map[string]int, n), make([]map[string]int, n), make([][]diagnose.Component, n)
	return m, nil
}

// growth reports whether growth can be compared.
func (m *measure) growth() bool { return m.split > 1 && len(m.heaps)-m.split > 1 }

// amount is what is compared of the numbers of a side: how much they grew, or the
// last.
func (m *measure) amount(numbers []int64) int64 {
	last := numbers[len(numbers)-1]
	if m.growth() {
		return max(0, last-numbers[0])
	}
	return last
}

func (m *measure) sideOf(i int) side {
	if i < m.split {
		return beforeSide
	}
	return afterSide
}

// lastOf is the number of the last heap of a side.
func (m *measure) lastOf(s side) int {
	if s == beforeSide {
		return m.split - 1
	}
	return len(m.heaps) - 1
}

// between finds the subs of a side in the other.
func (m *measure) between(from side) *site.Between {
	if m.betweens[from] == nil {
		m.betweens[from] = site.NewBetween(m.heaps[m.lastOf(from)], m.heaps[m.lastOf(from.other())])
	}
	return m.betweens[from]
}

// followed is a change, and what it is about on both sides.
type followed struct {
	Change
	subject *subject // in terms of the side of the suspect; nil if it cannot be followed
	before  subject  // in terms of the run before
}

// follow counts what a suspect of a side is about in all heaps, and judges it.
func (m *measure) follow(s diagnose.Suspect, of side) (f followed, err error) {
	own, ok := m.subjectOf(&s, of)
	if !ok {
		return f, nil
	}
	f = followed{Change: Change{Suspect: s, Heap: m.heaps[m.lastOf(of)]}, subject: &own}
	if err := m.countAll(&f, of); err != nil {
		return f, err
	}
	if own.counts != bytes && m.amount(f.of(of)) <= few {
		// It does not grow in number: what hangs on it does.
		if shape, ok := m.shape(m.ps.Of(m.lastOf(of), s.SV), nil); ok {
			own = subject{counts: bytes, shape: shape}
			if err := m.countAll(&f, of); err != nil {
				return f, err
			}
		}
	}
	f.Counted = own.counts.String()
	if own.counts == lostParts && len(s.Cycle) == 0 {
		f.Counted = "unheld parts"
	}
	if of == afterSide {
		return f, m.ctx.Err()
	}
	if f.Per, err = m.workOf(&f); err != nil {
		return f, err
	}
	m.judge(&f.Change)
	return f, m.ctx.Err()
}

// of returns the numbers of a side.
func (f *followed) of(s side) []int64 {
	if s == beforeSide {
		return f.Before
	}
	return f.After
}

// countAll counts the subject of a side in all heaps.
func (m *measure) countAll(f *followed, of side) error {
	there, ok, err := m.other(*f.subject, of)
	if err != nil {
		return err
	}
	f.Before, f.After, f.before, f.Note = nil, nil, *f.subject, ""
	if of == afterSide {
		f.before = there
	}
	if !ok && of == beforeSide {
		f.Note = "its sub is no longer in the program"
	}
	for i := range m.heaps {
		n := int64(0)
		switch {
		case m.sideOf(i) == of:
			n, err = m.count(*f.subject, i)
		case ok:
			n, err = m.count(there, i)
		}
		if err != nil {
			return err
		}
		if m.sideOf(i) == beforeSide {
			f.Before = append(f.Before, n)
		} else {
			f.After = append(f.After, n)
		}
	}
	return nil
}

// count counts a subject in a heap, in whose terms it is.
func (m *measure) count(s subject, i int) (int64, error) {
	switch s.counts {
	case closures:
		return int64(m.closuresOf(i)[s.at]), nil
	case objects:
		return int64(m.classesOf(i)[s.class]), nil
	case evalled:
		return int64(m.evalsOf(i)[s.class]), nil
	case lostParts:
		return m.lostOf(s, i)
	}
	n, h := int64(0), m.heaps[i]
	for _, p := range m.shapes[s.shape] {
		if s.counts == bytes {
			n = safe.Add(n, p.Retained[i])
			continue
		}
		for _, sv := range m.ps.Members(i, p) {
			if k := h.Kind(sv); k == heap.KindArray || k.HashLike() {
				n += int64(h.HeldCount(sv))
			}
		}
	}
	return n, nil
}

func (m *measure) closuresOf(i int) map[heap.Location]int {
	if m.closures[i] == nil {
		m.closures[i] = map[heap.Location]int{}
		h := m.heaps[i]
		for optree := range h.Codes().Optrees() {
			if all := h.Codes().ClosuresOf(optree); len(all) > 0 {
				loc, _ := h.Code(all[0]).Location()
				m.closures[i][loc] += len(all)
			}
		}
	}
	return m.closures[i]
}

func (m *measure) classesOf(i int) map[string]int {
	if m.classes[i] == nil {
		h, stashes := m.heaps[i], map[heap.SV]int{}
		for sv := range heap.SV(h.Count()) {
			if stash, ok := h.Blessed(sv); ok {
				stashes[stash]++
			}
		}
		m.classes[i] = map[string]int{}
		for stash, n := range stashes {
			if name, ok := h.Stash(stash).Name(); ok {
				m.classes[i][name] += n
			}
		}
	}
	return m.classes[i]
}

func (m *measure) evalsOf(i int) map[string]int {
	if m.evals[i] == nil {
		m.evals[i] = map[string]int{}
		for cv := range m.heaps[i].Codes().All {
			if loc, _ := m.heaps[i].Code(cv).Location(); isEval(loc) {
				m.evals[i][m.evalPackage(i, cv)]++
			}
		}
	}
	return m.evals[i]
}

// lostOf counts the components of a subject that no root reaches: those of its
// sub or class, or else those of data alone.
func (m *measure) lostOf(s subject, i int) (int64, error) {
	if m.lost[i] == nil {
		var err error
		if m.lost[i], err = diagnose.Unreached(m.ctx, m.heaps[i], m.sizes[i]); err != nil {
			return 0, err
		}
	}
	n := 0
	for _, c := range m.lost[i] {
		is := len(c.Codes)+len(c.Classes) == 0
		switch {
		case s.at.Line > 0:
			is = slices.Contains(c.Codes, s.at)
		case s.class != "":
			is = slices.Contains(c.Classes, s.class)
		}
		if is {
			n += c.Count
		}
	}
	return int64(n), nil
}

// workOf finds what counts the work that the program did, of which a change is a
// part; nil for none.
func (m *measure) workOf(f *followed) (*wire.Work, error) {
	if err := m.findWork(); err != nil {
		return nil, err
	}
	var best *work
	for k := range m.works {
		if w := &m.works[k]; w.counts(f.Before, m.growth()) && w.grew(m) && (best == nil || w.prefer(best)) {
			best = w
		}
	}
	if best == nil {
		return nil, nil
	}
	return &wire.Work{Name: best.name, Before: best.values[:m.split], After: best.values[m.split:]}, nil
}
