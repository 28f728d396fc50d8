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
			needs = append(needs, fmt.Sprintf("do the same for %s in the closure at %s", names(s.Captures), at))
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

// itself lets a closure that a variable holds call itself without capturing
// the variable: by __SUB__ where it is used as such in the sub's own body, else
// by a weak copy that becomes a strong one while the sub runs.
func (t *target) itself(sub int, b *binding, perl uint32) (change, bool) {
	s := &t.file.Subs[sub]
	at := t.tok(s.Start)
	st, ok := t.statement(at)
	// `$name = sub {...};` and nothing else.
	if !ok || !st.semicolon || t.str(st.from) != b.Name || t.str(st.from+1) != "=" || t.tok(s.End-1)+1 != st.to {
		return change{}, false
	}
	if at != st.from+2 && (at != st.from+3 || t.str(st.from+2) != "async") {
		return change{}, false
	}
	direct := perl >= Perl516
	var edits []Edit
	for _, u := range b.uses {
		switch {
		case u.Start == t.toks[st.from].Start:
		case u.Start < s.Start || u.Start >= s.End:
			if t.changes(u) || t.weakens(u) {
				return change{}, false // it may be another sub by then, or nobody else holds it
			}
		case u.Start < s.Body || t.changes(u):
			return change{}, false
		case direct && t.innermost(u.Start) == sub && t.replaceable(u):
			edits = append(edits, Edit{u.Start, u.End, "__SUB__"})
		default:
			direct = false
		}
	}
	if direct {
		if len(edits) == 0 {
			return change{}, false
		}
		more, ok := t.feature(at)
		return change{
			edits: append(edits, more...),
			title: "Use __SUB__ for " + b.Name + " inside the sub",
			why:   "The closure then does not capture the variable that holds it. It lives only as long as something else holds it.",
			words: "use __SUB__ instead of " + b.Name + " inside the sub, or undef " + b.Name + " when it is no longer needed",
		}, ok
	}
	weaken, more, ok := t.weakenCall(at)
	weak := t.unused("$weak_" + b.Name[1:])
	start, end := t.toks[st.from].Start, t.toks[st.to].End
	between := t.between(start)
	return change{
		edits: append([]Edit{
			{start, start, "my " + weak + ";" + between},
			t.begin(s, "my "+b.Name+" = "+weak+";"),
			{end, end, between + weaken + "(" + weak + " = " + b.Name + ");"},
		}, more...),
		title: "Let the closure capture a weak copy of " + b.Name,
		why:   "The closure then does not hold itself. It lives only as long as something else holds it.",
		words: "let the closure capture a weak copy of " + b.Name + ", or undef " + b.Name + " when it is no longer needed",
	}, ok
}

// weakens reports whether a use stands in a statement that weakens something: a
// copy of it may be the only one besides.
func (t *target) weakens(u perl.Use) bool {
	st, ok := t.statement(t.tok(u.Start))
	if !ok {
		return true
	}
	for k := st.from; k <= st.to; k++ {
		if strings.HasSuffix(t.str(k), "weaken") {
			return true
		}
	}
	return false
}

// replaceable reports whether a use can be any expression: it is called, or
// passed on.
func (t *target) replaceable(u perl.Use) bool {
	if u.Quoted || u.Braced || u.Chain {
		return false
	}
	i := t.tok(u.Start)
	before, next := t.str(i-1), t.str(i+1)
	if next == "->" && t.str(i+2) == "(" {
		return before != "\\" && before != "&" && before != "print" && before != "printf" && before != "say"
	}
	return (next == "," || next == ")" || next == ";") &&
		(before == "," || before == "(" || before == "=>" || before == "return" || before == "=")
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
	what := "The object"
	if c.Holds == HoldsData {
		what = "What it holds"
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
		why:   what + " then lives only as long as something else holds it, and the closure does nothing once it is gone.",
		words: words,
	}, ok
}

// initialised reports whether a variable gets its value where it is declared.
func (t *target) initialised(b *binding) bool {
	return b.Declarator == "signature" || t.str(b.tok+1) == "="
}

