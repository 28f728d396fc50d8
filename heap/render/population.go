package render

import (
	"fmt"
	"io"
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

// NewPopulationsJSON describes populations below tops, as far as they are
// chosen, for machines.
func NewPopulationsJSON(tops []*population.Population, heaps []*heap.Heap, opt PopulationOptions, w population.Writer) wire.Populations {
	j := wire.Populations{Dumps: []string{}, Populations: []wire.Population{}}
	for _, h := range heaps {
		j.Dumps = append(j.Dumps, h.File().Path())
	}
	ids := map[*population.Population]int{}
	for _, top := range tops {
		chosen := top.Top(opt.By, opt.Limit)
		for p := range top.All {
			if !chosen[p] {
				continue
			}
			ids[p] = len(ids) + 1
			one := wire.Population{
				ID: ids[p], Parent: ids[p.Parent], Path: w.Path(p), Count: p.Count, SVs: p.SVs, Bytes: p.Bytes, RetainedBytes: p.Retained,
				Each: make([]float64, len(heaps)), Example: make([]string, len(heaps)),
			}
			if p.Class.Kind == path.Object {
				one.Class = words.Whole(p.Class.Text)
			}
			for i := range heaps {
				one.Each[i] = p.PerParent(i)
				if p.Example[i] != heap.NoSV {
					one.Example[i] = heaps[i].Addr(p.Example[i]).String()
				}
			}
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
	r.table.add(course(p.Retained, words.Bytes), course(p.Count, words.Count), perParent(chain[0]), strings.Repeat("  ", depth)+what)
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

// course writes the numbers of several dumps, or one if they are all the same.
func course[T comparable](ns []T, word func(T) string) string {
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
			return course(each, func(x float64) string { return strings.TrimSuffix(fmt.Sprintf("%.1f", x), ".0") })
		}
	}
	return ""
}
