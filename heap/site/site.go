// Package site says what of a heap was made at which place of the source, or is
// declared there.
//
// [Collect] groups the closures of a heap by the place that the dump records.
// [Alive] adds what is alive beside them: objects, variables, subs with their
// constants and, where the dump has them, all allocations; it needs a walk over
// the pads of all subs. Both know no source. [Program] joins their results with
// source text and finds the lines: that of the `sub`, which is not the line
// that the dump has, as perl records the first statement; those of `bless`,
// `my` and `our`, of which it records none.
package site

import (
	"cmp"
	"context"
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/safe"
)

// Table is what is alive by site.
type Table struct {
	Codes     int   // all CODEs of the heap: closures, prototypes, named subs, XS
	HeapBytes int64 // sizes of all SVs
	// Sites by number of closures, most first; then by file and line.
	Sites []Site

	tally *Tally
}

// Tally returns what was found so far of the heap in numbers.
func (t *Table) Tally() *Tally { return t.tally }

// Site is a sub of the program as compiled once, and the closures cloned from
// it. Subs that stand in one line are sites of their own, and so is a text
// that was compiled again.
type Site struct {
	Recorded  heap.Location // of the first statement
	Name      string        // of the prototype, as &Foo::__ANON__; empty if it is not alive
	Prototype heap.SV       // what the closures were cloned from; NoSV if it is not alive
	Closures  int           // alive; the prototype is not one of them
	Bytes     int64         // of the closures' CODEs and pads, without what they refer to
	Example   heap.SV       // a closure that is held as most of them are
	Captures  []string      // variables of enclosing subs that each closure keeps, with sigil
	Pad       []string      // all names in its pad, with sigil
}

// Share is the part of all CODEs that the site's closures are, 0 … 1.
func (t *Table) Share(s *Site) float64 {
	if t.Codes == 0 {
		return 0
	}
	return float64(s.Closures) / float64(t.Codes)
}

// ByteShare is the part of the heap's bytes that the closures take, 0 … 1.
func (t *Table) ByteShare(s *Site) float64 {
	if t.HeapBytes == 0 {
		return 0
	}
	return float64(s.Bytes) / float64(t.HeapBytes)
}

// Collect finds the sites of a heap. Closures without an optree, which perl
// makes of a closure that is a constant, have no place and are left out.
func Collect(ctx context.Context, h *heap.Heap) (*Table, error) { return CollectFrom(ctx, h, nil) }

// CollectFrom is Collect with a tally of the heap, which is nil if there is none.
func CollectFrom(ctx context.Context, h *heap.Heap, tally *Tally) (*Table, error) {
	if tally == nil {
		tally = &Tally{}
	}
	rows, err := tallied(tally, &tally.closures, func() ([]closureTally, error) { return tallyClosures(ctx, h) })
	if err != nil {
		return nil, err
	}
	t := &Table{Codes: h.Codes().Len(), HeapBytes: h.Bytes(), tally: tally}
	for i := range rows {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		s, err := siteOfClosures(h, &rows[i])
		if err != nil {
			return nil, err
		}
		t.Sites = append(t.Sites, s)
	}
	slices.SortFunc(t.Sites, func(a, b Site) int {
		return cmp.Or(
			-cmp.Compare(a.Closures, b.Closures),
			cmp.Compare(a.Recorded.File, b.Recorded.File),
			cmp.Compare(a.Recorded.Line, b.Recorded.Line),
			cmp.Compare(a.Example, b.Example),
		)
	})
	return t, nil
}

