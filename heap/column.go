package heap

// chunked is a column that grows without moving what it holds: a slice that
// doubles would need twice the memory at the worst moment.
type chunked[T any] struct {
	full [][]T
	last []T
}

const (
	chunkBits = 17
	chunkLen  = 1 << chunkBits
)

func (c *chunked[T]) add(v T) {
	if len(c.last) == cap(c.last) {
		c.grow()
	}
	c.last = append(c.last, v)
}

func (c *chunked[T]) grow() {
	if len(c.full) == 0 && cap(c.last) < chunkLen {
		// The first chunk grows as a slice does: most heaps in tests are small.
		c.last = append(make([]T, 0, min(chunkLen, max(64, 2*cap(c.last)))), c.last...)
		return
	}
	c.full = append(c.full, c.last)
	c.last = make([]T, 0, chunkLen)
}

func (c *chunked[T]) len() int { return len(c.full)<<chunkBits + len(c.last) }

func (c *chunked[T]) at(i int) T {
	if n := i >> chunkBits; n < len(c.full) {
		return c.full[n][i&(chunkLen-1)]
	}
	return c.last[i&(chunkLen-1)]
}

func (c *chunked[T]) set(i int, v T) {
	if n := i >> chunkBits; n < len(c.full) {
		c.full[n][i&(chunkLen-1)] = v
		return
	}
	c.last[i&(chunkLen-1)] = v
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

// ordered gives the column in the order of SV numbers and forgets its own
// copy. order has for each number the place in the file.
func (c *chunked[T]) ordered(order []uint32) []T {
	column := make([]T, len(order))
	parallel(len(order), func(from, to int) {
		for i := from; i < to; i++ {
			column[i] = c.at(int(order[i]))
		}
	})
	c.full, c.last = nil, nil
	return column
}

// narrow is a column of numbers that are nearly all small. The few that do
// not fit stand in a map, and in the column the largest value there is.
type narrow[T uint8 | uint16] struct {
	small []T
	large map[SV]uint64
}

func (n *narrow[T]) at(sv SV) uint64 {
	v := n.small[sv]
	if v == ^T(0) {
		return n.large[sv]
	}
	return uint64(v)
}

// narrowed is a narrow column while it grows in file order.
type narrowed[T uint8 | uint16] struct {
	small chunked[T]
	large map[uint32]uint64
}

func (n *narrowed[T]) add(v uint64) {
	if v < uint64(^T(0)) {
		n.small.add(T(v))
		return
	}
	if n.large == nil {
		n.large = map[uint32]uint64{}
	}
	n.large[uint32(n.small.len())] = v
	n.small.add(^T(0))
}

func (n *narrowed[T]) ordered(order []uint32) narrow[T] {
	c := narrow[T]{small: n.small.ordered(order)}
	if len(n.large) == 0 {
		return c
	}
	c.large = make(map[SV]uint64, len(n.large))
	for sv, v := range c.small {
		if v == ^T(0) {
			c.large[SV(sv)] = n.large[order[sv]]
		}
	}
	n.large = nil
	return c
}
