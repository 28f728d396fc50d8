package perl

import (
	"bytes"
	"hash/fnv"
	"math"
	"strconv"
	"unicode/utf8"
)

const (
	// maxWord bounds the length of a literal that is kept as it is.
	maxWord = 80
	// keptOf is how much is kept of a longer one, beside its hash.
	keptOf = 40
	// hashedOf is of how much of a longer one the hash is: dumps have but the
	// begin of long strings, mostly 256 bytes.
	hashedOf = 200
	// maxLiteral bounds the literals that are read at all.
	maxLiteral = 1 << 20
)

// Word returns the form in which [Sub.Words] contains a string, and in which the
// constants of a [Trait] must be given, for a string whose length and beginning
// are known: the string itself or, for a long one, its beginning and a hash. ok
// is false if too little of the string is known.
func Word(begin []byte, length uint64) (word string, ok bool) {
	if length <= maxWord {
		return string(begin), uint64(len(begin)) >= length
	}
	if uint64(len(begin)) < min(length, hashedOf) {
		return "", false
	}
	h := fnv.New64a()
	h.Write(begin[:min(length, hashedOf)]) //nolint:errcheck // it never fails
	return string(begin[:keptOf]) + "\x00" + strconv.FormatUint(h.Sum64(), 36) + "\x00" + strconv.FormatUint(length, 10), true
}

// NumberWord is [Word] for a number. The sign is left out: in the text it is an
// operator.
func NumberWord(v float64) string {
	v = math.Abs(v)
	if v == math.Trunc(v) && v < 1<<53 {
		return strconv.FormatInt(int64(v), 10)
	}
	return strconv.FormatFloat(v, 'g', 15, 64)
}

// numberValue reads a number as perl writes them; false if it is none.
func numberValue(text []byte) (float64, bool) {
	t := bytes.ReplaceAll(text, []byte("_"), nil)
	if len(t) > 1 && t[0] == '0' && bytes.IndexByte(t, '.') < 0 {
		base, digits := 8, t[1:]
		switch t[1] | 0x20 {
		case 'x':
			base, digits = 16, t[2:]
		case 'b':
			base, digits = 2, t[2:]
		case 'o':
			digits = t[2:]
		}
		v, err := strconv.ParseUint(string(digits), base, 64)
		return float64(v), err == nil
	}
	v, err := strconv.ParseFloat(string(t), 64)
	return v, err == nil
}

// unquote appends the value of a literal in quotes: of an interpolating one if
// text is set, of which only the usual escapes are read.
func unquote(to, quoted []byte, delim byte, text bool) []byte {
	for i := 0; i < len(quoted); i++ {
		c := quoted[i]
		if c != '\\' || i+1 == len(quoted) {
			to = append(to, c)
			continue
		}
		i++
		switch e := quoted[i]; {
		case !text:
			if e != '\\' && e != delim && e != closing(delim) {
				to = append(to, '\\')
			}
			to = append(to, e)
		case e == 'x':
			var n int
			if to, n = appendHex(to, quoted[i+1:]); n < 0 {
				to = append(to, 0)
			} else {
				i += n
			}
		default:
			if k := bytes.IndexByte([]byte("ntrfbae0"), e); k >= 0 {
				e = "\n\t\r\f\b\a\x1b\x00"[k]
			}
			to = append(to, e)
		}
	}
	return to
}

// appendHex reads what follows \x; n is how long it is, -1 if it is no number.
func appendHex(to, text []byte) (_ []byte, n int) {
	digits := text
	if len(text) > 0 && text[0] == '{' {
		end := bytes.IndexByte(text, '}')
		if end < 0 {
			return to, -1
		}
		digits, n = text[1:end], end+1
	} else {
		for n < 2 && n < len(text) && isHex(text[n]) {
			n++
		}
		digits = text[:n]
	}
	v, err := strconv.ParseUint(string(bytes.TrimSpace(digits)), 16, 21)
	switch {
	case err != nil:
		return to, -1
	case v < 0x100:
		return append(to, byte(v)), n
	}
	return utf8.AppendRune(to, rune(v)), n
}

// fold is a chain of literals that dots join, which perl makes one constant of
// when it compiles.
type fold struct {
	next  int    // offset of the literal that would go on with it
	text  []byte // the value so far
	parts int
}

// useLiteral notes a literal without variables that ends before end. Of a
// chain the whole is noted as well.
func (s *scanner) useLiteral(start, from, to, end int, delim byte, text bool) {
	if s.cur < 0 || from >= to || to-from > maxLiteral {
		return
	}
	if s.fold.parts == 0 || s.fold.next != start {
		s.fold.text, s.fold.parts = s.fold.text[:0], 0
	}
	at := len(s.fold.text)
	s.fold.text = unquote(s.fold.text, s.text[from:to], delim, text)
	s.fold.parts++
	s.note(s.fold.text[at:])
	if i := s.peek(end); s.at(i) == '.' && s.at(i+1) != '.' && s.at(i+1) != '=' && len(s.fold.text) < maxLiteral {
		i = s.peek(i + 1)
		if c := s.at(i); c == '"' || c == '\'' || c == 'q' {
			s.fold.next = i
			return
		}
	}
	if s.fold.parts > 1 {
		s.note(s.fold.text)
	}
	s.fold.parts = 0
}

// endFold ends a chain of literals at what begins at start, which is no plain
// literal.
func (s *scanner) endFold(start int) {
	if s.fold.parts > 1 && s.fold.next == start {
		s.note(s.fold.text)
	}
	s.fold.parts = 0
}

// note keeps a value among the words of the current sub.
func (s *scanner) note(value []byte) {
	if s.cur < 0 || len(value) == 0 {
		return
	}
	if len(value) > maxWord {
		word, _ := Word(value, uint64(len(value)))
		value = []byte(word)
	}
	if word, fresh := s.once(value, 1); fresh {
		s.subs[s.cur].Words = append(s.subs[s.cur].Words, word)
	}
}

// piece notes what stands between two variables of a quote.
func (s *scanner) piece(from, to int, regex bool) {
	s.mentionWords(from, to, false)
	if s.cur < 0 || to-from < 2 || to-from > maxLiteral {
		return
	}
	if regex {
		s.note(s.text[from:to])
		return
	}
	s.scratch2 = unquote(s.scratch2[:0], s.text[from:to], '"', true)
	s.note(s.scratch2)
}
