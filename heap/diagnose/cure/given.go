package cure

import (
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap/perl"
)

// dropped reports whether nobody gets the value of a statement: it is not the
// last of its sub, or the sub is called in this text, and only for what it does.
func (t *target) dropped(st tokens) bool {
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

// given reports whether a statement gives a closure to what a variable holds, and
// to nothing else: `$self->{cb} = sub`, `push @{ $self->{cbs} }, sub`,
// `$self->on(x => sub)`, `$self->{ua}->on(x => sub)`. It can then only be
// called as long as that is alive.
func (t *target) given(st tokens, at int, name string, c *Capture) bool {
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
		return t.str(next) == "}" && t.str(next+1) == "," && next+2 == at && !t.escapes(key, name)
	}
	if t.str(k) == "$"+name { // $$self{cb} = sub
		key, next := t.subscripts(k + 1)
		return next > k+1 && t.str(next) == "=" && next+1 == at && !t.escapes(key, name)
	}
	if t.str(k) != name {
		return false
	}
	key, next := t.subscripts(k + 1)
	switch {
	case next > k+1 && t.str(next) == "=":
		return (next+1 == at || t.str(next+1) == "async" && next+2 == at || t.literally(next+1, at)) && !t.escapes(key, name)
	case next > k+1 && key != c.Key:
		return false // called on a part that the cycle does not lead through
	case next == k+1 && (!t.keeps(t.str(next+1)) || t.escapes(c.Key, name)):
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

// escapes reports whether the text reads a field other than to call it, to remove
// it or to ask for it: what is in it may be held by others then.
func (t *target) escapes(key, name string) bool {
	if key == "" || t.readOtherwise(key, name) {
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
		case before == "@{", before == "%{":
			if t.handsOut(begin - 1) {
				return true
			}
		case before == "delete", before == "exists", before == "defined", before == "undef", before == "!", before == "not",
			before == "if", before == "unless", before == "and":
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
