package diagnose

import (
	"fmt"
	"slices"

	"github.com/perlheap/perlheap/heap/perl"
)

// bounded says how the source limits the size of the container that a store
// fills: a comparison of its size, anywhere in the file, or a statement in the
// sub of the store that takes something out again, or empties it when a limit is
// reached. A container that grows may still be filling up then, however many
// dumps show it. "" if nothing limits it.
func (s *store) bounded() string {
	if s.name == "" {
		return ""
	}
	rec := s.text.record()
	for _, l := range rec.Limits {
		if l.Kind == perl.LimitSize && l.Op != "==" && l.Op != "!=" && mentions(l.Term, s.name) {
			return fmt.Sprintf("line %d compares its size", l.Line)
		}
	}
	if s.at.Sub < 0 {
		return ""
	}
	sub := &s.text.coded.Subs[s.at.Sub]
	for _, m := range rec.Removals {
		if m.Start < sub.Start || m.Start >= sub.End || !mentions(m.Target, s.name) {
			continue
		}
		if s.taken(m.How) {
			return fmt.Sprintf("line %d takes something out of it", m.Line)
		}
		if m.Guard >= 0 && empties(m.How) && endsWith(m.Target, s.name) {
			return fmt.Sprintf("line %d empties it when a limit is reached", m.Line)
		}
	}
	return ""
}

// empties reports whether a removal takes all out of its target.
func empties(how perl.RemovalKind) bool {
	switch how {
	case perl.RemoveUndef, perl.RemoveAll, perl.RemoveTruncate:
		return true
	}
	return false
}

// endsWith reports whether a term is a variable, field or method of a name as a
// whole, not something in it.
func endsWith(t perl.Term, name string) bool {
	if n := len(t.Steps); n > 0 {
		return t.Steps[n-1].Name == name
	}
	return mentions(t, name)
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