// given reports whether a statement gives a closure to what a variable holds, and
// to nothing else: `$self->{cb} = sub`, `push @{ $self->{cbs} }, sub`,
// `$self->on(x => sub)`, `$self->{ua}->on(x => sub)`. It can then only be
// called as long as that is alive.
func (t *target) given(st stretch, at int, name string, c *Capture) bool {
	k := st.from
	for i := st.from; i < at; i++ {
		if t.str(i) == "if" || t.str(i) == "unless" || t.str(i) == "return" {
			return false
		}
	}
	if word := t.str(k); word == "push" || word == "unshift" {
		// push @{ $self->{list} }, sub {...};
		if t.str(k+1) == "(" {
			k++
		}
		if t.str(k+1) == "@$" || t.str(k+1) != "@{" {
			return t.str(k+1) == "@"+name && t.str(k+2) == "," && k+3 == at
		}
		if t.str(k+2) != name {
			return false
		}
		if _, end := t.subscripts(k + 3); end == k+3 {
			return false
		}
		key, next := t.subscripts(k + 3)
		return t.str(next) == "}" && t.str(next+1) == "," && next+2 == at && !t.escapes(key)
	}
	if t.str(k) == "$"+name { // $$self{cb} = sub
		key, next := t.subscripts(k + 1)
		return next > k+1 && t.str(next) == "=" && next+1 == at && !t.escapes(key)
	}
	if t.str(k) != name {
		return false
	}
	key, next := t.subscripts(k + 1)
	switch {
	case next > k+1 && t.str(next) == "=":
		return (next+1 == at || t.str(next+1) == "async" && next+2 == at || t.literally(next+1, at)) && !t.escapes(key)
	case next > k+1 && key != c.Key:
		return false // called on a part that the cycle does not lead through
	case next == k+1 && !t.keeps(t.str(next+1)):
		return false // it may give the closure to others, who call it when nothing holds the object
	}
	if t.str(next) != "->" || strings.HasPrefix(t.str(next+1), "$") || t.str(next+2) != "(" {
		return false
	}
	// Directly an argument of the call, which ends the statement.
	depth := t.toks[next+2].Depth + 1
	if t.toks[at].Depth != depth {
		return false
	}
	close := t.closer(next + 3)
	return close >= at && (close == st.to || close+1 == st.to && st.semicolon)
}

// literally reports whether a token stands in [...] or {...} that another opens,
// and in no other brackets.
func (t *target) literally(open, at int) bool {
	if w := t.str(open); w != "[" && w != "{" {
		return false
	}
	if t.closer(open+1) < at {
		return false
	}
	depth := t.toks[at].Depth
	for k := at - 1; k > open; k-- {
		if t.toks[k].Depth < depth {
			if depth = t.toks[k].Depth; t.str(k) != "[" && t.str(k) != "{" {
				return false
			}
		}
		if t.toks[k].First && t.toks[k].Depth == depth {
			return false // a block
		}
	}
	return depth == t.toks[open].Depth+1
}

// subscripts passes over `->{name}[0]` from a token on, and gives the first key.
func (t *target) subscripts(k int) (key string, next int) {
	first := true
	for {
		i := k
		if t.str(i) == "->" {
			i++
		}
		word := t.str(i)
		if i >= len(t.toks) {
			return key, k
		}
		switch {
		case len(word) > 2 && word[0] == '{' && word[len(word)-1] == '}':
			if first {
				key = strings.TrimSpace(word[1 : len(word)-1])
			}
			k = i + 1
		case word == "{" || word == "[":
			close := t.closer(i + 1)
			if close >= len(t.toks) {
				return key, k
			}
			if first && close == i+2 {
				key = strings.Trim(t.str(i+1), `'"`)
			}
			k = close + 1
		default:
			return key, k
		}
		first = false
	}
}

// escapes reports whether the text reads a field other than to call it, to remove
// it or to ask for it: what is in it may be held by others then.
func (t *target) escapes(key string) bool {
	if key == "" {
		return true
	}
	for i := range t.toks {
		from := i
		switch word := t.str(i); {
		case isSubscript(word, key):
		case (word == "'"+key+"'" || word == `"`+key+`"`) && t.str(i-1) == "{" && t.str(i+1) == "}":
			from = i - 1
		default:
			continue
		}
		_, next := t.subscripts(from)
		if t.str(next) == "->" || t.str(next) == "(" || t.str(next) == "=" || t.str(next-1) == "}" && t.str(next) == "," && t.pushes(from) {
			continue
		}
		// What the subscripts belong to begins before them.
		begin := from - 1
		if t.str(begin) == "->" {
			begin--
		}
		switch before := t.str(begin - 1); {
		case before == "delete", before == "exists", before == "defined", before == "undef", before == "!", before == "not",
			before == "if", before == "unless", before == "@{", before == "%{", before == "and":
		case before == "(" && slices.Contains([]string{"delete", "exists", "defined", "undef", "if", "unless", "while"}, t.str(begin-2)):
		default:
			return true
		}
	}
	return false
}

// pushes reports whether a subscript stands in the list that push adds to.
func (t *target) pushes(k int) bool {
	st, ok := t.statement(k)
	return ok && (t.str(st.from) == "push" || t.str(st.from) == "unshift")
}

// isSubscript reports whether a token is {key}.
func isSubscript(token, key string) bool {
	return len(token) > 2 && token[0] == '{' && token[len(token)-1] == '}' && strings.TrimSpace(token[1:len(token)-1]) == key
}
