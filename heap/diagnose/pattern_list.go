package diagnose

import (
	"cmp"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
)

// maxLinks bounds how far a chain of plain data is followed.
const maxLinks = 1 << 12

// tellList reports a chain of HASHes or ARRAYs without a class, in which each keeps
// the previous one under the same key: options that wrap a copy of themselves, or
// states that each remember the last.
func (f *finder) tellList(s *Suspect, c *collection) bool {
	if len(c.counts) == 1 || !f.inItself(c.collector) {
		return false
	}
	sv := c.entries[len(c.entries)/2]
	count := map[path.Step]int{}
	top, keys := f.upLinks(sv, count)
	f.downLinks(sv, count)
	var key path.Step
	for k, n := range count {
		if n >= minChain && (key.Kind == path.None || n > count[key] || n == count[key] && k.Text < key.Text) {
			key = k
		}
	}
	if key.Kind == path.None {
		return false
	}
	o := f.paths.Of(top)
	if class, ok := f.h.Package(top); ok {
		o = path.Found{Path: path.OfClass(class), From: top}
		if len(keys) > 0 {
			o.Path = o.Then(keys[len(keys)-1]) // the outermost
		}
	}
	s.Kind, s.Class, s.Count = Chain, o.Class(), count[key]
	f.holder(s, o)
	s.Why = becauseOf("each entry "+f.keysText(key)+" keeps the previous one alive; the outermost is held by ", f.say(o.Path), "")
	s.Fix = "copy what is needed from the previous one instead of keeping it, or cut the link"
	if lines := f.stores(path.New(o.Start(), key), false, false); len(lines) > 0 {
		best := bestEdgeStore(lines)
		s.Placement = f.placeStore(best)
	} else {
		s.Placement = Placement{Place: s.HolderPlace, Certainty: Declared, Reason: "the holder is declared here"}
	}
	return true
}

// upLinks counts the keys on the way up to the closure, object or name that
// dominates an SV, and returns it and the keys in order.
func (f *finder) upLinks(sv heap.SV, count map[path.Step]int) (top heap.SV, keys []path.Step) {
	for range maxLinks {
		if f.ctx.Err() != nil {
			break
		}
		d, ok := f.sizes.Dominator(sv)
		if !ok {
			break
		}
		if key, ok := f.linkKey(d, sv); ok {
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
func (f *finder) downLinks(sv heap.SV, count map[path.Step]int) {
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
		if key, ok := f.linkKey(sv, next); ok {
			count[key]++
		}
		sv = next
	}
}

// linkKey names the reference from a plain container to what it holds.
func (f *finder) linkKey(at, to heap.SV) (path.Step, bool) {
	switch f.h.Kind(at) {
	case heap.KindHash, heap.KindArray:
		s, ok := f.paths.StepTo(at, to)
		return s, ok && s.Kind != path.Magic
	}
	return path.Step{}, false
}
