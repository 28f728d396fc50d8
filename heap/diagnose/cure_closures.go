package diagnose

import (
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/diagnose/cure"
	"github.com/perlheap/perlheap/heap/path"
)

// captured is a variable of a closure.
type captured struct {
	name    string
	pad, sv heap.SV
}

// captured returns the variables that a closure captured.
func (f *finder) captured(cv heap.SV) []captured {
	names := f.captures(cv)
	var all []captured
	for _, pad := range f.h.Code(cv).AppendPads(nil) {
		refs, err := f.h.Outrefs(pad, heap.Strong)
		if err != nil {
			continue
		}
		for _, r := range refs {
			if s, _ := f.paths.Step(pad, r); s.Kind == path.Lexical && slices.Contains(names, s.Text) {
				all = append(all, captured{s.Text, pad, r.SV})
			}
		}
	}
	return all
}

// closureCase collects the closures of a component that lead back to themselves
// through what they captured, the suspect's first.
func (f *finder) closureCase(is lostComponent, first heap.SV) *cure.Case {
	c := f.component(is)
	cs := &cure.Case{}
	bySub := map[heap.Location]int{}
	whole := len(c.in) <= maxCaseMembers
	subs := []heap.SV{first}
	for _, sv := range c.in[:min(len(c.in), maxCaseMembers)] {
		if sv != first && f.h.Code(sv).IsClosure() && !f.h.Code(sv).IsPrototype() {
			subs = append(subs, sv)
		}
	}
	type holds struct{ sub, capture int }
	others := map[holds]heap.Location{}
	for _, cv := range subs {
		if f.ctx.Err() != nil {
			return cs
		}
		loc, _ := f.h.Code(cv).Location()
		n, known := bySub[loc]
		if !known && len(cs.Subs) == maxCaseSubs {
			whole = false
			continue
		}
		var captures []cure.Capture
		for _, v := range f.captured(cv) {
			if !c.has(v.sv) {
				continue
			}
			c.weak[[2]heap.SV{v.pad, v.sv}] = true
			if slices.ContainsFunc(captures, func(k cure.Capture) bool { return k.Name == v.name }) {
				continue // the pad of a call inside of a call
			}
			k, other := c.capture(cv, v)
			if other != heap.NoSV && !known {
				others[holds{len(cs.Subs), len(captures)}], _ = f.h.Code(other).Location()
			}
			captures = append(captures, k)
		}
		switch {
		case len(captures) == 0:
		case known: // another closure of the same sub
			cs.Subs[n].Captures = alike(cs.Subs[n].Captures, captures)
		default:
			place := f.src.PlaceCode(cv)
			for i := range captures {
				captures[i].Alone = f.alone(loc, captures[i])
			}
			bySub[loc] = len(cs.Subs)
			cs.Subs = append(cs.Subs, cure.Sub{Path: place.Path, File: place.File, Line: int(place.Line), Own: f.src.IsOwn(loc.File), Captures: captures})
		}
	}
	for at, loc := range others {
		if n, ok := bySub[loc]; ok {
			cs.Subs[at.sub].Captures[at.capture].Sub = n
		}
	}
	cs.Whole = whole && c.acyclic()
	return cs
}

// alike merges what two closures of one sub captured.
func alike(a, b []cure.Capture) []cure.Capture {
	for _, k := range b {
		if !slices.ContainsFunc(a, func(x cure.Capture) bool { return x.Name == k.Name }) {
			a = append(a, k)
		}
	}
	return a
}

// capture says what a captured variable holds; other is the closure that it holds, if
// that is another one.
func (c *component) capture(cv heap.SV, v captured) (k cure.Capture, other heap.SV) {
	h := c.f.h
	k = cure.Capture{Name: v.name, Sub: -1}
	from := v.sv
	to, ok := h.Referent(v.sv)
	switch {
	case v.name[0] != '$':
		k.Holds, k.What = cure.IsData, v.name
	case !ok:
		k.Holds, k.What = cure.HoldsData, article(h.Type(v.sv))
	case to == cv:
		k.Holds, k.What = cure.HoldsItself, "the sub"
		return k, heap.NoSV
	default:
		from = to
		class, blessed := h.Package(to)
		switch {
		case h.Kind(to) == heap.KindCode:
			k.Holds, k.What = cure.HoldsSub, "another sub"
			return k, to
		case blessed:
			k.Holds, k.What = cure.HoldsObject, class
		default:
			k.Holds, k.What = cure.HoldsData, article(h.Type(to))
		}
	}
	way := c.f.way(from, cv, c.in)
	for i, at := range way {
		next := cv
		if i+1 < len(way) {
			next = way[i+1]
		}
		step, ok := c.f.paths.StepTo(at, next)
		if step.Kind == path.Captured || h.Kind(at) == heap.KindCode {
			// It leads on through another sub that it holds.
			k.Way, k.Key = "", ""
			break
		}
		if !ok {
			continue
		}
		if k.Way == "" && step.IsName() {
			k.Key = step.Text
		}
		k.Way += c.f.keysText(step)
		if i > maxKeys {
			k.Way += "…"
			break
		}
	}
	return k, heap.NoSV
}

// alone reports whether there are reachable closures of the sub that are the only
// holders of what the variable holds.
func (f *finder) alone(loc heap.Location, k cure.Capture) bool {
	if k.Holds != cure.HoldsObject && k.Holds != cure.HoldsData {
		return false
	}
	looked := 0
	for cv := range f.h.Codes().All {
		at, ok := f.h.Code(cv).Location()
		if !ok || at != loc || !f.h.Code(cv).IsClosure() || f.h.Code(cv).IsPrototype() || !f.sizes.Reached(cv) {
			continue
		}
		if looked++; looked > maxAlive || f.ctx.Err() != nil {
			break
		}
		for _, v := range f.captured(cv) {
			if v.name != k.Name {
				continue
			}
			to, ok := f.h.Referent(v.sv)
			if !ok {
				continue
			}
			held := false // by something other than the variable
			for from, i, ok := f.h.NextHolder(to, 0); ok; from, i, ok = f.h.NextHolder(to, i) {
				held = held || from != v.sv && !f.capturedOnly(from)
			}
			if !held || f.dominates(cv, to) {
				return true
			}
		}
	}
	return false
}

// capturedOnly reports whether an SV is a variable that only closures hold.
func (f *finder) capturedOnly(sv heap.SV) bool {
	n := 0
	for from, i, ok := f.h.NextHolder(sv, 0); ok; from, i, ok = f.h.NextHolder(sv, i) {
		if n++; n > maxAlive || f.h.Kind(from) != heap.KindPad {
			return false
		}
		if cv, ok := f.h.PadCode(from); !ok || !f.h.Code(cv).IsClosure() {
			return false
		}
	}
	return n > 0
}
