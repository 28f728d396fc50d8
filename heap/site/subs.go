package site

import (
	"context"
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/mat"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/safe"
)

// subs gives the subs as compiled, with the constants of their code. Closures
// have the constants of their prototype, and are not among them.
func subs(ctx context.Context, h *heap.Heap, _ *Table, opt *Options) ([]Item, error) {
	s := &subScan{h: h, opt: opt, union: mat.NewOwnedUnion(h), again: compiledAgain(h)}
	var items []Item
	for cv := range h.Codes().All {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if h.Code(cv).IsClosure() || h.Flags(cv)&pmat.CodeXSUB != 0 {
			continue
		}
		i, ok, err := s.sub(cv)
		if err != nil {
			return nil, err
		}
		if ok {
			items = append(items, i)
		}
	}
	return regroup(h, items)
}

type subScan struct {
	h     *heap.Heap
	opt   *Options
	again func(cv heap.SV) bool
	union *mat.OwnedUnion
	held  []heap.SV
}

// sub makes the item of a CODE; ok is false if it has no place or is too small.
// Those of a text that was compiled several times are never too small: they
// come together.
func (s *subScan) sub(cv heap.SV) (i Item, ok bool, err error) {
	h := s.h
	i = Item{Kind: KindSub, Type: heap.KindCode.String(), Count: 1, Example: cv}
	i.Recorded, _ = h.Code(cv).Location()
	main, hasMain := h.Roots().Find("main_cv")
	isMain := hasMain && main == cv
	switch {
	case isMain:
		i.Recorded = heap.Location{File: h.Process().Program()}
	case h.Code(cv).OpRoot() == 0, files.NoFile(i.Recorded.File) && i.Recorded.Line == 0:
		return i, false, nil // it has no text
	}
	again := s.again(cv)
	own := h.Code(cv).OwnBytes()
	// What everything in the pads owns is quickly known, and mostly too little.
	if !again && s.opt.MinBytes > own && !s.union.Reaches(s.opt.MinBytes-own, s.mayBeConstants(cv)...) && s.opt.MinCount != 1 {
		return i, false, nil
	}
	body, err := h.Code(cv).Body()
	if err != nil {
		return i, false, err
	}
	i.Elements = int64(len(body.Constants))
	i.Bytes = own
	s.held = s.held[:0]
	for _, sv := range body.Constants {
		if h.Kind(sv) == heap.KindRef && h.Refcnt(sv) > 1 {
			i.Bytes = safe.Add(i.Bytes, h.Size(sv)) // of a constant with a name: others have it too
			continue
		}
		s.held = append(s.held, sv)
	}
	i.Bytes = safe.Add(i.Bytes, s.union.Bytes(s.held...))
	if s.held, err = s.temporaries(cv, &body); err != nil {
		return i, false, err
	}
	if kept := s.union.Bytes(s.held...); kept >= hollow { // each operator has an empty one
		i.Temporaries = kept
		i.Bytes = safe.Add(i.Bytes, kept)
	}
	if !again && !s.opt.reached(&i) {
		return i, false, nil
	}
	names, err := h.Code(cv).Padnames()
	if err != nil {
		return i, false, err
	}
	if i.at, err = siteOf(h, cv, names); err != nil {
		return i, false, err
	}
	if i.Name = i.at.Name; i.Name == "" && i.Recorded.Line == 0 && !isMain {
		return i, false, nil // nothing can find it
	}
	return i, true, nil
}

// temporaries gives what is in the pads of a CODE without being a variable, a
// constant or a sub: operators have their results there, and keep their memory
// until they run again (PADTMP).
func (s *subScan) temporaries(cv heap.SV, body *heap.CodeBody) ([]heap.SV, error) {
	h, all := s.h, s.held[:0]
	names, err := h.Code(cv).Padnames()
	if err != nil {
		return nil, err
	}
	for _, pad := range h.Code(cv).AppendPads(nil) {
		slots, err := h.Elems(pad)
		if err != nil {
			return nil, err
		}
		for slot, sv := range slots {
			if slot == 0 || sv == heap.NoSV || h.Immortal(sv) || slot < len(names) && names[slot].Name != "" ||
				h.Refcnt(sv) > 1 || sigil(h.Kind(sv)) == "" || slices.Contains(body.ConstSlots, uint64(slot)) {
				continue
			}
			all = append(all, sv)
		}
	}
	return all, nil
}

// mayBeConstants gives what a CODE and its pads hold that its constants are
// among.
func (s *subScan) mayBeConstants(cv heap.SV) []heap.SV {
	h, all := s.h, s.held[:0]
	add := func(from heap.SV) {
		begin := len(all)
		held := h.AppendHeld(from, all)
		all = held[:begin]
		for _, sv := range held[begin:] {
			switch h.Kind(sv) {
			case heap.KindCode, heap.KindGlob, heap.KindStash, heap.KindClass, heap.KindPad, heap.KindPadlist, heap.KindPadnames:
			default:
				all = append(all, sv)
			}
		}
	}
	add(cv)
	for _, pad := range h.Code(cv).AppendPads(nil) {
		add(pad)
	}
	s.held = all
	return all
}
