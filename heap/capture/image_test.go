package capture

import "testing"

// A table of which some pages were never written to is whole: they read as zeros,
// in the midst of it and at its end.
func TestUntouchedPages(t *testing.T) {
	m := &Image{untouched: []run{{start: 0x1000, end: 0x5000}}}
	for _, start := range []uint64{0x1000, 0x3000, 0x8000} {
		data := make([]byte, 0x1000)
		for i := range data {
			data[i] = byte(start >> 12)
		}
		m.add(segment{start: start, end: start + 0x1000, data: data})
	}
	m.sort()
	b := m.bytes(0x1ff8, 0x3008)
	if len(b) != 0x3008 || !m.has(0x1ff8, 0x3008) || m.Missing != 0 {
		t.Fatalf("%d bytes are there, %d reads failed", len(b), m.Missing)
	}
	for at, want := range map[int]byte{0: 1, 7: 1, 8: 0, 0x1007: 0, 0x1008: 3, 0x2007: 3, 0x2008: 0, 0x3007: 0} {
		if b[at] != want {
			t.Errorf("byte %#x is %d, want %d", at, b[at], want)
		}
	}
	if m.u64(0x2800) != 0 || m.Missing != 0 {
		t.Error("a word of a page that was never written to is not 0")
	}
	for _, beyond := range [][2]uint64{{0x1ff8, 0x3009}, {0x8ff8, 16}, {0x0ff8, 16}, {0x6000, 8}, {^uint64(0) - 4, 8}} {
		if m.bytes(beyond[0], int(beyond[1])) != nil || m.has(beyond[0], int(beyond[1])) {
			t.Errorf("%d bytes at %#x are there", beyond[1], beyond[0])
		}
	}
}

// Counts of words whose bytes do not fit into 64 bits are of memory that is not
// there.
func TestAbsurdCounts(t *testing.T) {
	m := &Image{}
	m.add(segment{start: 0x1000, end: 0x1018, data: make([]byte, 0x18)})
	for n, want := range map[uint64]bool{0: true, 3: true, 4: false, 1 << 60: false, 1<<61 - 1: false, 1 << 61: false, 1<<61 + 3: false, 1 << 63: false, ^uint64(0): false} {
		if m.hasWords(0x1000, n) != want {
			t.Errorf("%d words are there: %v", n, !want)
		}
	}
	if m.has(0x1000, -8) {
		t.Error("fewer than no bytes are there")
	}
}
