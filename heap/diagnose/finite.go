package diagnose

import (
	"bytes"
	"fmt"
	"unicode"

	"github.com/perlheap/perlheap/heap"
)

// maxFinite bounds how many keys are read to see what they are made of.
const maxFinite = 1 << 16

// finite says how many entries a HASH can have, if its keys consist of parts, as
// those of Memoize do, and every part of the newest was known at the first dump:
// from then on there are only more combinations of them. "" if not.
func (f *finder) finite(s *Suspect, c *collector) string {
	now, ok := partsOf(f.h, c.sv)
	first := f.s.Past(c.sv)[0]
	if !ok || first == heap.NoSV {
		return ""
	}
	then, ok := partsOf(f.s.Heaps[0], first)
	if !ok || len(then) != len(now) {
		return ""
	}
	most := 1
	for i := range now {
		if len(now[i]) != len(then[i]) {
			return ""
		}
		if most *= len(now[i]); most > maxFinite*maxFinite {
			return ""
		}
	}
	if !s.reaches(filled, float64(c.counts[len(c.counts)-1])/float64(most)) {
		return ""
	}
	return fmt.Sprintf("its keys consist of %d parts, none of them new: there are at most %d", len(now), most)
}

// partsOf returns the different parts of the keys of a HASH, by position; false
// unless all keys have the same number of parts, and more than one.
func partsOf(h *heap.Heap, sv heap.SV) (parts []map[string]bool, ok bool) {
	if !h.Kind(sv).HashLike() || h.HeldCount(sv) > maxFinite {
		return nil, false
	}
	ok = true
	err := h.Hash(sv).Values(func(key []byte, _ heap.SV) bool {
		fields := bytes.FieldsFunc(key, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' })
		if parts == nil {
			parts = make([]map[string]bool, len(fields))
			for i := range parts {
				parts[i] = map[string]bool{}
			}
		}
		if ok = len(fields) == len(parts) && len(fields) > 1; !ok {
			return false
		}
		for i, p := range fields {
			parts[i][string(p)] = true
		}
		return true
	})
	return parts, ok && err == nil && parts != nil
}
