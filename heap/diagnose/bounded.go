package diagnose

import (
	"slices"

	"github.com/perlheap/perlheap/heap/perl"
)

// bounded reports whether the source limits the size of the container that a
// store fills: a comparison of its size, anywhere in the file, or a statement
// that takes something out again in the sub of the store. A container that
// grows may still be filling up then, however many dumps show it.
func (s *store) bounded() bool {
	if s.name == "" {
		return false
	}
	rec := s.text.record()
	if slices.ContainsFunc(rec.Limits, func(l perl.Limit) bool {
		return l.Kind == perl.LimitSize && l.Op != "==" && l.Op != "!=" && mentions(l.Term, s.name)
	}) {
		return true
	}
	if s.at.Sub < 0 {
		return false
	}
	sub := &s.text.coded.Subs[s.at.Sub]
	return slices.ContainsFunc(rec.Removals, func(m perl.Removal) bool {
		return sub.Start <= m.Start && m.Start < sub.End && s.taken(m.How) && mentions(m.Target, s.name)
	})
}

// taken reports whether a removal limits what a store fills. What a sub pushes
// and pops is a stack: it is empty again at the end, and grows if the sub is
// left in between (die, next), so that its pop is no limit.
func (s *store) taken(how perl.RemovalKind) bool {
	switch how {
	case perl.RemoveShift, perl.RemoveSplice, perl.RemoveDelete:
		return true
	case perl.RemovePop:
		return s.how != adds || s.front
	}
	return false
}

// mentions reports whether a term has a variable, field or method of a name.
func mentions(t perl.Term, name string) bool {
	if t.Root == perl.RootVariable && baseName(t.Name[1:]) == name {
		return true
	}
	return slices.ContainsFunc(t.Steps, func(s perl.Step) bool { return s.Name == name || s.By == name })
}

// weakens reports whether the file weakens what is in the container.
func (s *store) weakens() bool {
	if s.weak {
		return true
	}
	return s.name != "" && slices.ContainsFunc(s.text.record().Weakens, func(w perl.Weaken) bool { return mentions(w.Target, s.name) })
}
