package diagnose

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/site"
)

const sureStore = 8 // score of a line that certainly fills the container

// tellClosures reports containers that collect closures. In a table that its own
// lookup fills they are meant to stay: the table is what to look at.
func (f *finder) tellClosures(s *Suspect, c *collection) bool {
	if c.most.what != isCode || f.memoized(c) || !f.subAt(c.most.sv) || f.shared(c) {
		return false
	}
	f.closures(s, c)
	f.storesOnce(s, c)
	if len(c.stores) > 0 && c.stores[0].score >= sureStore {
		s.bounded = f.boundedBy(s, c)
		s.Added = f.src.place(c.stores[0].text, c.stores[0].line)
		s.Fix += fmt.Sprintf("; it is stored there at %s", s.Added)
	}
	if s.bounded == "" && len(c.counts) > 1 {
		s.bounded = f.knownNames(s, c.collector)
	}
	return true
}

// near is how many references lead from an entry to what it stands for.
const near = 3

// shared reports whether the entries of a container only lead to the same few
// closures, far below them: the number of these does not grow.
func (f *finder) shared(c *collection) bool {
	if 2*len(site.Closures(f.h, c.most.sv)) >= len(c.entries) {
		return false
	}
	step := max(1, len(c.entries)/samples)
	n, direct := 0, 0
	for i := 0; i < len(c.entries); i += step {
		n++
		level := []heap.SV{c.entries[i]}
		for depth := 0; depth <= near && len(level) > 0 && len(level) < crowd; depth++ {
			if slices.Contains(level, c.most.sv) {
				direct++
				break
			}
			var next []heap.SV
			for _, sv := range level {
				next = f.h.AppendHeld(sv, next)
			}
			level = next
		}
	}
	return 2*direct < n
}

// closures makes a suspect of the closures that a container collects.
func (f *finder) closures(s *Suspect, c *collection) {
	o, most := c.in.Path, c.most
	s.Kind, s.SV = Closures, most.sv
	s.Placement = f.placeCode(most.sv)
	passed, foreign := false, false
	if told, ok := f.placePassed(&c.collecting); ok {
		s.Placement, passed = told, true
	} else if called, ok := f.placeForeign(s, c); ok {
		s.Placement, foreign = called, true
	}
	if !passed { // of the closures, as everywhere on their line, not of what holds them
		s.Retained = f.sizes.Of(site.Closures(f.h, most.sv)...)
	}
	s.inList = f.h.Kind(c.sv) == heap.KindArray
	captured := f.captures(most.sv)
	s.Captured = list(captured)
	class := f.capturedClass(most.sv)
	s.Class = cmp.Or(class, o.Class())
	name := strings.ToLower(o.String())
	for _, w := range []string{"timer", "watcher", "recurring"} {
		if strings.Contains(name, w) {
			s.Kind = Timers
		}
	}
	with := ""
	if len(captured) > 0 {
		with = ", each with " + s.Captured
	}
	s.Why = becauseOf("the closures made here stay in ", f.say(o), with)
	s.Fix = "remove the closure from there when it is no longer needed"
	if passed { // it is one sub, over and over
		s.Why = becauseOf(f.subName(most.sv)+" is added to ", f.say(o), " again and again and not removed")
		s.Fix = "remove it from there when it is no longer needed, or add it only once"
		return
	}
	if foreign {
		s.Why = becauseOf("closures that a module makes for itself are added to ", f.say(o), with+", and not removed")
		s.Fix = undoCall
		return
	}
	if s.Kind == Timers {
		s.Fix = "keep the timer's ID or guard, and remove the timer when it is no longer needed"
	}
	if len(captured) > 0 {
		s.Fix += ", or let it capture weakened copies"
	}
}

// placeForeign places closures that a module makes for itself where the program calls
// the sub of the module that makes them, or else one that adds to what keeps them.
func (f *finder) placeForeign(s *Suspect, c *collection) (Placement, bool) {
	if f.src.MayChange(&s.Place) {
		return Placement{}, false
	}
	by := c.collecting
	_, by.sub = f.packageAt(s.Placement)
	p, ok := f.placeCall(&by)
	if p.Certainty.IsGuess() && by.sub != "" {
		if called, isCalled := f.placeCall(&c.collecting); isCalled && (!ok || !called.Certainty.IsGuess()) {
			p, ok = called, true
		}
	}
	return p, ok && f.src.MayChange(&p.Place)
}

// subAt reports whether a CODE has a place.
func (f *finder) subAt(cv heap.SV) bool {
	loc, ok := f.h.Code(cv).Location()
	return ok && loc.Line > 0
}
