package session

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"go.lsp.dev/protocol"
)

// edited is a text that takes many edits, one behind the other, without being
// copied or indexed for each: it is in pieces, and an edit makes new those that
// it touches. No piece begins inside a character or between "\r" and "\n".
type edited struct {
	encoding protocol.PositionEncodingKind
	pieces   []piece
}

// piece is a part of a text and what is counted of it.
type piece struct {
	text   []byte
	breaks int // ends of LSP lines
	units  int // of the encoding, line ends included
}

const (
	// pieceSize is about how many bytes a piece has.
	pieceSize = 4 << 10
	// smallPiece is from how few bytes on a piece is joined with the next.
	smallPiece = pieceSize / 4
)

func newEdited(text []byte, encoding protocol.PositionEncodingKind) *edited {
	e := &edited{encoding: encoding}
	e.pieces = e.cut(text)
	return e
}

// cut makes pieces of a text, which they share.
func (e *edited) cut(text []byte) []piece {
	var pieces []piece
	for len(text) > 0 {
		end := min(pieceSize, len(text))
		for end < len(text) && !parts(text[:end], text[end:]) {
			end++
		}
		if len(text)-end < smallPiece {
			end = len(text)
		}
		pieces = append(pieces, e.count(text[:end:end]))
		text = text[end:]
	}
	return pieces
}

// parts reports whether a text may be cut between two parts of it: what is
// counted of them is that of the whole then.
func parts(a, b []byte) bool {
	return utf8.RuneStart(b[0]) && (b[0] != '\n' || a[len(a)-1] != '\r')
}

func (e *edited) count(text []byte) piece {
	p, m := piece{text: text}, Mapper{encoding: e.encoding}
	for i := 0; i < len(text); {
		if b := text[i]; b == '\n' || b == '\r' {
			n := lineBreak(text[i:])
			p.breaks++
			p.units += n
			i += n
			continue
		} else if b < utf8.RuneSelf {
			p.units++
			i++
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		p.units += int(m.width(r, size))
		i += size
	}
	return p
}

// lineBreak is how many bytes end an LSP line at the beginning of a text, 0 if
// none do.
func lineBreak(text []byte) int {
	switch {
	case text[0] == '\n':
		return 1
	case text[0] != '\r':
		return 0
	case len(text) > 1 && text[1] == '\n':
		return 2
	}
	return 1
}

// spot is a place in an edited text: a byte of a piece, or the end of the last.
type spot struct{ piece, at int }

// find finds a position as [Mapper.Offset] does.
func (e *edited) find(p protocol.Position) spot {
	s, ok := e.lineStart(int64(p.Line))
	if !ok {
		return s
	}
	m := Mapper{encoding: e.encoding}
	units := int64(0)
	for ; s.piece < len(e.pieces); s = (spot{s.piece + 1, 0}) {
		one := e.pieces[s.piece]
		if s.at == 0 && one.breaks == 0 && units+int64(one.units) <= int64(p.Character) {
			units += int64(one.units)
			continue
		}
		for s.at < len(one.text) {
			r, size := utf8.DecodeRune(one.text[s.at:])
			if units += int64(m.width(r, size)); r == '\n' || r == '\r' || units > int64(p.Character) {
				return s
			}
			s.at += size
		}
	}
	return s
}

// lineStart finds the start of an LSP line; false if there are not so many, the
// end of the text then.
func (e *edited) lineStart(line int64) (spot, bool) {
	for i, one := range e.pieces {
		if line > int64(one.breaks) || line == int64(one.breaks) && line > 0 && i+1 < len(e.pieces) && endsLine(one.text) {
			line -= int64(one.breaks)
			continue
		}
		at := 0
		for line > 0 {
			at += bytes.IndexAny(one.text[at:], "\r\n")
			at += lineBreak(one.text[at:])
			line--
		}
		return spot{i, at}, true
	}
	// A text that is empty has one line all the same.
	return spot{len(e.pieces), 0}, line == 0
}

func endsLine(text []byte) bool { return bytes.IndexByte([]byte("\r\n"), text[len(text)-1]) >= 0 }

// replace puts a text in the place of what is between two spots; nothing is
// taken out if they stand in the wrong order.
func (e *edited) replace(from, to spot, text string) {
	if to.piece < from.piece || to.piece == from.piece && to.at < from.at {
		to = from
	}
	var middle []byte
	first, last := from.piece, len(e.pieces)
	if from.piece < len(e.pieces) {
		middle = append(middle, e.pieces[from.piece].text[:from.at]...)
	}
	middle = append(middle, text...)
	if to.piece < len(e.pieces) {
		middle = append(middle, e.pieces[to.piece].text[to.at:]...)
		last = to.piece + 1
	}
	// What the edit joins may belong together, and pieces shall not become many.
	for first > 0 && (len(middle) == 0 || !parts(e.pieces[first-1].text, middle)) {
		first--
		middle = slices.Concat(e.pieces[first].text, middle)
	}
	for last < len(e.pieces) && (len(middle) < smallPiece || !parts(middle, e.pieces[last].text)) {
		middle = append(middle, e.pieces[last].text...)
		last++
	}
	e.pieces = slices.Replace(e.pieces, first, last, e.cut(middle)...)
}

// text is the text after all edits.
func (e *edited) text() []byte {
	all := make([][]byte, len(e.pieces))
	for i, one := range e.pieces {
		all[i] = one.text
	}
	return slices.Concat(all...)
}

// applyAll makes the text that edits leave behind, each made to what the one
// before left.
func (m *Mapper) applyAll(changes []protocol.TextDocumentContentChangeEvent) *Mapper {
	if len(changes) < 2 {
		for _, change := range changes {
			m = m.apply(change)
		}
		return m
	}
	e := newEdited(m.text, m.encoding)
	for _, change := range changes {
		switch c := change.(type) {
		case *protocol.TextDocumentContentChangeWholeDocument:
			e = newEdited([]byte(c.Text), m.encoding)
		case *protocol.TextDocumentContentChangePartial:
			e.replace(e.find(c.Range.Start), e.find(c.Range.End), c.Text)
		}
	}
	return NewMapper(e.text(), m.encoding)
}
