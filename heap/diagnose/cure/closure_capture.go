package cure

import (
	"fmt"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap/perl"
)

// change is what the text says of one captured variable of one closure.
type change struct {
	edits []Edit
	title string
	why   string
	// words is what to do, with edits and without.
	words string
}

// subs decides of a cycle through closures.
func (c *Case) subs(texts func(string) *Text) Cure {
	first := &c.Subs[0]
	if m, ok := c.mutual(texts); ok {
		return m
	}
	path := first.Path
	var target *target
	var text *Text
	if path != "" {
		if text = texts(path); text != nil {
			target, _ = newTarget(text.Bytes)
		}
	}
	cure := Cure{Path: path}
	proved := target != nil && c.Whole
	var needs []string // words for each closure
	done := map[string]bool{}
	for i := range c.Subs {
		s := &c.Subs[i]
		var words []string
		for k := range s.Captures {
			var ch change
			var ok bool
			if target != nil && s.Path == path && s.Own {
				ch, ok = target.change(text.line(s.Line), &s.Captures[k], c.Perl)
			}
			if !ok {
				proved = false
				ch.words = ""
			}
			if ch.words == "" {
				ch.words = unproved(&s.Captures[k])
			}
			cure.Edits = append(cure.Edits, ch.edits...)
			if cure.Title == "" {
				cure.Title, cure.Why = ch.title, ch.why
			}
			words = append(words, ch.words)
		}
		if i == 0 {
			needs = append(needs, strings.Join(words, "; "))
		} else if at := s.at(); !done[at] && s.Line > 0 {
			done[at] = true
			if s.Own || !c.Subs[0].Own {
				needs = append(needs, fmt.Sprintf("do the same for %s in the closure at %s", names(s.Captures), at))
			} else { // a module is not to be changed
				needs = append(needs, fmt.Sprintf("the cycle also leads through %s in the closure at %s, which is not the program's own", names(s.Captures), at))
			}
		}
	}
	if n := len(needs) - listed; n > 0 {
		needs = append(needs[:listed], fmt.Sprintf("and in %d more", n))
	}
	cure.Fix = strings.Join(needs, "; ")
	if !c.Whole {
		cure.Fix += "; the cycle also has other paths, which this does not cut"
	}
	if proved {
		cure.Edits, proved = merged(cure.Edits)
	}
	if !proved || len(cure.Edits) == 0 {
		cure.Edits, cure.Title, cure.Why = nil, "", ""
	}
	return cure
}

func names(captures []Capture) string {
	var all []string
	for _, c := range captures {
		all = append(all, c.Name)
	}
	return strings.Join(all, " and ")
}

// merged sorts edits and drops those that several changes need; false if they
// overlap.
func merged(edits []Edit) ([]Edit, bool) {
	slices.SortStableFunc(edits, func(a, b Edit) int { return a.Start - b.Start })
	var all []Edit
	for _, e := range edits {
		if isUse(e) && slices.Contains(all, e) {
			continue
		}
		if n := len(all); n > 0 {
			// Of two statements at one place the order would matter.
			last := all[n-1]
			if e.Start < last.End || e.Start == last.Start && !isUse(e) && !isUse(last) {
				return nil, false
			}
		}
		all = append(all, e)
	}
	return all, true
}

// isUse reports whether an edit is an import.
func isUse(e Edit) bool { return strings.HasPrefix(strings.TrimSpace(e.New), "use ") }

// unproved says what may be done where the text proves nothing.
func unproved(c *Capture) string {
	switch c.Holds {
	case HoldsItself:
		return "let the closure capture a weak copy of " + c.Name + " and hold the closure elsewhere as long as it is called, or undef " + c.Name + " when it is no longer needed"
	case HoldsSub:
		return "let the closure capture a weak copy of " + c.Name + ", which holds another closure, if something else holds that one, or undef " + c.Name + " when neither is needed any longer"
	case IsData:
		return "empty " + c.Name + " when it is no longer needed, or let the closure capture a weak reference to it (weaken(my $weak = \\" + c.Name + "))"
	case HoldsData:
		return removeFrom(c) + "; or, if something else holds the contents of " + c.Name + " as long as the closure may run, let the closure capture a weak copy of it"
	}
	return removeFrom(c) + "; or, if something else holds the object in " + c.Name + " as long as the closure may run, let the closure capture a weak copy of it"
}

