package suspect

import (
	"cmp"
	"fmt"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/growth"
)

// maxLinks bounds how far a chain of plain data is followed.
const maxLinks = 1 << 12

// linked makes a suspect of a chain of HASHes or ARRAYs without a class, in
// which each keeps the one before under the same key, if an SV is a part of
// one: options that are wrapped into a copy of themselves, a list of states
// that each remember the last. False if it is none.
func (f *finder) linked(s *Suspect, sv heap.SV) bool {
	count := map[string]int{}
	top, keys := f.upLinks(sv, count)
	f.downLinks(sv, count)
	key := ""
	for k, n := range count {
		if n >= minChain && (key == "" || n > count[key] || n == count[key] && k < key) {
			key = k
		}
	}
	if key == "" {
		return false
	}
	o := growth.OwnerOf(f.h, top)
	if class, ok := f.h.Package(top); ok {
		o = growth.Owner{SV: top, Class: class}
		if len(keys) > 0 {
			o.Keys = keys[len(keys)-1:] // the outermost
		}
	}
	s.Kind, s.Class, s.Count = Chain, o.Class, count[key]
	s.Holder, s.HolderPlace = f.holder(o)
	s.Why = fmt.Sprintf("each entry %s keeps the one before; the outermost is held by %s", f.keyText(key), f.say(o))
	s.Fix = "copy what is needed of the one before instead of keeping it, or cut the link"
	o.Keys = []string{key}
	if lines := f.stores(o, false, false); len(lines) > 0 {
		best := bestEdgeStore(lines)
		s.Place = f.src.place(best.text, best.line)
	} else {
		s.Place = s.HolderPlace
	}
	return true
}

// upLinks counts the keys on the way up to the closure, object or name that
// dominates an SV, and gives it and the keys in the order of the way.
func (f *finder) upLinks(sv heap.SV, count map[string]int) (top heap.SV, keys []string) {
	for range maxLinks {
		if f.ctx.Err() != nil {
			break
		}
		d, ok := f.sizes.Dominator(sv)
		if !ok {
			break
		}
		if key := f.linkKey(d, sv); key != "" {
			count[key]++
			keys = append(keys, key)
		}
		sv = d
		if _, ok := f.notable(sv); ok {
			break
		}
		if k := f.h.Kind(sv); k == heap.KindGlob || k == heap.KindPad {
			break
		}
	}
	return sv, keys
}

// downLinks counts the keys on the way down to where most is.
func (f *finder) downLinks(sv heap.SV, count map[string]int) {
	var buf []heap.SV
	for range maxLinks {
		if f.ctx.Err() != nil {
			return
		}
		next := heap.NoSV
		buf = f.h.AppendHeld(sv, buf[:0])
		for _, to := range buf {
			if d, ok := f.sizes.Dominator(to); !ok || d != sv {
				continue
			}
			if next == heap.NoSV || cmp.Compare(f.sizes.Bytes(to), f.sizes.Bytes(next)) > 0 {
				next = to
			}
		}
		if next == heap.NoSV {
			return
		}
		if _, ok := f.notable(next); ok {
			return // chains of closures and objects are found by their kind
		}
		if key := f.linkKey(sv, next); key != "" {
			count[key]++
		}
		sv = next
	}
}

// linkKey names the reference from a plain container to what it holds.
func (f *finder) linkKey(at, to heap.SV) string {
	switch f.h.Kind(at) {
	case heap.KindHash, heap.KindArray:
		key, _ := f.stepName(at, to)
		return key
	}
	return ""
}
