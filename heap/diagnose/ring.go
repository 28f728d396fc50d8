package diagnose

import (
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap/perl"
)

// isRing reports whether an index is the remainder of a division, what is made
// one elsewhere in the text, what a sub of the text gives that computes one, or a
// position that starts again at a limit.
func (t *text) isRing(s *store) bool {
	if s.index == nil || s.index.Kind != perl.StepElement || s.index.Modulo {
		return s.index != nil && s.index.Modulo
	}
	index := t.indexOf(s)
	if by := strings.TrimLeft(s.index.By, "$"); by != "" && !slices.ContainsFunc(index, func(m perl.Mention) bool { return m.Base() == by }) {
		return false // the last index is another one
	}
	variable := func(name string) bool {
		return slices.ContainsFunc(index, func(m perl.Mention) bool {
			return m.Kind == perl.MentionVariable && m.Sigil == '$' && "$"+m.Name == name
		})
	}
	named := func(name string) bool {
		return name != "" && slices.ContainsFunc(index, func(m perl.Mention) bool { return m.Kind != perl.MentionVariable && m.Base() == name })
	}
	run := t.runOf(s.at.Sub)
	// same reports whether a variable of another place is the one of the index: of the
	// sub, or of the file if neither sub has its own.
	same := func(name string, sub int) bool {
		return variable(name) && (t.runOf(sub) == run || !t.declaresIn(s.at.Sub, name) && !t.declaresIn(sub, name))
	}
	receiver := func(of perl.Term, sub int) bool {
		return of.Root == perl.RootVariable && variable(of.Name) && (of.Name == "$self" || of.Name == "$this" || same(of.Name, sub))
	}
	return slices.ContainsFunc(t.record().Limits, func(l perl.Limit) bool {
		switch n := len(l.Term.Steps); {
		case l.Kind != perl.LimitModulo || l.Term.Sigil != '$' || l.Term.Root != perl.RootVariable:
			return false
		case n == 0:
			return same(l.Term.Name, l.Sub)
		default:
			return named(l.Term.Steps[n-1].Name) && receiver(l.Term, l.Sub)
		}
	}) || slices.ContainsFunc(t.record().Calls, func(c perl.Call) bool { // $self->at(($self->at + 1) % $n)
		return c.Method && len(c.Args) == 1 && c.Args[0].Modulo && named(c.Name) && receiver(c.Receiver, c.Sub) && t.has(c.Args[0], c.Name)
	}) || slices.ContainsFunc(t.record().Remainders, func(at perl.At) bool { // $self->slot_of($n)
		of := t.runOf(at.Sub)
		return of >= 0 && of != run && named(baseName(t.coded.Subs[of].Name))
	}) || slices.ContainsFunc(t.record().Stores, func(st perl.Store) bool { // $self->{at} = 0 if ++$self->{at} >= $n
		if st.How != perl.StoreAssign || st.Declares || st.Target.Root != perl.RootVariable || st.Target.Sigil != '$' {
			return false
		}
		if n := len(st.Target.Steps); n == 0 && !same(st.Target.Name, st.Sub) || n > 0 && !(named(st.Target.Steps[n-1].Name) && receiver(st.Target, st.Sub)) {
			return false
		}
		return t.startsAgain(&st)
	})
}

// startsAgain reports whether a statement sets a position back that it compares with
// a limit: to a number, or by a choice.
func (t *text) startsAgain(s *perl.Store) bool {
	all, name := t.record().Limits, s.Target.String()
	i := upTo(all, s.Start, func(l *perl.Limit) int { return l.Start })
	return slices.ContainsFunc(all[max(0, i-nearLimits):min(len(all), i+nearLimits)], func(l perl.Limit) bool {
		near := l.Sub == s.Sub && t.record().Statements.AreNear(l.Start, s.Start)
		inValue := s.Value.Start <= l.Start && l.End <= s.Value.End
		return near && l.Op != "!=" && l.Term.String() == name && (s.Value.Kind == perl.ValueNumber || inValue)
	})
}

// indexOf returns what the last index of what is stored into mentions.
func (t *text) indexOf(s *store) []perl.Mention {
	return t.decoded.MentionsIn(s.within.Start, s.within.End)
}
