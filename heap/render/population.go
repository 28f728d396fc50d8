package render

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/population"
	words "github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// PopulationOptions say which populations to show.
type PopulationOptions struct {
	By    population.Order
	Limit int // 0 for all
}

// Dumps are what lists of numbers are of, in order.
type Dumps struct {
	Paths []string
	Heaps []*heap.Heap // nil for those that are not open
}

// DumpsOf are the dumps of heaps.
func DumpsOf(heaps []*heap.Heap) Dumps {
	d := Dumps{Heaps: heaps}
	for _, h := range heaps {
		d.Paths = append(d.Paths, h.File().Path())
	}
	return d
}

// addresses writes those of examples; empty for none.
func (d Dumps) addresses(examples []heap.SV) []string {
	all := make([]string, len(d.Heaps))
	for i, h := range d.Heaps {
		if h != nil && examples[i] != heap.NoSV {
			all[i] = h.Addr(examples[i]).String()
		}
	}
	return all
}

// NewOutlineJSON describes an outline for machines.
func NewOutlineJSON(outline *population.Part, dumps Dumps, w population.Writer) wire.Populations {
	j := wire.Populations{Dumps: dumps.Paths, Populations: []wire.Population{}}
	type step struct {
		part   *population.Part
		parent int
	}
	for todo := []step{{outline, 0}}; len(todo) > 0; {
		at := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		one := newPopulationJSON(at.part.Chain, dumps, w)
		one.ID, one.Parent = len(j.Populations)+1, at.parent
		j.Populations = append(j.Populations, one)
		for _, p := range slices.Backward(at.part.Parts) {
			todo = append(todo, step{p, one.ID})
		}
	}
	return j
}

// newPopulationJSON describes the last of populations of which each holds the
// next.
func newPopulationJSON(chain []*population.Population, dumps Dumps, w population.Writer) wire.Population {
	p := chain[len(chain)-1]
	one := wire.Population{
		Path: w.Path(p), Name: w.Chain(chain), Kind: populationKind(p), Count: p.Count, SVs: p.SVs, Bytes: p.Bytes, RetainedBytes: p.Retained,
		Each: make([]float64, len(p.Count)), Example: dumps.addresses(p.Example),
	}
	switch p.Class.Kind {
	case path.Object:
		one.Class = words.Whole(p.Class.Text)
	case path.Data:
		one.Type = words.Whole(p.Class.Text)
	}
	for i := range one.Each {
		one.Each[i] = p.PerParent(i)
	}
	return one
}

func populationKind(p *population.Population) wire.PopulationKind {
	switch p.Class.Kind {
	case path.None:
		return wire.PopulationHeap
	case path.Symbol:
		return wire.PopulationSymbol
	case path.Object:
		return wire.PopulationObjects
	case path.Closure:
		return wire.PopulationClosures
	case path.Root:
		return wire.PopulationLost
	}
	return wire.PopulationData
}

// NewPopulationsJSON describes populations below tops, as far as they are
// chosen, for machines.
func NewPopulationsJSON(tops []*population.Population, dumps Dumps, opt PopulationOptions, w population.Writer) wire.Populations {
	j := wire.Populations{Dumps: dumps.Paths, Populations: []wire.Population{}}
	ids := map[*population.Population]int{}
	for _, top := range tops {
		chosen := top.Top(opt.By, opt.Limit)
		for p := range top.All {
			if !chosen[p] {
				continue
			}
			ids[p] = len(ids) + 1
			one := newPopulationJSON([]*population.Population{p}, dumps, w)
			one.ID, one.Parent = ids[p], ids[p.Parent]
			j.Populations = append(j.Populations, one)
		}
	}
	return j
}

// Populations writes trees of populations. What is one thing in one thing stands
// on one line.
func Populations(w io.Writer, tops []*population.Population, opt PopulationOptions, namer population.Writer) error {
	t := table{seps: []string{"  "}, right: []bool{true, true, true}}
	t.add("retained", "count", "per parent", "what")
	left := 0
	for _, top := range tops {
		chosen := top.Top(opt.By, opt.Limit)
		for p := range top.All {
			left++
			if chosen[p] {
				left--
			}
		}
		rows := populationRows{table: &t, chosen: chosen, words: namer}
		rows.add(top, 0)
	}
	out := t.String()
	if left > 0 {
		out += fmt.Sprintf("\n%s smaller populations are not shown; --limit 0 shows all\n", words.Count(left))
	}
	_, err := io.WriteString(w, out)
	return err
}

type populationRows struct {
	*table
	chosen map[*population.Population]bool
	words  population.Writer
}

// add writes a population and what it holds. The depth of a tree is bounded.
func (r populationRows) add(p *population.Population, depth int) {
	chain := []*population.Population{p}
	below := r.below(p)
	for len(below) == 1 && p.Parent != nil && same(p.Count, below[0].Count) {
		p = below[0]
		chain = append(chain, p)
		below = r.below(p)
	}
	what := r.words.Chain(chain)
	if depth == 0 && chain[0].Parent != nil {
		what = r.words.Path(p)
	}
	r.table.add(Course(p.Retained, words.Bytes), Course(p.Count, words.Count), perParent(chain[0]), strings.Repeat("  ", depth)+what)
	for _, c := range below {
		r.add(c, depth+1)
	}
}

func (r populationRows) below(p *population.Population) (below []*population.Population) {
	for _, c := range p.Children {
		if r.chosen[c] {
			below = append(below, c)
		}
	}
	return below
}

func same(a, b []int) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// Course writes the numbers of several dumps, or one if they are all the same.
func Course[T comparable](ns []T, word func(T) string) string {
	all := make([]string, len(ns))
	changed := false
	for i, n := range ns {
		all[i] = word(n)
		changed = changed || all[i] != all[0]
	}
	if !changed {
		return all[0]
	}
	return strings.Join(all, " → ")
}

// perParent writes how many there are for each of what holds them, where that
// says more than the count.
func perParent(p *population.Population) string {
	if p.Parent == nil {
		return ""
	}
	for _, n := range p.Parent.Count {
		if n > 1 {
			each := make([]float64, len(p.Count))
			for i := range each {
				each[i] = p.PerParent(i)
			}
			return Course(each, func(x float64) string { return strings.TrimSuffix(fmt.Sprintf("%.1f", x), ".0") })
		}
	}
	return ""
}
