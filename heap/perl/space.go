package perl

import "bytes"

// newline moves past the newline at pos, and past the here-documents that
// begin after it.
func (s *scanner) newline() {
	s.pos = s.after(s.pos)
	s.lineStart()
}

// after returns the offset where scanning goes on after the newline at i.
func (s *scanner) after(i int) int {
	if to, ok := s.here[i]; ok {
		return to
	}
	return i + 1
}

// lineStart reads what only the beginning of a line can hold: a directive.
func (s *scanner) lineStart() {
	if s.pos < s.limit && s.text[s.pos] == '#' && s.ranges == 0 {
		s.directive(s.pos)
	}
}

func (s *scanner) comment() {
	for s.pos < s.limit && s.text[s.pos] != '\n' {
		s.pos++
	}
}

// skipSpace moves over blanks, newlines, comments and POD.
func (s *scanner) skipSpace() {
	for s.pos < s.limit {
		switch c := s.text[s.pos]; {
		case c == '\n':
			s.newline()
		case isSpace(c):
			s.pos++
		case c == '#':
			s.comment()
		case c == '=' && s.isPod():
			s.skipPod()
		default:
			return
		}
	}
}

// skipBlanks returns the first offset from i on that is no blank of the line.
func (s *scanner) skipBlanks(i int) int {
	for i < s.limit && isSpace(s.text[i]) {
		i++
	}
	return i
}

// peek returns the offset of the next significant byte from i on without
// moving. Comments and newlines are passed over, POD is not.
func (s *scanner) peek(i int) int {
	for i < s.limit {
		switch c := s.text[i]; {
		case c == '\n':
			i = s.after(i)
		case isSpace(c):
			i++
		case c == '#':
			for i < s.limit && s.text[i] != '\n' {
				i++
			}
		default:
			return i
		}
	}
	return s.limit
}

// fatComma reports whether => follows on the same line, which makes a string of
// the word before it.
func (s *scanner) fatComma(i int) bool {
	i = s.skipBlanks(i)
	return s.at(i) == '=' && s.at(i+1) == '>'
}

// isPod reports whether the equals sign at pos begins POD: in the first column,
// a letter behind it, where a statement may begin (perlpod). Where perl would
// read an assignment only the commands of perlpod are taken for POD, because
// an unfinished statement before POD is far more common than that layout.
func (s *scanner) isPod() bool {
	i := s.pos
	if i > 0 && s.text[i-1] != '\n' || !isLetter(s.at(i+1)) || s.ranges > 0 {
		return false
	}
	if s.want == wantStatement {
		return true
	}
	end := i + 1
	for isWord(s.at(end)) {
		end++
	}
	switch string(s.text[i+1 : end]) {
	case "pod", "head1", "head2", "head3", "head4", "over", "item", "back", "begin", "end", "for", "encoding", "cut":
		return end == s.limit || s.text[end] == '\n' || isSpace(s.text[end])
	}
	return false
}

// skipPod moves past the line of the =cut that ends POD: one that begins it, with
// nothing before it to end, does not (toke.c, in_pod). perl honours directives
// inside POD.
func (s *scanner) skipPod() {
	for begin := s.pos; s.pos < s.limit; {
		rest := s.text[s.pos:s.limit]
		cut := s.pos > begin && bytes.HasPrefix(rest, []byte("=cut")) && (len(rest) == 4 || !isLetter(rest[4]))
		if rest[0] == '#' {
			s.directive(s.pos)
		}
		nl := bytes.IndexByte(rest, '\n')
		if nl < 0 {
			s.pos = s.limit
			return
		}
		s.pos += nl + 1
		if cut {
			s.lineStart()
			return
		}
	}
}

// endOfCode ends the program at the word at i.
func (s *scanner) endOfCode(i, end int) {
	if s.ranges > 0 {
		s.term(i + 1)
		return
	}
	if s.selfLoaded(i, end) {
		return
	}
	s.limit, s.pos, s.file.End = i, i, i
}
