package population

import (
	"cmp"
	"slices"

	"github.com/perlheap/perlheap/heap/path"
)

// Part is a population in an outline, with the parts that it holds. Whatever is
// in none of these is its rest.
type Part struct {
	*Population
	// Chain leads from the population of the enclosing part to this one, which
	// is its last element.
	Chain []*Population
	Lost  bool    // it is what no root reaches, or a part of that
	Parts []*Part // what retains most first
}

// OutlineOptions limit an outline.
type OutlineOptions struct {
	Least int64 // minimum of bytes that a part retains
	Depth int   // of nesting
	Most  int   // approximate number of parts; 0 for all
}

// inStep is the part of what a population retains that one below it must have to
// be told in its place.
const inStep = 0.9

// Outline returns the populations below one that retain most in the last heap,
// for a picture that has only limited room. A population is left out, and
// counts as rest of the enclosing one, if one that it holds has as many members
// and retains hardly less. What no root reaches is always a part of the heap,
// however small.
func (p *Population) Outline(opt OutlineOptions) *Part {
	chosen := p.Top(ByBytes, opt.Most)
	last := len(p.Count) - 1
	big := func(q *Population) bool { return chosen[q] && q.Retained[last] >= opt.Least }
	next := func(q *Population) (below []*Population) {
		for _, c := range q.Children {
			if big(c) || c.IsLost() && c.Retained[last] > 0 {
				below = append(below, c)
			}
		}
		return below
	}
	root := &Part{Population: p, Chain: []*Population{p}, Lost: p.inLost()}
	type step struct {
		in    *Part
		depth int
	}
	for todo := []step{{root, 0}}; len(todo) > 0; {
		at := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if at.depth == opt.Depth {
			continue
		}
		for _, q := range next(at.in.Population) {
			part := &Part{Population: q, Chain: []*Population{q}, Lost: at.in.Lost || q.IsLost()}
			for below := next(q); len(below) == 1 && !q.IsLost() && below[0].Count[last] == q.Count[last] &&
				float64(below[0].Retained[last]) >= inStep*float64(q.Retained[last]); below = next(q) {
				q = below[0]
				part.Population, part.Chain = q, append(part.Chain, q)
			}
			at.in.Parts = append(at.in.Parts, part)
			todo = append(todo, step{part, at.depth + 1})
		}
		slices.SortStableFunc(at.in.Parts, func(a, b *Part) int { return -cmp.Compare(a.Retained[last], b.Retained[last]) })
	}
	return root
}

// Rest returns the bytes of a part in the last heap that are in none of its
// parts.
func (p *Part) Rest() int64 {
	last := len(p.Retained) - 1
	rest := p.Retained[last]
	for _, q := range p.Parts {
		rest -= q.Retained[last]
	}
	return rest
}

// IsLost reports whether a population is everything that no root reaches.
func (p *Population) IsLost() bool {
	return p.Class == path.Step{Kind: path.Root, Text: LostText}
}

func (p *Population) inLost() bool {
	for ; p != nil; p = p.Parent {
		if p.IsLost() {
			return true
		}
	}
	return false
}
