package mat

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/safe"
)

// Measure returns a size of an SV in bytes: alone, structural, owned or
// retained. least means that it is a lower bound.
type Measure func(heap.SV) (bytes int64, least bool, err error)

// Alone returns the [Measure] of the SVs themselves.
func Alone(h *heap.Heap) Measure {
	return func(sv heap.SV) (int64, bool, error) { return h.Size(sv), false, nil }
}

// Tally counts SVs and adds up their sizes, for all of them and for the blessed
// ones.
type Tally struct {
	Name         string // of the kind, package or description
	SVs          int
	Blessed      int
	Bytes        int64
	BlessedBytes int64
	Least        bool // the sizes are lower bounds
}

func (t *Tally) add(bytes int64, least, blessed bool) {
	t.SVs++
	t.Least = t.Least || least
	t.Bytes = safe.Add(t.Bytes, bytes)
	if blessed {
		t.Blessed++
		t.BlessedBytes = safe.Add(t.BlessedBytes, bytes)
	}
}

// Census is the SVs of a heap by kind.
type Census struct {
	Kinds     []Tally            // by name of the kind; UNDEF counts as SCALAR
	ByPackage map[string][]Tally // by kind: blessed SVs by package, most numerous first
	Scalars   []Tally            // SCALARs and BOOLs by description
	Total     Tally
}

// checkEvery is after how many SVs a walk over all of them asks its context.
const checkEvery = 1 << 12

// NewCensus counts all SVs by kind. It ends early with ctx's error.
func NewCensus(ctx context.Context, h *heap.Heap, size Measure) (*Census, error) {
	kinds, packages, scalars := map[string]*Tally{}, map[string]map[string]*Tally{}, map[string]*Tally{}
	c := &Census{ByPackage: map[string][]Tally{}, Total: Tally{Name: "(total)"}}
	for sv := range heap.SV(h.Count()) {
		if sv%checkEvery == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
		}
		bytes, least, err := size(sv)
		if err != nil {
			return nil, err
		}
		kind := h.Kind(sv).String()
		pkg, blessed := h.Package(sv)
		tally(kinds, kind).add(bytes, least, blessed)
		c.Total.add(bytes, least, blessed)
		if k := h.Kind(sv); k == heap.KindScalar || k == heap.KindBool {
			tally(scalars, h.Desc(sv)).add(bytes, least, blessed)
		}
		if blessed {
			if packages[kind] == nil {
				packages[kind] = map[string]*Tally{}
			}
			tally(packages[kind], pkg).add(bytes, least, true)
		}
	}
	c.Kinds, c.Scalars = sorted(kinds), sorted(scalars)
	for kind, tallies := range packages {
		list := sorted(tallies)
		slices.SortStableFunc(list, func(a, b Tally) int { return cmp.Compare(b.Blessed, a.Blessed) })
		c.ByPackage[kind] = list
	}
	return c, nil
}

func tally(m map[string]*Tally, name string) *Tally {
	t := m[name]
	if t == nil {
		t = &Tally{Name: name}
		m[name] = t
	}
	return t
}

func sorted(m map[string]*Tally) []Tally {
	list := make([]Tally, 0, len(m))
	for _, t := range m {
		list = append(list, *t)
	}
	slices.SortFunc(list, func(a, b Tally) int { return strings.Compare(a.Name, b.Name) })
	return list
}

// Sized is an SV with one of its sizes.
type Sized struct {
	SV    heap.SV
	Bytes int64
	Least bool // it is a lower bound
}

// Largest returns the n largest of some SVs, largest first and, if equal, by
// address. It ends early with ctx's error.
func Largest(ctx context.Context, svs []heap.SV, n int, size Measure) ([]Sized, error) {
	var top []Sized // ordered, at most n
	less := func(a, b Sized) int {
		return cmp.Or(cmp.Compare(b.Bytes, a.Bytes), cmp.Compare(a.SV, b.SV))
	}
	for i, sv := range svs {
		if i%checkEvery == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
		}
		bytes, least, err := size(sv)
		if err != nil {
			return nil, err
		}
		s := Sized{sv, bytes, least}
		if len(top) == n && (n == 0 || less(top[n-1], s) <= 0) {
			continue
		}
		at, _ := slices.BinarySearchFunc(top, s, less)
		top = slices.Insert(top, at, s)
		if len(top) > n {
			top = top[:n]
		}
	}
	return top, nil
}

// CensusOptions say in how much detail a census is written.
type CensusOptions struct {
	Blessed bool // by package
	Scalars bool // by which values are set
}
