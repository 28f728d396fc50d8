package diagnose

import (
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/heap/pmat"
	words "github.com/perlheap/perlheap/heap/text"
)

// tells says how far the words that a call passes are found in what accumulates: as keys
// that each member has, as a name on the way, or as the beginning of its strings.
func (t *text) tells(call *perl.Call, q *question) (score int) {
	if len(call.Args) == 0 {
		return 0
	}
	from, to := call.Args[0].Start, call.Args[len(call.Args)-1].End
	if len(q.common) >= fewestKeys {
		has := map[string]bool{}
		for i := range t.record().Stores {
			s := &t.record().Stores[i]
			if n := len(s.Target.Steps); s.How == perl.StorePair && from <= s.Start && s.End <= to && n > 0 && q.common[s.Target.Steps[n-1].Name] {
				has[s.Target.Steps[n-1].Name] = true
			}
		}
		score += 6 * len(has) / len(q.common)
	}
	score += int(6 * t.begins(call, q.strings))
	names := map[string]bool{}
	for _, s := range q.in.Way() {
		if s.IsName() && len(s.Text) >= leastBeginning {
			names[strings.ToLower(s.Text)] = true
		}
	}
	for _, l := range t.record().Literals {
		if from <= l.Start && l.End <= to && l.Whole && names[strings.ToLower(l.Text)] {
			return score + 6
		}
	}
	return score
}

// textsIn returns some of the strings that accumulate.
func (f *finder) textsIn(c *collecting) (all []string) {
	step := max(1, len(c.members)/samples)
	for i := 0; i < len(c.members); i += step {
		sv := c.members[i]
		if to, ok := f.h.Referent(sv); ok {
			sv = to
		}
		if f.h.Kind(sv) == heap.KindScalar && f.h.Flags(sv)&pmat.ScalarPV != 0 {
			if b, err := f.h.Text(sv, maxToldText); err == nil && len(b) >= leastBeginning {
				all = append(all, words.Decode(b))
			}
		}
	}
	return all
}

// leastBeginning is how long a literal must be for a key that begins with it to count.
const leastBeginning = 4

// begins returns the part of the keys, from 0 to 1, that are a literal that a call passes,
// or begin with one.
func (t *text) begins(call *perl.Call, keys []string) float64 {
	if len(call.Args) == 0 || len(keys) == 0 {
		return 0
	}
	from, to := call.Args[0].Start, call.Args[len(call.Args)-1].End
	best := 0
	for _, l := range t.record().Literals {
		if l.Start < from || l.End > to || len(l.Text) < leastBeginning || l.Number {
			continue
		}
		n := 0
		for _, key := range keys {
			if key == l.Text || !l.Whole && strings.HasPrefix(key, l.Text) || len(l.Text) >= 2*leastBeginning && strings.Contains(key, strings.TrimSpace(l.Text)) {
				n++
			}
		}
		best = max(best, n)
	}
	return float64(best) / float64(len(keys))
}

// keysOf returns some keys of a container; none if it has no keys.
func (f *finder) keysOf(c *collecting) (keys []string) {
	if len(c.containers) == 0 {
		return nil
	}
	n := 0
	_ = f.h.Hash(c.containers[0]).Values(func(name []byte, _ heap.SV) bool { // what can be read is enough
		n++
		keys = append(keys, words.Decode(name))
		return n < crowd
	})
	return keys
}

// passes says how closely what accumulates matches what a call passes: the program's own
// sub that its members refer to, or an object of their class.
func (f *finder) passes(t *text, call *perl.Call, c *collecting) (score int) {
	name := ""
	if c.most.what == isCode {
		name, _ = f.h.Symbols().Name(c.most.sv)
		name = baseName(name)
	}
	for _, arg := range call.Args {
		switch {
		case arg.Kind == perl.ValueRef && arg.Term.Root == perl.RootCall && name != "" && baseName(arg.Term.Name) == name:
			score += 6
		case c.most.what == isObject && (arg.Kind == perl.ValueTerm || arg.Kind == perl.ValueCall) && f.classOf(t, arg.Term, call.At, 0) == c.most.key:
			score += 4
		case c.most.what == isObject && call.Package == c.most.key && t.has(arg, "self"):
			score += 4
		}
	}
	return score
}
