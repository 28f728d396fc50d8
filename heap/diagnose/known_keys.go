package diagnose

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
	words "github.com/perlheap/perlheap/heap/text"
)

// knownKeys says why the keys of a HASH are limited to what the first dump shows:
// each new key was already a key of something, such as of a table loaded at the
// start, or is a number in or near the range of the keys then. "" if they are not.
func (f *finder) knownKeys(s *Suspect, c *collector) string {
	first := f.s.Past(c.sv)[0]
	if first == heap.NoSV || !f.h.Kind(c.sv).HashLike() || f.h.Kind(c.sv).IsStash() || f.h.HeldCount(c.sv) > maxFinite || !f.hasThem(c) {
		return ""
	}
	then, ok := keysIn(f.s.Heaps[0], first)
	now, readable := keysIn(f.h, c.sv)
	if !ok || !readable {
		return ""
	}
	fresh := map[string]bool{} // as yet unknown
	for key := range now {
		if !then[key] {
			fresh[key] = true
		}
	}
	added := len(fresh)
	if added < minCount {
		return ""
	}
	if why := f.numbered(s, then, now); why != "" {
		return why
	}
	table, ok := f.s.Heaps[0].Roots().Find("strtab")
	if !ok {
		return ""
	}
	counted := 0 // numbers may be keys of anything
	for key := range fresh {
		if strings.Trim(key, "0123456789") == "" {
			counted++
		}
	}
	err := f.s.Heaps[0].Hash(table).Values(func(key []byte, _ heap.SV) bool {
		if fresh[string(key)] && strings.Trim(string(key), "0123456789") != "" {
			delete(fresh, string(key))
		}
		return len(fresh) > 0
	})
	knew := func() float64 { return float64(added-len(fresh)) / float64(added) }
	if err == nil && counted == 0 && knew() < keysKnown.Least {
		for key := range fresh {
			if f.saidThen()[key] {
				delete(fresh, key)
			}
		}
	}
	if err != nil || counted > 0 || !s.reaches(keysKnown, knew()) {
		return ""
	}
	return fmt.Sprintf("of its %s new keys, %s were known when the first dump was made", words.Count(added), words.Count(added-len(fresh)))
}

// Bounds on the strings of a heap that are read.
const (
	maxSaid  = 1 << 19 // SVs of a heap of which they are
	longSaid = 64      // bytes
)

// saidThen returns the short strings of the first heap; none if it is very large.
func (f *finder) saidThen() map[string]bool {
	if f.saidAtFirst != nil {
		return f.saidAtFirst
	}
	f.saidAtFirst = map[string]bool{}
	h := f.s.Heaps[0]
	if h.Count() > maxSaid {
		return f.saidAtFirst
	}
	for i := range h.Count() {
		sv := heap.SV(i)
		if i%askEvery == 0 && f.ctx.Err() != nil {
			break
		}
		if h.Kind(sv) != heap.KindScalar || h.Flags(sv)&pmat.ScalarPV == 0 {
			continue
		}
		if b, err := h.Text(sv, longSaid); err == nil && len(b) >= leastString && len(b) < longSaid {
			f.saidAtFirst[string(b)] = true
		}
	}
	return f.saidAtFirst
}

// keysIn returns the keys of a HASH; false if they cannot be read.
func keysIn(h *heap.Heap, sv heap.SV) (keys map[string]bool, ok bool) {
	keys = map[string]bool{}
	err := h.Hash(sv).Values(func(key []byte, _ heap.SV) bool {
		keys[string(key)] = true
		return len(keys) <= maxFinite
	})
	return keys, err == nil
}

// span is the range of keys that differ only in one number.
type span struct {
	from, to int64
	n        int
}

// numbered says how many keys of a HASH are numbers, if the new ones are in the
// range of the old ones, or outside it by at most twice their mean distance.
func (f *finder) numbered(s *Suspect, then, now map[string]bool) string {
	spans := map[string]*span{}
	for key := range then {
		if form, n, ok := numberIn(key); ok {
			at := spans[form]
			if at == nil {
				at = &span{n, n, 0}
				spans[form] = at
			}
			at.from, at.to, at.n = min(at.from, n), max(at.to, n), at.n+1
		}
	}
	added, inside := 0, 0
	for key := range now {
		if then[key] {
			continue
		}
		added++
		form, n, ok := numberIn(key)
		at := spans[form]
		if !ok || at == nil || at.n < minCount {
			continue
		}
		// The ends of a range are seldom among the first numbers drawn at random.
		if wider := 2 * (at.to - at.from) / int64(at.n); n >= at.from-wider && n <= at.to+wider {
			inside++
		}
	}
	if inside == 0 || !s.reaches(keysInRange, float64(inside)/float64(added)) {
		return ""
	}
	most := 0.
	for _, at := range spans {
		most += float64(at.to - at.from + 1)
	}
	if !s.reaches(filled, float64(len(now))/most) {
		return ""
	}
	return fmt.Sprintf("%s of its %s new keys are numbers in or near the range of those of the first dump", words.Count(inside), words.Count(added))
}

// numberIn returns the only number in a key, and the key without it.
func numberIn(key string) (form string, n int64, ok bool) {
	const digits = "0123456789"
	from := strings.IndexAny(key, digits)
	if from < 0 {
		return "", 0, false
	}
	to := from + len(key[from:]) - len(strings.TrimLeft(key[from:], digits))
	if strings.ContainsAny(key[to:], digits) {
		return "", 0, false
	}
	n, err := strconv.ParseInt(key[from:to], 10, 64)
	return key[:from] + "#" + key[to:], n, err == nil && n < 1<<53
}
