package diagnose

import (
	"fmt"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap/perl"
)

// bounded says how the source limits the size of the container that a store
// fills: a comparison of its size, anywhere in the file; an index that is a
// remainder; or a statement that takes something else out again, in the sub of the
// store or in one that it calls, or empties it when a limit is reached. Such a
// container may still be filling up, however many dumps show it growing. "" if
// nothing limits it.
func (s *store) bounded() string {
	if s.text.isRing(s) {
		return "its index is the remainder of a division"
	}
	if s.indexLimited() {
		return "its index is compared with a limit"
	}
	if s.name == "" {
		return ""
	}
	if why := s.text.comparesSize(s.naming, -1, s.isField()); why != "" {
		return why
	}
	if why := s.counted(); why != "" {
		return why
	}
	if s.at.Sub < 0 && s.how == declares {
		return ""
	}
	t, x := s.text, s.text.statements()
	rec := t.record()
	run := t.runOf(s.at.Sub)
	for _, i := range x.removals[run] {
		m := &rec.Removals[i]
		if !mentions(m.Target, s.name) || s.isField() && t.isEntry(m.Target, m.At, s.name) {
			continue
		}
		if why := s.takes(m); why != "" {
			return why
		}
	}
	empty := map[int]*perl.Removal{} // what empties it, by the subs that were looked at
	for i := range rec.Calls {
		c := &rec.Calls[i]
		if t.runOf(c.Sub) != run || c.Method && (c.Receiver.Root != perl.RootVariable || len(c.Receiver.Steps) > 0) {
			continue
		}
		sub, ok := x.subs[c.Name]
		if !ok || sub == run {
			continue
		}
		m, known := empty[sub]
		if !known {
			var why string
			if m, why = s.takenBy(sub); why != "" {
				return why
			}
			empty[sub] = m
		}
		if !t.isLimit(c.Condition) || s.isOver(t, c.Condition) {
			continue
		}
		if m != nil {
			return fmt.Sprintf("line %d empties it when a limit is reached", m.Line)
		}
		for _, k := range x.removals[sub] {
			if m := &rec.Removals[k]; mentions(m.Target, s.name) && !(s.isField() && t.isEntry(m.Target, m.At, s.name)) && s.evicts(m) {
				return fmt.Sprintf("line %d takes something out of it when a limit is reached", m.Line)
			}
		}
	}
	return ""
}

// takenBy says how a sub that the store's sub calls limits the container, or else
// which of its statements empties it.
func (s *store) takenBy(sub int) (empty *perl.Removal, why string) {
	for _, i := range s.text.statements().removals[sub] {
		m := &s.text.record().Removals[i]
		if !mentions(m.Target, s.name) || m.How == perl.RemoveDelete && !s.text.picks(m) || s.isField() && s.text.isEntry(m.Target, m.At, s.name) {
			continue
		}
		if why := s.takes(m); why != "" {
			return nil, why
		}
		if empty == nil && empties(m.How) && endsWith(m.Target, s.name) {
			empty = m
		}
	}
	return empty, ""
}

// takes says how a removal limits what a store fills.
func (s *store) takes(m *perl.Removal) string {
	if s.text.putBack(m, s.name) >= 0 || s.isOver(s.text, m.Condition) || !s.takesFrom(m) {
		return ""
	}
	if s.taken(m.How) && !s.sameKey(m.Target) && (m.How != perl.RemoveDelete || computed(m.Target) && !s.text.byCaller(m) || s.text.picks(m)) {
		return fmt.Sprintf("line %d takes something out of it", m.Line)
	}
	switch limited := s.text.isLimit(m.Condition); {
	case limited && empties(m.How) && endsWith(m.Target, s.name):
		return fmt.Sprintf("line %d empties it when a limit is reached", m.Line)
	case limited && s.evicts(m):
		return fmt.Sprintf("line %d takes something out of it when a limit is reached", m.Line)
	}
	return ""
}

