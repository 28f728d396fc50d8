package perl

import "bytes"

// step reads one token of code.
func (s *scanner) step() {
	c := s.text[s.pos]
	switch {
	case c == '\n':
		s.newline()
		return
	case isSpace(c):
		s.pos++
		return
	case c == '#':
		s.comment()
		return
	}
	if s.want == wantStatement {
		s.startStatement()
	}
	if s.watch != nil {
		s.watch.token(s)
		defer s.watch.passed(s)
	}
	switch {
	case isWordStart(c), c == '\'' && s.prev == tokArrow:
		s.scanWord()
	case c >= '0' && c <= '9':
		s.number()
	default:
		s.punctuation(c)
	}
}

func (s *scanner) punctuation(c byte) {
	i := s.pos
	switch c {
	case '"', '`', '\'':
		s.quote(i, i, c, quoteKindOf(c))
	case '$', '@', '%', '&', '*':
		s.sigil(c)
	case '{':
		s.openBrace()
	case '(':
		s.openParen()
	case '[':
		s.push(frame{kind: frameBracket, open: i, want: wantOperator, curly: curlySubscript, body: -1})
		s.term(i + 1)
	case '}', ')', ']':
		s.closeBracket(c)
	case ';':
		s.semicolon()
	case '/':
		s.slash()
	case '<':
		s.less()
	case '-':
		s.minus()
	case '+':
		if s.at(i+1) == '+' {
			s.pos += 2
			if s.want != wantOperator {
				s.term(s.pos)
			}
			return
		}
		s.term(i + 1)
	case ',':
		s.comma(i + 1)
	case '=':
		s.equals()
	case ':':
		if s.at(i+1) == ':' && isWordStart(s.at(i+2)) {
			s.scanWord()
			return
		}
		s.term(i + 1)
	case '.':
		if s.want != wantOperator && isDigit(s.at(i+1)) {
			s.number()
			return
		}
		for i++; s.at(i) == '.' && i < s.pos+3; i++ { // 1..9 has no number .9
		}
		s.term(i)
	case 0x04, 0x1a:
		s.endOfCode(i, i+1) // ^D and ^Z end a program
	default:
		// ? ! ~ \ | ^ > and bytes that are no Perl
		s.term(i + 1)
	}
}

func (s *scanner) comma(next int) {
	s.term(next)
	s.param = true
	s.blessComma()
}

func (s *scanner) equals() {
	i := s.pos
	if s.isPod() {
		s.skipPod()
		return
	}
	switch s.at(i + 1) {
	case '>':
		s.comma(i + 2)
	case '=', '~':
		s.term(i + 2)
	default:
		s.term(i + 1)
	}
}

func (s *scanner) minus() {
	i := s.pos
	switch next := s.at(i + 1); {
	case next == '>':
		s.then(i+2, wantTerm, curlySubscript)
		s.prev = tokArrow
	case next == '-':
		s.pos += 2
		if s.want != wantOperator {
			s.term(s.pos)
		}
	case s.want != wantOperator && isLetter(next) && !isWord(s.at(i+2)):
		// A file test such as -e, or the string "-e".
		if s.fatComma(i + 2) {
			s.mentionKey(MentionPair, i, i+2, string(s.text[i:i+2]))
			s.operator(i + 2)
			return
		}
		if !bytes.ContainsRune([]byte("rwxoRWXOezsfdlpSugkbctTBAMC"), rune(next)) {
			s.term(i + 1) // -x of a constant, a function, or a quote
			return
		}
		s.then(i+2, wantEither, curlyHash)
	default:
		s.term(i + 1)
	}
}

func (s *scanner) slash() {
	i := s.pos
	regex := false
	switch s.want {
	case wantStatement, wantTerm:
		regex = true
	case wantEither:
		regex = s.looksLikePattern(i)
	}
	switch {
	case regex:
		s.quote(i, i, '/', quoteMatch)
	case s.at(i+1) == '/':
		s.term(i + 2)
	default:
		s.term(i + 1)
	}
}

// looksLikePattern decides `word /`, which perl decides by what the word was
// declared as: a pattern has no blank after the slash and ends on the line.
func (s *scanner) looksLikePattern(i int) bool {
	next := s.at(i + 1)
	if next == '/' || next == '=' || isSpace(next) || next == '\n' || next == 0 {
		return false
	}
	if !isSpace(s.text[max(i-1, 0)]) {
		return false
	}
	for j := i + 1; j < s.limit && s.text[j] != '\n' && j < i+1000; j++ {
		switch s.text[j] {
		case '\\':
			j++
		case '/':
			return true
		}
	}
	return false
}

func (s *scanner) number() {
	i := s.pos
	if s.text[i] == '0' && (s.at(i+1)|0x20 == 'x' || s.at(i+1)|0x20 == 'b') {
		for i += 2; isWord(s.at(i)) || s.at(i) == '.' && s.at(i+1) != '.' && isHex(s.at(i+1)); i++ {
		}
		s.useNumber(s.pos, i)
		s.operator(i)
		return
	}
	digits := func() {
		for isDigit(s.at(i)) || s.at(i) == '_' {
			i++
		}
	}
	digits()
	for s.at(i) == '.' && s.at(i+1) != '.' && (isDigit(s.at(i+1)) || !isWordStart(s.at(i+1))) {
		i++
		digits()
	}
	if s.at(i)|0x20 == 'e' {
		j := i + 1
		if s.at(j) == '+' || s.at(j) == '-' {
			j++
		}
		if isDigit(s.at(j)) {
			i = j
			digits()
		}
	}
	s.useNumber(s.pos, i)
	s.operator(max(i, s.pos+1))
}

// useNumber notes a number of the text by its value.
func (s *scanner) useNumber(from, to int) {
	if s.cur < 0 || from >= to || to-from > maxWord {
		return
	}
	if v, ok := numberValue(s.text[from:to]); ok {
		s.note([]byte(NumberWord(v)))
	}
}

func isSpace(c byte) bool  { return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isHex(c byte) bool    { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'f' }

// isWordStart and isWord take every byte of a UTF-8 sequence for a letter, as
// perl does for the letters among them under `use utf8`.
func isWordStart(c byte) bool { return isLetter(c) || c == '_' || c >= 0x80 }
func isWord(c byte) bool      { return isWordStart(c) || isDigit(c) }
