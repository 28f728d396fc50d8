package heap

import "github.com/perlheap/perlheap/heap/pmat"

// Outref is a reference that an SV holds. The key of a value is read only on
// demand: most callers that look at all references of a heap need none.
type Outref struct {
	Ref // its Text is empty for a value
	h   *Heap
	key pmat.Str
}

// Key reads the key of a value; it is empty for other references.
func (r *Outref) Key() (string, error) {
	if r.Kind != RefValue {
		return "", nil
	}
	return r.h.keyText(r.key)
}

// EachOutref calls yield for the references that an SV holds, in the order of
// [Heap.Outrefs] and limited to the given strengths, until yield returns false.
// The reference is valid during the call.
func (h *Heap) EachOutref(sv SV, want Strength, yield func(*Outref) bool) error {
	ref := Outref{h: h}
	return h.eachOutref(sv, nil, func(r *rawRef) bool {
		if r.Strength&want == 0 {
			return true
		}
		ref.Ref, ref.key = r.Ref, r.key
		return yield(&ref)
	})
}

// EachTarget calls yield for the target of each reference of an SV, in the
// order of [Heap.Outrefs], until yield returns false. It looks up no names.
func (h *Heap) EachTarget(sv SV, yield func(to SV, s Strength, k RefKind) bool) error {
	w := outrefs{h: h, sv: sv, unnamed: true, yield: func(r *rawRef) bool { return yield(r.SV, r.Strength, r.Kind) }}
	return w.each()
}
