package diagnose

import (
	"cmp"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap/perl"
)

// attribute reports whether a pair is `has name => ...`, the declaration of an
// attribute as in Moose and similar modules.
func attribute(t perl.Term) bool {
	return t.Root == perl.RootCall && t.Name == "has" && len(t.Steps) == 1
}

// weakAttribute reports whether the declaration of an attribute makes it weak:
// weak_ref => 1, weak => 1.
func (t *text) weakAttribute(has *perl.Store) bool {
	return slices.ContainsFunc(t.record().Stores, func(s perl.Store) bool {
		if s.Start < has.Start || s.End > has.End || len(s.Target.Steps) == 0 {
			return false
		}
		return strings.HasPrefix(s.Target.Steps[len(s.Target.Steps)-1].Name, "weak")
	})
}

// attributes finds the declarations of attributes that consist of the name alone,
// such as has 'name', and the builders of all.
func (t *text) attributes(w wanted) []store {
	var found []store
	for i := range t.record().Calls {
		c := &t.record().Calls[i]
		if c.Name != "has" || c.Method || len(c.Args) == 0 || !t.names(c.Args[0], w.name) {
			continue
		}
		found = append(found, t.built(w)...)
		if len(c.Args) == 1 || c.Args[0].Kind != perl.ValueString {
			found = append(found, store{text: t, at: c.At, line: c.Line, how: declares, score: 1, naming: w.naming()})
		}
	}
	return found
}

// delegated finds the calls of methods that an attribute delegates to operations on
// its value: for has list => (handles => { add_line => 'push' }), those of
// add_line.
func (t *text) delegated(w wanted, others []*text) []store {
	var names []string
	for i := range t.record().Stores {
		s := &t.record().Stores[i]
		n := len(s.Target.Steps)
		if s.How != perl.StorePair || n < 3 || s.Target.Root != perl.RootCall || s.Target.Name != "has" || s.Target.Steps[0].Name != w.name || s.Target.Steps[1].Name != "handles" {
			continue
		}
		switch s.Value.Text {
		case "push", "unshift", "insert", "set", "splice":
			names = append(names, s.Target.Steps[n-1].Name)
		}
	}
	if len(names) == 0 {
		return nil
	}
	var found []store
	for _, o := range others {
		for i := range o.record().Calls {
			c := &o.record().Calls[i]
			if c.Method && len(c.Args) > 0 && slices.Contains(names, c.Name) {
				found = append(found, store{text: o, at: c.At, line: c.Line, how: adds, score: 10, naming: w.naming(), field: c.Receiver, value: c.Args[len(c.Args)-1]})
			}
		}
	}
	return found
}

// delegatedRemovals finds the calls of methods that an attribute delegates to operations
// which take something out of its value, and of its clearer: for has list => (handles =>
// { next_line => 'shift' }, clearer => 'clear_list'), those of next_line and clear_list.
func (f *finder) delegatedRemovals(t *text, w wanted, class string) (found []removal) {
	all := map[string]bool{} // whether the method takes out everything
	for i := range t.record().Stores {
		s := &t.record().Stores[i]
		n := len(s.Target.Steps)
		if s.How != perl.StorePair || n < 2 || s.Target.Root != perl.RootCall || s.Target.Name != "has" || s.Target.Steps[0].Name != w.name {
			continue
		}
		switch option := s.Target.Steps[1].Name; {
		case option == "clearer" && n == 2 && s.Value.Kind == perl.ValueString:
			all[s.Value.Text] = true
		case option == "clearer" && n == 2:
			private, rest := "", w.name
			if strings.HasPrefix(rest, "_") {
				private, rest = "_", rest[1:]
			}
			all[private+"clear_"+rest] = true
		case option == "handles" && n == 3:
			switch s.Value.Text {
			case "clear":
				all[s.Target.Steps[2].Name] = true
			case "shift", "pop", "splice", "delete":
				all[s.Target.Steps[2].Name] = false
			}
		}
	}
	for name, whole := range all {
		for _, o := range f.src.own {
			for _, i := range o.statements().calls[name] {
				if c := &o.record().Calls[i]; c.Method && (class == "" || f.mayCall(o, c, class)) {
					found = append(found, removal{text: o, at: c.At, on: c.Condition, all: whole})
				}
			}
		}
	}
	slices.SortFunc(found, func(a, b removal) int {
		return cmp.Or(strings.Compare(a.text.Path, b.text.Path), a.at.Start-b.at.Start)
	})
	return found
}

// names reports whether a value is a name, or a list with it.
func (t *text) names(v perl.Value, name string) bool {
	if v.Kind == perl.ValueString {
		return v.Text == name || v.Text == "+"+name
	}
	return v.Kind == perl.ValueArray && slices.ContainsFunc(t.record().Literals, func(l perl.Literal) bool {
		return v.Start <= l.Start && l.End <= v.End && l.Text == name
	})
}

// built finds the builder of an attribute, the sub named after it that makes its
// value when it is first read.
func (t *text) built(w wanted) []store {
	for i := range t.coded.Subs {
		sub := &t.coded.Subs[i]
		if sub.Name != "_build_"+w.name && sub.Name != "_build"+w.name {
			continue
		}
		at := perl.At{Start: sub.Start, End: sub.End, Line: sub.Line, Sub: i, Package: sub.Package}
		return []store{{text: t, at: at, line: sub.Line, how: assigns, score: 7, naming: w.naming(), value: t.returned(i)}}
	}
	return nil
}

// returned returns the value of the last return of a sub.
func (t *text) returned(sub int) (v perl.Value) {
	for _, c := range t.record().Returns {
		if c.Sub == sub {
			v = c.Value
		}
	}
	return v
}

// called returns the term that stands for the result of a method call.
func called(c *perl.Call) perl.Term {
	term := c.Receiver
	term.Steps = append(slices.Clone(term.Steps), perl.Step{Kind: perl.StepMethod, Name: c.Name})
	return term
}

// sets finds the calls of a field's accessor with a value.
func (t *text) sets(w wanted) []store {
	var found []store
	for i := range t.record().Calls {
		c := &t.record().Calls[i]
		if !c.Method || c.Name != w.name || len(c.Args) == 0 {
			continue
		}
		s := store{text: t, at: c.At, line: c.Line, how: assigns, score: 2, naming: w.naming(), field: called(c), value: c.Args[0], weak: t.weakened(c.At)}
		switch {
		case w.name != "" && t.has(s.value, w.name):
			s.score = 8
		case w.text && valueOrder(s.value) > -6:
			s.score = 7
		}
		found = append(found, s)
	}
	return found
}