// tallyClosures adds up the closures of each optree.
func tallyClosures(ctx context.Context, h *heap.Heap) (rows []closureTally, err error) {
	for optree := range h.Codes().Optrees() {
		closures := h.Codes().ClosuresOf(optree)
		if len(closures) == 0 {
			continue
		}
		row := closureTally{Optree: uint32(optree)}
		for i, sv := range closures {
			if i&(checkEvery-1) == 0 && !safe.Turn(ctx) {
				return nil, ctx.Err()
			}
			row.Bytes = safe.Add(row.Bytes, h.Code(sv).OwnBytes())
		}
		if row.Example, err = typical(h, closures); err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, ctx.Err()
}

// siteOfClosures makes the site of the closures that share an optree.
func siteOfClosures(h *heap.Heap, row *closureTally) (s Site, err error) {
	closures := h.Codes().ClosuresOf(int(row.Optree))
	s = Site{Prototype: heap.NoSV, Closures: len(closures), Bytes: row.Bytes, Example: row.Example}
	s.Recorded, _ = h.Code(closures[0]).Location()
	names, err := h.Code(s.Example).Padnames()
	if err != nil {
		return s, err
	}
	for _, n := range names {
		if len(n.Name) < 2 || n.Our != heap.NoSV || n.Flags&pmat.PadnameOur != 0 {
			continue // a nested sub's slot, or no variable of the pad
		}
		s.Pad = append(s.Pad, n.Name)
		if n.Flags&pmat.PadnameOuter != 0 {
			s.Captures = append(s.Captures, n.Name)
		}
	}
	if s.Captures == nil {
		// Every closure captures something, so this dump does not say what.
		if s.Captures, err = capturesByName(h, s.Example, s.Pad); err != nil {
			return s, err
		}
	}
	slices.Sort(s.Captures)
	if proto, ok := h.Code(s.Example).Prototype(); ok {
		s.Prototype = proto
		s.Name, _ = h.Symbols().Name(proto)
	}
	return s, nil
}

// capturesByName gives the names of a pad that an enclosing sub has too. Dumps
// of perls before 5.22 and of Dumpers before 0.42 do not mark what a closure
// captures; a name that is declared again inside is then taken for captured.
func capturesByName(h *heap.Heap, cv heap.SV, pad []string) ([]string, error) {
	outer := map[string]bool{}
	if proto, ok := h.Code(cv).Prototype(); ok {
		cv = proto // perls from 5.18 on tell only it which sub encloses it
	}
	for range maxNesting {
		scope, ok := h.Code(cv).Scope()
		if !ok {
			break
		}
		names, err := h.Code(scope).Padnames()
		if err != nil {
			return nil, err
		}
		for _, n := range names {
			outer[n.Name] = true
		}
		cv = scope
	}
	var captured []string
	for _, name := range pad {
		if outer[name] {
			captured = append(captured, name)
		}
	}
	return captured, nil
}

// maxNesting bounds how many enclosing subs are looked at; subs that enclose
// each other are damage.
const maxNesting = 64

// samples is how many closures are looked at to see how most are held.
const samples = 64

// holding is how a closure is held, without what differs from one to the next.
type holding struct {
	kind heap.Kind // of the first strong referrer
	in   heap.Kind // if that is a REF: of what holds the REF
	many bool      // there are more strong referrers
}

// typical chooses a closure that is held as most of its site's are: of evenly
// spread samples, the middle one of the most frequent way of being held.
func typical(h *heap.Heap, closures []heap.SV) (heap.SV, error) {
	step := max(1, len(closures)/samples)
	count := map[holding][]heap.SV{}
	best := []heap.SV(nil)
	for i := 0; i < len(closures); i += step {
		how := heldBy(h, closures[i])
		count[how] = append(count[how], closures[i])
		if len(count[how]) > len(best) {
			best = count[how]
		}
	}
	return best[len(best)/2], nil
}

func heldBy(h *heap.Heap, sv heap.SV) holding {
	from, ok := h.FirstReferrer(sv)
	if !ok {
		return holding{}
	}
	how := holding{kind: h.Kind(from), many: h.InrefCount(sv, heap.Strong) > 1}
	if how.kind == heap.KindRef {
		if outer, ok := h.FirstReferrer(from); ok {
			how.in = h.Kind(outer)
		}
	}
	return how
}
