package diagnose

import (
	"cmp"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/safe"
	words "github.com/perlheap/perlheap/heap/text"
)

// Bounds on the literals that identify where what accumulates comes from.
const (
	leastLiteral  = 6  // bytes
	tellingLength = 24 // of a literal: a longer one tells no more
	maxBelow      = 64 // SVs below a member
	sureLiteral   = 10 // bytes of such a literal
)

// placeLiterals places what accumulates where the program has a string that most of the
// keys or members contain, such as an SQL statement or the beginning of a message.
func (f *finder) placeLiterals(c *collecting) (Placement, bool) {
	samples := f.wordsOf(c)
	if len(samples) < minCount {
		return Placement{}, false
	}
	var all []told
	ask := safe.NewPoll(f.ctx)
	parts := map[string]float64{} // by literal
	for _, t := range f.src.own {
		for _, l := range t.record().Literals {
			text := strings.TrimSpace(l.Text)
			if l.Number || len(text) < leastLiteral {
				continue
			}
			part, known := parts[text]
			if !known {
				part = partWith(samples, text, &ask)
				parts[text] = part
			}
			if ask.Err() != nil {
				return Placement{}, false
			}
			if part < mostHave.Least || f.loadedOnce(t, l.At) {
				continue
			}
			vague := part < nearlyAllHave.Least || len(text) < sureLiteral
			all = append(all, told{text: t, at: l.At, score: part * float64(min(len(text), tellingLength)), vague: vague})
		}
	}
	slices.SortStableFunc(all, func(a, b told) int { return -cmp.Compare(a.score, b.score) })
	all = all[:min(len(all), maxTold)]
	for i := range all {
		all[i].final = all[i].text.isPassed(all[i].at)
	}
	return f.toldBy(all, "what is there has the words of this line")
}

// partWith returns the part of the samples that have a text in one of their strings; 0
// if it is less than mostHave.
func partWith(samples [][]string, text string, ask *safe.Poll) float64 {
	n := 0
	for i, has := range samples {
		if float64(n+len(samples)-i) < mostHave.Least*float64(len(samples)) {
			return 0
		}
		if slices.ContainsFunc(has, func(s string) bool { return !ask.Ended() && strings.Contains(s, text) }) {
			n++
		}
	}
	return float64(n) / float64(len(samples))
}

// isPassed reports whether something is an argument of a call.
func (t *text) isPassed(at perl.At) bool {
	return slices.ContainsFunc(t.record().Calls, func(c perl.Call) bool {
		return c.Name != "bless" && slices.ContainsFunc(c.Args, func(v perl.Value) bool { return v.Start <= at.Start && at.End <= v.End })
	})
}

// wordsOf returns the strings of some members: their keys, the members themselves, and
// those directly below.
func (f *finder) wordsOf(c *collecting) (all [][]string) {
	if len(c.containers) > 0 && f.h.Kind(c.containers[0]).HashLike() {
		prefix := ""
		if f.h.Kind(c.containers[0]).IsStash() {
			prefix, _ = f.h.Stash(c.containers[0]).Name()
			prefix += "::"
		}
		for _, key := range f.keysOf(c) {
			all = append(all, []string{prefix + key})
		}
		return all
	}
	step := max(1, len(c.members)/samples)
	for i := 0; i < len(c.members); i += step {
		all = append(all, f.wordsBelow(c.members[i]))
	}
	return all
}

// wordsBelow returns the strings that an SV is or has below it.
func (f *finder) wordsBelow(sv heap.SV) (found []string) {
	queue := []heap.SV{sv}
	seen := map[heap.SV]bool{sv: true}
	for n := 0; n < len(queue) && n < maxBelow; n++ {
		at := queue[n]
		switch f.h.Kind(at) {
		case heap.KindScalar:
			if f.h.Flags(at)&pmat.ScalarPV != 0 {
				if b, err := f.h.Text(at, maxToldText); err == nil && len(b) >= leastLiteral {
					found = append(found, words.Decode(b))
				}
			}
			continue
		case heap.KindRef, heap.KindArray, heap.KindHash:
		default:
			continue
		}
		for to, i, ok := f.h.NextHeld(at, 0); ok && len(queue) < maxBelow; to, i, ok = f.h.NextHeld(at, i) {
			if !seen[to] {
				seen[to] = true
				queue = append(queue, to)
			}
		}
	}
	return found
}
