package perl

import "sort"

// useVariable notes that the current sub uses a variable; next is the bracket
// behind it, if any.
func (s *scanner) useVariable(r reference, next byte) {
	if s.watch != nil {
		s.watch.use(s, r, next)
		s.mention(MentionVariable, r.padSigil(next), r.from, r.to)
	}
	if r.from == r.to || s.cur < 0 {
		return
	}
	sigil := r.padSigil(next)
	if sigil == '*' {
		return
	}
	s.scratch = append(append(s.scratch[:0], sigil), s.text[r.from:r.to]...)
	if name, fresh := s.once(s.scratch, 0); fresh {
		s.subs[s.cur].Uses = append(s.subs[s.cur].Uses, name)
	}
}

// useWord notes a bare word in the current sub: the name of a function or
// method, a key.
func (s *scanner) useWord(from, to int) {
	if from < to && to-from <= maxWord {
		s.note(s.text[from:to])
	}
}

// once returns the text as a string and whether the current sub meets it for
// the first time; space keeps sets apart.
func (s *scanner) once(text []byte, space uint64) (string, bool) {
	id, ok := s.names[string(text)]
	if !ok {
		id = int32(len(s.nameList))
		name := string(text)
		s.names[name] = id
		s.nameList = append(s.nameList, name)
	}
	key := uint64(s.cur)<<33 | space<<32 | uint64(id)
	if _, ok := s.used[key]; ok {
		return s.nameList[id], false
	}
	s.used[key] = struct{}{}
	return s.nameList[id], true
}

// sigil reads $ @ % & * in code.
func (s *scanner) sigil(c byte) {
	i := s.pos
	if s.prev == tokArrow {
		s.postfix(c)
		return
	}
	if c == '%' || c == '&' || c == '*' {
		if s.at(i+1) == c && c != '%' { // && and **
			s.term(i + 2)
			return
		}
		if s.want == wantOperator || s.want == wantEither && !s.looksLikeSigil(i) {
			s.term(i + 1)
			return
		}
	}
	if n := s.at(s.skipBlanks(i + 1)); s.param && s.inSignature() && (n == ',' || n == ')' || n == '=') {
		s.operator(i + 1) // a parameter without name
		return
	}
	r, ok := s.reference(i, false, false)
	if !ok {
		s.term(i + 1)
		if c == '$' || c == '@' {
			s.operator(i + 1)
		}
		return
	}
	if r.block {
		s.openDeref(r.end)
		return
	}
	next := s.at(s.peek(r.end))
	parameter := s.parameter()
	switch {
	case parameter && r.from < r.to && !r.chain:
		s.declareVariable(r, i, "signature")
	default:
		s.useVariable(r, next)
	}
	if c == '$' && r.from < r.to && !r.chain && r.sigil == '$' && next == '=' {
		s.maybeAssigned(r.from, r.to, r.end, false)
	}
	handle := s.prev == tokPrint && c == '$' && s.handleFollowed(r.end)
	s.then(r.end, wantOperator, curlySubscript)
	if c == '&' {
		s.curly = curlyBlock
	}
	if handle {
		s.want, s.curly = wantTerm, curlyHash
	}
}

func (s *scanner) openDeref(brace int) {
	s.push(frame{kind: frameBrace, open: brace, want: wantOperator, curly: curlySubscript, body: -1})
	s.then(brace+1, wantStatement, curlyStatement)
}

// postfix reads ->@*, ->$#*, ->%{...} and ->$method.
func (s *scanner) postfix(c byte) {
	i := s.pos
	j := i + 1
	if c == '$' && s.at(j) == '#' {
		j++
	}
	switch n := s.at(j); {
	case n == '*':
		s.then(j+1, wantOperator, curlySubscript)
		return
	case (c == '@' || c == '%') && (n == '[' || n == '{'):
		s.then(j, wantOperator, curlySubscript)
		return
	}
	s.prev = tokOther
	s.want = wantTerm
	s.sigil(c)
}

// looksLikeSigil decides `word %x`, which perl decides by what the word was
// declared as; behind its own functions it wants a term.
func (s *scanner) looksLikeSigil(i int) bool {
	n := s.at(i + 1)
	return (s.prev != tokWord || i == 0 || !isWord(s.text[i-1])) && (n == '$' || n == '{' || n == ':' || isWordStart(n))
}

