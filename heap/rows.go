package heap

import (
	"context"
	"fmt"
	"runtime"
	"sort"
	"sync/atomic"

	"github.com/perlheap/perlheap/heap/safe"
	"github.com/perlheap/perlheap/heap/section"
)

// edge is one reference: the number of the SV at its other end, and its
// strength in the two upper bits.
type edge uint32

const (
	edgeStrong   edge = 0 << 30
	edgeWeak     edge = 1 << 30
	edgeInferred edge = 2 << 30
	edgeStrength edge = 3 << 30
)

func (e edge) sv() SV { return SV(e &^ edgeStrength) }

// rows are the references of every SV, one behind the other: a compressed
// sparse row per SV.
type rows struct {
	// The row of sv is edges[start(sv):start(sv+1)]. Starts are 32 bits
	// relative to a base per block of SVs, so that more than four billion
	// references do not overflow.
	base     []int64
	relative []uint32
	edges    []edge
}

const (
	blockBits = 16
	blockLen  = 1 << blockBits
)

func (r *rows) start(sv SV) int64 { return r.base[sv>>blockBits] + int64(r.relative[sv]) }

// row is empty for perl's own undef, yes and no, which have numbers too.
func (r *rows) row(sv SV) []edge {
	if int(sv)+1 >= len(r.relative) {
		return nil
	}
	return r.edges[r.start(sv):r.start(sv+1)]
}

// newRows makes rows for n SVs. relative is to be set to their lengths, and
// then layOut called.
func newRows(m *section.Memory, n int) rows {
	return rows{base: section.Make[int64](m, n>>blockBits+1), relative: section.Make[uint32](m, n+1)}
}

// layOut turns lengths into starts. limit is how many references the SVs of a
// block may have.
func (r *rows) layOut(ctx context.Context, m *section.Memory, limit int64) error {
	var over atomic.Bool
	err := parallelBy(ctx, len(r.relative), blockLen, func(from, to int) {
		sum := int64(0)
		for _, n := range r.relative[from:to] {
			sum += int64(n)
		}
		if sum > limit {
			over.Store(true)
		}
		r.base[from>>blockBits] = sum
	})
	if err != nil {
		return err
	}
	if over.Load() {
		return fmt.Errorf("heap: %d SVs behind each other have more than %d references", blockLen, limit)
	}
	total := int64(0)
	for i, sum := range r.base {
		r.base[i] = total
		total += sum
	}
	r.edges = section.Make[edge](m, int(total))
	return parallelBy(ctx, len(r.relative), blockLen, func(from, to int) {
		begin := uint32(0)
		for i, n := range r.relative[from:to] {
			r.relative[from+i] = begin
			begin += n
		}
	})
}

// reversed gives the same references as seen from their targets: count,
// prefix sum, fill. Sources ascend in every row. Each goroutine looks at all
// references and takes those to its own range of targets.
func (r *rows) reversed(ctx context.Context, m *section.Memory, n int, limit int64) (rows, error) {
	in := newRows(m, n)
	var over atomic.Bool
	err := r.byTarget(ctx, n, func(from, to SV, _ int64, edges []edge) {
		for _, e := range edges {
			if t := e.sv(); t >= from && t < to {
				if in.relative[t]++; int64(in.relative[t]) > limit || in.relative[t] == 0 {
					over.Store(true)
				}
			}
		}
	})
	if err != nil {
		return rows{}, err
	}
	if over.Load() {
		return rows{}, fmt.Errorf("heap: an SV has more than %d references to it", limit)
	}
	if err := in.layOut(ctx, m, limit); err != nil {
		return rows{}, err
	}
	// The starts serve as what is filled next, and so end as the starts of
	// the SV after.
	err = r.byTarget(ctx, n, func(from, to SV, at int64, edges []edge) {
		src := sort.Search(n, func(i int) bool { return r.start(SV(i+1)) > at })
		next := r.start(SV(src + 1))
		for _, e := range edges {
			for at == next {
				src++
				next = r.start(SV(src + 1))
			}
			at++
			t := e.sv()
			if t < from || t >= to {
				continue
			}
			in.edges[in.base[t>>blockBits]+int64(in.relative[t])] = edge(src) | e&edgeStrength
			in.relative[t]++
		}
	})
	if err != nil {
		return rows{}, err
	}
	err = parallelBy(ctx, n+1, blockLen, func(from, to int) {
		copy(in.relative[from+1:to], in.relative[from:to-1])
		in.relative[from] = 0
	})
	return in, err
}

// byTarget calls f, in goroutines that each have a range of targets, for all
// references, some at a time: those from position at on.
func (r *rows) byTarget(ctx context.Context, n int, f func(from, to SV, at int64, edges []edge)) error {
	workers := min(runtime.GOMAXPROCS(0), maxReversing)
	if n < blockLen {
		workers = 1
	}
	var wg safe.Workers
	for w := range workers {
		wg.Go(func() {
			from, to := SV(n*w/workers), SV(n*(w+1)/workers)
			for at := 0; at < len(r.edges) && safe.Turn(ctx); at += edgesAtOnce {
				f(from, to, int64(at), r.edges[at:min(len(r.edges), at+edgesAtOnce)])
			}
		})
	}
	wg.Wait()
	return ctx.Err()
}

const (
	// maxReversing bounds the goroutines: each looks at all references.
	maxReversing = 8
	edgesAtOnce  = 1 << 15
)
