package render

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
	words "github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// NewElementsJSON returns count elements of an ARRAY, or of a part of a pad,
// from start on. The error for any other SV says which command to use instead.
func NewElementsJSON(h *heap.Heap, sv heap.SV, start, count int, s Style) (wire.Page[wire.Element], error) {
	switch k := h.Kind(sv); {
	case k.HashLike():
		return wire.Page[wire.Element]{}, fmt.Errorf("cannot show elems of a %s (%s): its values are shown by 'values'", h.Type(sv), h.Addr(sv))
	case k != heap.KindArray && k != heap.KindPad && k != heap.KindPadlist && k != heap.KindPadnames:
		return wire.Page[wire.Element]{}, fmt.Errorf("cannot show elems of a %s (%s): only an ARRAY has any", h.Type(sv), h.Addr(sv))
	case start < 0 || count < 0:
		return wire.Page[wire.Element]{}, errors.New("the first index and the count of elements are 0 or more")
	}
	elems, err := h.Elems(sv)
	if err != nil {
		return wire.Page[wire.Element]{}, err
	}
	from := min(start, len(elems))
	page := wire.Page[wire.Element]{Total: len(elems), Offset: from, Items: []wire.Element{}}
	for i := from; i < len(elems) && i-from < count; i++ {
		e := wire.Element{Index: i}
		if e.Text, err = SVValue(h, elems[i], s); err != nil {
			return page, err
		}
		if elems[i] != heap.NoSV {
			j := h.JSON(elems[i])
			e.SV = &j
		}
		page.Items = append(page.Items, e)
	}
	return page, nil
}

// Elements writes the elements of an ARRAY.
func Elements(page wire.Page[wire.Element], s Style) string {
	t := &words.Table{Indent: "  ", Seps: []string{" "}}
	for _, e := range page.Items {
		t.Add(s.index(e.Index), e.Text)
	}
	return t.String() + more(page.Total-page.Offset-len(page.Items))
}

func more(n int) string {
	if n <= 0 {
		return ""
	}
	return fmt.Sprintf("  ... (%d more)\n", n)
}

// ValuesOptions select pairs of a HASH.
type ValuesOptions struct {
	Match    func(key []byte) bool // nil for all
	Skip     int                   // how many of those to skip first
	Count    int                   // how many at most
	Unsorted bool                  // in the order of the dump, not by key
	HEK      bool                  // also the addresses of the key strings
}

// NewValuesJSON returns pairs of a HASH, STASH or CLASS. The error for any
// other SV says which command to use instead.
func NewValuesJSON(h *heap.Heap, sv heap.SV, opt ValuesOptions, s Style) (wire.Page[wire.Pair], error) {
	switch k := h.Kind(sv); {
	case k == heap.KindArray || k == heap.KindPad || k == heap.KindPadlist || k == heap.KindPadnames:
		return wire.Page[wire.Pair]{}, fmt.Errorf("cannot show values of a %s (%s): its elements are shown by 'elems'", h.Type(sv), h.Addr(sv))
	case !k.HashLike():
		return wire.Page[wire.Pair]{}, fmt.Errorf("cannot show values of a %s (%s): only a HASH, STASH or CLASS has any", h.Type(sv), h.Addr(sv))
	case opt.Skip < 0 || opt.Count < 0:
		return wire.Page[wire.Pair]{}, errors.New("the number of values to skip and the count are 0 or more")
	}
	type pair struct {
		key   []byte
		hek   pmat.Addr
		value heap.SV
	}
	var pairs []pair
	if err := h.Hash(sv).Pairs(func(k []byte, hek pmat.Addr, v heap.SV) bool {
		if opt.Match == nil || opt.Match(k) {
			pairs = append(pairs, pair{bytes.Clone(k), hek, v})
		}
		return true
	}); err != nil {
		return wire.Page[wire.Pair]{}, err
	}
	if !opt.Unsorted {
		slices.SortStableFunc(pairs, func(a, b pair) int { return bytes.Compare(a.key, b.key) })
	}
	from := min(opt.Skip, len(pairs))
	page := wire.Page[wire.Pair]{Total: len(pairs), Offset: from, Items: []wire.Pair{}}
	for _, p := range pairs[from : from+min(len(pairs)-from, opt.Count)] {
		text, err := SVValue(h, p.value, s)
		if err != nil {
			return page, err
		}
		j := wire.Pair{Key: key(p.key, h.Kind(sv).IsStash()), Text: text, Shown: s.key(p.key, h.Kind(sv).IsStash())}
		if opt.HEK && p.hek != 0 {
			j.HEK = p.hek.String()
		}
		if p.value != heap.NoSV {
			held := h.JSON(p.value)
			j.SV = &held
		}
		page.Items = append(page.Items, j)
	}
	return page, nil
}

// Values writes pairs of a HASH.
func Values(page wire.Page[wire.Pair], s Style) string {
	t := &words.Table{Indent: "  ", Seps: []string{" "}}
	for _, p := range page.Items {
		if p.HEK != "" {
			t.Add(p.Shown, "HEK at "+s.Value(p.HEK), p.Text)
		} else {
			t.Add(p.Shown, p.Text)
		}
	}
	return t.String() + more(page.Total-page.Offset-len(page.Items))
}
