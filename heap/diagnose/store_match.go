package diagnose

import (
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap/perl"
)

// stores finds the statements of a text that put something into what is wanted.
func (t *text) stores(w wanted) []store {
	rec := t.record()
	found := t.declared(w)
	for i := range rec.Stores {
		s := &rec.Stores[i]
		for behind, name := range w.behind(s.Target) {
			if st, ok := t.use(w, s, behind); ok {
				st.naming, st.field = naming{name: name, nested: w.nested}, s.Target
				found = append(found, st)
			}
		}
		if alias, nested, ok := w.second(s); ok {
			found = append(found, t.aliased(w, alias, nested, s.At)...)
		}
	}
	if w.sigil == 0 && w.index == nil {
		found = append(found, t.sets(w)...)
	}
	if w.sigil != 0 && !w.array {
		for _, l := range rec.Lookups {
			for behind := range w.behind(l.Term) {
				if len(behind) >= 2 {
					found = append(found, store{text: t, at: l.At, line: l.Line, how: looks, score: 2, naming: w.naming()})
				}
			}
		}
	}
	slices.SortStableFunc(found, func(a, b store) int { return a.at.Start - b.at.Start })
	return found
}

// naming is what the text calls it.
func (w *wanted) naming() naming { return naming{name: w.name, nested: w.nested} }

// behind yields the steps from what is wanted to the end of a term, if only
// subscripts lead there, and the name that the term has for it.
func (w *wanted) behind(t perl.Term) func(yield func(steps []perl.Step, name string) bool) {
	return func(yield func([]perl.Step, string) bool) {
		if w.sigil != 0 {
			if w.is(t) && subscripts(t.Steps) {
				yield(t.Steps, w.name)
			}
			return
		}
		for i := len(t.Steps) - 1; i >= 0; i-- {
			s := t.Steps[i]
			if name, ok := w.step(s); ok && !yield(t.Steps[i+1:], name) {
				return
			}
			if s.Kind != perl.StepKey && s.Kind != perl.StepElement {
				return
			}
		}
	}
}

// is reports whether a term begins with the variable that is wanted.
func (w *wanted) is(t perl.Term) bool {
	return t.Root == perl.RootVariable && t.Name[0] == w.sigil && baseName(t.Name[1:]) == w.name
}

// baseName is a name without its package.
func baseName(name string) string { return name[strings.LastIndexByte(name, ':')+1:] }

// step reports whether a step leads to the field or element that is wanted.
func (w *wanted) step(s perl.Step) (name string, ok bool) {
	switch {
	case w.index == nil:
		return w.name, s.Name == w.name && (s.Kind == perl.StepKey || s.Kind == perl.StepMethod)
	case s.Kind != perl.StepElement:
		return "", false
	case w.index[s.By]:
		return s.By, true
	}
	return "", w.index[s.Name] // a number says nothing elsewhere
}

// subscripts reports whether all steps are keys and indices.
func subscripts(steps []perl.Step) bool {
	return !slices.ContainsFunc(steps, func(s perl.Step) bool { return s.Kind != perl.StepKey && s.Kind != perl.StepElement })
}

