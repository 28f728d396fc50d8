package diagnose

import (
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap/perl"
)

// picks reports whether a statement deletes an entry that the program picked among
// all: by iterating over them, by their order, or by a list of keys. The entry of a
// key that a sub was given is merely finished.
func (t *text) picks(m *perl.Removal) bool {
	n := len(m.Target.Steps)
	if n == 0 {
		return false
	}
	if slices.ContainsFunc(t.decoded.MentionsIn(m.Start, m.End), func(w perl.Mention) bool {
		switch {
		case w.Kind != perl.MentionBuiltin:
		case w.Name == "keys", w.Name == "sort", w.Name == "grep":
			return true
		case w.Name == "shift", w.Name == "pop":
			return !t.ofArguments(w)
		}
		return false
	}) {
		return true
	}
	if key := m.Target.Steps[n-1].By; key != "" {
		if key[0] == '@' {
			return t.chosen(key, m.At)
		}
		return t.chosen("$"+strings.TrimLeft(key, "$"), m.At)
	}
	if m.Target.Steps[n-1].Name != "" {
		return false
	}
	in := t.decoded.MentionsIn(m.Start, m.End)
	last := true
	for _, v := range slices.Backward(in) { // the variable of a computed key is the last one with a sigil, or a list of keys before it
		if v.Kind == perl.MentionVariable && "$"+v.Base() != m.Target.Name {
			if last && t.chosen("$"+v.Base(), m.At) || t.chosen("@"+v.Base(), m.At) {
				return true
			}
			last = false
		}
	}
	return false
}

// ofArguments reports whether a shift or pop takes from the arguments of the sub, or from
// what an expression gives.
func (t *text) ofArguments(w perl.Mention) bool {
	all := t.record().Removals
	for i := upTo(all, w.Start, func(m *perl.Removal) int { return m.Start }) - 1; i >= 0 && all[i].Start == w.Start; i-- {
		if all[i].How == perl.RemoveShift || all[i].How == perl.RemovePop {
			return all[i].Target.Root != perl.RootVariable || all[i].Target.Name == "@_"
		}
	}
	return true
}

// byCaller reports whether the key of an entry that a statement deletes is an
// argument of the sub.
func (t *text) byCaller(m *perl.Removal) bool {
	return slices.ContainsFunc(t.decoded.MentionsIn(m.Start, m.End), func(w perl.Mention) bool {
		return w.Kind == perl.MentionVariable && w.Name == "_" && w.Sigil == '@' ||
			w.Kind == perl.MentionBuiltin && (w.Name == "shift" || w.Name == "pop") && t.ofArguments(w)
	})
}

// Bounds on the statements that are read to find what is in a variable.
const (
	maxVariables = 16 // that lead to it
	maxAssigned  = 16 // statements of a sub that assign to one, the last ones
)

// chosen reports whether what is in a variable was chosen by the program itself: it
// comes from what an object or a package has, and not from the caller.
func (t *text) chosen(name string, at perl.At) bool {
	type use struct {
		name string
		at   perl.At
	}
	next := []use{{name, at}}
	seen := map[inSub]bool{{name, at.Sub}: true}
	stores := t.record().Stores
	for ; len(next) > 0; next = next[1:] {
		of := next[0]
		end := t.statementAt(of.at.Start).End // a for behind it may say what it iterates over
		for sub := of.at.Sub; ; sub = t.coded.Subs[sub].Parent {
			all := t.statements().stores[inSub{of.name, sub}]
			last, _ := slices.BinarySearchFunc(all, end, func(i, offset int) int { return stores[i].Start - offset })
			for _, i := range all[max(0, last-maxAssigned):last] {
				s := &stores[i]
				if t.chooses(s, of.at) {
					return true
				}
				from, ok := renamed(s)
				if to := (inSub{from, s.Sub}); ok && !seen[to] && len(seen) < maxVariables {
					seen[to] = true
					next = append(next, use{from, s.At})
				}
			}
			if sub < 0 {
				break
			}
		}
	}
	return false
}

