package heap

import "fmt"

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

func (r *rows) row(sv SV) []edge { return r.edges[r.start(sv):r.start(sv+1)] }

// newRows makes rows of the lengths that lens gives for each SV.
func newRows(n int, lens func(i int) uint32) (rows, error) {
	r := rows{base: make([]int64, n>>blockBits+1), relative: make([]uint32, n+1)}
	var total int64
	for i := 0; ; i++ {
		if i&(blockLen-1) == 0 {
			r.base[i>>blockBits] = total
		}
		rel := total - r.base[i>>blockBits]
		if rel > 1<<32-1 {
			return rows{}, fmt.Errorf("heap: %d SVs behind each other have more than %d references", blockLen, int64(1)<<32-1)
		}
		r.relative[i] = uint32(rel)
		if i == n {
			break
		}
		total += int64(lens(i))
	}
	r.edges = make([]edge, total)
	return r, nil
}

// reversed gives the same references as seen from their targets: count,
// prefix sum, fill. Sources ascend in every row.
func (r *rows) reversed(n int) (rows, error) {
	counts := make([]uint32, n)
	for _, e := range r.edges {
		counts[e.sv()]++
	}
	in, err := newRows(n, func(i int) uint32 { return counts[i] })
	if err != nil {
		return rows{}, err
	}
	clear(counts) // from here on: how many are filled
	for i := range n {
		for _, e := range r.row(SV(i)) {
			t := e.sv()
			in.edges[in.start(t)+int64(counts[t])] = edge(i) | e&edgeStrength
			counts[t]++
		}
	}
	return in, nil
}
