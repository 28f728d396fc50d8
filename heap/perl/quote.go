package perl

import "bytes"

// quoteKind says what is inside a quote (perlop, "Quote-Like Operators").
type quoteKind uint8

const (
	quotePlain  quoteKind = iota // q '' qw
	quoteText                    // qq "" qx ``
	quoteMatch                   // m qr //
	quoteSubst                   // s
	quoteTransl                  // tr y
)

func quoteKindOf(delim byte) quoteKind {
	if delim == '\'' {
		return quotePlain
	}
	return quoteText
}

// quoteWord reads the quote that the word text[i:end] begins.
func (s *scanner) quoteWord(i, end int) {
	at := end
	if isSpace(s.at(at)) || s.at(at) == '\n' {
		at = s.peek(at) // a # behind a blank begins a comment
	}
	if at >= s.limit {
		s.operator(end)
		return
	}
	delim := s.text[at]
	if delim == '=' && s.at(at+1) == '>' || s.want == wantOperator && (delim == ')' || delim == ';' || delim == ',') {
		s.operator(end)
		return
	}
	kind := quotePlain
	switch string(s.text[i:end]) {
	case "qq", "qx":
		kind = quoteText
	case "m", "qr":
		kind = quoteMatch
	case "s":
		kind = quoteSubst
	case "tr", "y":
		kind = quoteTransl
	}
	s.quote(i, at, delim, kind)
}

func closing(open byte) byte {
	switch open {
	case '(':
		return ')'
	case '[':
		return ']'
	case '{':
		return '}'
	case '<':
		return '>'
	}
	return open
}

// quote reads the quote whose first delimiter stands at at.
func (s *scanner) quote(start, at int, delim byte, kind quoteKind) {
	from := at + 1
	to := s.findClose(at, kind == quoteMatch || kind == quoteSubst)
	if to < 0 {
		s.unclosed(start)
		return
	}
	end := to + 1
	replFrom, replTo := -1, -1
	replDelim := delim
	if kind == quoteSubst || kind == quoteTransl {
		second := to
		if closing(delim) != delim {
			second = s.peek(end)
			if second >= s.limit {
				s.unclosed(start)
				return
			}
			replDelim = s.text[second]
		}
		replFrom = second + 1
		if replTo = s.findClose(second, kind == quoteSubst); replTo < 0 {
			s.unclosed(start)
			return
		}
		end = replTo + 1
	}
	code := false
	if kind >= quoteMatch {
		for isLetter(s.at(end)) {
			code = code || s.text[end] == 'e' && kind == quoteSubst
			end++
		}
	}
	s.operator(end)
	switch {
	case kind == quotePlain || kind == quoteText && !s.interpolates(from, to, false):
		s.useLiteral(start, from, to, end, delim, kind == quoteText)
		s.mentionQuote(start, from, to, end, delim, kind == quoteText)
	default:
		s.endFold(start)
	}
	if kind == quotePlain || kind == quoteTransl {
		return
	}
	plain := delim == '\''
	if kind >= quoteMatch && (plain || !s.interpolates(from, to, true)) {
		s.mentionWords(from, to, false)
	}
	if kind == quoteSubst && !code && (replDelim == '\'' || !s.interpolates(replFrom, replTo, false)) {
		s.mentionWords(replFrom, replTo, false)
	}
	// Ranges are left innermost first, so the replacement goes below.
	after := frame{want: wantOperator, curly: curlyBlock}
	resume := end
	if kind == quoteSubst && (code || replDelim != '\'' && s.interpolates(replFrom, replTo, false)) && s.ranges < maxRanges {
		f := frame{kind: frameString, want: wantOperator, curly: curlyBlock}
		if code {
			f.kind = frameCode
			after.want, after.curly = wantStatement, curlyStatement
		}
		s.enterRange(f, replFrom, replTo, end)
		if code {
			s.then(replFrom, wantStatement, curlyStatement)
		}
		resume = replFrom
	}
	regex := kind == quoteMatch || kind == quoteSubst
	if !plain && s.interpolates(from, to, regex) && s.ranges < maxRanges {
		after.kind = frameString
		if regex {
			after.flags = flagRegex
		}
		s.enterRange(after, from, to, resume)
	}
}

