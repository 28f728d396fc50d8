package diagnose

import (
	"fmt"
	"slices"

	"github.com/perlheap/perlheap/heap/perl"
)

// comparesSize says which line compares the size of something, in a sub or, for
// -1, anywhere in a text: itself, as a sub of the text gives it, or as a variable has
// it. Whether it is empty is no limit. For a field, a variable of its name that has
// something in it does not count.
func (t *text) comparesSize(n naming, sub int, field bool) string {
	for i := range t.record().Limits {
		l := &t.record().Limits[i]
		if l.Op == "==" || l.Op == "!=" || sub >= 0 && !t.within(l.Sub, sub) || t.isIdle(l.Sub) {
			continue
		}
		switch l.Kind {
		case perl.LimitSize:
			if !n.has(l.Term, 0) || field && t.isEntry(l.Term, l.At, n.name) {
				continue
			}
		case perl.LimitValue:
			if !t.hasSize(l, n.name) {
				continue
			}
		default:
			continue
		}
		if most, ok := perl.NumberIn(t.decoded.Bytes, l.Than); ok {
			if l.Op == ">=" || l.Op == "<" { // at least n is more than n-1
				most--
			}
			if most <= 1 {
				continue
			}
		}
		if n.over != nil && n.over(t, l) {
			continue
		}
		return fmt.Sprintf("line %d compares its size", l.Line)
	}
	return ""
}

// hasSize reports whether what is compared is the size of something: a method that
// returns it, or a variable that it was assigned to in the same sub.
func (t *text) hasSize(l *perl.Limit, name string) bool {
	switch n := len(l.Term.Steps); {
	case n > 0 && isInvocant(l.Term) && l.Term.Steps[n-1].Kind == perl.StepMethod && l.Term.Steps[n-1].Name != name:
		sub, known := t.statements().subs[l.Term.Steps[n-1].Name]
		returns := t.statements().returns[sub]
		return known && slices.ContainsFunc(returns[:min(len(returns), maxReturns)], func(i int) bool { return t.isSize(t.record().Returns[i].Value, name) })
	case n == 0 && l.Term.Name[0] == '$':
		return slices.ContainsFunc(t.assignedBefore(l.Term.Name, l.Sub, l.Start), func(i int) bool {
			s := &t.record().Stores[i]
			return s.How == perl.StoreAssign && t.isSize(s.Value, name)
		})
	}
	return false
}

// isInvocant reports whether a term is one step behind what methods call their own
// object: $self->size, $_[0]->size.
func isInvocant(term perl.Term) bool {
	switch term.Name {
	case "$self", "$this":
		return len(term.Steps) == 1
	case "@_", "$_":
		return len(term.Steps) == 2 && term.Steps[0].Kind == perl.StepElement && term.Steps[0].Name == "0"
	}
	return false
}

// maxReturns bounds how many statements that return are looked at, of a method.
const maxReturns = 8

// isSize reports whether a value is the number of what there is in something: scalar
// @x, keys %x, or @x itself where a number is asked for.
func (t *text) isSize(v perl.Value, name string) bool {
	if !t.has(v, name) {
		return false
	}
	switch t.opensWith(v) {
	case "scalar", "keys", "values":
		return true
	}
	return v.Kind == perl.ValueTerm && v.Term.Sigil == '@' && endsWith(v.Term, name)
}

// isField reports whether a store goes into a field, and not into a variable or a second
// name for something.
func (s *store) isField() bool {
	n := len(s.field.Steps)
	return n > 0 && slices.ContainsFunc(s.field.Steps, func(step perl.Step) bool { return step.Name == s.name })
}

// isEntry reports whether a variable that has the name of a field has, in its sub,
// something that is in that: my $hits = $self->{hits}{$ip}.
func (t *text) isEntry(term perl.Term, at perl.At, field string) bool {
	if term.Root != perl.RootVariable || baseName(term.Name[1:]) != field || slices.ContainsFunc(term.Steps, func(s perl.Step) bool { return s.Name == field }) {
		return false
	}
	for sub := at.Sub; ; sub = t.coded.Subs[sub].Parent {
		for _, i := range t.assignedBefore("$"+field, sub, at.Start) {
			v := t.record().Stores[i].Value.Term
			k := slices.IndexFunc(v.Steps, func(s perl.Step) bool { return s.Name == field })
			if k >= 0 && k < len(v.Steps)-1 && subscripts(v.Steps[k+1:]) {
				return true
			}
		}
		if sub < 0 {
			return false
		}
	}
}

// assignedBefore gives the last statements of a sub before an offset that assign to a
// variable as a whole.
func (t *text) assignedBefore(name string, sub, offset int) []int {
	all := t.statements().stores[inSub{name, sub}]
	last, _ := slices.BinarySearchFunc(all, offset, func(i, offset int) int { return t.record().Stores[i].Start - offset })
	return all[max(0, last-maxAssigned):last]
}

// agesOut reports whether a statement takes the first of a list out for as long as that
// is too old: while (@x && $x[0]{time} < $now - $window) { shift @x }.
func (t *text) agesOut(m *perl.Removal, name string) bool {
	if !t.isLooped(m.At) {
		return false
	}
	all := t.record().Limits
	i := upTo(all, m.Start, func(l *perl.Limit) int { return l.Start })
	return slices.ContainsFunc(all[max(0, i-nearLimits):min(len(all), i+nearLimits)], func(l perl.Limit) bool {
		near := l.Sub == m.Sub && t.record().Statements.AreNear(l.Start, m.Start)
		k := slices.IndexFunc(l.Term.Steps, func(s perl.Step) bool { return s.Kind == perl.StepElement && s.Name == "0" })
		return near && l.Kind == perl.LimitValue && (l.Op == "<" || l.Op == "<=" || l.Op == ">" || l.Op == ">=") && k >= 0 && mentions(l.Term, name)
	})
}