// use says what a store does with what is wanted; behind are the steps from
// there to what is stored into.
func (t *text) use(w wanted, from *perl.Store, behind []perl.Step) (store, bool) {
	s := store{text: t, at: from.At, on: from.Condition, line: from.Line, value: from.Value, within: from.Index, weak: t.weakened(from.At)}
	n := len(behind)
	if adding := isAdding(from.How); adding && n == w.nested && w.array || !adding && n == w.nested+1 {
		s.form = formStored(from)
	}
	if n > w.nested {
		s.key, s.index = behind[w.nested].By, &behind[w.nested]
	}
	switch from.How {
	case perl.StorePush, perl.StoreUnshift, perl.StoreSplice:
		s.how, s.score, s.front = adds, 10, from.How == perl.StoreUnshift
		switch {
		case !w.array && w.nested == 0 && n == 0:
			s.score = 4
		case n > w.nested && n > 1 || n > w.nested && !w.array:
			s.score = 8 // into something in the entry, which the statement may make
		}
		return s, true
	case perl.StoreIterate:
		return s, false
	case perl.StorePair:
		if n > 0 || w.sigil != 0 {
			return s, false // data that is there from the beginning
		}
		s.how, s.score = declares, 1
		if attribute(from.Target) {
			s.value, s.weak = perl.Value{}, t.weakAttribute(from)
		}
		return s, true
	}
	switch {
	case from.How == perl.StoreAppend && w.text:
		s.how, s.score = appends, 10
	case n > w.nested:
		s.how, s.score = assigns, 9
		if from.How == perl.StoreDefault {
			s.how = memoizes
		}
		if from.How == perl.StoreChange || from.How == perl.StoreAppend {
			s.score = 6 // may make an entry, and is more often a counter
			s.lowers = from.Lowers
		}
	case n == w.nested && w.name != "" && t.filters(from, w.name):
		return s, false
	case n == w.nested && w.name != "" && t.has(s.value, w.name):
		s.how, s.score = assigns, 8 // $self->{list} = [@{ $self->{list} }, $x]
	case w.text && n == 0:
		s.how, s.score = assigns, 3
	case n == 0 && (s.value.Empty || s.value.Kind == perl.ValueOther && s.value.End == 0):
		s.how, s.score = declares, 0
	case n == 0 && from.Declares && w.sigil != 0 && t.runOf(from.Sub) < 0 && !t.isLooped(from.At):
		s.how, s.score, s.value = declares, 1, perl.Value{} // what it has at first
	default:
		s.how, s.score = assigns, 2
	}
	return s, true
}

// isAdding reports whether a store adds to an array.
func isAdding(how perl.StoreKind) bool {
	return how == perl.StorePush || how == perl.StoreUnshift || how == perl.StoreSplice
}

// weakened reports whether something stands in a call of weaken.
func (t *text) weakened(at perl.At) bool {
	all := t.record().Weakens
	i := upTo(all, at.Start, func(w *perl.Weaken) int { return w.Start })
	return i > 0 && at.End <= all[i-1].End
}

// declared finds where the variable that is wanted is declared.
func (t *text) declared(w wanted) []store {
	var found []store
	add := func(vs []perl.Variable) {
		for _, v := range vs {
			if v.Name[1:] != w.name || w.sigil != 0 && v.Name[0] != w.sigil || w.sigil == 0 && v.Declarator != "field" || v.Declarator == "signature" {
				continue
			}
			found = append(found, store{text: t, at: perl.At{Start: v.Offset, End: v.Offset, Line: v.Line, Sub: -1}, line: v.Line, how: declares, score: 1, naming: w.naming()})
		}
	}
	if w.name == "" {
		return nil
	}
	add(t.coded.Declares)
	for i := range t.coded.Subs {
		add(t.coded.Subs[i].Declares)
	}
	if w.sigil == 0 {
		found = append(found, t.attributes(w)...)
	}
	return found
}

// second returns the variable that a statement makes a second name of what is
// wanted, as my $list = $self->{list} does, and how many subscripts lead from
// there to the container; less than none if it is a name of something in an entry.
func (w *wanted) second(s *perl.Store) (name string, nested int, ok bool) {
	to := s.Target
	if !s.Declares || s.How == perl.StoreIterate || to.Root != perl.RootVariable || to.Name[0] != '$' || len(to.Steps) > 0 {
		return "", 0, false
	}
	switch s.Value.Kind {
	case perl.ValueTerm, perl.ValueRef, perl.ValueCall:
	default:
		return "", 0, false
	}
	for behind := range w.behind(s.Value.Term) {
		return to.Name[1:], w.nested - len(behind), true
	}
	return "", 0, false
}

// aliased finds what is put in through a second name, in the sub of its
// declaration.
func (t *text) aliased(w wanted, name string, nested int, at perl.At) []store {
	end := t.coded.Size
	if at.Sub >= 0 {
		end = t.coded.Subs[at.Sub].End
	}
	inner := wanted{name: name, sigil: '$', array: w.array, nested: max(0, nested)}
	var found []store
	for i := range t.record().Stores {
		s := &t.record().Stores[i]
		if s.Start <= at.Start || s.Start >= end {
			continue
		}
		for behind := range inner.behind(s.Target) {
			if st, ok := t.use(inner, s, behind); ok && st.score >= 6 {
				st.naming, st.score = naming{name: name, nested: nested}, st.score-1
				found = append(found, st)
			}
		}
	}
	return found
}
