// Package render writes SVs, what they hold and what leads to them, in the same
// way for hovers, documents and the command line, mostly as Devel::MAT's pmat
// does. It writes escape sequences only if a [Style] asks for them, and never one
// that comes from a dump: text from a dump is made safe here.
package render

import (
	"strings"

	"github.com/perlheap/perlheap/heap"
	words "github.com/perlheap/perlheap/heap/text"
)

// Style is how a text about SVs is marked up.
type Style struct {
	words.Style
	// Place, if set, adds the location of a CODE after its address, as in
	// `(lib/Foo.pm line 12)`, which pmat does not show. It is given the
	// recorded location and returns the one to show.
	Place func(cv heap.SV, recorded heap.Location) heap.Location
	// Links, if set, marks addresses, as leading to a [heap.SV], and locations,
	// as leading to a [heap.Location].
	Links *words.Links
	// Spoken uses words of Perl programmers where those of pmat are perl's own
	// inside: it passes over references in silence, and says what a PAD is.
	Spoken bool
}

// RefName is what a reference is called.
func (s Style) RefName(r heap.Ref) string {
	if s.Spoken {
		return r.Spoken()
	}
	return r.Name()
}

// desc is what an SV is called.
func (s Style) desc(h *heap.Heap, sv heap.SV) string {
	desc := h.Desc(sv)
	if !s.Spoken {
		return desc
	}
	switch h.Kind(sv) {
	case heap.KindRef:
		return strings.NewReplacer("REF()", "reference", "REF(W)", "weak reference").Replace(desc)
	case heap.KindPad:
		return strings.Replace(desc, "PAD", "lexicals", 1)
	}
	return desc
}

// Plain marks up nothing.
var Plain = Style{}

// SV writes an SV as pmat does: its description, package, address and root.
func SV(h *heap.Heap, sv heap.SV, s Style) string {
	text := words.Name(s.desc(h, sv))
	if pkg, ok := h.Package(sv); ok {
		text += "=" + s.Name(pkg)
	}
	text += " at " + s.Links.Mark(h.Addr(sv).String(), sv)
	if root, ok := h.Roots().Name(sv); ok {
		text += "=" + s.Note(words.Name(root))
	}
	text = s.SV(text)
	if s.Place == nil {
		return text
	}
	if loc, ok := h.Code(sv).Location(); ok && loc.Line > 0 {
		at := s.Place(sv, loc)
		text += " (" + s.Links.Mark(at.String(), at) + ")"
	}
	return text
}
