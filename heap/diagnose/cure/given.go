package cure

import (
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap/perl"
)

// dropped reports whether nobody gets the value of a statement: it is not the
// last of its sub, or the sub is called in this text, and only for what it does.
func (t *target) dropped(st stretch) bool {
	if next := t.str(st.to + 1); st.semicolon && next != "" && !strings.HasPrefix(next, "}") {
		return true
	}
	in := t.file.EnclosingSub(t.innermost(t.toks[st.from].Start))
	if in < 0 {
		return true
	}
	name := t.file.Subs[in].Name
	if name == "" {
		return false
	}
	calls := 0
	for i := range t.toks {
		if t.str(i) != name || t.str(i+1) == "=>" || strings.HasPrefix(t.str(i-1), "sub") {
			continue
		}
		call, ok := t.statement(i)
		if !ok {
			return false
		}
		for k := call.from; k < i; k++ {
			if w := t.str(k); w != "->" && !strings.HasPrefix(w, "$") {
				return false
			}
		}
		end := i + 1
		if t.str(end) == "(" {
			end = t.closer(end+1) + 1
		}
		if t.str(end) != ";" || strings.HasPrefix(t.str(end+1), "}") {
			return false
		}
		calls++
	}
	return calls > 0
}

// keeps reports whether a method of the text puts what it is given into its
// object and nowhere else. False for one that the text does not have.
func (t *target) keeps(method string) bool {
	found := -1
	for i := range t.file.Subs {
		s := &t.file.Subs[i]
		if (s.Kind == perl.Named || s.Kind == perl.Method) && s.Name == method {
			if found >= 0 {
				return false
			}
			found = i
		}
	}
	if found < 0 {
		return t.declaredAttribute(method)
	}
	s := &t.file.Subs[found]
	if s.Body < 0 || found+1 < len(t.file.Subs) && t.file.Subs[found+1].Start < s.End {
		return false // a sub inside may capture it
	}
	object := "$self"
	for n, v := range s.Declares {
		if n == 0 && strings.HasPrefix(v.Name, "$") {
			object = v.Name
		}
	}
	from, to := t.tok(s.Body), t.tok(s.End-1)
	for i := from + 1; i < to; i++ {
		word := t.str(i)
		switch {
		case word == "@_" && t.str(i-1) != "=" && t.str(i-1) != "if", word == "$_" && t.str(i+1) == "[", word == "goto":
			return false
		case word == "shift" && t.str(i-1) == "=" && !strings.HasPrefix(t.str(i-2), "my ") && !t.intoObject(i, object):
			return false
		case word == object || !strings.HasPrefix(word, "$") && !strings.HasPrefix(word, "@"):
			continue
		}
		if !slices.ContainsFunc(s.Declares, func(v perl.Variable) bool { return v.Name == word }) {
			continue
		}
		before, next := t.str(i-1), t.str(i+1)
		switch {
		case before == "{" && next == "}", before == "if", before == "unless", before == "return", next == "->" && t.str(i+2) == "(":
		case (next == ";" || next == "if" || next == "unless") && t.intoObject(i, object):
		default:
			return false
		}
	}
	return true
}

// intoObject reports whether the statement of a token stores into an object: it
// is `push @{ $self->...}, ...` or `$self->{...} = ...`.
func (t *target) intoObject(i int, object string) bool {
	st, ok := t.statement(i)
	if !ok {
		return false
	}
	k := st.from
	if word := t.str(k); word == "push" || word == "unshift" {
		if k++; t.str(k) == "(" {
			k++
		}
		if strings.HasPrefix(t.str(k), "$") { // $self->{list}->@*
			return t.str(k) == object
		}
		return t.str(k) == "@{" && t.str(k+1) == object
	}
	_, next := t.subscripts(k + 1)
	return t.str(k) == object && next > k+1 && t.str(next) == "="
}

// declaredAttribute reports whether a name is declared by `has`.
func (t *target) declaredAttribute(name string) bool {
	for i := range t.toks {
		if strings.Trim(t.str(i), `'"`) == name && t.attribute(i) {
			return true
		}
	}
	return false
}
