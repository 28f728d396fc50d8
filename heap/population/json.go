package population

import (
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// Dumps are the dumps that lists of numbers refer to, in order.
type Dumps struct {
	Paths []string
	Heaps []*heap.Heap // nil for those that are not open
}

// DumpsOf returns the dumps of heaps.
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

// JSON describes an outline for machines.
func (p *Part) JSON(dumps Dumps, w Writer) wire.Populations {
	j := wire.Populations{Dumps: dumps.Paths, Populations: []wire.Population{}}
	type step struct {
		part   *Part
		parent int
	}
	for todo := []step{{p, 0}}; len(todo) > 0; {
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
func newPopulationJSON(chain []*Population, dumps Dumps, w Writer) wire.Population {
	p := chain[len(chain)-1]
	one := wire.Population{
		Path: w.Path(p), Name: w.Chain(chain), Kind: populationKind(p), Count: p.Count, SVs: p.SVs, Bytes: p.Bytes, RetainedBytes: p.Retained,
		Each: make([]float64, len(p.Count)), Example: dumps.addresses(p.Example),
	}
	switch p.Class.Kind {
	case path.Object:
		one.Class = text.Name(p.Class.Text)
	case path.Data:
		one.Type = text.Name(p.Class.Text)
	}
	for i := range one.Each {
		one.Each[i] = p.PerParent(i)
	}
	return one
}

func populationKind(p *Population) wire.PopulationKind {
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

// JSON describes the selected populations below tops for machines.
func JSON(tops []*Population, dumps Dumps, opt Options, w Writer) wire.Populations {
	j := wire.Populations{Dumps: dumps.Paths, Populations: []wire.Population{}}
	ids := map[*Population]int{}
	for _, top := range tops {
		chosen := top.Top(opt.By, opt.Limit)
		for p := range top.All {
			if !chosen[p] {
				continue
			}
			ids[p] = len(ids) + 1
			one := newPopulationJSON([]*Population{p}, dumps, w)
			one.ID, one.Parent = ids[p], ids[p.Parent]
			j.Populations = append(j.Populations, one)
		}
	}
	return j
}

// HistogramJSON describes rows of a histogram, which have names, for machines.
func HistogramJSON(rows []Row, dumps Dumps) wire.Histogram {
	j := wire.Histogram{Dumps: dumps.Paths, Rows: []wire.HistogramRow{}}
	for i := range rows {
		r := &rows[i]
		one := wire.HistogramRow{
			Name: r.Name, Kind: rowKind(r), Origin: string(r.Origin), Count: r.Count, Bytes: r.Bytes, RetainedBytes: r.Retained, Example: dumps.addresses(r.Example),
		}
		if r.Class.Kind == path.Closure {
			one.RecordedFile, one.RecordedLine = text.Path(r.Class.At.File), r.Class.At.Line
		}
		j.Rows = append(j.Rows, one)
	}
	return j
}

func rowKind(r *Row) string {
	switch {
	case r.Folded:
		return "static"
	case r.Class.Kind == path.Object:
		return "class"
	case r.Class.Kind == path.Closure:
		return "closures"
	}
	return "data"
}
