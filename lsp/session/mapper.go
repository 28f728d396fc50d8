package session

import (
	"bytes"
	"sort"
	"unicode/utf8"

	"go.lsp.dev/protocol"
)

// This file is the one place that converts between ways to name a position in
// a text. There are five:
//
//   - byte offset: 0-based, into the text as UTF-8. What heap/perl uses.
//   - perl line: 1-based; a line ends at "\n" and at nothing else. What dumps
//     record and what people read in messages.
//   - LSP line: 0-based; a line ends at "\n", "\r\n" or "\r". In a text with
//     lone "\r" it is not the perl line less one.
//   - LSP character: 0-based, counted from the start of the LSP line in the
//     units of the negotiated encoding: bytes of UTF-8, units of UTF-16 (a
//     character beyond U+FFFF counts two), or characters (UTF-32).
//   - line range: from the first to the last character of a line, without what
//     ends it.
//
// Positions that do not exist are moved to the nearest that does, as LSP demands:
// a character after the end of its line means the end, one inside a character
// means its start, a line after the last means the end of the text. A byte
// that is not UTF-8 counts as one unit in every encoding: editors show one
// character for it.

// PerlLine is a 1-based line number as perl counts.
type PerlLine int

// Mapper converts positions of one text. It is immutable.
type Mapper struct {
	text     []byte
	encoding protocol.PositionEncodingKind
	lspStart []int // byte offset of each LSP line
	newline  []int // byte offset of each "\n"
}

// NewMapper indexes a text, which must not change afterwards. An encoding that
// is not one of the three of LSP counts as UTF-16.
func NewMapper(text []byte, encoding protocol.PositionEncodingKind) *Mapper {
	m := &Mapper{text: text, encoding: encoding, lspStart: []int{0}}
	for i := 0; i < len(text); {
		j := bytes.IndexAny(text[i:], "\r\n")
		if j < 0 {
			break
		}
		i += j
		if text[i] == '\n' {
			m.newline = append(m.newline, i)
		} else if i+1 < len(text) && text[i+1] == '\n' {
			i++
			m.newline = append(m.newline, i)
		}
		i++
		m.lspStart = append(m.lspStart, i)
	}
	return m
}

// Text is the text, not to be changed.
func (m *Mapper) Text() []byte { return m.text }

// PerlLines is the number of perl lines; what follows the last "\n" counts,
// also when it is empty.
func (m *Mapper) PerlLines() int { return len(m.newline) + 1 }

// Offset converts an LSP position to a byte offset.
func (m *Mapper) Offset(p protocol.Position) int {
	if int64(p.Line) >= int64(len(m.lspStart)) {
		return len(m.text)
	}
	start := m.lspStart[p.Line]
	line := m.text[start:m.lineEnd(int(p.Line))]
	units, i := uint32(0), 0
	for i < len(line) {
		r, size := utf8.DecodeRune(line[i:])
		units += m.width(r, size)
		if units > p.Character {
			break
		}
		i += size
	}
	return start + i
}

// Position converts a byte offset to an LSP position.
func (m *Mapper) Position(offset int) protocol.Position {
	offset = min(max(offset, 0), len(m.text))
	n := sort.SearchInts(m.lspStart, offset+1) - 1
	line := m.text[m.lspStart[n]:min(offset, m.lineEnd(n))]
	units := uint32(0)
	for i := 0; i < len(line); {
		// Decoded from the whole text: the offset may stand inside a character.
		r, size := utf8.DecodeRune(m.text[m.lspStart[n]+i:])
		if i += size; i <= len(line) {
			units += m.width(r, size)
		}
	}
	return protocol.Position{Line: uint32(n), Character: units}
}

// Range converts two byte offsets to an LSP range.
func (m *Mapper) Range(start, end int) protocol.Range {
	return protocol.Range{Start: m.Position(start), End: m.Position(end)}
}

// PerlLineAt returns the perl line of an LSP position.
func (m *Mapper) PerlLineAt(p protocol.Position) PerlLine {
	return m.PerlLineOf(m.Offset(p))
}

// PerlLineOf returns the perl line of a byte offset.
func (m *Mapper) PerlLineOf(offset int) PerlLine {
	return PerlLine(sort.SearchInts(m.newline, offset) + 1)
}

// LineStart is the byte offset of the start of a perl line: 0 for lines before
// the first, the end of the text for lines after the last.
func (m *Mapper) LineStart(line PerlLine) int {
	switch {
	case line <= 1:
		return 0
	case int(line) > m.PerlLines():
		return len(m.text)
	}
	return m.newline[line-2] + 1
}

// LineRange is the LSP range of what is written on a perl line: from its first
// byte that is not blank to its last, an empty range if there is none.
func (m *Mapper) LineRange(line PerlLine) protocol.Range {
	start, end := m.LineStart(line), m.LineStart(line+1)
	text := bytes.TrimRight(m.text[start:end], " \t\f\r\n")
	end = start + len(text)
	start = end - len(bytes.TrimLeft(text, " \t\f\r\n"))
	return m.Range(start, end)
}

// lineEnd is the byte offset at which LSP line n ends, without its line end.
func (m *Mapper) lineEnd(n int) int {
	if n+1 == len(m.lspStart) {
		return len(m.text)
	}
	end := m.lspStart[n+1] - 1
	if m.text[end] == '\n' && end > m.lspStart[n] && m.text[end-1] == '\r' {
		end--
	}
	return end
}

// width returns how many units a character takes.
func (m *Mapper) width(r rune, size int) uint32 {
	switch {
	case r == utf8.RuneError && size == 1, m.encoding == protocol.PositionEncodingKindUTF32:
		return 1
	case m.encoding == protocol.PositionEncodingKindUTF8:
		return uint32(size)
	case r > 0xFFFF:
		return 2
	}
	return 1
}
