package identify

import (
	"strings"

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
		loc, ok := h.CodeLocation(e.SV)
		if !ok || loc.Line == 0 {
			return Holder{}, false
		}
		what := strings.TrimPrefix(e.Name, "(via RV) ")
		if !strings.HasPrefix(what, "the lexical ") {
			return Holder{}, false
		}
		if i := strings.LastIndex(what, " at depth "); i >= 0 {
			what = what[:i]
		}
		if name, ok := h.SymName(e.SV); ok {
			what += " of " + text.Name(name)
		}
		return Holder{SV: e.SV, Recorded: loc, Code: true, What: what}, true
	case Root:
		name, ok := strings.CutPrefix(e.Name, "the symbol '")
		if !ok {
			return Holder{}, false
		}
		name = strings.TrimSuffix(name, "'")
		sv, loc, err := h.SymbolLocation(name)
		if err != nil {
			return Holder{}, false
		}
		return Holder{SV: sv, Recorded: loc, What: text.Name(e.Name)}, true
	}
	return Holder{}, false
}
