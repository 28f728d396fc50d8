package perl

// push opens a bracket; the caller sets where scanning goes on.
func (s *scanner) push(f frame) {
	f.sub, f.pkg, f.indent = s.cur, s.pkg, -1
	if f.kind == frameBrace {
		s.braces++
	}
	s.frames = append(s.frames, f)
}

// pop closes the innermost bracket; end is the offset one past it.
func (s *scanner) pop(end int) frame {
	n := len(s.frames) - 1
	f := s.frames[n]
	s.frames = s.frames[:n]
	switch f.kind {
	case frameBrace:
		s.braces--
		s.closePackages(f, n, end)
	case frameString, frameCode:
		s.ranges--
		s.braces = f.braces
		s.limit = f.outerLimit
	}
	if f.first != firstNone {
		s.endFirst(&f, end)
	}
	if f.body >= 0 && f.flags&flagSignature == 0 {
		s.subs[f.body].End = end
	}
	s.cur = f.sub
	s.dropBless(n + 1)
	if s.watch != nil {
		s.watch.closed(end, n)
	}
	return f
}

// enterRange scans text[from:to] by itself and then goes on at resume.
func (s *scanner) enterRange(f frame, from, to, resume int) {
	f.resume, f.outerLimit, f.braces = resume, s.limit, s.braces
	f.body, f.open = -1, from
	s.push(f)
	s.ranges++
	s.braces = 0
	s.pos, s.limit = from, to
}

// leaveRange ends the innermost range, with whatever is open in it.
func (s *scanner) leaveRange() {
	for {
		f := s.pop(s.limit)
		if f.kind == frameString || f.kind == frameCode {
			s.then(f.resume, f.want, f.curly)
			return
		}
	}
}

func (s *scanner) openParen() {
	f := frame{kind: frameParen, open: s.pos, want: wantOperator, curly: curlyBlock, body: -1}
	if s.prev == tokArrow || s.want == wantOperator && s.curly == curlySubscript {
		f.curly = curlySubscript // $code->(1){key}
	}
	f.flags = s.control
	prev, inner := s.prev, s.curly
	s.push(f)
	s.term(s.pos + 1)
	if prev == tokPrint {
		s.prev = tokPrint
	}
	if inner == curlyList {
		s.curly = curlyList
	}
	s.blessParen()
}

func (s *scanner) openBrace() {
	i := s.pos
	f := frame{kind: frameBrace, open: i, body: -1}
	kind := s.curly
	if s.want == wantStatement {
		kind = curlyStatement
	}
	switch kind {
	case curlySubscript:
		if end := s.plainKey(i + 1); end >= 0 {
			s.then(end, wantOperator, curlySubscript)
			return
		}
		f.want, f.curly = wantOperator, curlySubscript
		s.push(f)
		s.term(i + 1)
		return
	case curlyHash:
		f.want, f.curly = wantOperator, curlyBlock
		s.push(f)
		s.term(i + 1)
		return
	case curlyBlock:
		f.want, f.curly = wantStatement, curlyStatement
		f.first, f.firstOf = s.firstBlock(i, false)
	case curlyValue:
		f.want, f.curly = wantOperator, curlyBlock
	case curlyList, curlyCall, curlyStatement:
		if s.looksLikeHash(i + 1) {
			f.want, f.curly = wantOperator, curlyBlock
			s.push(f)
			s.term(i + 1)
			return
		}
		f.want, f.curly = wantTerm, curlyHash
		if kind == curlyStatement {
			f.want, f.curly = wantStatement, curlyStatement
			f.first, f.firstOf = s.firstBlock(i, true)
		}
		if kind == curlyCall {
			s.openCallBlock(f)
			return
		}
	}
	s.push(f)
	s.then(i+1, wantStatement, curlyStatement)
}

// plainKey returns the offset past the brace of a subscript that holds one
// bare word, as in $x{s} and $x{-q}, or -1.
func (s *scanner) plainKey(i int) int {
	i = s.peek(i)
	if s.at(i) == '-' {
		i++
	}
	if !isWordStart(s.at(i)) {
		return -1
	}
	from := i
	i = s.plainWord(i)
	end := i
	if i = s.peek(i); s.at(i) == '}' {
		s.useWord(from, end)
		s.mentionBare(MentionKey, from, end)
		return i + 1
	}
	return -1
}

