package perl

import "bytes"

// When brackets or quotes of a text do not match, it is being typed, and what
// is missing is missing in one place. The second pass then trusts the layout:
// a named sub closes what a line indented as deep or deeper opened, a brace at
// the start of a line closes the brace of its own indentation, a statement's
// semicolon closes parentheses, and a quote does not run across a line that
// begins a sub or a package.

// maxIndent bounds how far the blanks of a line are counted, recoverDepth how
// many brackets are looked at: both keep the pass linear.
const (
	maxIndent    = 200
	recoverDepth = 64
)

// indentOf returns the column of the first character that is no blank on the
// line of i, and whether i stands there.
func (s *scanner) indentOf(i int) (column int, first bool) {
	at := s.file.LineStart(s.file.LineOf(i))
	for ; at < i && column < maxIndent; at++ {
		switch s.text[at] {
		case ' ':
			column++
		case '\t':
			column += 8 - column%8
		default:
			return column, false
		}
	}
	return column, at == i
}

func (s *scanner) frameIndent(f *frame) int {
	if f.indent < 0 {
		f.indent, _ = s.indentOf(f.open)
	}
	return f.indent
}

// recoverStart is called at the keyword of a named sub or package.
func (s *scanner) recoverStart(i int) {
	column, first := s.indentOf(i)
	if !first || s.ranges > 0 {
		return
	}
	for n := len(s.frames); n > 0; n-- {
		f := &s.frames[n-1]
		if f.flags&flagPackage != 0 || s.frameIndent(f) < column {
			return
		}
		s.pop(i)
	}
}

// recoverClose is called at a closing brace while a brace is open; false when the
// brace is one too many.
func (s *scanner) recoverClose(i int) bool {
	column, first := s.indentOf(i)
	if !first || s.ranges > 0 {
		return true
	}
	deeper := 0 // brackets to close before the one of this column
	for n := len(s.frames) - 1; n >= 0 && n >= len(s.frames)-recoverDepth; n-- {
		f := &s.frames[n]
		indent := s.frameIndent(f)
		if f.kind == frameBrace && indent == column {
			for ; deeper > 0; deeper-- {
				s.pop(i)
			}
			return true
		}
		if indent < column {
			return f.kind != frameBrace || deeper > 0
		}
		deeper++
	}
	return true
}

// anchored reports whether the line at i begins what no quote is likely to run
// across.
func (s *scanner) anchored(i int) bool {
	line := s.text[i:min(i+maxIndent, s.limit)]
	if n := bytes.IndexByte(line, '\n'); n >= 0 {
		line = line[:n]
	}
	if len(line) > 1 && line[0] == '=' && isLetter(line[1]) {
		return true
	}
	if len(line) > 0 && line[0] == '}' && len(bytes.TrimSpace(line)) <= 2 {
		return true
	}
	line = bytes.TrimLeft(line, " \t")
	for _, word := range []string{"sub ", "package "} {
		if rest, ok := bytes.CutPrefix(line, []byte(word)); ok && len(rest) > 0 && isWordStart(rest[0]) {
			return true
		}
	}
	return false
}

// unlikely reports whether the quote from open to close is rather one that was
// not closed, which took the beginning of another one for its end: it has
// several lines, and a word follows, or the number of quotes on the rest of
// the line is odd, as in
//
//	print "abc;
//	print "def";
func (s *scanner) unlikely(open, close int) bool {
	q := s.text[open]
	if q != '"' && q != '\'' && q != '`' || bytes.IndexByte(s.text[open:close], '\n') < 0 {
		return false
	}
	if isWordStart(s.at(close + 1)) {
		return true
	}
	odd := false
	for i := close + 1; i < s.limit && s.text[i] != '\n' && i < close+maxIndent; i++ {
		switch s.text[i] {
		case q:
			odd = !odd
		case '\\':
			i++
		}
	}
	if odd && !s.recovering {
		// A chain of strings of several lines is odd as well.
		switch s.at(s.skipBlanks(close + 1)) {
		case '.', ',', ';', ')', ']', '}', '=', '?', ':', '\n', 0:
			return false
		}
	}
	return odd
}
