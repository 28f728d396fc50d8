package suspect

import (
	"context"
	"math/bits"

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
func islands(ctx context.Context, h *heap.Heap, sizes *retained.Sizes, yield func(island)) error {
	g := &tarjan{asker: asker{ctx: ctx}}
	g.fill(h, sizes)
	if err := g.run(); err != nil {
		return err
	}
	// Components come sinks first; going back, sources come first, and each
	// takes what no source before it took.
	taken := make([]bool, len(g.svs))
	var queue []number
	for c := len(g.ends) - 1; c >= 0; c-- {
		begin := 0
		if c > 0 {
			begin = g.ends[c-1]
		}
		members := g.members[begin:g.ends[c]]
		if taken[g.number(members[0])] {
			continue // dragged along by another
		}
		is := island{members: members, cyclic: len(members) > 1}
		queue = queue[:0]
		for _, sv := range members {
			n := g.number(sv)
			taken[n] = true
			queue = append(queue, n)
		}
		for n := 0; n < len(queue); n++ {
			sv := g.svs[queue[n]]
			is.bytes += h.Size(sv)
			is.svs++
			for to, i, ok := h.NextHeld(sv, 0); ok; to, i, ok = h.NextHeld(sv, i) {
				if g.ended() {
					return ctx.Err()
				}
				if n == 0 && to == sv {
					is.cyclic = true
				}
				if t := g.number(to); t != reached && !taken[t] {
					taken[t] = true
					queue = append(queue, t)
				}
			}
		}
		for _, sv := range members {
			switch h.Kind(sv) {
			case heap.KindPad, heap.KindPadlist, heap.KindPadnames:
				continue // perl does not count these, the CODE has them
			}
			is.foreign += max(0, int64(h.Refcnt(sv))-int64(h.InrefCount(sv, heap.Strong)))
		}
		if g.ended() {
			return ctx.Err()
		}
		yield(is)
	}
	return nil
}

// number counts the SVs that no root reaches.
type number uint32

// reached is the number of an SV that a root reaches.
const reached number = 1<<32 - 1

// sea numbers what no root reaches, mostly a small part of the heap.
type sea struct {
	h      *heap.Heap
	svs    []heap.SV // by number, ascending
	in     []uint64  // a bit for each SV of the heap that is one of them
	before []uint32  // how many are before the SVs of a word of in
}

func (g *tarjan) fill(h *heap.Heap, sizes *retained.Sizes) {
	words := (h.Count() + 63) / 64
	g.sea = sea{h: h, svs: make([]heap.SV, 0, sizes.Unreached), in: make([]uint64, words), before: make([]uint32, words)}
	for i := 0; i < h.Count() && !g.ended(); i++ {
		sv := heap.SV(i)
		if i%64 == 0 {
			g.before[i/64] = uint32(len(g.svs))
		}
		if !sizes.Reached(sv) {
			g.in[i/64] |= 1 << (i % 64)
			g.svs = append(g.svs, sv)
		}
	}
}

func (s *sea) number(sv heap.SV) number {
	word, bit := s.in[sv/64], uint64(1)<<(sv%64)
	if word&bit == 0 {
		return reached
	}
	return number(s.before[sv/64]) + number(bits.OnesCount64(word&(bit-1)))
}

// asker asks now and then whether to go on.
type asker struct {
	ctx   context.Context
	steps uint
	over  bool
}

// ended counts a step and tells whether to give up.
func (a *asker) ended() bool {
	if a.steps++; a.steps%askEvery == 0 {
		a.over = a.over || a.ctx.Err() != nil
	}
	return a.over
}

// tarjan finds strongly connected components.
type tarjan struct {
	sea
	asker
	next  uint32
	index []uint32 // in which order numbers are met, from 1 on
	low   []uint32 // the smallest index that is reached; 0 if the component is complete
	stack []number

	members []heap.SV // of all components, one behind the other
	ends    []int     // of each component in members
}

func (g *tarjan) run() error {
	g.index, g.low = make([]uint32, len(g.svs)), make([]uint32, len(g.svs))
	g.members = make([]heap.SV, 0, len(g.svs))
	for n := range g.svs {
		if g.index[n] == 0 {
			g.from(number(n))
		}
		if g.ended() {
			break
		}
	}
	return g.ctx.Err()
}

// visit is an SV on the way down, and how much of what it holds was looked at.
type visit struct {
	n    number
	next uint32
}

func (g *tarjan) enter(n number) visit {
	g.next++
	g.index[n], g.low[n] = g.next, g.next
	g.stack = append(g.stack, n)
	return visit{n: n}
}

func (g *tarjan) from(start number) {
	visits := []visit{g.enter(start)}
	for len(visits) > 0 {
		v := &visits[len(visits)-1]
		to, next, ok := g.h.NextHeld(g.svs[v.n], v.next)
		if ok {
			v.next = next
			switch t := g.number(to); {
			case t == reached:
			case g.index[t] == 0:
				visits = append(visits, g.enter(t))
			case g.low[t] != 0:
				g.low[v.n] = min(g.low[v.n], g.index[t])
			}
			if g.ended() {
				return
			}
			continue
		}
		n := v.n
		visits = visits[:len(visits)-1]
		if len(visits) > 0 {
			above := visits[len(visits)-1].n
			g.low[above] = min(g.low[above], g.low[n])
		}
		if g.low[n] == g.index[n] {
			g.complete(n)
		}
	}
}

// complete takes a component off the stack, of which n was met first.
func (g *tarjan) complete(n number) {
	at := len(g.stack) - 1
	for g.stack[at] != n {
		at--
	}
	for _, m := range g.stack[at:] {
		g.low[m] = 0
		g.members = append(g.members, g.svs[m])
	}
	g.stack = g.stack[:at]
	g.ends = append(g.ends, len(g.members))
}
