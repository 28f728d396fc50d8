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
	if why := s.text.comparesSize(s.name, -1, s.isField()); why != "" {
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
		if !t.isLimit(c.Condition) {
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
	if s.text.putBack(m, s.name) >= 0 {
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

// indexLimited reports whether a store into an element depends on a comparison of its index
// with a limit, and is below it: $self->{items}[$i] = $item if $i < $self->{most}.
func (s *store) indexLimited() bool {
	if s.index == nil || s.index.Kind != perl.StepElement || s.index.By == "" || s.on.Guard < 0 || !s.text.isLimit(s.on) {
		return false
	}
	l := &s.text.record().Limits[s.on.Guard]
	below := "<"
	if !s.on.Holds {
		below = ">"
	}
	return l.Kind == perl.LimitValue && strings.HasPrefix(l.Op, below) && len(l.Term.Steps) == 0 && l.Term.Name == "$"+strings.TrimLeft(s.index.By, "$")
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
func (t *text) limits(name string, sub int) string {
	if why := t.comparesSize(name, sub, false); why != "" {
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
// may never be called, unless an event loop was told to do so again and again.
func (t *text) mayNotRun(sub int) bool {
	run := t.runOf(sub)
	return run >= 0 && t.coded.Subs[run].Kind == perl.Anonymous && !t.isPeriodic(run)
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
			return t.operand(w, m.End) != "_"
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

// operand returns the name of the variable that a shift or pop takes from: _ if
// none is written.
func (t *text) operand(w perl.Mention, end int) string {
	all := t.decoded.MentionsIn(w.End, end)
	if len(all) == 0 || all[0].Kind != perl.MentionVariable || !perl.OnlyOpens(t.decoded.Bytes, w.End, all[0].Start) {
		return "_"
	}
	return all[0].Name
}

// byCaller reports whether the key of an entry that a statement deletes is an
// argument of the sub.
func (t *text) byCaller(m *perl.Removal) bool {
	return slices.ContainsFunc(t.decoded.MentionsIn(m.Start, m.End), func(w perl.Mention) bool {
		return w.Kind == perl.MentionVariable && w.Name == "_" && w.Sigil == '@' ||
			w.Kind == perl.MentionBuiltin && (w.Name == "shift" || w.Name == "pop") && t.operand(w, m.End) == "_"
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
		for sub := of.at.Sub; ; sub = t.coded.Subs[sub].Parent {
			all := t.statements().stores[inSub{of.name, sub}]
			last, _ := slices.BinarySearchFunc(all, of.at.Start+maxStatement+1, func(i, offset int) int { return stores[i].Start - offset })
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
		case builtin && (in[0].Name == "shift" || in[0].Name == "pop") && t.operand(in[0], s.Value.End) != "_":
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

// maxStatement is how far after its body a for may name what it iterates over.
const maxStatement = 200

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
