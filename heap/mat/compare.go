package mat

import (
	"context"
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
)

// Difference is what each of two dumps has at addresses that the other does
// not.
type Difference struct {
	OnlyA, OnlyB []heap.SV // by address
	Common       int
}

// Diff compares the addresses of two dumps.
func Diff(a, b *heap.Heap) Difference {
	var d Difference
	i, j := heap.SV(0), heap.SV(0)
	for i < heap.SV(a.Count()) && j < heap.SV(b.Count()) {
		switch x, y := a.Addr(i), b.Addr(j); {
		case x < y:
			d.OnlyA = append(d.OnlyA, i)
			i++
		case y < x:
			d.OnlyB = append(d.OnlyB, j)
			j++
		default:
			d.Common++
			i++
			j++
		}
	}
	for ; i < heap.SV(a.Count()); i++ {
		d.OnlyA = append(d.OnlyA, i)
	}
	for ; j < heap.SV(b.Count()); j++ {
		d.OnlyB = append(d.OnlyB, j)
	}
	return d
}

// Node is an SV in a tree, with the SVs that it refers to below it.
type Node struct {
	SV    heap.SV
	Note  string // `mro_isa of Foo`
	Nodes []*Node
}

// Trees arranges SVs, given by address, into trees by the references among
// them. Each occurs once: under the first SV from which a walk by address
// reaches it. It ends early with ctx's error.
func Trees(ctx context.Context, h *heap.Heap, svs []heap.SV) ([]*Node, error) {
	nodes := make(map[heap.SV]*Node, len(svs))
	for _, sv := range svs {
		nodes[sv] = &Node{SV: sv}
	}
	if err := addMRONotes(h, nodes); err != nil {
		return nil, err
	}
	var top []*Node
	seen := make(map[heap.SV]bool, len(svs))
	for _, start := range svs {
		if seen[start] {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		seen[start] = true
		top = append(top, nodes[start])
		for queue := []heap.SV{start}; len(queue) > 0; {
			from := queue[0]
			queue = queue[1:]
			refs, err := h.Outrefs(from, heap.All)
			if err != nil {
				return nil, err
			}
			var found []heap.SV
			for _, r := range refs {
				if nodes[r.SV] != nil && !seen[r.SV] {
					seen[r.SV] = true
					found = append(found, r.SV)
				}
			}
			slices.Sort(found)
			for _, sv := range found {
				nodes[from].Nodes = append(nodes[from].Nodes, nodes[sv])
			}
			queue = append(queue, found...)
		}
	}
	return top, nil
}

// addMRONotes says of the caches of a package's method resolution which package
// they belong to.
func addMRONotes(h *heap.Heap, nodes map[heap.SV]*Node) error {
	for sv := range heap.SV(h.Count()) {
		if h.Kind(sv) != heap.KindStash {
			continue
		}
		refs, err := h.Outrefs(sv, heap.Strong)
		if err != nil {
			return err
		}
		for _, r := range refs {
			what, ok := map[heap.RefKind]string{heap.RefMROISA: "mro_isa", heap.RefMROCurrent: "mro_linearcurrent"}[r.Kind]
			if node := nodes[r.SV]; ok && node != nil {
				name, _ := h.Stash(sv).Name()
				node.Note = what + " of " + name
			}
		}
	}
	return nil
}

// Stayed is an SV that appeared in one dump and is in all later ones.
type Stayed struct {
	SV    heap.SV // in the last dump
	Since int     // number of the dump that it appeared in, from 1
}

// identity tells SVs apart across dumps: an arena slot that is used again
// mostly has another type.
type identity struct {
	addr pmat.Addr
	base string
}

// Stays finds the SVs that appear between dumps and stay. These are probably
// leaked, since temporaries go away again. It is given the dumps one by one.
type Stays struct {
	// OneFile limits the search to what appears in the first dump that has
	// anything new.
	OneFile    bool
	number     int
	before     map[identity]bool
	candidates map[identity]int
}

// Next takes the next dump of the series. last means that no dump follows, so
// that what is new in this one cannot be told from a temporary.
func (s *Stays) Next(h *heap.Heap, last bool) {
	now := make(map[identity]bool, h.Count())
	for sv := range heap.SV(h.Count()) {
		now[identity{h.Addr(sv), baseType(h.Kind(sv))}] = true
	}
	for k := range s.candidates {
		if !now[k] {
			delete(s.candidates, k)
		}
	}
	s.number++
	switch {
	case s.before == nil:
		s.before, s.candidates = now, map[identity]int{}
	case last || s.OneFile && len(s.candidates) > 0:
	default:
		for k := range now {
			if _, known := s.candidates[k]; !known && !s.before[k] {
				s.candidates[k] = s.number
			}
		}
		s.before = now
	}
}

// Result returns what stayed, as SVs of the last dump, ordered by when it
// appeared and by address.
func (s *Stays) Result(last *heap.Heap) []Stayed {
	var list []Stayed
	for k, since := range s.candidates {
		if sv, ok := last.At(k.addr); ok {
			list = append(list, Stayed{sv, since})
		}
	}
	slices.SortFunc(list, func(a, b Stayed) int {
		if a.Since != b.Since {
			return a.Since - b.Since
		}
		return int(a.SV) - int(b.SV)
	})
	return list
}

// baseType is perl's own type of the SVs of a kind.
func baseType(k heap.Kind) string {
	switch k {
	case heap.KindScalar, heap.KindRef, heap.KindBool:
		return "SV"
	case heap.KindArray, heap.KindPad, heap.KindPadlist, heap.KindPadnames:
		return "AV"
	case heap.KindHash, heap.KindStash, heap.KindClass:
		return "HV"
	}
	return k.String()
}
