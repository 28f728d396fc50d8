package population_test

import (
	"testing"

	"github.com/perlheap/perlheap/heap/population"
)

// The parts of an outline have the numbers of their populations, hold each other
// as these do, and add up with what is left of each.
func TestOutline(t *testing.T) {
	h := open(t, "../../testdata/dumps/p536-amd64-d046-leak.3.pmat.gz")
	top := population.Merge(treeOf(t, h)).Top
	for _, opt := range []population.OutlineOptions{
		{Least: h.Bytes() / 500, Depth: 6}, {Depth: 100}, {Depth: 100, Most: 20}, {Least: h.Bytes(), Depth: 3},
	} {
		parts, lost := 0, false
		todo := []*population.Part{top.Outline(opt)}
		for len(todo) > 0 {
			p := todo[len(todo)-1]
			todo = append(todo[:len(todo)-1], p.Parts...)
			parts++
			lost = lost || p.IsLost() && p.Parent == top
			if rest := p.Rest(); rest < 0 || len(p.Parts) == 0 && rest != p.Retained[0] {
				t.Errorf("%+v: %d bytes are left of %s", opt, rest, population.Writer{}.Path(p.Population))
			}
			if p.Chain[len(p.Chain)-1] != p.Population {
				t.Errorf("%+v: the chain of %s leads to another", opt, population.Writer{}.Path(p.Population))
			}
			for _, q := range p.Parts {
				above := q.Population
				for range q.Chain {
					above = above.Parent
				}
				if above != p.Population || q.Retained[0] < opt.Least && !q.IsLost() {
					t.Errorf("%+v: %s of %d bytes is no part of %s", opt, population.Writer{}.Path(q.Population), q.Retained[0], population.Writer{}.Path(p.Population))
				}
			}
		}
		if !lost || opt.Most > 0 && parts > 2*opt.Most || opt.Least == 0 && opt.Most == 0 && parts < 1000 {
			t.Errorf("%+v: %d parts, lost: %t", opt, parts, lost)
		}
	}
}
