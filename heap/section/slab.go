package section

import (
	"sync"
	"unsafe"
)

// Slab is where pieces of columns are made that are all given back together, for
// what is only needed for a while. Like [Memory] it is outside of Go's own memory
// where the system allows. The nil Slab gives Go's own.
type Slab struct {
	memory *Memory
	mu     sync.Mutex
	rest   []byte
}

// slabBlock is how many bytes a slab takes from the system at a time.
const slabBlock = 4 << 20

// NewSlab gives a slab with nothing in it.
func NewSlab() *Slab { return &Slab{memory: NewMemory()} }

// Piece makes an empty piece with room for n values. T must hold no pointers.
// Goroutines may make pieces of one slab side by side.
func Piece[T any](s *Slab, n int) []T {
	var v T
	size := (n*int(unsafe.Sizeof(v)) + 63) &^ 63 // begins where any number can
	if s == nil || size > slabBlock {
		return make([]T, 0, n)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.rest) < size {
		s.rest = Make[byte](s.memory, slabBlock)
	}
	piece := s.rest[:size]
	s.rest = s.rest[size:]
	return unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(piece))), n)[:0]
}

// Free gives all pieces back. None of them may be used any more.
func (s *Slab) Free() {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rest = nil
	s.memory.Free()
}