// takesFrom reports whether a removal is of an entry of the container, or of all: what it
// takes out of an entry leaves that where it is.
func (s *store) takesFrom(m *perl.Removal) bool {
	if m.How == perl.RemoveDelete {
		return s.has(m.Target, 1)
	}
	return s.has(m.Target, 0)
}

// indexLimited reports whether the index of an element that is stored is compared with a
// limit: the store depends on it, $self->{items}[$i] = $item if $i < $self->{most}, or the
// sub is left before, or all that call the sub with the index do so.
func (s *store) indexLimited() bool {
	if s.index == nil || s.index.Kind != perl.StepElement || s.index.By == "" {
		return false
	}
	t, name := s.text, "$"+strings.TrimLeft(s.index.By, "$")
	if s.on.Guard >= 0 && t.isLimit(s.on) {
		l := &t.record().Limits[s.on.Guard]
		below := "<"
		if !s.on.Holds {
			below = ">"
		}
		st := t.statementAt(l.Start)
		some := !s.on.Holds && t.record().HasConnective(st.Start, st.Body, perl.NeedsBoth) // a limit for some only
		if l.Kind == perl.LimitValue && !some && strings.HasPrefix(l.Op, below) && len(l.Term.Steps) == 0 && l.Term.Name == name {
			return true
		}
	}
	run := t.runOf(s.at.Sub)
	return run >= 0 && (t.leavesAbove(name, run, s.at.Start) || t.calledBelow(name, run))
}

// leavesAbove reports whether a sub is left where a variable is above a limit, before an
// offset: return if $i < 0 || $i >= $most.
func (t *text) leavesAbove(name string, run, before int) bool {
	limits := t.record().Limits
	for i := range limits[:upTo(limits, before, func(l *perl.Limit) int { return l.Start })] {
		l := &limits[i]
		if l.Kind != perl.LimitValue || t.runOf(l.Sub) != run || len(l.Term.Steps) > 0 || l.Term.Name != name || l.AsksWhether(t.decoded.Bytes) {
			continue
		}
		if st := t.statementAt(l.Start); t.trueFor(l.Op, st) == '>' && t.leavesOnAny(st) {
			return true
		}
	}
	return false
}

// calledBelow reports whether all calls of a private sub pass a variable as a parameter
// that is below a limit there.
func (t *text) calledBelow(name string, sub int) bool {
	private := baseName(t.coded.Subs[sub].Name)
	if !strings.HasPrefix(private, "_") || t.isReferred(private) {
		return false
	}
	at := 0
	for at < maxParameters && t.parameter(sub, at) != name[1:] {
		at++
	}
	calls := t.statements().calls[private]
	return at < maxParameters && len(calls) > 0 && !slices.ContainsFunc(calls, func(i int) bool {
		c := &t.record().Calls[i]
		k := at
		if c.Method {
			k--
		}
		if k < 0 || k >= len(c.Args) {
			return true
		}
		v := c.Args[k]
		return v.Kind != perl.ValueTerm || v.Term.Root != perl.RootVariable || len(v.Term.Steps) > 0 || !t.leavesAbove(v.Term.Name, t.runOf(c.Sub), c.Start)
	})
}

// isReferred reports whether a text names a sub with its sigil, as \&name does.
func (t *text) isReferred(sub string) bool {
	return slices.ContainsFunc(t.decoded.MentionsIn(0, t.coded.Size), func(m perl.Mention) bool { return m.Sigil == '&' && m.Base() == sub })
}

// maxParameters is how many parameters of a sub are looked at.
const maxParameters = 8

// runOf returns the sub that a sub or block runs as a part of: blocks passed to
// functions run where they are, and other subs when they are called. -1 for the top
// level.
func (t *text) runOf(sub int) int {
	for sub >= 0 && t.coded.Subs[sub].Kind == perl.Block {
		sub = t.coded.Subs[sub].Parent
	}
	return sub
}

