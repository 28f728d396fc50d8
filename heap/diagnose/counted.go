package diagnose

import (
	"fmt"
	"regexp"
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
		if l.Kind != perl.LimitValue || !s.besides(l.Term) {
			continue
		}
		asked := []perl.At{{Start: l.Start, End: l.Than.End, Line: l.Line}}
		if in := t.runOf(l.Sub); in != run {
			asked = s.asked(in, l)
		}
		for _, at := range asked {
			if at.Start >= s.at.Start {
				break
			}
			if tried++; tried > nearLimits {
				return ""
			}
			switch t.trueFor(l.Op, at.Line) {
			case '<':
				if !t.guards(at, s) {
					continue
				}
			case '>':
				if !t.leaves(at.Line) {
					continue
				}
			default:
				continue
			}
			if counter := s.counter(l.Term); t.statements().changed[run][counter] && !t.setBack(counter) {
				return fmt.Sprintf("line %d compares with a limit how many were made", l.Line)
			}
		}
	}
	return ""
}

// trueFor returns what the condition on a line that compares with an operator is true
// for: '<' for little, '>' for much, 0 if that is not known. It is another with unless.
func (t *text) trueFor(op string, line perl.Line) byte {
	if op != "<" && op != "<=" && op != ">" && op != ">=" || line < 1 || int(line) > t.coded.Lines() {
		return 0
	}
	from, to := t.coded.LineStart(line), t.lineEnd(line)
	switch unless, negated := perl.Negates(t.code(), from, to); {
	case negated:
		return 0
	case unless:
		return '<' + '>' - op[0]
	}
	return op[0]
}

// asked is where the sub of a store asks a method of its object that does nothing but
// compare: `sub full { my ($self) = @_; return $self->{made} >= $self->{max} }`.
func (s *store) asked(in int, l *perl.Limit) (at []perl.At) {
	t := s.text
	if in < 0 || s.field.Name == "" || !t.onlyCompares(in, l) {
		return nil
	}
	rec, run := t.record(), t.runOf(s.at.Sub)
	for _, i := range t.statements().calls[baseName(t.coded.Subs[in].Name)] {
		c := &rec.Calls[i]
		if c.Method && c.Receiver.String() == s.field.Name && t.runOf(c.Sub) == run {
			at = append(at, c.At)
		}
	}
	return at
}

// onlyCompares reports whether a sub returns a comparison, and does no more than to take
// its object before.
func (t *text) onlyCompares(in int, l *perl.Limit) bool {
	sub := &t.coded.Subs[in]
	return comparesOnly.Match(t.code()[sub.Body:sub.End]) && !perl.JoinsConditions(t.code(), sub.Body, sub.End) && l.Start >= sub.Body
}

var comparesOnly = regexp.MustCompile(`^\{\s*(?:my\b[^;{}]*=\s*(?:@_|shift\b[^;{}]*);)?\s*(?:return\b)?[^;?]*;?\s*\}$`)

// counter is how the sub of a store names a counter.
func (s *store) counter(t perl.Term) string {
	if ofFirstArgument(t) {
		t = perl.Term{Root: t.Root, Name: s.field.Name, Sigil: '$', Steps: t.Steps[1:]}
	}
	return t.String()
}

// ofFirstArgument reports whether a term is a field of the object, as methods of one
// line name it: $_[0]{made}.
func ofFirstArgument(t perl.Term) bool {
	return t.Name == "@_" && len(t.Steps) == 2 && t.Steps[0].Kind == perl.StepElement && t.Steps[0].Name == "0"
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
	case 1, 2:
		last := counter.Steps[len(counter.Steps)-1]
		return last.Kind == perl.StepKey && last.Name != "" && (len(counter.Steps) == 1 && counter.Name == s.field.Name || ofFirstArgument(counter))
	}
	return false
}

// guards reports whether a comparison decides about a store: it is in the block behind.
func (t *text) guards(condition perl.At, s *store) bool {
	from, to := condition.End, s.at.Start
	return from < to && to-from <= maxStatement && perl.BlockHas(t.code(), from, to)
}

// leaves reports whether a line has a word that leaves the sub or the turn of a loop, on
// a single condition.
func (t *text) leaves(line perl.Line) bool {
	return t.leavesOnAny(line) && !perl.JoinsConditions(t.code(), t.coded.LineStart(line), t.lineEnd(line))
}

// leavesOnAny is leaves, on any of several conditions.
func (t *text) leavesOnAny(line perl.Line) bool {
	if line < 1 || int(line) > t.coded.Lines() || perl.NeedsBoth(t.code(), t.coded.LineStart(line), t.lineEnd(line)) {
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

// setBack reports whether a text counts a counter down, or sets it anew elsewhere than
// in a constructor.
func (t *text) setBack(name string) bool {
	x := t.statements()
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
