package heap

import (
	"sync"

	"github.com/perlheap/perlheap/heap/section"
)

// chunked is a column that grows without moving what it holds: a slice that
// doubles would need twice the memory at the worst moment.
type chunked[T any] struct {
	full [][]T
	last []T
	slab *section.Slab // that chunks are made in
}

const (
	chunkBits = 14
	chunkLen  = 1 << chunkBits
)

func (c *chunked[T]) add(v T) {
	if len(c.last) == cap(c.last) {
		c.grow()
	}
	c.last = append(c.last, v)
}

func (c *chunked[T]) grow() {
	if c.slab == nil && len(c.full) == 0 && cap(c.last) < chunkLen {
		// The first chunk grows as a slice does: many heaps are small.
		c.last = append(make([]T, 0, min(chunkLen, max(64, 2*cap(c.last)))), c.last...)
		return
	}
	if len(c.last) > 0 {
		c.full = append(c.full, c.last)
	}
	c.last = section.Piece[T](c.slab, chunkLen)
}

func (c *chunked[T]) len() int { return len(c.full)<<chunkBits + len(c.last) }

func (c *chunked[T]) at(i int) T {
	if n := i >> chunkBits; n < len(c.full) {
		return c.full[n][i&(chunkLen-1)]
	}
	return c.last[i&(chunkLen-1)]
}

// ref returns the i-th entry to change it.
func (c *chunked[T]) ref(i int) *T {
	if n := i >> chunkBits; n < len(c.full) {
		return &c.full[n][i&(chunkLen-1)]
	}
	return &c.last[i&(chunkLen-1)]
}

// cut forgets all entries from the n-th on.
func (c *chunked[T]) cut(n int) {
	for c.len() > n {
		if k := n - len(c.full)<<chunkBits; k >= 0 {
			c.last = c.last[:k]
			return
		}
		c.last = c.full[len(c.full)-1]
		c.full = c.full[:len(c.full)-1]
	}
}

// run returns the entries from the i-th on that lie side by side, n at most.
func (c *chunked[T]) run(i, n int) []T {
	chunk := c.last
	if k := i >> chunkBits; k < len(c.full) {
		chunk = c.full[k]
	}
	i &= chunkLen - 1
	return chunk[i:min(len(chunk), i+n)]
}

// narrow is a column of numbers that are nearly all small. The few that do
// not fit stand in a map, and in the column the largest value there is.
type narrow[T uint8 | uint16] struct {
	small []T
	large map[SV]uint64
	mu    *sync.Mutex // for large, while the column is made
}

func newNarrow[T uint8 | uint16](m *section.Memory, n int) narrow[T] {
	return narrow[T]{section.Make[T](m, n), map[SV]uint64{}, new(sync.Mutex)}
}

func (n *narrow[T]) at(sv SV) uint64 {
	v := n.small[sv]
	if v == ^T(0) {
		return n.large[sv]
	}
	return uint64(v)
}

// setLarge sets a number that does not fit the column.
func (n *narrow[T]) setLarge(sv SV, v uint64) {
	n.mu.Lock()
	n.large[sv] = v
	n.mu.Unlock()
}
