package capture

import (
	"encoding/binary"
	"sort"
)

// Image is the memory of a process by address. The zero value has none.
type Image struct {
	segments []segment // by address, none overlaps another
	last     int       // the segment that the last read was in
	// untouched are ranges, by address, whose pages read as zeros where no segment
	// has them: the process never wrote to them. Tables of HASHes can have such
	// pages.
	untouched []run
	// Missing counts reads of what the image does not have.
	Missing int
}

// segment is memory at consecutive addresses. What is behind the end of data
// is not there.
type segment struct {
	start, end uint64
	data       []byte // from start on; nil until lazy was asked
	writable   bool
	lazy       func() []byte // reads it when it is needed
}

// add adds memory; it must overlap none that is there. sort must follow.
func (m *Image) add(s segment) { m.segments = append(m.segments, s) }

func (m *Image) sort() {
	sort.Slice(m.segments, func(i, j int) bool { return m.segments[i].start < m.segments[j].start })
}

// find returns the segment that an address is in.
func (m *Image) find(addr uint64) *segment {
	if m.last < len(m.segments) {
		if s := &m.segments[m.last]; addr >= s.start && addr < s.end {
			return s
		}
	}
	i := sort.Search(len(m.segments), func(i int) bool { return m.segments[i].end > addr })
	if i == len(m.segments) || addr < m.segments[i].start {
		return nil
	}
	m.last = i
	return &m.segments[i]
}

// bytes returns n bytes at an address, or nil. They belong to the image.
func (m *Image) bytes(addr uint64, n int) []byte {
	b := m.rest(addr)
	switch {
	case n >= 0 && len(b) >= n:
		return b[:n:n]
	case m.reaches(addr, n):
		return m.joined(addr, n)
	}
	m.Missing++
	return nil
}

// run is a range of addresses.
type run struct {
	start, end uint64
	writable   bool
}

// reaches reports whether all of a range is memory that has pages or reads as
// zeros.
func (m *Image) reaches(addr uint64, n int) bool {
	i := sort.Search(len(m.untouched), func(i int) bool { return m.untouched[i].end > addr })
	return n > 0 && i < len(m.untouched) && addr >= m.untouched[i].start && uint64(n) <= m.untouched[i].end-addr
}

// joined copies a range of which some pages may be missing.
func (m *Image) joined(addr uint64, n int) []byte {
	b := make([]byte, n)
	end := addr + uint64(n)
	i := sort.Search(len(m.segments), func(i int) bool { return m.segments[i].end > addr })
	for ; i < len(m.segments) && m.segments[i].start < end; i++ {
		from := max(addr, m.segments[i].start)
		copy(b[from-addr:], m.rest(from))
	}
	return b
}

// rest returns the bytes from an address to the end of its segment.
func (m *Image) rest(addr uint64) []byte {
	s := m.find(addr)
	if s == nil {
		return nil
	}
	if s.data == nil && s.lazy != nil {
		s.data, s.lazy = s.lazy(), nil
	}
	if off := addr - s.start; off < uint64(len(s.data)) {
		return s.data[off:]
	}
	return nil
}

// has reports whether n bytes at an address are there.
func (m *Image) has(addr uint64, n int) bool {
	return n >= 0 && (len(m.rest(addr)) >= n || m.reaches(addr, n))
}

// hasWords is has for n words of 8 bytes. A count from a damaged core may be so
// large that its bytes cannot be told in 64 bits.
func (m *Image) hasWords(addr, n uint64) bool { return n <= maxWords && m.has(addr, int(8*n)) }

// maxWords bounds what one array of words can have: 1 TiB.
const maxWords = 1 << 37

// u8, u16, u32 and u64 read a number; 0 if it is not there.
func (m *Image) u8(addr uint64) uint8 {
	if b := m.bytes(addr, 1); b != nil {
		return b[0]
	}
	return 0
}

func (m *Image) u16(addr uint64) uint16 {
	if b := m.bytes(addr, 2); b != nil {
		return binary.LittleEndian.Uint16(b)
	}
	return 0
}

func (m *Image) u32(addr uint64) uint32 {
	if b := m.bytes(addr, 4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

func (m *Image) u64(addr uint64) uint64 {
	if b := m.bytes(addr, 8); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

// maxCString bounds strings that end with a zero byte: names and paths.
const maxCString = 1 << 16

// cstring reads up to a zero byte; false if there is none within maxCString.
func (m *Image) cstring(addr uint64) ([]byte, bool) {
	b := m.rest(addr)
	b = b[:min(len(b), maxCString)]
	for i, c := range b {
		if c == 0 {
			return b[:i], true
		}
	}
	m.Missing++
	return nil, false
}

// size returns how many bytes there are.
func (m *Image) size() uint64 {
	n := uint64(0)
	for i := range m.segments {
		n += m.segments[i].end - m.segments[i].start
	}
	return n
}
