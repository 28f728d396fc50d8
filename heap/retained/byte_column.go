package retained

import (
	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/section"
)

// byteColumn is a number of bytes for each SV: 40 bits, which hold a TiB, and
// a map for more. Real heaps need none of the map.
type byteColumn struct {
	low  []uint32
	high []uint8
	more map[heap.SV]int64
}

// maxBytes marks an SV whose number of bytes is in the map.
const maxBytes = 1<<40 - 1

func newByteColumn(m *section.Memory, n int) byteColumn {
	return byteColumn{low: section.Make[uint32](m, n), high: section.Make[uint8](m, n)}
}

func (c *byteColumn) at(sv heap.SV) int64 {
	bytes := int64(c.high[sv])<<32 | int64(c.low[sv])
	if bytes == maxBytes {
		return c.more[sv]
	}
	return bytes
}

func (c *byteColumn) set(sv heap.SV, bytes int64) {
	if bytes < 0 || bytes >= maxBytes { // a damaged dump may have any size
		if c.more == nil {
			c.more = map[heap.SV]int64{}
		}
		c.more[sv] = bytes
		bytes = maxBytes
	}
	c.low[sv], c.high[sv] = uint32(bytes), uint8(bytes>>32)
}
