package identify

import (
	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/text"
)

// Holder is the first thing on the way to the roots that has a place in the
// source: a sub whose variable holds what is identified, or a package
// variable.
type Holder struct {
	SV       heap.SV       // the CODE, or the package variable
	Recorded heap.Location // of the sub's first statement, or where the variable was first mentioned
	Code     bool          // SV is a CODE
	What     string        // `the lexical %singleton of &Helpers::redis`, `the symbol '%Foo::cache'`
}

// Holder finds the holder that is the fewest steps away; false if nothing on
// the way has a place.
func (t *Tree) Holder(h *heap.Heap) (Holder, bool) {
	for level := t.Entries; len(level) > 0; {
		var next []*Entry
		for _, e := range level {
			if holder, ok := e.holder(h); ok && holder.SV != t.SV {
				return holder, true
			}
			next = append(next, e.Entries...)
		}
		level = next
	}
	return Holder{}, false
}

func (e *Entry) holder(h *heap.Heap) (Holder, bool) {
	switch e.Kind {
	case Reference:
		loc, ok := h.CodeLocation(e.Ref.SV)
		if !ok || loc.Line == 0 {
			return Holder{}, false
		}
		if e.Ref.Kind != heap.RefLexical {
			return Holder{}, false
		}
		ref := e.Ref
		ref.Elided, ref.Depth = false, 0
		what := ref.Name()
		if name, ok := h.SymName(e.Ref.SV); ok {
			what += " of " + text.Name(name)
		}
		return Holder{SV: e.Ref.SV, Recorded: loc, Code: true, What: what}, true
	case Root:
		if e.Ref.Kind != heap.RefSymbol {
			return Holder{}, false
		}
		sv, loc, err := h.SymbolLocation(e.Ref.Text)
		if err != nil {
			return Holder{}, false
		}
		return Holder{SV: sv, Recorded: loc, What: text.Name(e.Ref.Name())}, true
	}
	return Holder{}, false
}
