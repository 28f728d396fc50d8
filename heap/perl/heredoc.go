package perl

import "bytes"

// hereDocument reads << at i and the text that begins on the next line; false
// when it is a shift. (perlop, "<<EOF")
func (s *scanner) hereDocument(i int) bool {
	j := i + 2
	indented := s.at(j) == '~'
	if indented {
		j++
	}
	var tag []byte
	quote := byte('"')
	k := s.skipBlanks(j)
	switch c := s.at(k); {
	case c == '"' || c == '\'' || c == '`':
		quote = c
		end := bytes.IndexByte(s.text[k+1:s.endOfLine(k)], c)
		if end < 0 {
			return false
		}
		tag = s.text[k+1 : k+1+end]
		k += end + 2
	case c == '\\' && isWordStart(s.at(j+1)) && k == j:
		quote = '\''
		k = s.plainWord(j + 1)
		tag = s.text[j+1 : k]
	case isWordStart(c) && k == j:
		k = s.plainWord(j)
		tag = s.text[j:k]
	default:
		return false
	}
	s.operator(k)
	from, to, ok := s.hereBody(k, tag, indented)
	if !ok {
		s.fail()
		return true
	}
	if s.watch != nil && s.watch.pieces != nil {
		s.watch.pieces.here(from, to)
	}
	switch {
	case quote == '\'' || !s.interpolates(from, to, false):
		s.useHere(from, to, quote != '\'', indented)
		s.mentionWords(from, to, false)
	case s.ranges < maxRanges:
		s.enterRange(frame{kind: frameString, want: wantOperator, curly: curlyBlock}, from, to, k)
	}
	return true
}

// hereBody finds the text of a here-document whose operator ends at k, and
// lets the scanner pass over it. In a quote of several lines the text stands
// in the quote, else below the line on which the quote ends.
func (s *scanner) hereBody(k int, tag []byte, indented bool) (from, to int, ok bool) {
	stop := s.limit
	nl := s.endOfLine(k)
	if nl == s.limit {
		stop = len(s.text)
		if nl = s.line.to; nl == stop {
			return 0, 0, false
		}
	}
	from = s.after(nl)
	if s.failBytes > 4*len(s.text)+1<<16 {
		return 0, 0, false
	}
	for i := from; i < stop; {
		end := stop
		if n := bytes.IndexByte(s.text[i:stop], '\n'); n >= 0 {
			end = i + n
		}
		line := bytes.TrimSuffix(s.text[i:end], []byte("\r"))
		if indented {
			line = bytes.TrimLeft(line, " \t")
		}
		if bytes.Equal(line, tag) {
			s.here[nl] = min(end+1, len(s.text))
			return from, i, true
		}
		i = end + 1
	}
	s.failBytes += stop - from
	return 0, 0, false
}

// useHere notes the text of a here-document without variables.
func (s *scanner) useHere(from, to int, text, indented bool) {
	if s.cur < 0 || to-from > maxLiteral {
		return
	}
	body := s.text[from:to]
	if indented {
		body = unindent(body)
	}
	if text && bytes.IndexByte(body, '\\') >= 0 {
		s.scratch2 = unquote(s.scratch2[:0], body, '"', true)
		body = s.scratch2
	}
	s.note(body)
}

// unindent takes away the blanks that all lines of a text begin with, but for
// those that have nothing else. (perlop, "<<~EOF")
func unindent(text []byte) []byte {
	lines := bytes.SplitAfter(text, []byte{'\n'})
	least := -1
	for _, l := range lines {
		if n := len(l) - len(bytes.TrimLeft(l, " \t")); n < len(l) && l[n] != '\n' && (least < 0 || n < least) {
			least = n
		}
	}
	var out []byte
	for _, l := range lines {
		if n := len(l) - len(bytes.TrimLeft(l, " \t")); least > 0 {
			l = l[min(n, least):]
		}
		out = append(out, l...)
	}
	return out
}
