package heap

// StructureSize is the size of an SV and of what is part of its structure: the
// elements of an ARRAY, the values of a HASH, the pads and constants of a
// CODE. An SV that stands there twice counts twice, as in Devel::MAT.
func (h *Heap) StructureSize(sv SV) (int64, error) {
	size := h.Size(sv)
	add := func(svs ...SV) {
		for _, s := range svs {
			if s != NoSV {
				size += h.Size(s)
			}
		}
	}
	switch k := h.Kind(sv); {
	case k == KindArray, k == KindPad, k == KindPadlist, k == KindPadnames:
		elems, err := h.Elems(sv)
		add(elems...)
		return size, err
	case k.HashLike():
		err := h.Values(sv, func(_ []byte, v SV) bool {
			add(v)
			return true
		})
		return size, err
	case k == KindCode:
		body, err := h.codeBody(sv)
		if err != nil {
			return size, err
		}
		add(body.Constants...)
		add(body.Globs...)
		add(body.Pads...)
		add(body.Padnames)
		refs, err := h.Outrefs(sv, Strong)
		for _, r := range refs {
			if r.Name == "the padlist" || r.Name == "the constant value" {
				add(r.SV)
			}
		}
		return size, err
	}
	return size, nil
}

// OwnedSize is Devel::MAT's owned size: of the SV and of everything that is
// reached from it over strong references through SVs whose reference count is
// 1. An SV that such references reach twice counts twice.
func (h *Heap) OwnedSize(sv SV) (int64, error) {
	var size int64
	more := []SV{sv}
	seen := map[SV]bool{}
	for len(more) > 0 {
		next := more[len(more)-1]
		more = more[:len(more)-1]
		size += h.Size(next)
		seen[next] = true
		refs, err := h.Outrefs(next, Strong)
		if err != nil {
			return size, err
		}
		for _, r := range refs {
			if !h.Immortal(r.SV) && !seen[r.SV] && h.Refcnt(r.SV) == 1 {
				more = append(more, r.SV)
			}
		}
	}
	return size, nil
}