// handleFollowed reports whether `print $fh` is followed by a term, so that $fh
// is a file handle; the rules are those of toke.c, case '$'.
func (s *scanner) handleFollowed(end int) bool {
	if c := s.at(end); !isSpace(c) && c != '\n' {
		return false
	}
	i := s.peek(end)
	c, n := s.at(i), s.at(i+1)
	blank := n == 0 || n == '\n' || isSpace(n)
	switch c {
	case '$', '@', '"', '\'', '`':
		return true
	case '&', '*', '%':
		return isWordStart(n)
	case '+', '-':
		return !blank && n != '='
	case '/':
		return !blank && n != '=' && n != '/'
	case '<':
		return isWordStart(n) || n == '$' || n == '<' && s.at(i+2) != '=' && !isSpace(s.at(i+2))
	}
	return false
}

// declare reads what follows my, our and state.
func (s *scanner) declare(declarator string, end int) {
	s.term(end)
	s.skipSpace()
	if isWordStart(s.at(s.pos)) {
		i := s.pos
		from := i
		end := s.plainWord(i)
		if string(s.text[i:end]) == "async" {
			from = s.peek(end)
			end = s.plainWord(from)
		}
		if w := string(s.text[from:end]); w == "sub" || w == "method" {
			s.lexicalSub(from, end)
			return
		}
		s.pos = s.name(i) // a class, as in my Dog $spot
		s.skipSpace()
	}
	if s.at(s.pos) == '\\' {
		s.pos++
		s.skipSpace()
	}
	switch s.at(s.pos) {
	case '$', '@', '%':
		s.declareOne(declarator)
	case '(':
		s.declareList(declarator)
	}
}

func (s *scanner) declareOne(declarator string) bool {
	i := s.pos
	r, ok := s.reference(i, false, false)
	if !ok || r.block || r.chain || r.from == r.to {
		return false
	}
	s.declareVariable(r, i, declarator)
	if r.sigil == '$' {
		s.maybeAssigned(r.from, r.to, r.end, true)
	}
	s.then(r.end, wantOperator, curlyBlock)
	return true
}

// declareList reads (LIST) after my; it ends at anything that is no variable.
func (s *scanner) declareList(declarator string) {
	open := s.pos
	s.pos++
	for {
		s.skipSpace()
		switch c := s.at(s.pos); {
		case c == '$' || c == '@' || c == '%':
			if s.declareOne(declarator) {
				continue
			}
		case c == ',' || c == '\\':
			s.pos++
			continue
		case c == 'u' && string(s.text[s.pos:s.plainWord(s.pos)]) == "undef":
			s.pos += len("undef")
			continue
		case c == ')':
			s.operator(s.pos + 1)
			return
		}
		break
	}
	// Something else: let the main loop close the parenthesis.
	s.push(frame{kind: frameParen, open: open, want: wantOperator, curly: curlyBlock, body: -1})
	s.term(s.pos)
}

// field reads `field $x ...`.
func (s *scanner) field(end int) bool {
	i := s.peek(end)
	if c := s.at(i); c != '$' && c != '@' && c != '%' || s.at(i+1) == '$' || s.at(i+1) == '{' {
		return false
	}
	s.then(i, wantTerm, curlyHash)
	return s.declareOne("field")
}

func (s *scanner) declareVariable(r reference, offset int, declarator string) {
	sigil := r.sigil
	s.mention(MentionDeclaration, sigil, r.from, r.to)
	name := string(sigil) + string(s.text[r.from:r.to])
	v := Variable{Name: name, Declarator: declarator, Offset: offset}
	if s.cur < 0 {
		s.file.Declares = append(s.file.Declares, v)
		return
	}
	s.subs[s.cur].Declares = append(s.subs[s.cur].Declares, v)
}

func (s *scanner) finishVariables(vs []Variable) {
	sort.SliceStable(vs, func(a, b int) bool { return vs[a].Offset < vs[b].Offset })
	for i := range vs {
		vs[i].Line = s.file.LineOf(vs[i].Offset)
	}
}
