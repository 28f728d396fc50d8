package diagnose

import (
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/perl"
	words "github.com/perlheap/perlheap/heap/text"
)

// fewestKeys is how many constant keys identify where a HASH is written.
const fewestKeys = 2

// placeKeys places members that are HASHes where the program writes the keys
// that they have.
func (f *finder) placeKeys(c *collecting) (Placement, bool) {
	keys := f.commonKeys(c.members)
	if len(keys) < fewestKeys {
		return Placement{}, false
	}
	var all []told
	for _, t := range f.src.own {
		all = append(all, t.writes(keys)...)
		all = append(all, t.writesInTurn(keys)...)
	}
	return f.toldBy(all, "the keys that each entry has are written here")
}

// maxCommon is how many keys of a HASH are looked at.
const maxCommon = 32

// commonKeys returns the keys that nearly all members have, where these are HASHes or
// references to HASHes.
func (f *finder) commonKeys(members []heap.SV) map[string]bool {
	step := max(1, len(members)/samples)
	count, n := map[string]int{}, 0
	for i := 0; i < len(members); i += step {
		sv := members[i]
		if to, ok := f.h.Referent(sv); ok {
			sv = to
		}
		n++
		if !f.h.Kind(sv).HashLike() {
			continue
		}
		seen := 0
		_ = f.h.Hash(sv).Values(func(name []byte, _ heap.SV) bool { // what can be read is enough
			count[words.Decode(name)]++
			seen++
			return seen < maxCommon
		})
	}
	common := map[string]bool{}
	for key, k := range count {
		if k*10 >= n*9 && k > 1 {
			common[key] = true
		}
	}
	return common
}

// writes finds the statements and calls that write several of some keys.
func (t *text) writes(keys map[string]bool) []told {
	rec := t.record()
	found := map[perl.At]map[string]bool{}
	var order []perl.At
	for i := range rec.Stores {
		s := &rec.Stores[i]
		n := len(s.Target.Steps)
		if s.How != perl.StorePair || n == 0 || !keys[s.Target.Steps[n-1].Name] {
			continue
		}
		at := t.statementOf(s)
		if found[at] == nil {
			found[at] = map[string]bool{}
			order = append(order, at)
		}
		found[at][s.Target.Steps[n-1].Name] = true
	}
	var all []told
	for _, at := range order {
		if n := len(found[at]); n >= fewestKeys && n*2 >= len(keys) {
			all = append(all, told{text: t, at: at, score: float64(n)})
		}
	}
	return all
}

// statementOf returns the store or call that a pair is written in: the innermost one that
// contains more than the pair.
func (t *text) statementOf(pair *perl.Store) perl.At {
	rec := t.record()
	best := pair.At
	best.End = -1
	note := func(at perl.At, end int) {
		if at.Start < pair.Start && end >= pair.End && (best.End < 0 || at.Start > best.Start) {
			best = at
		}
	}
	for i := range rec.Stores {
		if s := &rec.Stores[i]; s.How != perl.StorePair {
			note(s.At, max(s.End, s.Value.End))
		}
	}
	for i := range rec.Calls {
		if c := &rec.Calls[i]; len(c.Args) > 0 {
			note(c.At, max(c.End, c.Args[len(c.Args)-1].End))
		}
	}
	if best.End < 0 {
		return pair.At
	}
	return best
}

// writesInTurn finds the first of several statements of a sub that write one of some keys
// each, into what one variable refers to or by calls of one sub.
func (t *text) writesInTurn(keys map[string]bool) (all []told) {
	type group struct {
		sub  int
		name string // of the variable or of what is called
	}
	type written struct {
		at  perl.At
		has []string
	}
	found := map[group]*written{}
	var order []group
	note := func(g group, at perl.At, key string) {
		w := found[g]
		if w == nil {
			w = &written{at: at}
			found[g] = w
			order = append(order, g)
		}
		if !slices.Contains(w.has, key) {
			w.has = append(w.has, key)
		}
	}
	rec := t.record()
	for i := range rec.Stores {
		s := &rec.Stores[i]
		n := len(s.Target.Steps)
		if n == 0 || s.Target.Steps[n-1].Kind != perl.StepKey || !keys[s.Target.Steps[n-1].Name] {
			continue
		}
		key := s.Target.Steps[n-1].Name
		switch {
		case s.How == perl.StoreAssign && n == 1 && s.Target.Root == perl.RootVariable && s.Target.Name != "$self":
			note(group{s.Sub, s.Target.Name}, s.At, key)
		case s.How == perl.StorePair:
			at := t.statementOf(s)
			if i := slices.IndexFunc(rec.Calls, func(c perl.Call) bool { return c.At == at }); i >= 0 && !rec.Calls[i].Method && rec.Calls[i].Name != "" {
				note(group{s.Sub, rec.Calls[i].Name}, at, key)
			}
		}
	}
	for _, g := range order {
		if w := found[g]; len(w.has) == len(keys) { // only what writes all of them says something
			all = append(all, told{text: t, at: w.at, score: float64(len(w.has)) - 0.5})
		}
	}
	return all
}
