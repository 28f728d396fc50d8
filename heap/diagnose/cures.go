package diagnose

import (
	"cmp"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/diagnose/cure"
	"github.com/perlheap/perlheap/heap/path"
	words "github.com/perlheap/perlheap/heap/text"
)

// Bounds of what is looked at for a cure.
const (
	maxCaseSubs    = 8       // closures of a cycle that are told apart by their sub
	maxCaseMembers = 1 << 18 // SVs of a lost component
	maxAlive       = 64      // closures and objects of the kind that roots reach
)

// decide has the cure of a cycle decided on the texts that were read.
func (f *finder) decide(s *Suspect, c *cure.Case) {
	c.Perl = f.h.File().Header.Perl
	s.Case = c
	s.Fix = cure.For(c, func(path string) *cure.Text {
		if t := f.src.text(path); t != nil {
			return &cure.Text{Bytes: t.Bytes}
		}
		return nil
	}).Fix
}

// component is a lost component that is looked at for a cure.
type component struct {
	f    *finder
	in   []heap.SV // its SVs, ascending
	weak map[[2]heap.SV]bool
}

func (f *finder) component(is lostComponent) *component {
	in := slices.Clone(is.members)
	slices.Sort(in)
	return &component{f, in, map[[2]heap.SV]bool{}}
}

func (c *component) has(sv heap.SV) bool {
	_, ok := slices.BinarySearch(c.in, sv)
	return ok
}

// captured is a variable of a closure.
type captured struct {
	name    string
	pad, sv heap.SV
}

// captured gives the variables that a closure captured.
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

// closureCase collects the closures of a component that lead back to
// themselves by what they captured, that of the suspect first.
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
		case known: // another one of the same sub
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

// alike joins what two closures of one sub captured.
func alike(a, b []cure.Capture) []cure.Capture {
	for _, k := range b {
		if !slices.ContainsFunc(a, func(x cure.Capture) bool { return x.Name == k.Name }) {
			a = append(a, k)
		}
	}
	return a
}

// capture says what a captured variable holds; other is the closure if it is
// another one.
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
			// What it holds holds another sub, which leads on.
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

// article puts a or an before the name of a type: an ARRAY, a HASH.
func article(what string) string {
	if what != "" && strings.ContainsRune("AEIOU", rune(what[0])) {
		return "an " + what
	}
	return "a " + what
}

// alone reports whether somewhere a root reaches closures of a sub, and they hold
// alone what the variable holds.
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
			held := false // by something else than the variable
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

// capturedOnly reports whether an SV is a variable that only closures have.
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

// dominates reports whether all ways to an SV lead through another one.
func (f *finder) dominates(above, sv heap.SV) bool {
	for range maxNesting {
		d, ok := f.sizes.Dominator(sv)
		if !ok {
			return false
		}
		if d == above {
			return true
		}
		sv = d
	}
	return false
}

// acyclic reports whether nothing of the component leads back to itself without
// its weak references.
func (c *component) acyclic() bool {
	const fresh, open, closed = 0, 1, 2
	state := make([]uint8, len(c.in))
	type visit struct {
		n    int
		next uint32
	}
	ask := poll{ctx: c.f.ctx}
	for start := range c.in {
		if state[start] != fresh {
			continue
		}
		state[start] = open
		for way := []visit{{n: start}}; len(way) > 0; {
			if ask.ended() {
				return false
			}
			v := &way[len(way)-1]
			at := c.in[v.n]
			to, next, ok := c.f.h.NextHeld(at, v.next)
			if !ok {
				state[v.n] = closed
				way = way[:len(way)-1]
				continue
			}
			v.next = next
			n, member := slices.BinarySearch(c.in, to)
			if !member || c.weak[[2]heap.SV{at, to}] {
				continue
			}
			switch state[n] {
			case open:
				return false
			case fresh:
				state[n] = open
				way = append(way, visit{n: n})
			}
		}
	}
	return true
}

