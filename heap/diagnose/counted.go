package diagnose

import (
	"bytes"
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
			st := t.statementAt(at.Start)
			if tried++; tried > nearLimits {
				return ""
			}
			switch t.trueFor(l.Op, st) {
			case '<':
				if s.at.Start < st.Body || st.End <= s.at.Start || rec.HasConnective(st.Start, st.Body, perl.NeedsOne) {
					continue
				}
			case '>':
				if !t.leaves(st) {
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

// statementAt returns the innermost statement that an offset is in; an empty one if there
// is none.
func (t *text) statementAt(offset int) perl.Extent {
	all := t.record().Statements
	if i := all.At(offset); i >= 0 {
		return all[i]
	}
	return perl.Extent{Start: offset, Body: offset, End: offset}
}

// trueFor returns what the condition of a statement that compares with an operator is true
// for: '<' for little, '>' for much, 0 if that is not known. It is another with unless.
func (t *text) trueFor(op string, st perl.Extent) byte {
	if op != "<" && op != "<=" && op != ">" && op != ">=" {
		return 0
	}
	switch has := t.record().HasConnective; {
	case has(st.Start, st.Body, perl.ConnectNot):
		return 0
	case has(st.Start, st.Body, perl.ConnectUnless):
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
	sub, rec := &t.coded.Subs[in], t.record()
	last := rec.Statements.At(l.Start)
	if last < 0 || rec.Statements[last].Start < sub.Body {
		return false
	}
	if around := rec.Statements[last].Around; around >= 0 && rec.Statements[around].Start > sub.Body {
		return false // it is in another block
	}
	if n := upTo(rec.Statements, sub.End-1, func(s *perl.Extent) int { return s.Start }); rec.Statements[n-1].Start >= rec.Statements[last].End {
		return false // it is not the last
	}
	if before := rec.Statements[last].Before; before >= 0 {
		first := rec.Statements[before]
		takes := slices.ContainsFunc(rec.Stores, func(s perl.Store) bool { return s.Declares && s.Start == first.Start && s.Sub == in })
		if first.Before >= 0 || !takes {
			return false
		}
	}
	from, to := rec.Statements[last].Start, rec.Statements[last].End
	if i := upTo(rec.Returns, from, func(r *perl.Return) int { return r.Start }) - 1; i >= 0 && rec.Returns[i].Start == from {
		from, to = rec.Returns[i].Value.Start, rec.Returns[i].Value.End
	}
	b := t.decoded.Bytes // it may stand in parentheses
	return from <= l.Start && l.End <= to && len(bytes.Trim(b[from:l.Start], "( \t\r\n")) == 0 && len(bytes.Trim(b[l.End:to], ") \t\r\n")) == 0
}

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

// leaves reports whether a statement leaves the sub or the turn of a loop on a single
// condition.
func (t *text) leaves(st perl.Extent) bool {
	return t.leavesOnAny(st) && !t.record().HasConnective(st.Start, st.Body, perl.Joins)
}

// leavesOnAny is leaves, on any of several conditions.
func (t *text) leavesOnAny(st perl.Extent) bool {
	if t.record().HasConnective(st.Start, st.Body, perl.NeedsBoth) {
		return false
	}
	return st.Leaves || slices.ContainsFunc(t.decoded.MentionsIn(st.Start, st.Body), func(m perl.Mention) bool {
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
