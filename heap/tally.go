package heap

import (
	"cmp"
	"context"
	"slices"
	"strings"
)

// Measure gives a size of an SV in bytes: alone, structural, owned, retained.
type Measure func(SV) (int64, error)

// SizeAlone is the [Measure] of the SV itself.
func (h *Heap) SizeAlone(sv SV) (int64, error) { return h.Size(sv), nil }

// Tally counts SVs and adds up their sizes, and those of the blessed ones
// among them.
type Tally struct {
	Name         string // of the kind, package or description
	SVs          int
	Blessed      int
	Bytes        int64
	BlessedBytes int64
}

func (t *Tally) add(bytes int64, blessed bool) {
	t.SVs++
	t.Bytes = AddBytes(t.Bytes, bytes)
	if blessed {
		t.Blessed++
		t.BlessedBytes = AddBytes(t.BlessedBytes, bytes)
	}
}

// Census is the SVs of a heap by kind.
type Census struct {
	Kinds     []Tally            // by name of the kind; UNDEF is among SCALAR
	ByPackage map[string][]Tally // by kind: the blessed ones by package, most first
	Scalars   []Tally            // SCALARs and BOOLs by description
	Total     Tally
}

// checkEvery is after how many SVs a walk over all of them asks its context.
const checkEvery = 1 << 12

// Census counts all SVs by what they are. It ends early with ctx's error.
func (h *Heap) Census(ctx context.Context, size Measure) (*Census, error) {
	kinds, packages, scalars := map[string]*Tally{}, map[string]map[string]*Tally{}, map[string]*Tally{}
	c := &Census{ByPackage: map[string][]Tally{}, Total: Tally{Name: "(total)"}}
	for sv := range SV(h.count) {
		if sv%checkEvery == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
		}
		bytes, err := size(sv)
		if err != nil {
			return nil, err
		}
		kind := h.kinds[sv].String()
		pkg, blessed := h.Package(sv)
		tally(kinds, kind).add(bytes, blessed)
		c.Total.add(bytes, blessed)
		if k := h.kinds[sv]; k == KindScalar || k == KindBool {
			tally(scalars, h.Desc(sv)).add(bytes, blessed)
		}
		if blessed {
			if packages[kind] == nil {
				packages[kind] = map[string]*Tally{}
			}
			tally(packages[kind], pkg).add(bytes, true)
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
	SV    SV
	Bytes int64
}

// Largest gives the n largest of some SVs, largest first, of equal ones that
// at the lower address first. It ends early with ctx's error.
func (h *Heap) Largest(ctx context.Context, svs []SV, n int, size Measure) ([]Sized, error) {
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
		bytes, err := size(sv)
		if err != nil {
			return nil, err
		}
		s := Sized{sv, bytes}
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

// All gives the SVs of the heap by address.
func (h *Heap) All() []SV {
	svs := make([]SV, h.count)
	for i := range svs {
		svs[i] = SV(i)
	}
	return svs
}