// refsCase collects the references of a cycle without closures, and tells
// which of them leads back to an owner, if the source proves it. An owner makes
// what it holds, or has many of it; what is held is told its owner.
func (f *finder) refsCase(is lostComponent, edges []edge) *cure.Case {
	cs := &cure.Case{}
	selves := make([]bool, len(edges))
	within := make([][]int, len(edges)) // the subs of the stores
	for i := range edges {
		e := &edges[i]
		class, _ := f.h.Package(e.from)
		r := cure.Ref{
			Name: f.edgeText(e) + " of " + cmp.Or(words.Name(class), article(f.h.Type(e.from))),
			Many: slices.ContainsFunc(e.way, path.Step.IsElement) || len(e.way) > 1, Own: class != "" && f.src.ownClass(class),
			Steps: len(e.way), Code: e.code,
		}
		if len(e.way) == 0 {
			r.Name = "what " + cmp.Or(words.Name(class), article(f.h.Type(e.from))) + " refers to"
		}
		if len(e.way) == 1 && !e.more && e.way[0].IsName() {
			r.Key = e.way[0].Text
		}
		if r.Own && len(e.way) > 0 && e.way[0].IsName() {
			selves[i], within[i] = f.valueOf(&r, class, e.way[0].Text)
		}
		cs.Refs = append(cs.Refs, r)
	}
	back := -1
	for i := range cs.Refs {
		r := &cs.Refs[i]
		if !r.Own || r.Key == "" || r.Code || r.Value != cure.Given {
			continue
		}
		if back < 0 || !selves[back] && selves[i] {
			back = i
		} else if selves[back] == selves[i] {
			return cs // either may be it
		}
	}
	if back < 0 {
		return cs
	}
	for i := range cs.Refs {
		r := &cs.Refs[i]
		if i == back || r.Value == cure.Made || r.Many && r.Own && r.Value != cure.Unknown {
			continue
		}
		// $self->{child} = $child; $child->{up} = $self; of one sub
		if r.Name == cs.Refs[back].Name || r.Value == cure.Unknown && !r.Many || !selves[back] || !r.Own || !slices.Equal(within[i], within[back]) && !r.Many {
			return cs
		}
	}
	key := cs.Refs[back].Key
	class, _ := f.h.Package(edges[back].from)
	if f.onlyHolder(class, key) {
		return cs
	}
	c := f.component(is)
	if len(c.in) > maxCaseMembers {
		return cs
	}
	for _, sv := range c.in {
		if of, ok := f.h.Package(sv); ok && of == class {
			if to, ok := f.valueUnder(sv, key); ok {
				c.weak[[2]heap.SV{sv, to}] = true
			}
		}
	}
	cs.Refs[back].Back, cs.Whole = true, c.acyclic()
	return cs
}

// valueOf says by the source what objects of an own class have in a field, and
// where it is set. self tells that it is always the object of the sub that sets
// it, and in which subs that is.
func (f *finder) valueOf(r *cure.Ref, class, key string) (self bool, within []int) {
	texts := f.src.own
	if declared := slices.DeleteFunc(slices.Clone(texts), func(t *text) bool { return !t.declares(class) }); len(declared) > 0 {
		texts = declared
	}
	type found struct {
		t *text
		cure.Store
	}
	var all, others []found // others than accessors
	for _, t := range texts {
		for _, s := range t.fieldStores(key) {
			switch {
			case s.Attribute:
				r.Attribute = true
				r.Path, r.File, r.Line = t.Path, f.src.Workspace().Display(t.Path), int(s.Line)
				continue
			case !s.Accessor:
				others = append(others, found{t, s})
			}
			all = append(all, found{t, s})
		}
	}
	from := others
	if len(from) == 0 {
		from = all
	}
	self = len(from) > 0
	for n, s := range from {
		if n == 0 {
			r.Value = s.Value
		} else if r.Value != s.Value {
			r.Value = cure.Unknown
		}
		self = self && s.Self
		within = append(within, s.Sub)
	}
	if len(all) == 1 && !r.Attribute { // else one edit is not enough
		r.Path, r.File, r.Line = all[0].t.Path, f.src.Workspace().Display(all[0].t.Path), int(all[0].Line)
	}
	return self, within
}

// fieldStores finds where a text sets a field, once.
func (t *text) fieldStores(key string) []cure.Store {
	found, known := t.fields[key]
	if !known {
		found = cure.Stores(t.Bytes, key)
		if t.fields == nil {
			t.fields = map[string][]cure.Store{}
		}
		t.fields[key] = found
	}
	return found
}

// valueUnder gives the value of a key of an object.
func (f *finder) valueUnder(sv heap.SV, key string) (value heap.SV, ok bool) {
	if !f.h.Kind(sv).HashLike() {
		return heap.NoSV, false
	}
	_ = f.h.Hash(sv).Values(func(name []byte, v heap.SV) bool { // what is readable helps
		if string(name) == key {
			value, ok = v, true
		}
		return !ok
	})
	return value, ok
}

// onlyHolder reports whether among what roots reach a field of a class holds
// something alone.
func (f *finder) onlyHolder(class, key string) bool {
	looked := 0
	for i := range f.h.Count() {
		if i%askEvery == 0 && f.ctx.Err() != nil {
			return true
		}
		sv := heap.SV(i)
		if _, blessed := f.h.Blessed(sv); !blessed || !f.sizes.Reached(sv) {
			continue
		}
		if of, ok := f.h.Package(sv); !ok || of != class {
			continue
		}
		if looked++; looked > maxAlive {
			break
		}
		value, ok := f.valueUnder(sv, key)
		if !ok {
			continue
		}
		if to, ok := f.h.Referent(value); ok && (f.dominates(value, to) || f.dominates(sv, to)) {
			return true
		}
	}
	return false
}