// interpolates reports whether there is anything to look for in a quote.
func (s *scanner) interpolates(from, to int, regex bool) bool {
	t := s.text[from:to]
	return bytes.IndexByte(t, '$') >= 0 || bytes.IndexByte(t, '@') >= 0 || regex && bytes.Contains(t, []byte("{"))
}

// findClose returns the offset of the delimiter that closes the one at open,
// or -1. Brackets nest, a backslash hides the next character. pattern tells
// that the text is one of m// or s///.
func (s *scanner) findClose(open int, pattern bool) int {
	o := s.text[open]
	c := closing(o)
	depth := 1
	crossed := false // a line that begins a sub, a package or POD
	stop := s.limit
	if s.failBytes > 4*len(s.text)+1<<16 {
		stop = min(stop, open+maxIndent) // to stay linear in a hopeless text
	}
	i := open + 1
	for i < stop {
		b := s.text[i]
		switch {
		case b == c && c == o:
			if (s.recovering || crossed) && s.unlikely(open, i) {
				s.failBytes += i - open
				return -1
			}
			return i
		case b == c:
			if depth--; depth == 0 {
				return i
			}
		case b == o:
			depth++
		case b == '\\':
			i++
			if i < stop && s.text[i] == '\n' {
				i = s.after(i)
				continue
			}
		case b == '\n':
			i = s.after(i)
			if c == o && !crossed || s.recovering {
				crossed = s.anchored(i)
			}
			// No pattern runs across the beginning of a sub, while a string may.
			if crossed && (s.recovering || pattern && o == '/') {
				s.failBytes += i - open
				return -1
			}
			continue
		}
		i++
	}
	s.failBytes += i - open
	return -1
}

// endOfLine returns the offset of the newline behind i, or limit. It looks at
// each line once, however often it is asked.
func (s *scanner) endOfLine(i int) int {
	if i < s.line.from || i > s.line.to {
		s.line.from, s.line.to = i, len(s.text)
		if n := bytes.IndexByte(s.text[i:], '\n'); n >= 0 {
			s.line.to = i + n
		}
	}
	return min(s.line.to, s.limit)
}

// unclosed reads a quote without end: it takes the rest of the line.
func (s *scanner) unclosed(start int) {
	s.fail()
	s.operator(max(s.endOfLine(start), start+1))
}

// looksLikeGlob decides `word <`, as looksLikePattern does for slashes.
func (s *scanner) looksLikeGlob(i int) bool {
	if !isSpace(s.text[max(i-1, 0)]) || isSpace(s.at(i+1)) || s.at(i+1) == '=' {
		return false
	}
	for j := i + 1; j < s.limit && s.text[j] != '\n' && s.text[j] != ';' && j < i+1000; j++ {
		if s.text[j] == '>' {
			return bytes.IndexByte([]byte(",;)\n \x00"), s.at(j+1)) >= 0 && s.text[j-1] != '-' && s.text[j-1] != '='
		}
	}
	return false
}

// less reads < in code: a here-document, <FH>, <*.c> or an operator.
func (s *scanner) less() {
	i := s.pos
	if s.at(i+1) == '<' {
		if s.want != wantOperator {
			if s.at(i+2) == '>' && s.at(i+3) == '>' {
				s.operator(i + 4)
				return
			}
			if s.hereDocument(i) {
				return
			}
		}
		s.term(i + 2)
		return
	}
	if s.want != wantOperator {
		j := i + 1
		if s.at(j) == '$' {
			j++
		}
		if end := s.name(j); s.at(end) == '>' {
			if j > i+1 {
				if r, ok := s.reference(i+1, false, false); ok && r.end == end {
					s.useVariable(r, 0)
				}
			}
			s.operator(end + 1)
			return
		}
	}
	if s.want == wantTerm || s.want == wantStatement || s.want == wantEither && s.looksLikeGlob(i) {
		for j := i + 1; j < s.limit && s.text[j] != '\n' && s.text[j] != ';' && j < i+1000; j++ {
			if s.text[j] == '>' {
				s.quote(i, i, '<', quoteText)
				return
			}
		}
	}
	s.term(i + 1)
}
