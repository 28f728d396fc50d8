package heap

import (
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/text"
)

// Outref is a reference that an SV holds, with its name in parts: those who
// look at all references of a heap need no text for each of them.
type Outref struct {
	SV       SV // what is referred to
	Strength Strength
	// Via is what Devel::MAT calls it, without what tells it from others of its
	// kind: "element", "value", "the referrant", "lexical", "field".
	Via   string
	Index int64 // of an element or a part of a pad; -1 for none

	h    *Heap
	text string
	key  pmat.Str
	kind refKind
}

// IsKey tells whether Text is the key of a hash: data, where the hash is a
// table.
func (r *Outref) IsKey() bool { return r.kind == refValue || r.kind == refSavedValue }

// Text is what tells the reference from others of its kind: the key of a
// value, the name of a variable with its sigil, a field, a letter of magic;
// empty for none. A key is read from the dump.
func (r *Outref) Text() (string, error) {
	if r.kind != refValue {
		return r.text, nil
	}
	b, err := r.h.file.ReadText(r.key, maxKey)
	return text.Decode(b), err
}

// EachOutref calls yield for the references that an SV holds, in the order of
// [Heap.Outrefs] and limited to the strengths asked for, until it is false.
func (h *Heap) EachOutref(sv SV, want Strength, yield func(*Outref) bool) error {
	var ref Outref
	return h.eachOutref(sv, nil, func(r rawRef) bool {
		if r.strength&want == 0 {
			return true
		}
		ref = Outref{SV: r.to, Strength: r.strength, Index: -1, h: h, kind: r.kind, key: r.key, text: r.text}
		ref.describe(r)
		return yield(&ref)
	})
}

func (r *Outref) describe(raw rawRef) {
	var indexed bool
	switch raw.kind {
	case refElement, refElementViaRV:
		r.Via, indexed = "element", true
	case refValue, refValueViaRV:
		r.Via, r.kind = "value", refValue
	case refPadname:
		r.Via, indexed = "padname", true
	case refPad:
		r.Via, indexed = "pad at depth", true
	case refPadEntry, refPadEntryViaRV:
		r.Via, indexed = "lexical", true
		if raw.text == "" {
			r.Via = "pad temporary"
		}
	case refField, refFieldViaRV:
		r.Via, indexed = "field", true
	case refMagicObject:
		r.Via, r.text = "magic object", magicLetter(byte(raw.index))
	case refMagicPointer:
		r.Via, r.text = "magic pointer", magicLetter(byte(raw.index))
	case refSavedElement:
		r.Via, indexed = "saved value of element", true
	case refSavedValue:
		r.Via = "saved value of value"
	default:
		r.Via, r.text = raw.text, ""
	}
	if indexed {
		r.Index = int64(raw.index)
	}
}
