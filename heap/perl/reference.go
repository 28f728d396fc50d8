package perl

// reference is a variable as it stands in the text.
type reference struct {
	sigil  byte // $ @ % & *, or # for $#x
	chain  bool // $$x, @$x: the name is that of a scalar
	from   int  // the name without sigil is text[from:to]; empty for punctuation
	to     int
	end    int  // offset past it; of the opening brace if block
	block  bool // ${ ... }
	inside byte // bracket after the name inside the braces, as in "${x[0]}"
}

// reference reads the variable at i. In a string fewer things are one.
func (s *scanner) reference(i int, str, regex bool) (r reference, ok bool) {
	c := s.text[i]
	r.sigil = c
	j := i + 1
	if c == '$' && s.at(j) == '#' {
		if n := s.at(j + 1); n == '{' || n == '$' || s.beginsName(j+1, str) {
			r.sigil = '#'
			j++
		}
	}
	for s.at(j) == '$' {
		if n := s.at(j + 1); n != '$' && n != '{' && !s.beginsName(j+1, str) {
			break
		}
		r.chain = true
		j++
	}
	switch {
	case s.at(j) == '{':
		s.braced(&r, j, str)
		return r, true
	case s.beginsName(j, str):
		r.from, r.to = j, s.name(j)
		if str && s.text[r.to-1] == '\'' {
			r.to--
		}
		r.end = r.to
		return r, true
	}
	r.end, ok = s.punctuationName(c, j, str, regex)
	return r, ok
}

// beginsName reports whether the name of a variable begins at i.
func (s *scanner) beginsName(i int, str bool) bool {
	return isWordStart(s.at(i)) || s.at(i) == ':' && s.at(i+1) == ':' && (isWordStart(s.at(i+2)) || !str)
}

// braced reads what is in the brace at open: a name, punctuation, or a block.
func (s *scanner) braced(r *reference, open int, str bool) {
	from := s.skipBlanks(open + 1)
	k := from
	if s.at(k) == '^' {
		k++
	}
	if k = s.name(k); k > from && (isWordStart(s.text[k-1]) || isDigit(s.text[k-1])) {
		if end := s.skipBlanks(k); s.at(end) == '}' {
			r.from, r.to, r.end = from, k, end+1
			return
		}
		if str && (s.at(k) == '[' || s.at(k) == '{') {
			r.from, r.to, r.inside = from, k, s.at(k)
		}
	}
	if s.isPunctuation(from) && (s.at(from) != '#' || from == open+1) { // behind blanks a comment
		if end := s.skipBlanks(from + 1); s.at(end) == '}' {
			r.end = end + 1 // ${(}, @{$}, %{+} (toke.c, scan_ident)
			return
		}
	}
	r.end, r.block = open, true
}

// punctuationName returns the end of the punctuation or digits at i that are
// the name of a variable with a sigil; false if they are none, with the end of
// what was read.
func (s *scanner) punctuationName(sigil byte, i int, str, regex bool) (end int, ok bool) {
	n := s.at(i)
	switch sigil {
	case '*':
		// *, and *) are globs too.
		if s.want == wantEither || n == 0 || n == '\n' || isSpace(n) || n == '}' {
			return 0, false
		}
		if n == '^' {
			i++
		}
		return i + 1, true
	case '&':
		return 0, false
	case '$':
		return s.scalarPunctuation(i, str, regex)
	}
	if n == '^' && s.isControl(i+1) && !regex {
		return i + 2, true
	}
	switch sigil {
	case '@':
		ok = !str && (n == '-' || n == '+' || n == '$') // @$ alone is an array of that name
	case '%':
		ok = n == '+' || n == '-' || n == '!' || n == '$'
	}
	if !ok {
		return 0, false
	}
	return i + 1, true
}

// isControl reports whether the character at i makes a name with a caret.
func (s *scanner) isControl(i int) bool { return s.at(i) >= '?' && s.at(i) <= '_' }

func (s *scanner) scalarPunctuation(i int, str, regex bool) (end int, ok bool) {
	n := s.at(i)
	switch {
	case isDigit(n):
		for isDigit(s.at(i)) {
			i++
		}
		return i, true
	case n == '^' && s.isControl(i+1) && !regex:
		return i + 2, true
	case n == 0 || n == '\n' || isSpace(n), regex && (n == ')' || n == '|'), str && (n == '"' || n == '\\'):
		return 0, false
	}
	return i + 1, true
}

// isPunctuation reports whether the character at i can be the name of a variable
// of perl's own, but for a caret, which begins one.
func (s *scanner) isPunctuation(i int) bool {
	c := s.at(i)
	return c > ' ' && c < 0x7f && !isWord(c) && c != '{' && c != '}' && c != '^'
}

// padSigil is the sigil of the variable that is used, by the bracket behind.
func (r reference) padSigil(next byte) byte {
	switch {
	case r.chain:
		return '$'
	case r.sigil == '#':
		return '@'
	case r.sigil == '&' || r.sigil == '*':
		return r.sigil
	case next == '[':
		return '@'
	case next == '{':
		return '%'
	}
	return r.sigil
}
