package diagnose

import (
	"cmp"
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/perl"
	words "github.com/perlheap/perlheap/heap/text"
)

// vivified is what a lookup through several subscripts leaves behind: nested HASHes, the
// innermost of them empty. $seen{$who}{mail}{at} makes $seen{$who}, and mail in it.
type vivified struct {
	keys []map[string]bool // of the HASHes around the innermost, outermost first
}

// depth is how many HASHes are nested.
func (v *vivified) depth() int { return len(v.keys) + 1 }

// maxVivified bounds how many nested HASHes are looked at.
const maxVivified = 8

// vivifiedIn returns what lookups left in the members, if lookups made most of them.
func (f *finder) vivifiedIn(members []heap.SV) (*vivified, bool) {
	step := max(1, len(members)/samples)
	byDepth := map[int]*vivified{}
	count, n := map[int]int{}, 0
	for i := 0; i < len(members); i += step {
		n++
		keys, ok := f.emptyBelow(members[i])
		if !ok {
			continue
		}
		depth := len(keys) + 1
		count[depth]++
		if byDepth[depth] == nil {
			byDepth[depth] = &vivified{keys: make([]map[string]bool, len(keys))}
			for k := range keys {
				byDepth[depth].keys[k] = map[string]bool{}
			}
		}
		for k, key := range keys {
			byDepth[depth].keys[k][key] = true
		}
	}
	for depth, v := range byDepth {
		if count[depth]*2 > n {
			return v, true
		}
	}
	return nil, false
}

// emptyBelow returns the keys of HASHes of one entry that lead to an empty one.
func (f *finder) emptyBelow(sv heap.SV) (keys []string, ok bool) {
	for range maxVivified {
		if to, ok := f.h.Referent(sv); ok {
			sv = to
		}
		if _, blessed := f.h.Package(sv); blessed || f.h.Kind(sv) != heap.KindHash {
			return nil, false
		}
		n, next := 0, heap.NoSV
		err := f.h.Hash(sv).Values(func(key []byte, value heap.SV) bool {
			n++
			keys, next = append(keys, words.Decode(key)), value
			return n < 2
		})
		switch {
		case err != nil || n > 1 || n == 1 && next == heap.NoSV:
			return nil, false
		case n == 0:
			return keys, true
		}
		sv = next
	}
	return nil, false
}

// leaves reports whether a lookup that takes these steps from a container leaves such
// entries in it: perl makes everything on the way except the last.
func (v *vivified) leaves(steps []perl.Step) bool {
	if len(steps) != v.depth()+1 {
		return false
	}
	for i, keys := range v.keys {
		if name := steps[i+1].Name; name != "" && !keys[name] {
			return false
		}
	}
	return true
}

// lookedUp finds the lookups that left what accumulates, in the texts where the container
// has a name.
func (f *finder) lookedUp(c *collecting) (found []store) {
	v, ok := f.vivifiedIn(c.members)
	if !ok {
		return nil
	}
	tiers := f.textsOf(c.in.Path)
	for step, w := range anchors(c.in.Path) {
		for tier, texts := range tiers {
			for _, t := range texts {
				if t == nil {
					continue
				}
				for _, l := range t.wholeLookups() {
					for behind, name := range w.behind(l.Term) {
						if len(behind) < w.nested || !v.leaves(behind[w.nested:]) {
							continue
						}
						s := store{text: t, at: l.At, line: l.Line, how: looks, naming: naming{name: name, nested: w.nested}, field: l.Term, score: sureStore + 4 - 3*tier - 2*step}
						if s.other = f.another(c.in.Class(), &s, w); s.other {
							s.score -= 4
						}
						found = append(found, s)
					}
				}
			}
		}
	}
	slices.SortStableFunc(found, func(a, b store) int { return -cmp.Compare(a.score, b.score) })
	return found
}

// wholeLookups returns the lookups of a text that no further subscript follows, and
// that nothing is stored into.
func (t *text) wholeLookups() []perl.Lookup {
	all := t.record().Lookups
	stored := func(l perl.Lookup) bool {
		return slices.ContainsFunc(t.record().Stores, func(s perl.Store) bool {
			return s.Start <= l.Start && l.End <= s.End && s.Target.String() == l.Term.String()
		})
	}
	end := map[int]int{} // of the longest that begins there
	for _, l := range all {
		end[l.Start] = max(end[l.Start], l.End)
	}
	return slices.DeleteFunc(slices.Clone(all), func(l perl.Lookup) bool { return l.End < end[l.Start] || stored(l) })
}

// placeLookedUp places entries at the lookup that made them; this is a guess if several
// did.
func (f *finder) placeLookedUp(found []store) Placement {
	p := f.placeStore(found[0])
	if p.Certainty == Stored {
		p.Reason = "the lookup creates the entry"
	}
	for _, s := range found[1:] {
		at := Candidate{f.src.place(s.text, s.line), Guessed, "this lookup creates such an entry as well"}
		if s.score < found[0].score || at.Place.At() == p.Place.At() || len(p.Others) == maxCandidates {
			continue
		}
		p.Others = append(p.Others, at)
		p.Certainty, p.Reason = Guessed, "several lookups create such an entry"
	}
	return p
}