// comparesLength says which line compares the length of a string with more than
// nothing.
func (t *text) comparesLength(name string) string {
	for _, l := range t.record().Limits {
		if l.Kind == perl.LimitLength && (l.Op[0] == '<' || l.Op[0] == '>') && mentions(l.Term, name) && !(l.Than.Kind == perl.ValueNumber && len(l.Than.Text) == 1) {
			return fmt.Sprintf("line %d compares its length", l.Line)
		}
	}
	return ""
}

// limits says how a sub limits what it has under a name.
func (t *text) limits(name string, sub int, over func(*text, *perl.Limit) bool) string {
	if why := t.comparesSize(naming{name: name, over: over}, sub, false); why != "" {
		return why
	}
	return t.sweeps(name, sub)
}

// sweeps says which line iterates over what has a name, in a sub or, for -1,
// anywhere in a text, and takes out what is no longer needed.
func (t *text) sweeps(name string, sub int) string {
	rec := t.record()
	for i := range rec.Removals {
		m := &rec.Removals[i]
		if sub >= 0 && !t.within(m.Sub, sub) || t.mayNotRun(m.Sub) {
			continue
		}
		if m.How == perl.RemoveShift && endsWith(m.Target, name) && t.agesOut(m, name) {
			return fmt.Sprintf("line %d takes out what is old", m.Line)
		}
		if m.How != perl.RemoveDelete || len(m.Target.Steps) == 0 || t.mayNotRun(m.Sub) {
			continue
		}
		of := m.Target
		of.Steps = of.Steps[:len(of.Steps)-1]
		if endsWith(of, name) && t.picks(m) {
			return fmt.Sprintf("line %d takes out what is old", m.Line)
		}
	}
	for i := range rec.Stores {
		s := &rec.Stores[i]
		if (sub < 0 || t.within(s.Sub, sub)) && s.How == perl.StoreAssign && !s.Declares && !t.mayNotRun(s.Sub) && endsWith(s.Target, name) && t.filters(s, name) && !t.takesOne(s) {
			return fmt.Sprintf("line %d keeps only some of it", s.Line)
		}
	}
	return ""
}

// mayNotRun reports whether a sub or block runs as a part of an anonymous sub, which
// may never be called, unless an event loop was told to do so again and again, or of a
// named one that nobody calls.
func (t *text) mayNotRun(sub int) bool {
	run := t.runOf(sub)
	return run >= 0 && t.coded.Subs[run].Kind == perl.Anonymous && !t.isPeriodic(run) || t.isIdle(sub)
}

// filters reports whether a statement assigns to a container a part of its contents.
func (t *text) filters(s *perl.Store, name string) bool {
	if !t.has(s.Value, name) {
		return false
	}
	switch t.opensWith(s.Value) {
	case "grep", "splice", "head", "tail", "uniq", "uniqnum", "uniqint", "uniqstr":
		return true
	}
	n := len(s.Value.Term.Steps)
	return s.Value.Kind == perl.ValueTerm && n > 0 && s.Value.Term.Steps[n-1].Range
}

// takesOne reports whether a statement keeps all but what a variable has, as grep
// { $_ != $cb } does: that entry is finished, if it is there at all.
func (t *text) takesOne(s *perl.Store) bool {
	all := t.record().Limits
	from := upTo(all, s.Value.Start-1, func(l *perl.Limit) int { return l.Start })
	to := upTo(all, s.Value.End, func(l *perl.Limit) int { return l.Start })
	return slices.ContainsFunc(all[from:max(from, to)], func(l perl.Limit) bool {
		variable := func(v perl.Term) bool { return v.Root == perl.RootVariable && v.Name[0] == '$' && len(v.Steps) == 0 }
		return l.End <= s.Value.End && l.Op == "!=" && variable(l.Term) && l.Than.Kind == perl.ValueTerm && variable(l.Than.Term)
	})
}

// empties reports whether a removal empties its target.
func empties(how perl.RemovalKind) bool {
	switch how {
	case perl.RemoveUndef, perl.RemoveAll, perl.RemoveTruncate:
		return true
	}
	return false
}

// endsWith reports whether a term is the variable, field or method of a name
// itself, not something in it.
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
