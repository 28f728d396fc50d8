package perl

// interpolate reads the text of a quote for the variables in it. Code in it,
// as in "@{[ ... ]}", is left to the main loop, which comes back here.
func (s *scanner) interpolate() {
	f := &s.frames[len(s.frames)-1]
	regex := f.flags&flagRegex != 0
	if f.flags&flagContinue != 0 {
		f.flags &^= flagContinue
		if s.subscript(f, regex) {
			return
		}
	}
	i := s.pos
	from := i // of the piece that is being read
	for i < s.limit {
		switch s.text[i] {
		case '\\':
			i += 2
		case '\n':
			i = s.after(i)
		case '(':
			// (?{ code }) and (??{ code }) of a pattern
			if regex && s.at(i+1) == '?' {
				j := i + 2
				if s.at(j) == '?' {
					j++
				}
				if s.at(j) == '{' {
					s.piece(from, i, regex)
					s.mentionCode(i, j)
					s.openDeref(j)
					return
				}
			}
			i++
		case '$', '@':
			r, ok := s.reference(i, true, regex)
			if !ok {
				i++
				continue
			}
			s.piece(from, i, regex)
			if r.inside != 0 {
				s.useVariable(r, r.inside)
			}
			f.flags |= flagContinue
			if r.block {
				s.openDeref(r.end)
				return
			}
			ends := s.text[r.end-1] == '}' // nothing belongs to "${name}" (toke.c, scan_ident)
			next := byte(0)
			if !ends && s.opensSubscript(r.end, regex) {
				next = s.at(r.end)
			}
			s.useVariable(r, next)
			s.pos = r.end
			f.flags &^= flagContinue
			if !ends && s.subscript(f, regex) {
				return
			}
			i = s.pos
			from = i
		default:
			i++
		}
	}
	s.piece(from, s.limit, regex)
	g := s.pop(s.limit)
	s.then(g.resume, g.want, g.curly)
}

// subscript opens the subscript at pos, if there is one; false leaves pos at
// the text behind.
func (s *scanner) subscript(f *frame, regex bool) bool {
	for {
		i := s.pos
		if s.at(i) == '-' && s.at(i+1) == '>' {
			if c := s.at(i + 2); c == '[' || c == '{' {
				i += 2
			} else if (c == '@' || c == '%') && s.at(i+3) == '*' {
				s.pos = i + 4
				return false
			}
		}
		if !s.opensSubscript(i, regex) {
			return false
		}
		if s.text[i] == '[' {
			f.flags |= flagContinue
			s.push(frame{kind: frameBracket, open: i, want: wantOperator, curly: curlySubscript, body: -1})
			s.term(i + 1)
			return true
		}
		if end := s.plainKey(i + 1); end >= 0 {
			s.pos = end
			continue
		}
		f.flags |= flagContinue
		s.push(frame{kind: frameBrace, open: i, want: wantOperator, curly: curlySubscript, body: -1})
		s.term(i + 1)
		return true
	}
}

// opensSubscript reports whether the bracket at i belongs to the variable before
// it. In a pattern it may be a character class or a quantifier; perl guesses
// there (toke.c, intuit_more).
func (s *scanner) opensSubscript(i int, regex bool) bool {
	switch c := s.at(i); {
	case c != '[' && c != '{':
		return false
	case !regex:
		return true
	case c == '{':
		n := s.at(i + 1)
		return !isDigit(n) && n != ',' && n != '}'
	}
	j := i + 1
	if s.at(j) == '$' {
		return isWordStart(s.at(j + 1))
	}
	if s.at(j) == '-' {
		j++
	}
	from := j
	for isDigit(s.at(j)) {
		j++
	}
	return j > from && s.at(j) == ']'
}
