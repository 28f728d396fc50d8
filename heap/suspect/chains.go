package suspect

import (
	"fmt"
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/growth"
)

// minChain is from how many links on a chain is one.
const minChain = 32

// chains finds closures of one sub, and objects of one class, that keep each
// other like the links of a chain: the dominator of most of them that is a
// CODE or object is one of their own.
func (f *finder) chains() error {
	groups := links(f.h)
	keys := make([]string, 0, len(groups))
	for key, svs := range groups {
		if len(svs) >= minChain {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	var before []map[string][]heap.SV
	for _, key := range keys {
		if err := f.ctx.Err(); err != nil {
			return err
		}
		svs := groups[key]
		step := max(1, len(svs)/samples)
		linked, looked := 0, 0
		outermost := heap.NoSV
		for i := 0; i < len(svs); i += step {
			looked++
			if f.dominatedByKin(svs[i], key) {
				linked++
			}
		}
		if linked*10 < looked*8 {
			continue
		}
		var bytes int64
		for _, sv := range svs {
			if b := f.sizes.Bytes(sv); f.sizes.Reached(sv) && b > bytes {
				bytes, outermost = b, sv
			}
		}
		if outermost == heap.NoSV {
			continue
		}
		if before == nil {
			for _, h := range f.s.Heaps[:len(f.s.Heaps)-1] {
				before = append(before, links(h))
			}
		}
		f.chain(key, svs, outermost, bytes, before)
	}
	return nil
}

func (f *finder) chain(key string, svs []heap.SV, outermost heap.SV, bytes int64, before []map[string][]heap.SV) {
	s := Suspect{Kind: Chain, SV: outermost, Count: len(svs), Retained: bytes, Grown: bytes}
	for _, b := range before {
		s.Counts = append(s.Counts, len(b[key]))
	}
	s.Counts = append(s.Counts, len(svs))
	if n := len(svs); n > 0 {
		s.Grown = bytes * int64(n-s.Counts[0]) / int64(n)
		if len(s.Counts) == 1 {
			s.Grown = bytes
		}
	}
	o := f.holderOf(outermost)
	s.Holder, s.HolderPlace = f.holder(o)
	if f.h.Kind(outermost) == heap.KindCode {
		s.Place, s.Recorded = f.codePlace(outermost)
		s.Captured = list(f.captures(outermost))
		s.Why = fmt.Sprintf("each closure made here keeps the one before in what it captured (%s); the newest is held by %s", s.Captured, o)
		s.Fix = "restore the former handler (local), or install the closure once"
	} else {
		s.Class = key[1:]
		s.Place = f.linkPlace(svs, key)
		s.Why = fmt.Sprintf("each object of %s keeps another one of its class; the outermost is held by %s", s.Class, o)
		s.Fix = "cut the link when the object is done with, or weaken it"
	}
	f.add(s)
}

// holderOf gives the owner of what holds an SV.
func (f *finder) holderOf(sv heap.SV) growth.Owner {
	for range maxNesting {
		d, ok := f.sizes.Dominator(sv)
		if !ok {
			break
		}
		sv = d
		if k := f.h.Kind(sv); k == heap.KindRef || k == heap.KindPad || k == heap.KindPadlist {
			continue
		}
		return growth.OwnerOf(f.h, sv)
	}
	return growth.OwnerOf(f.h, sv)
}

// linkPlace finds the line that sets the link between two objects.
func (f *finder) linkPlace(svs []heap.SV, key string) Place {
	for _, sv := range svs[:min(len(svs), samples)] {
		way := []heap.SV{sv}
		for range maxNesting {
			d, ok := f.sizes.Dominator(way[len(way)-1])
			if !ok {
				break
			}
			way = append(way, d)
			if k, ok := kin(f.h, d); ok && k == key {
				var keys []string
				for i := len(way) - 1; i > 0; i-- {
					if k, _ := f.stepName(way[i], way[i-1]); k != "" {
						keys = append(keys, k)
					}
				}
				if st := f.stores(growth.Owner{Class: key[1:], Keys: keys}, false, false); len(st) > 0 {
					best := bestEdgeStore(st)
					return f.src.place(best.text, best.line)
				}
				break
			}
		}
	}
	return f.classPlace(key[1:])
}

// links groups the closures of a heap by sub, and the objects by class.
func links(h *heap.Heap) map[string][]heap.SV {
	groups := map[string][]heap.SV{}
	for i := range h.Count() {
		if key, ok := kin(h, heap.SV(i)); ok {
			groups[key] = append(groups[key], heap.SV(i))
		}
	}
	return groups
}

func kin(h *heap.Heap, sv heap.SV) (string, bool) {
	if h.Kind(sv) == heap.KindCode {
		if !h.IsClosure(sv) {
			return "", false
		}
		loc, ok := h.CodeLocation(sv)
		return "&" + siteKey(loc), ok && loc.Line > 0
	}
	if class, ok := h.Package(sv); ok {
		return "=" + class, true
	}
	return "", false
}

func (f *finder) dominatedByKin(sv heap.SV, key string) bool {
	for range maxNesting {
		d, ok := f.sizes.Dominator(sv)
		if !ok {
			return false
		}
		if k, ok := kin(f.h, d); ok {
			return k == key
		}
		sv = d
	}
	return false
}