// blockWords are functions whose first argument is always a block.
var blockWords = map[string]bool{
	"try": true, "catch": true, "finally": true, "guard": true, "scope_guard": true, "first": true, "any": true,
	"all": true, "none": true, "notall": true, "reduce": true, "exception": true, "lives_ok": true, "dies_ok": true,
	"throws_ok": true, "warning": true, "warnings": true, "capture": true, "timethis": true,
}

// looksLikeHash guesses as perl does whether the brace before i opens an
// anonymous hash: an empty pair, or a first word or string that a comma or =>
// follows (toke.c, case '{').
func (s *scanner) looksLikeHash(i int) bool {
	if s.curly == curlyCall && s.prev == tokWord && blockWords[string(s.word)] {
		return false
	}
	i = s.peek(i)
	c := s.at(i)
	from := i
	switch {
	case c == '}':
		return true
	case c == '%' && (s.at(i+1) == '$' || s.at(i+1) == '{' || isWordStart(s.at(i+1))):
		// perl guesses a block; when people write { %$x, ...} they mean a hash
		// (perl is told by a plus sign or a return).
		if s.curly != curlyCall {
			return false
		}
		for i++; s.at(i) == '$' || s.at(i) == ':' || isWord(s.at(i)); i++ {
		}
		i = s.peek(i)
		return s.at(i) == ',' || s.at(i) == '{' || s.at(i) == '}'
	case c == '\'' || c == '"' || c == '`':
		for i++; i < s.limit && s.text[i] != c && i < from+1000; i++ {
			if s.text[i] == '\\' {
				i++
			}
		}
		i++
	case isWord(c) || c == '-' && isWordStart(s.at(i+1)):
		for i++; isWord(s.at(i)) || s.at(i) == ':' && s.at(i+1) == ':'; i++ {
			if s.at(i) == ':' {
				i++
			}
		}
	case c == '$' && isWordStart(s.at(i+1)):
		// $key => value: perl guesses a block in map; it is one either way for
		// what follows, but as an argument of a function it is a hash.
		for i++; isWord(s.at(i)); i++ {
		}
		i = s.peek(i)
		return s.curly != curlyList && s.at(i) == '=' && s.at(i+1) == '>'
	default:
		return false
	}
	i = s.peek(i)
	lower := c >= 'a' && c <= 'z'
	return s.at(i) == ',' && !lower || s.at(i) == '=' && s.at(i+1) == '>'
}

// closeBracket ends the innermost bracket of the kind that c closes. A brace
// closes parentheses that were left open; other brackets close nothing but
// their own.
func (s *scanner) closeBracket(c byte) {
	i := s.pos
	kind := map[byte]frameKind{'}': frameBrace, ')': frameParen, ']': frameBracket}[c]
	n := len(s.frames)
	if n == 0 || s.frames[n-1].kind != kind {
		s.fail()
		if kind != frameBrace || s.braces == 0 {
			s.operator(i + 1)
			return
		}
	}
	if kind == frameBrace && s.recovering && !s.recoverClose(i) {
		s.then(i+1, wantStatement, curlyStatement)
		return
	}
	for {
		top := s.frames[len(s.frames)-1].kind
		if top == kind {
			break
		}
		s.pop(i)
	}
	f := s.pop(i + 1)
	s.then(i+1, f.want, f.curly)
	if f.flags&flagSignature != 0 {
		s.head(f.body)
		return
	}
	if f.want == wantStatement {
		s.endStatement(i + 1)
	}
}

func (s *scanner) semicolon() {
	i := s.pos
	n := len(s.frames)
	if s.recovering {
		for n > 0 && (s.frames[n-1].kind == frameParen || s.frames[n-1].kind == frameBracket) && s.frames[n-1].flags&(flagFor|flagSignature) == 0 {
			s.pop(i)
			n--
		}
	}
	s.dropBless(n)
	s.then(i+1, wantStatement, curlyStatement)
	s.endStatement(i + 1)
}
