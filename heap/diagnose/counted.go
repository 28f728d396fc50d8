package diagnose

import (
	"fmt"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap/perl"
)

// counted says that the sub of a store counts what it makes, and makes no more than so
// many: `die if $self->{made} >= $self->{max}` before, or the store depends on
// `$self->{made} < $self->{max}`. The counter is a field of what has the container, or
// a variable of the file, and nothing sets it back. "" if not.
func (s *store) counted() string {
	if s.at.Sub < 0 || s.how == declares {
		return ""
	}
	t, run := s.text, s.text.runOf(s.at.Sub)
	rec := t.record()
	tried := 0
	for i := range rec.Limits {
		l := &rec.Limits[i]
		if l.Start >= s.at.Start {
			break
		}
		if l.Kind != perl.LimitValue || t.runOf(l.Sub) != run || !t.statements().changed[run][l.Term.String()] || !s.besides(l.Term) {
			continue
		}
		if tried++; tried > nearLimits {
			break
		}
		less := l.Op == "<" || l.Op == "<="
		if less && !t.guards(l, s) || !less && (l.Op != ">" && l.Op != ">=" || !t.leaves(l.Line)) || t.setBack(l.Term) {
			continue
		}
		return fmt.Sprintf("line %d compares with a limit how many were made", l.Line)
	}
	return ""
}

// nearLimits is how many comparisons before a store, or around a statement, are looked at.
const nearLimits = 16

// besides reports whether a counter is kept where the container of a store is.
func (s *store) besides(counter perl.Term) bool {
	if counter.Root != perl.RootVariable {
		return false
	}
	switch len(counter.Steps) {
	case 0:
		return !s.text.declaresIn(s.at.Sub, counter.Name)
	case 1:
		return counter.Name == s.field.Name && counter.Steps[0].Kind == perl.StepKey && counter.Steps[0].Name != ""
	}
	return false
}

// guards reports whether a comparison decides about a store: it is in the block behind.
func (t *text) guards(l *perl.Limit, s *store) bool {
	from, to := l.Than.End, s.at.Start
	return from < to && to-from <= maxStatement && perl.BlockHas(t.code(), from, to)
}

// leaves reports whether a line has a word that leaves the sub or the turn of a loop, on
// a single condition.
func (t *text) leaves(line perl.Line) bool {
	if line < 1 || int(line) > t.coded.Lines() {
		return false
	}
	if perl.JoinsConditions(t.code(), t.coded.LineStart(line), t.lineEnd(line)) {
		return false
	}
	return slices.ContainsFunc(t.decoded.MentionsIn(t.coded.LineStart(line), t.lineEnd(line)), func(m perl.Mention) bool {
		switch m.Name {
		case "return", "die", "croak", "confess", "next", "last":
			return m.Kind == perl.MentionBuiltin || m.Kind == perl.MentionWord
		}
		return false
	})
}

// setBack reports whether a text counts something down, or sets it anew elsewhere than
// in a constructor.
func (t *text) setBack(counter perl.Term) bool {
	x, name := t.statements(), counter.String()
	back, known := x.setBack[name]
	if !known {
		back = t.isSetBack(name)
		x.setBack[name] = back
	}
	return back
}

func (t *text) isSetBack(name string) bool {
	rec := t.record()
	for i := range rec.Stores {
		s := &rec.Stores[i]
		switch {
		case s.Declares || s.Target.String() != name:
		case s.How == perl.StoreChange:
			if s.Lowers {
				return true
			}
		case s.How == perl.StoreAssign && !t.once(s.Sub) && t.runOf(s.Sub) >= 0:
			return true
		}
	}
	return !strings.HasPrefix(name, "@") && slices.ContainsFunc(rec.Removals, func(m perl.Removal) bool { return m.Target.String() == name })
}
