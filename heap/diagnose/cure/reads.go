package cure

import (
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap/perl"
)

// readOtherwise reports whether the text may read a field of an object in another
// way than as a subscript of its name: by a key that it makes, all fields at once,
// or by an accessor that something else generates from a list of names. A variable
// that is made of plain data has other fields, except for the one of a name.
func (t *target) readOtherwise(key, name string) bool {
	named := slices.ContainsFunc(t.file.Subs, func(s perl.Sub) bool { return s.Name == key })
	for i := range t.toks {
		switch word := t.str(i); {
		case strings.HasPrefix(word, "qw"):
			if listed := strings.TrimSpace(word[2:]); len(listed) > 1 && slices.Contains(strings.Fields(listed[1:len(listed)-1]), key) {
				return true
			}
		case (word == "'"+key+"'" || word == `"`+key+`"`) && t.str(i+1) != "=>" && (t.str(i-1) != "{" || t.str(i+1) != "}"):
			return true
		case strings.Trim(word, `'"`) == key && t.attribute(i), word == key && t.str(i-1) == "->" && !named:
			return true
		case word == "{" && t.madeKey(i) && t.holdsFields(i-1, name):
			if _, next := t.subscripts(i); !t.harmlessly(t.baseOf(i-1), next) {
				return true
			}
		case word == "%{" || word == "@{" || strings.HasPrefix(word, "%$") || strings.HasPrefix(word, "@$") || t.str(i-1) == "->" && (word == "%*" || word == "@{" || word == "%{"):
			if t.readsAll(i, name) {
				return true
			}
		}
	}
	return false
}

// madeKey reports whether a bracket has a key that is no constant.
func (t *target) madeKey(open int) bool {
	close := t.closer(open + 1)
	first := t.str(open + 1)
	return close < len(t.toks) && close > open+1 && (close > open+2 || first[0] != '\'' && first[0] != '"' || first[0] == '"' && strings.ContainsAny(first, "$@"))
}

// holdsFields reports whether what stands before a subscript may be an object: a
// reference that is not made here of plain data.
func (t *target) holdsFields(i int, name string) bool {
	arrow := t.str(i) == "->"
	if arrow {
		i--
	}
	switch word := t.str(i); {
	case word == "]":
		return t.str(i-3) == "$_" && t.str(i-2) == "["
	case word == "shift" || word == ")":
		return arrow
	case strings.HasPrefix(word, "$$"):
		return !t.plain(word[1:], i, name)
	case strings.HasPrefix(word, "$"):
		return arrow && !t.plain(word, i, name)
	}
	return false
}

// baseOf is the token that an element begins with, whose subscript follows a token.
func (t *target) baseOf(i int) int {
	if t.str(i) == "->" {
		i--
	}
	if t.str(i) == "]" {
		i -= 3
	}
	return i
}

// plain reports whether a variable is declared to have data without a class, and
// is not the one of another name.
func (t *target) plain(name string, at int, other string) bool {
	if name == other {
		return false
	}
	found := -1
	for _, d := range t.declared(name) {
		if k := t.tok(d.Offset); k < at && t.open(k, at) {
			found = k
		}
	}
	return found >= 0 && t.str(found+1) == "=" && t.str(found+2) == "{"
}

// readsAll reports whether all fields, or some by a slice, are read of what a token
// dereferences.
func (t *target) readsAll(i int, name string) bool {
	word := t.str(i)
	hash, base, next := strings.HasPrefix(word, "%"), i, i+1
	switch {
	case t.str(i-1) == "->": // $x->%*, $x->@{...}
		base = i - 2
		if !strings.HasPrefix(t.str(base), "$") || t.plain(t.str(base), base, name) {
			return false
		}
		if word != "%*" {
			hash, next = true, t.closer(i+1)+1
		}
	case word == "%{" || word == "@{":
		close := t.closer(i + 1)
		inside := t.str(i + 1)
		if close != i+2 && !strings.HasSuffix(inside, "::") && !(inside != "" && isUpper(inside[0])) || strings.HasPrefix(inside, "$") && t.plain(inside, i, name) || !strings.HasPrefix(inside, "$") && close == i+2 {
			return false
		}
		next = close + 1
	case t.plain(word[1:], i, name):
		return false
	}
	if after := t.str(next); strings.HasPrefix(after, "{") && word != "%*" && t.toks[next].Start == t.toks[next-1].End { // a slice
		hash = true
		if after == "{" {
			next = t.closer(next+1) + 1
		} else {
			next++
		}
	}
	return hash && !t.harmlessly(base, next)
}

func isUpper(b byte) bool { return b >= 'A' && b <= 'Z' }

// harmlessly reports whether an expression is not read, or only for something
// that keeps nothing: it is called, assigned to, removed or asked for.
func (t *target) harmlessly(from, next int) bool {
	if after := t.str(next); after == "=" || after == "(" || after == "->" {
		return true
	}
	before := from - 1
	if t.str(before) == "(" {
		before--
	}
	return slices.Contains([]string{"delete", "exists", "defined", "undef", "keys", "scalar", "!", "not", "if", "unless"}, t.str(before))
}

// handsOut reports whether the elements of what a token dereferences (an array or a
// hash in a field) may get to somebody who keeps them: they are returned, passed on
// or copied to where they are returned from.
func (t *target) handsOut(open int) bool {
	st, ok := t.statement(open)
	if !ok {
		return true
	}
	if t.callsEach(open - 1) {
		return false
	}
	for k := st.from; k < open; k++ {
		if t.str(k) == "return" {
			return true
		}
	}
	p := open - 1
	for slices.Contains([]string{"values", "each", "reverse", "sort", "splice", "shift", "pop"}, t.str(p)) {
		p--
	}
	switch before := t.str(p); before {
	case ",", "[", "{", "=>", "?", ":":
		return st.from <= p
	case "(":
		call := t.str(p - 1)
		loop := strings.HasPrefix(call, "$") || strings.HasPrefix(call, "my ")
		return !slices.Contains([]string{"for", "foreach", "if", "elsif", "unless", "while", "until", "scalar", "push", "unshift", "splice", "shift", "pop", "keys"}, call) &&
			!(loop && (t.str(p-2) == "for" || t.str(p-2) == "foreach"))
	case "=":
		if _, name, ok := strings.Cut(t.str(p-1), "@"); ok {
			return t.returned("@" + name)
		}
		return false
	}
	first := t.str(st.from)
	return (st.from > p || first == "map" || first == "grep") && !t.dropped(st)
}

// callsEach reports whether a token closes the block of a map that only calls what
// it goes through.
func (t *target) callsEach(close int) bool {
	if t.str(close) != "}" {
		return false
	}
	for k := close - 1; k > 0; k-- {
		switch {
		case t.str(k) == "$_" && (t.str(k+1) != "->" || t.str(k+2) != "("):
			return false
		case t.str(k) == "{" && t.closer(k+1) == close:
			return t.str(k-1) == "map"
		}
	}
	return false
}

// returned reports whether the text returns an array, or takes a reference to it.
func (t *target) returned(name string) bool {
	for i := range t.toks {
		if t.str(i) != name {
			continue
		}
		st, ok := t.statement(i)
		if !ok || t.str(i-1) == "\\" || t.str(st.from) == "return" || st.from == i && !t.dropped(st) {
			return true
		}
	}
	return false
}