// removeFrom advises to take the sub out of what the variable holds.
func removeFrom(c *Capture) string {
	if c.Way == "" {
		return "let go of the closure, or undef " + c.Name + ", when it is done"
	}
	return "remove the closure from " + c.Way + " of " + c.What + " when it is no longer needed there"
}

// change decides of one captured variable of the closure on a line; false if
// nothing is proved.
func (t *target) change(line perl.Line, c *Capture, perl uint32) (change, bool) {
	if c.Alone || line <= 0 || len(c.Name) < 2 || c.Name[0] != '$' {
		return change{}, false
	}
	sub, ok := t.closure(line, c.Name)
	if !ok {
		return change{}, false
	}
	b, ok := t.bind(sub, c.Name)
	if !ok {
		return change{}, false
	}
	switch c.Holds {
	case HoldsItself:
		return t.itself(sub, &b, perl)
	case HoldsObject, HoldsData:
		return t.weakCopy(sub, &b, c)
	}
	return change{}, false
}

// closure finds the one anonymous sub on a line that uses a variable.
func (t *target) closure(line perl.Line, name string) (int, bool) {
	found := -1
	for i := range t.file.Subs {
		s := &t.file.Subs[i]
		if s.Line != line || s.Body < 0 || s.Kind != perl.Anonymous && (s.Kind != perl.Method || s.Name != "") || !t.mentions(i, name) {
			continue
		}
		if found >= 0 {
			return -1, false
		}
		found = i
	}
	return found, found >= 0
}

// mentions reports whether a sub or one inside it uses a variable.
func (t *target) mentions(sub int, name string) bool {
	for i := sub; i < len(t.file.Subs) && t.file.Subs[i].Start < t.file.Subs[sub].End; i++ {
		if slices.Contains(t.file.Subs[i].Uses, name) {
			return true
		}
	}
	return false
}

// weakCopy lets a closure capture a weak copy of a variable that holds what
// holds the closure, and hold it itself only while it runs.
func (t *target) weakCopy(sub int, b *binding, c *Capture) (change, bool) {
	s := &t.file.Subs[sub]
	at := t.tok(s.Start)
	st, ok := t.statement(at)
	if !ok || b.tok >= st.from || !t.initialised(b) {
		return change{}, false
	}
	for _, u := range b.uses {
		if t.changes(u) || u.Start > s.Start && u.Start < s.Body {
			return change{}, false
		}
	}
	if !t.given(st, at, b.Name, c) || !t.dropped(st) {
		return change{}, false
	}
	weaken, more, ok := t.weakenCall(at)
	start := t.toks[st.from].Start
	weak, made := t.weak[start], true
	if weak == "" || !strings.HasPrefix(weak, "$weak_"+b.Name[1:]) {
		weak, made = t.unused("$weak_"+b.Name[1:]), false
		t.weak[start] = weak
	}
	what := "the object"
	if c.Holds == HoldsData {
		what = "what it holds"
	}
	words := "let the closure capture a weak copy of " + b.Name
	if c.Way != "" {
		words += ", or remove the closure from " + c.Way + " of " + c.What + " when it is no longer needed there"
	}
	edits := append([]Edit{t.begin(s, "my "+b.Name+" = "+weak+" or return;")}, more...)
	if !made {
		edits = append(edits, Edit{start, start, weaken + "(my " + weak + " = " + b.Name + ");" + t.between(start)})
	}
	return change{
		edits: edits,
		title: "Let the closure capture a weak copy of " + b.Name,
		why:   what + " then lives only as long as something else holds it, and the closure does nothing once it is gone",
		words: words,
	}, ok
}

// initialised reports whether a variable gets its value where it is declared.
func (t *target) initialised(b *binding) bool {
	return b.Declarator == "signature" || t.str(b.tok+1) == "="
}
