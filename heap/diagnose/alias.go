package diagnose

import (
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/perl"
)

// alias is the name that a sub has for a container with another name elsewhere: it
// got it as an argument, or keeps it in a variable.
type alias struct {
	text   *text
	sub    int // -1 for the top level of a file
	wanted wanted
	passed bool // as an argument
}

// maxAliases bounds how many names of a container are followed.
const maxAliases = 64

// aliases returns the other names of what is wanted in the subs of a text that name
// it, and in those that these pass it to.
func (f *finder) aliases(t *text, w wanted) []alias {
	var all []alias
	add := func(a alias) {
		if a.text != nil && a.wanted.name != "" && len(all) < maxAliases && !slices.ContainsFunc(all, func(b alias) bool {
			return a.text == b.text && a.sub == b.sub && a.wanted.name == b.wanted.name && a.wanted.nested == b.wanted.nested
		}) {
			all = append(all, a)
		}
	}
	f.eachAlias(t, w, -1, false, add)
	for i := 0; i < len(all); i++ {
		f.eachAlias(all[i].text, all[i].wanted, all[i].sub, all[i].passed, add)
	}
	return all
}

// eachAlias finds the other names that a sub, or a whole text for -1, has for what
// is wanted, and those in the subs to which it passes it.
func (f *finder) eachAlias(t *text, w wanted, sub int, passed bool, add func(alias)) {
	rec := t.record()
	inside := func(at perl.At) bool { return sub < 0 || t.within(at.Sub, sub) }
	named := func(name string, nested int) wanted {
		return wanted{name: name, sigil: '$', array: w.array, text: w.text, nested: nested}
	}
	for i := range rec.Stores {
		s := &rec.Stores[i]
		if !inside(s.At) {
			continue
		}
		if name, nested, ok := w.second(s); ok && nested >= 0 {
			add(alias{t, s.Sub, named(name, nested), passed})
		}
		if s.How == perl.StoreIterate && w.nested > 0 && s.Value.Kind == perl.ValueCall && s.Value.Term.Name == "values" && s.Target.Name != "$_" && t.has(s.Value, w.name) {
			add(alias{t, s.Sub, named(s.Target.Name[1:], w.nested-1), passed})
		}
	}
	for i := range rec.Calls {
		c := &rec.Calls[i]
		if !inside(c.At) {
			continue
		}
		for k, arg := range c.Args {
			switch arg.Kind {
			case perl.ValueTerm, perl.ValueRef:
			default:
				continue
			}
			for behind := range w.behind(arg.Term) {
				if len(behind) > w.nested {
					continue // an entry
				}
				if c.Method {
					k++
				}
				if to, sub := f.callee(t, c); to != nil {
					add(alias{to, sub, named(to.parameter(sub, k), w.nested-len(behind)), true})
				}
				break
			}
		}
	}
}

// callee finds the program's own sub that a call calls: one of the file, or the
// only one of its name. Nil if that is not known.
func (f *finder) callee(t *text, c *perl.Call) (*text, int) {
	name := baseName(c.Name)
	if name == "" {
		return nil, 0
	}
	if i, ok := t.statements().subs[name]; ok {
		return t, i
	}
	if found := f.src.sub(name); !found.several {
		return found.text, found.sub
	}
	return nil, 0
}

// parameter returns the name, without sigil, of the scalar variable that has an
// argument of a sub; empty if there is none.
func (t *text) parameter(sub, index int) string {
	var names []string
	for _, v := range t.coded.Subs[sub].Declares {
		if v.Declarator == "signature" {
			names = append(names, v.Name)
		}
	}
	if t.coded.Subs[sub].Kind == perl.Method {
		names = append([]string{"$self"}, names...)
	}
	shifted := 0
	stores := t.record().Stores
	for i := range stores {
		s := &stores[i]
		if s.Sub != sub || !s.Declares || s.Target.Root != perl.RootVariable {
			continue
		}
		switch v := s.Value; {
		case v.Kind == perl.ValueCall && v.Term.Root == perl.RootCall && v.Term.Name == "shift" && (!t.hasVariable(v) || t.has(v, "_")):
			names = append(names, s.Target.Name)
			shifted = len(names)
		case v.Kind == perl.ValueTerm && v.Term.Root == perl.RootVariable && v.Term.Name == "@_" && len(v.Term.Steps) == 0 && s.Target.Name[0] == '$':
			names = append(names, s.Target.Name)
		case v.Kind == perl.ValueTerm && v.Term.Name == "@_" && len(v.Term.Steps) == 1 && v.Term.Steps[0].Name == itoa(index-shifted):
			return s.Target.Name[1:]
		}
	}
	if index < 0 || index >= len(names) || names[index][0] != '$' {
		return ""
	}
	return names[index][1:]
}

// passedStores finds the statements that put something into what is wanted in subs
// that get it as an argument.
func (f *finder) passedStores(t *text, w wanted) (found []store) {
	for _, a := range f.aliases(t, w) {
		if !a.passed {
			continue
		}
		for i := range a.text.record().Stores {
			s := &a.text.record().Stores[i]
			if !a.text.within(s.Sub, a.sub) {
				continue
			}
			for behind := range a.wanted.behind(s.Target) {
				if st, ok := a.text.use(a.wanted, s, behind); ok && st.score >= 6 {
					st.naming, st.score = a.wanted.naming(), st.score-1
					found = append(found, st)
				}
			}
		}
	}
	return found
}

// severalContainers is how many containers there must be for a limit of their
// number to limit what is in them.
const severalContainers = 4

// limited says how the source limits a container through another name for it; "" if
// it does not.
func (f *finder) limited(o path.Path, c *collector, over func(*text, *perl.Limit) bool) string {
	tiers := f.textsOf(o)
	array := len(c.containers) > 0 && f.h.Kind(c.containers[0]) == heap.KindArray
	for _, w := range anchors(o) {
		w.array = array
		for _, texts := range tiers[:min(2, len(tiers))] {
			for _, t := range texts {
				if t == nil {
					continue
				}
				if w.nested == 0 || len(c.containers) >= severalContainers { // what goes takes those below with it
					if why := t.sweeps(w.name, -1); why != "" {
						return why
					}
				}
				for _, a := range f.aliases(t, w) {
					if a.wanted.nested > 0 {
						continue
					}
					if why := a.text.limits(a.wanted.name, a.sub, over); why != "" {
						return why
					}
				}
			}
		}
	}
	return ""
}
