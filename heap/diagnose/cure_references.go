package diagnose

import (
	"cmp"
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/diagnose/cure"
	"github.com/perlheap/perlheap/heap/path"
	words "github.com/perlheap/perlheap/heap/text"
)

// refsCase collects the references of a cycle without closures, and marks the one that
// leads back to an owner, if the source proves that it does. An owner makes what it holds,
// or holds many of it, and gives it a reference back to itself.
func (f *finder) refsCase(is lostComponent, edges []edge) *cure.Case {
	cs := &cure.Case{}
	selves := make([]bool, len(edges))
	within := make([][]int, len(edges)) // the subs of the stores
	for i := range edges {
		e := &edges[i]
		class, _ := f.h.Package(e.from)
		module := f.src.ofModule(class)
		r := cure.Ref{
			Name: f.edgeText(e) + " of " + cmp.Or(words.Name(class), article(f.h.Type(e.from))),
			Many: slices.ContainsFunc(e.way, path.Step.IsElement) || len(e.way) > 1, Own: class != "" && !module && f.src.ownClass(class), Module: module,
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
			if key := e.way[0].Text; f.inheritsField(class, key) {
				r.Own, r.Module = false, true
				r.Name = f.edgeText(e) + " that " + words.Name(class) + " inherits"
			}
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
			return cs // either may be the owner
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

// valueOf says, judging by the source, what objects of one of the program's classes have
// in a field, and where it is set. self means that it is always the object of the sub
// that sets it; within are these subs.
func (f *finder) valueOf(r *cure.Ref, class, key string) (self bool, within []int) {
	texts := f.src.own
	if declared := slices.DeleteFunc(slices.Clone(texts), func(t *text) bool { return !t.declares(class) }); len(declared) > 0 {
		texts = declared
	}
	type found struct {
		t *text
		cure.Store
	}
	var all, others []found // others are not accessors
	nearest := 0            // how near the class the attribute is declared
	for _, t := range texts {
		for _, s := range t.fieldStores(key) {
			switch {
			case s.Attribute:
				if near := f.nearness(s, class); near > 0 && near >= nearest {
					nearest, r.Attribute = near, true
					r.Path, r.File, r.Line = t.Path, f.src.Workspace().Display(t.Path), int(s.Line)
				}
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
	if len(all) == 1 && !r.Attribute { // otherwise one edit is not enough
		r.Path, r.File, r.Line = all[0].t.Path, f.src.Workspace().Display(all[0].t.Path), int(all[0].Line)
	}
	return self, within
}

// inheritsField reports whether a field of an own class is set by a module that the
// class inherits from: no own text has its name as a key.
func (f *finder) inheritsField(class, key string) bool {
	return f.src.HasFiles() && !f.src.keyed(key) && slices.ContainsFunc(f.bases(class), f.src.ofModule)
}

// nearness says how likely an attribute belongs to a class: 3 if the class declares it, 2
// if a class that it inherits from does, 1 if a role does that the class may consume, and
// 0 if it belongs to another class.
func (f *finder) nearness(s cure.Store, class string) int {
	switch {
	case s.Package == class:
		return 3
	case slices.Contains(f.bases(class), s.Package):
		return 2
	case s.Role:
		return 1
	}
	return 0
}

// fieldStores finds where a text sets a field, and keeps the result.
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

// valueUnder returns the value of a key of an object.
func (f *finder) valueUnder(sv heap.SV, key string) (value heap.SV, ok bool) {
	if !f.h.Kind(sv).HashLike() {
		return heap.NoSV, false
	}
	_ = f.h.Hash(sv).Values(func(name []byte, v heap.SV) bool { // what can be read is enough
		if string(name) == key {
			value, ok = v, true
		}
		return !ok
	})
	return value, ok
}

// onlyHolder reports whether, in a reachable object of a class, a field is the only
// holder of something.
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
