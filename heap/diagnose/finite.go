package diagnose

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"

	"github.com/perlheap/perlheap/heap"
)

// maxFinite bounds how many keys are read to see what they are made of.
const maxFinite = 1 << 16

// finite says how many entries a HASH can have, if its keys consist of parts, as
// those of Memoize do, and every part of the newest was known at an earlier dump:
// from then on there are only more combinations of them. "" if not.
func (f *finder) finite(s *Suspect, c *collector) string {
	now, ok := partsOf(f.h, c.sv)
	if !ok || !f.hasThem(c) {
		return ""
	}
	past := f.s.Past(c.sv)
	for k := range f.last() {
		if past[k] == heap.NoSV || c.counts[f.last()]-c.counts[k] < minCount {
			continue
		}
		then, ok := partsOf(f.s.Heaps[k], past[k])
		if !ok {
			continue
		}
		if most := combinations(then, now, f.knewAll); most > 0 && s.reaches(filled, float64(c.counts[f.last()])/float64(most)) {
			return fmt.Sprintf("its keys consist of %d parts, none of them new since an earlier dump, or known elsewhere at the first, or they are numbers of about the same range: there are about %d at most", len(now), most)
		}
	}
	return ""
}

// hasThem reports whether what collects in a container are entries of its own, and not
// in something of it.
func (f *finder) hasThem(c *collector) bool {
	return len(c.containers) > 1 || f.h.HeldCount(c.sv) >= c.added()
}

// combinations returns how many keys there can be of the parts now; 0 if there are
// parts that were not there then, nor known, or too many combinations.
func combinations(then, now []map[string]bool, known func(words map[string]bool) bool) int {
	if len(then) != len(now) {
		return 0
	}
	most := 1
	for i := range now {
		n := len(now[i])
		if n != len(then[i]) {
			if r := rangeOf(then[i], now[i]); r > 0 {
				n = r
			} else if !known(newParts(then[i], now[i])) {
				return 0
			}
		}
		if most *= n; most > maxFinite*maxFinite {
			return 0
		}
	}
	return most
}

// newParts returns the parts that were not there then.
func newParts(then, now map[string]bool) map[string]bool {
	fresh := map[string]bool{}
	for p := range now {
		if !then[p] {
			fresh[p] = true
		}
	}
	return fresh
}

// knewAll reports whether the first heap had all of some words, as a list of what there
// can be has them. Numbers may be there for any reason.
func (f *finder) knewAll(words map[string]bool) bool {
	for w := range words {
		if strings.Trim(w, "0123456789.") == "" {
			return false
		}
	}
	f.forget(words)
	return len(words) == 0
}

// maxFixed is how long keys without separators may be for their characters to count as
// their parts.
const maxFixed = 4

// rangeOf returns how many whole numbers there are from the least to the greatest of
// those that there were, if what came is among them or no more than twice their mean
// distance outside, as the ends of what is drawn at random are; 0 if not.
func rangeOf(then, now map[string]bool) int {
	from, to := int64(math.MaxInt64), int64(math.MinInt64)
	for p := range then {
		n, err := strconv.ParseInt(p, 10, 32)
		if err != nil {
			return 0
		}
		from, to = min(from, n), max(to, n)
	}
	if len(then) < minCount {
		return 0
	}
	wider := 2 * (to - from) / int64(len(then))
	for p := range now {
		if n, err := strconv.ParseInt(p, 10, 32); err != nil || n < from-wider || n > to+wider {
			return 0
		}
	}
	return int(to - from + 1 + 2*wider)
}

// partsOf returns the different parts of the keys of a HASH, by position; false
// unless all keys have the same number of parts, and more than one.
func partsOf(h *heap.Heap, sv heap.SV) (parts []map[string]bool, ok bool) {
	if !h.Kind(sv).HashLike() || h.HeldCount(sv) > maxFinite {
		return nil, false
	}
	ok = true
	err := h.Hash(sv).Values(func(key []byte, _ heap.SV) bool {
		fields := partsOfKey(key)
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

// partsOfKey splits a key at what is neither a letter nor a digit, or else a short one into
// its characters, as the beginning of a checksum is made of 16 of them.
func partsOfKey(key []byte) [][]byte {
	fields := bytes.FieldsFunc(key, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' })
	if len(fields) == 1 && len(key) <= maxFixed {
		return bytes.Split(key, nil)
	}
	return fields
}