// renamed returns the variable whose value a statement copies unchanged.
func renamed(s *perl.Store) (string, bool) {
	v := s.Value.Term
	return v.Name, (s.Value.Kind == perl.ValueTerm || s.Value.Kind == perl.ValueRef) && v.Root == perl.RootVariable && v.Name != "@_"
}

// chooses reports whether a statement itself chooses what it assigns to a variable
// that is used at some place.
func (t *text) chooses(s *perl.Store, at perl.At) bool {
	if in := t.decoded.MentionsIn(s.Value.Start, s.Value.End); len(in) > 0 {
		switch builtin := in[0].Kind == perl.MentionBuiltin; {
		case builtin && slices.Contains([]string{"keys", "each", "sort", "grep", "splice"}, in[0].Name):
			return true
		case builtin && (in[0].Name == "shift" || in[0].Name == "pop") && !t.ofArguments(in[0]):
			return true
		case in[0].Kind == perl.MentionWord && slices.Contains([]string{"first", "min", "minstr", "max", "maxstr", "reduce"}, in[0].Base()):
			return true
		}
	}
	name, ok := renamed(s)
	if !ok {
		return false
	}
	steps := s.Value.Term.Steps
	if name == "$self" || name == "$this" { // a field is what the object is known by, as its own id
		return len(steps) > 0 && steps[len(steps)-1].Kind == perl.StepElement
	}
	return !t.declaresIn(at.Sub, name)
}

// declaresIn reports whether a variable is declared in the sub, or for -1 the top
// level, that something runs as a part of.
func (t *text) declaresIn(sub int, name string) bool {
	all := t.coded.Declares
	if run := t.runOf(sub); run >= 0 {
		all = t.coded.Subs[run].Declares
	}
	return slices.ContainsFunc(all, func(d perl.Variable) bool { return d.Name == name })
}

// evicts reports whether a statement deletes an entry whose key the sub finds itself, in
// what its object or the package has: no caller names it.
func (s *store) evicts(m *perl.Removal) bool {
	t, n := s.text, len(m.Target.Steps)
	if m.How != perl.RemoveDelete || n == 0 || t.byCaller(m) || s.sameKey(m.Target) {
		return false
	}
	key := t.decoded.MentionsIn(m.Start, m.End)
	if k := slices.IndexFunc(key, func(w perl.Mention) bool { return w.Base() == s.name }); k >= 0 {
		key = key[k+1:]
	}
	found := false
	for _, v := range key {
		if v.Kind != perl.MentionVariable {
			continue
		}
		switch name := "$" + v.Base(); {
		case name == "$self" || name == "$this": // only if the container is there as well
			found = m.Target.Name == name
		case t.isGiven(name, m.Sub):
			return false
		default:
			found = true
		}
	}
	return found
}

// isGiven reports whether a variable of a sub has an argument of it.
func (t *text) isGiven(name string, sub int) bool {
	run := t.runOf(sub)
	if run < 0 {
		return false
	}
	if slices.ContainsFunc(t.coded.Subs[run].Declares, func(v perl.Variable) bool { return v.Declarator == "signature" && v.Name == name }) {
		return true
	}
	return slices.ContainsFunc(t.statements().stores[inSub{name, run}], func(i int) bool {
		s := &t.record().Stores[i]
		switch v := s.Value; {
		case !s.Declares:
			return false
		case v.Kind == perl.ValueCall && v.Term.Root == perl.RootCall && v.Term.Name == "shift":
			return !t.hasVariable(v) || t.has(v, "_")
		default:
			return v.Kind == perl.ValueTerm && v.Term.Name == "@_"
		}
	})
}

// computed reports whether the key of an entry is neither a constant nor a
// variable, that is, not what a caller names: such an entry is only moved or
// finished.
func computed(t perl.Term) bool {
	n := len(t.Steps)
	return n > 0 && t.Steps[n-1].Name == "" && t.Steps[n-1].By == ""
}

// sameKey reports whether a term leads to the very entry that is stored: what a
// sub adds and takes out again is there until it is done, and stays if the sub
// is left before.
func (s *store) sameKey(t perl.Term) bool {
	if s.key == "" {
		return false
	}
	n := len(t.Steps)
	return n > 0 && t.Steps[n-1].By == s.key
}
