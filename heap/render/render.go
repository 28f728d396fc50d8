// Package render turns what the other packages find into text, for hovers,
// documents and the command line alike. It writes no escape sequence of its
// own unless a [Style] asks for one, and none that comes from a dump: text
// from a dump is made harmless here.
package render

import (
	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/retained"
	words "github.com/perlheap/perlheap/heap/text"
)

// bytesOf writes a size that may be a lower bound.
func bytesOf(bytes int64, least bool) string {
	return retained.Size{Bytes: bytes, Least: least}.String()
}

// Style marks up parts of a text for where it is shown. A nil function leaves
// its part as it is.
type Style struct {
	SV     func(string) string // an SV with its address
	Note   func(string) string // a label, a number of a REF
	Symbol func(string) string // a name of the symbol table
	Value  func(string) string // a string, number or key
	// Place, if set, adds behind the address of a CODE where it is, as
	// `(lib/Foo.pm line 12)`; pmat does not say it. It is given what the dump
	// records and gives what is to be shown.
	Place func(cv heap.SV, recorded heap.Location) heap.Location
}

// Plain marks up nothing.
var Plain = Style{}

// Terminal uses the colours of a terminal.
var Terminal = Style{SV: ansi("1"), Note: ansi("33"), Symbol: ansi("32"), Value: ansi("95")}

func ansi(code string) func(string) string {
	return func(s string) string { return "\x1b[" + code + "m" + s + "\x1b[0m" }
}

func (s Style) sv(text string) string     { return apply(s.SV, text) }
func (s Style) note(text string) string   { return apply(s.Note, text) }
func (s Style) symbol(text string) string { return apply(s.Symbol, text) }
func (s Style) value(text string) string  { return apply(s.Value, text) }

func apply(f func(string) string, text string) string {
	if f == nil {
		return text
	}
	return f(text)
}

// SV writes an SV as pmat does: its description, package, address and root.
func SV(h *heap.Heap, sv heap.SV, s Style) string {
	text := words.Name(h.Desc(sv))
	if pkg, ok := h.Package(sv); ok {
		text += "=" + s.Name(pkg)
	}
	text += " at " + h.Addr(sv).String()
	if root, ok := h.Roots().Name(sv); ok {
		text += "=" + s.note(words.Name(root))
	}
	text = s.sv(text)
	if s.Place == nil {
		return text
	}
	if loc, ok := h.Code(sv).Location(); ok && loc.Line > 0 {
		text += " (" + s.Place(sv, loc).String() + ")"
	}
	return text
}
