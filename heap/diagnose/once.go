package diagnose

import (
	"fmt"
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/perl"
	words "github.com/perlheap/perlheap/heap/text"
)

// once is a condition by which something is stored once for each key: it is not
// there yet, or the key is not marked yet in a table of what was done.
type once struct {
	line perl.Line
	// marks are how many keys are marked in each heap; nil if what is stored marks
	// itself, or if the table is not known.
	marks []int
	table string // that has the marks
}

// maxCallers bounds how far up it is asked on what condition a sub is called.
const maxCallers = 2

// storesOnce notes whether a container is filled by a lookup that adds only what is not
// there, or once for each key of another table.
func (f *finder) storesOnce(s *Suspect, c *collection) {
	if len(c.counts) < 2 || f.h.Kind(c.sv) == heap.KindScalar {
		return
	}
	s.memo = f.memoized(c)
	if s.memo {
		return
	}
	if o, ok := f.onlyOnce(c); ok && (o.marks != nil || !f.hasOpenKeys(c.collector)) {
		s.once, s.memo = o, true
	}
}

// memoized reports whether a HASH, or an ARRAY by its index, is filled by its own lookup:
// its entries are meant to stay, and the line that keeps them is the one to change.
func (f *finder) memoized(c *collection) bool {
	return len(c.stores) > 0 && c.stores[0].how == memoizes && c.stores[0].index != nil
}

// onlyOnce finds the condition by which the likeliest store into a container adds
// something only once for each key.
func (f *finder) onlyOnce(c *collection) (once, bool) {
	if len(c.stores) == 0 {
		return f.madeOnce(c)
	}
	s := &c.stores[0]
	if s.how == declares || s.how == looks {
		return once{}, false
	}
	return f.onceAt(c, s.text, s.at, s.at, maxCallers)
}

// madeOnce is onlyOnce for closures that no statement of the program is known to store,
// as those that get names at run time: it asks when they are made.
func (f *finder) madeOnce(c *collection) (once, bool) {
	if c.most.what != isCode || !c.most.own {
		return once{}, false
	}
	p := f.src.PlaceCode(c.most.sv)
	t := f.src.text(p.Path)
	if t == nil || p.Sub < 0 {
		return once{}, false
	}
	sub := &t.coded.Subs[p.Sub]
	at := perl.At{Start: sub.Start, End: sub.End, Line: sub.Line, Sub: sub.Parent}
	return f.onceAt(c, t, at, at, maxCallers)
}

// onceAt finds the condition for a place in a text, or else the one on which all calls
// of its sub are made. The store is in the sub as well, or in one that it calls.
func (f *finder) onceAt(c *collection, t *text, at, store perl.At, up int) (once, bool) {
	run := t.runOf(at.Sub)
	if run < 0 {
		return once{}, false
	}
	for _, a := range t.record().Absences {
		if a.From < t.coded.Subs[run].Start || a.From > at.Start || a.To < at.End {
			continue
		}
		if o, ok := f.marksOnce(c, t, run, a, store); ok {
			return o, true
		}
	}
	name := baseName(t.coded.Subs[run].Name)
	if name == "" || up == 0 {
		return once{}, false
	}
	var found once
	for _, from := range f.src.own {
		for _, i := range from.statements().calls[name] {
			call := &from.record().Calls[i]
			if !f.mayCall(from, call, t.coded.Subs[run].Package) {
				continue
			}
			o, ok := f.onceAt(c, from, call.At, store, up-1)
			if !ok {
				return once{}, false
			}
			found = o
		}
	}
	return found, found.line > 0
}

// marksOnce reports whether an absence is one of an entry of a container itself, or of
// a mark that the same sub sets.
func (f *finder) marksOnce(c *collection, t *text, run int, a perl.Absence, store perl.At) (once, bool) {
	term := t.standsFor(a.Term, run, a.From)
	n := len(term.Steps)
	if n == 0 || term.Steps[n-1].Name != "" || term.Steps[n-1].Kind > perl.StepElement {
		return once{}, false
	}
	o := once{line: t.coded.LineOf(a.From)}
	for _, w := range anchors(c.in.Path) {
		for behind := range w.behind(term) {
			if len(behind) == w.nested+1 {
				return o, true
			}
		}
	}
	sets := func(s perl.Store) bool {
		return s.How != perl.StoreIterate && !s.Declares && s.Target.String() == term.String() && (t.runOf(s.Sub) == run || s.Start >= store.Start)
	}
	if !slices.ContainsFunc(t.record().Stores, sets) {
		return once{}, false
	}
	o.marks, o.table = f.markedIn(term.Steps[:n-1], term)
	return o, o.marks != nil
}

// standsFor returns what a variable of a sub was made a name of before an offset.
func (t *text) standsFor(term perl.Term, run, before int) perl.Term {
	if len(term.Steps) > 0 {
		return term
	}
	for _, i := range slices.Backward(t.assignedBefore(term.Name, run, before)) {
		if s := &t.record().Stores[i]; s.Value.Kind == perl.ValueTerm {
			return s.Value.Term
		}
	}
	return term
}

// markedIn counts what there is in each heap in the tables that a term names: a field, or a
// variable. Nil if nothing has that name, or if there are not more and more.
func (f *finder) markedIn(steps []perl.Step, term perl.Term) (counts []int, table string) {
	name := term.Name
	isIt := func(step path.Step) bool {
		return (step.Kind == path.Lexical || step.Kind == path.Captured) && step.Text == name || step.Kind == path.Symbol && baseName(step.Text) == name[1:]
	}
	if n := len(steps); n > 0 {
		if name = steps[n-1].Name; name == "" {
			return nil, ""
		}
		isIt = func(step path.Step) bool { return step.Kind == path.Key && step.Text == name }
	}
	counts = make([]int, len(f.s.Heaps))
	for p := range f.pops.Top.All {
		if !isIt(p.Step) && !isIt(p.Class) {
			continue
		}
		for k := range counts {
			for _, sv := range f.pops.Members(k, p) {
				counts[k] += f.s.Heaps[k].HeldCount(sv)
			}
		}
	}
	for k := 1; k < len(counts); k++ {
		if counts[k] < counts[k-1] {
			return nil, ""
		}
	}
	if counts[0] == counts[len(counts)-1] {
		return nil, ""
	}
	return counts, name
}

// String says on what condition something is stored.
func (o once) String() string {
	if o.marks == nil {
		return fmt.Sprintf("line %d adds it only if it is not there yet", o.line)
	}
	last := len(o.marks) - 1
	return fmt.Sprintf("line %d lets it be filled once for each of the %s in %s, of which %s came", o.line, words.CountOf(o.marks[last], "entry", "entries"), o.table, words.Count(o.marks[last]-o.marks[0]))
}
