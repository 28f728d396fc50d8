package diagnose

import (
	"cmp"
	"slices"

	"github.com/perlheap/perlheap/heap/perl"
)

// statements indexes what a text records by name and sub. The values are indices
// into the lists of the record.
type statements struct {
	subs     map[string]int          // the first named sub or method of a base name
	stores   map[inSub][]int         // that assign to a variable as a whole
	removals map[int][]int           // by the sub that they run as a part of
	returns  map[int][]int           // by the sub
	calls    map[string][]int        // by the base name of what is called
	changed  map[int]map[string]bool // by sub, the terms that it counts up or down
	around   []int                   // of each loop the one around it, or -1
	// What was asked before: by sub, where what it reads from ends, and by the name of
	// a counter, whether it is set back.
	ends    map[int]string
	setBack map[string]bool
}

// inSub is a variable as statements directly in a sub name it.
type inSub struct {
	name string // with sigil
	sub  int
}

// statements returns the index of what the text records, which it makes once.
func (t *text) statements() *statements {
	if t.indexed != nil {
		return t.indexed
	}
	rec := t.record()
	x := &statements{
		subs: map[string]int{}, stores: map[inSub][]int{}, removals: map[int][]int{}, returns: map[int][]int{}, calls: map[string][]int{},
		changed: map[int]map[string]bool{}, ends: map[int]string{}, setBack: map[string]bool{}, around: make([]int, len(rec.Loops)),
	}
	for i := range t.coded.Subs {
		if s := &t.coded.Subs[i]; s.Kind == perl.Named || s.Kind == perl.Method {
			if _, known := x.subs[baseName(s.Name)]; !known {
				x.subs[baseName(s.Name)] = i
			}
		}
	}
	for i := range rec.Stores {
		s := &rec.Stores[i]
		if len(s.Target.Steps) == 0 {
			at := inSub{s.Target.Name, s.Sub}
			x.stores[at] = append(x.stores[at], i)
		}
		if run := t.runOf(s.Sub); s.How == perl.StoreChange {
			if x.changed[run] == nil {
				x.changed[run] = map[string]bool{}
			}
			x.changed[run][s.Target.String()] = true
		}
	}
	for i := range rec.Removals {
		run := t.runOf(rec.Removals[i].Sub)
		x.removals[run] = append(x.removals[run], i)
	}
	for i := range rec.Returns {
		x.returns[rec.Returns[i].Sub] = append(x.returns[rec.Returns[i].Sub], i)
	}
	for i := range rec.Calls {
		name := baseName(rec.Calls[i].Name)
		x.calls[name] = append(x.calls[name], i)
	}
	var open []int
	for i, l := range rec.Loops {
		for len(open) > 0 && rec.Loops[open[len(open)-1]].End <= l.Start {
			open = open[:len(open)-1]
		}
		x.around[i] = -1
		if n := len(open); n > 0 {
			x.around[i] = open[n-1]
		}
		open = append(open, i)
	}
	t.indexed = x
	return x
}

// upTo returns how many elements of an ascending list begin at an offset or before.
func upTo[T any](all []T, offset int, start func(*T) int) int {
	i, _ := slices.BinarySearchFunc(all, offset+1, func(x T, offset int) int { return cmp.Compare(start(&x), offset) })
	return i
}

// named is a sub that a call may call.
type named struct {
	text    *text
	sub     int
	several bool // other texts have one of its name as well
}

// sub finds the program's own named sub or method of a base name.
func (s *sources) sub(name string) named {
	if s.named == nil {
		s.named = map[string]named{}
		for _, t := range s.own {
			for name, sub := range t.statements().subs {
				_, several := s.named[name]
				s.named[name] = named{t, sub, several}
			}
		}
	}
	return s.named[name]
}
