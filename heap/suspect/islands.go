package suspect

import (
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/retained"
)

// island is a part of the heap that no root reaches: a strongly connected
// component of more than one SV, or an SV that nothing refers to.
type island struct {
	members []heap.SV
	cyclic  bool
	// foreign counts references that perl counts and the dump does not have.
	foreign int64
	bytes   int64 // with what it holds and no island before it does
	svs     int   // the same
}

// islands finds the islands of a heap: components by Tarjan's algorithm,
// without recursion, over what no root reaches.
func islands(h *heap.Heap, sizes *retained.Sizes) []island {
	n := h.Count()
	g := &tarjan{h: h, number: make([]uint32, n), low: make([]uint32, n), done: make([]bool, n)}
	for i := range n {
		sv := heap.SV(i)
		if !sizes.Reached(sv) && g.number[sv] == 0 {
			g.from(sv, sizes)
		}
	}
	// Components come sinks first; going back, sources come first, and each
	// takes what no source before it took.
	var found []island
	taken := make([]bool, n)
	var buf []heap.SV
	for c := len(g.components) - 1; c >= 0; c-- {
		members := g.components[c]
		if taken[members[0]] {
			continue // dragged along by another
		}
		is := island{members: members, cyclic: len(members) > 1}
		queue := slices.Clone(members)
		for _, sv := range members {
			taken[sv] = true
		}
		for n := 0; n < len(queue); n++ {
			sv := queue[n]
			is.bytes += h.Size(sv)
			is.svs++
			buf = h.AppendHeld(sv, buf[:0])
			for _, to := range buf {
				if to == sv && len(members) == 1 {
					is.cyclic = true
				}
				if !taken[to] && !sizes.Reached(to) {
					taken[to] = true
					queue = append(queue, to)
				}
			}
		}
		for _, sv := range members {
			switch h.Kind(sv) {
			case heap.KindPad, heap.KindPadlist, heap.KindPadnames:
				continue // perl does not count these, the CODE has them
			}
			buf = h.AppendHolders(sv, buf[:0])
			is.foreign += max(0, int64(h.Refcnt(sv))-int64(len(buf)))
		}
		found = append(found, is)
	}
	return found
}

// tarjan numbers SVs in the order in which they are met, from 1.
type tarjan struct {
	h           *heap.Heap
	number, low []uint32
	done        []bool // its component is complete
	components  [][]heap.SV
	stack       []heap.SV
	next        uint32
}

type visit struct {
	sv   heap.SV
	held []heap.SV
	next int
}

func (g *tarjan) enter(sv heap.SV) visit {
	g.next++
	g.number[sv], g.low[sv] = g.next, g.next
	g.stack = append(g.stack, sv)
	return visit{sv: sv, held: g.h.AppendHeld(sv, nil)}
}

func (g *tarjan) from(start heap.SV, sizes *retained.Sizes) {
	visits := []visit{g.enter(start)}
	for len(visits) > 0 {
		v := &visits[len(visits)-1]
		if v.next < len(v.held) {
			to := v.held[v.next]
			v.next++
			if sizes.Reached(to) {
				continue
			}
			if g.number[to] == 0 {
				visits = append(visits, g.enter(to))
			} else if !g.done[to] {
				g.low[v.sv] = min(g.low[v.sv], g.number[to])
			}
			continue
		}
		sv := v.sv
		visits = visits[:len(visits)-1]
		if len(visits) > 0 {
			above := visits[len(visits)-1].sv
			g.low[above] = min(g.low[above], g.low[sv])
		}
		if g.low[sv] != g.number[sv] {
			continue
		}
		at := len(g.stack) - 1
		for g.stack[at] != sv {
			at--
		}
		members := slices.Clone(g.stack[at:])
		g.stack = g.stack[:at]
		for _, m := range members {
			g.done[m] = true
		}
		g.components = append(g.components, members)
	}
}
