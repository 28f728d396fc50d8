package cure

import (
	"strings"

	"github.com/perlheap/perlheap/heap/perl"
)

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
		case t.str(t.tok(u.Start)+1) != "->" && t.weakensIn(s):
			return change{}, false // what it is passed to may hold it weakly
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
			why:   "the closure then does not capture the variable that holds it, and lives only as long as something else holds it",
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
		why:   "the closure then does not hold itself, and lives only as long as something else holds it",
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

// weakensIn reports whether a sub weakens something.
func (t *target) weakensIn(s *perl.Sub) bool {
	for k := t.tok(s.Start); k < len(t.toks) && t.toks[k].Start < s.End; k++ {
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
