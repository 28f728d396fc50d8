package heap

import "math"

// StructureSize is the size of an SV and of what is part of its structure: the
// elements of an ARRAY, the values of a HASH, the pads and constants of a
// CODE. An SV that stands there twice counts twice, as in Devel::MAT.
func (h *Heap) StructureSize(sv SV) (int64, error) {
	var size int64
	err := h.eachOfStructure(sv, func(part SV) { size = AddBytes(size, h.Size(part)) })
	return size, err
}

// StructureSet gives the SVs that [Heap.StructureSize] adds up, the SV itself
// first.
func (h *Heap) StructureSet(sv SV) ([]SV, error) {
	var set []SV
	err := h.eachOfStructure(sv, func(part SV) { set = append(set, part) })
	return set, err
}

func (h *Heap) eachOfStructure(sv SV, yield func(SV)) error {
	yield(sv)
	add := func(svs ...SV) {
		for _, s := range svs {
			if s != NoSV && !h.Immortal(s) {
				yield(s)
			}
		}
	}
	switch k := h.Kind(sv); {
	case k == KindArray, k == KindPad, k == KindPadlist, k == KindPadnames:
		elems, err := h.Elems(sv)
		add(elems...)
		return err
	case k.HashLike():
		return h.Values(sv, func(_ []byte, v SV) bool {
			add(v)
			return true
		})
	case k == KindCode:
		body, err := h.codeBody(sv)
		if err != nil {
			return err
		}
		refs, err := h.Outrefs(sv, Strong)
		for _, kind := range [...]RefKind{RefPadlist, RefConstval} {
			for _, r := range refs {
				if r.Kind == kind {
					add(r.SV)
				}
			}
		}
		add(body.Padnames)
		add(body.Pads...)
		add(body.Constants...)
		add(body.Globs...)
		return err
	}
	return nil
}

// OwnedSize is Devel::MAT's owned size: of the SV and of everything that is
// reached from it over strong references through SVs whose reference count is
// 1. What `local` put aside counts as if it were in its place. Like there, an
// SV counts again for each such reference that is met before the SV itself is,
// so that numbers agree; the values of a HASH are walked in the order of the
// dump, which for Devel::MAT is random.
func (h *Heap) OwnedSize(sv SV) (int64, error) {
	size, _, err := h.ownedSize(sv, math.MaxInt64)
	return size, err
}

// ownedSize is [Heap.OwnedSize] that looks at so many references; all tells
// that there were no more.
func (h *Heap) ownedSize(sv SV, refs int64) (size int64, all bool, err error) {
	all, err = h.eachOwned(sv, refs, func(owned SV) bool { size = AddBytes(size, h.Size(owned)); return true })
	return size, all, err
}

// OwnedSizeWithin is [Heap.OwnedSize] of as many SVs as limit: of the largest
// SVs of a heap, the whole takes seconds. all tells that these are all.
func (h *Heap) OwnedSizeWithin(sv SV, limit int) (size int64, all bool, err error) {
	all = true
	_, err = h.eachOwned(sv, math.MaxInt64, func(owned SV) bool {
		if limit == 0 {
			all = false
			return false
		}
		limit--
		size = AddBytes(size, h.Size(owned))
		return true
	})
	return size, all, err
}

// OwnedSet gives the SVs that [Heap.OwnedSize] adds up, the SV itself first.
func (h *Heap) OwnedSet(sv SV) ([]SV, error) {
	var set []SV
	_, err := h.eachOwned(sv, math.MaxInt64, func(owned SV) bool { set = append(set, owned); return true })
	return set, err
}

// eachOwned gives what an SV owns until yield returns false or so many
// references were looked at; all tells that it did not come to that.
func (h *Heap) eachOwned(sv SV, refs int64, yield func(SV) bool) (all bool, err error) {
	more := []SV{sv}
	seen := map[SV]bool{}
	for len(more) > 0 {
		next := more[len(more)-1]
		more = more[:len(more)-1]
		if !yield(next) {
			return true, nil
		}
		if seen[next] {
			continue // all that it holds was met when it was itself
		}
		seen[next] = true
		w := outrefs{h: h, sv: next, unnamed: true, yield: func(r *rawRef) bool {
			if refs == 0 {
				return false
			}
			refs--
			if (r.Strength == Strong || r.Kind.IsSaved()) && !h.Immortal(r.SV) && h.Refcnt(r.SV) == 1 && !seen[r.SV] {
				more = append(more, r.SV)
			}
			return true
		}}
		err := w.each()
		if err != nil || refs == 0 {
			return false, err
		}
	}
	return true, nil
}
