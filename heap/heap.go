// Package heap holds a heap dump in memory: every SV with its type, size and
// reference count, the references between them in both directions, the roots,
// and where each CODE begins.
//
// It is made for tens of millions of SVs. An SV is a number ([SV]), its
// properties are columns of integers indexed by that number, references are
// compressed sparse rows, and there is no Go object per SV. What is needed only
// occasionally (strings, hash keys, pad names, the names of references) is not
// kept, but read from the dump again on demand.
//
// The terms are perl's and Devel::MAT's. The package knows nothing about
// editors or source files, and about the file format only what heap/pmat tells
// it.
package heap

import (
	"errors"
	"fmt"
	"sync"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/section"
)

// SV is the number of an SV in a [Heap]. SVs are numbered in the order of their
// addresses, from 0. Perl's three immortals (undef, yes and no), which the dump
// does not describe, have the three numbers after the last.
type SV uint32

// NoSV stands for no SV.
const NoSV SV = 1<<32 - 1

// MaxSVs is how many SVs a heap can have: two bits of a reference's 32 hold
// its strength.
const MaxSVs = 1<<30 - 4

// Heap is a loaded dump. It does not change after [Open] and may be used by
// several goroutines at once, until Close.
type Heap struct {
	file  *pmat.File
	count int
	trunc *pmat.Truncation
	tail  *pmat.Tail
	ends  int64 // offset of the tail in the dump
	skip  map[pmat.Type]int
	big   int // SVs whose size is not believed

	memory   *section.Memory // that the columns are in
	reader   *section.Reader // that they are in, if they were saved before
	index    *addrIndex
	offset   []uint32 // of its record in the dump, the lower 32 bits of 40
	offsetHi []uint8
	kinds    []Kind
	flags    []uint8 // as in pmat, by kind
	state    []State
	sizes    narrow[uint16]
	refcnt   narrow[uint8]
	out      rows
	in       rows
	codes    []code
	files    fileNames           // of CODEs, as the dump has them
	optrees  []pmat.Addr         // interned roots of optrees, 0 for none
	detached []detachedExtension // extension records that do not follow their SV, by SV
	bytes    int64

	prototypes []SV     // by optree: the first prototype, NoSV if there is none
	closures   []SV     // grouped by optree, in each group ascending
	closuresOf []uint32 // by optree: where its closures begin; one more for the end

	large   map[SV]*chunkIndex // of large ARRAYs and HASHes
	largeMu sync.Mutex         // for large, while it is made

	stashMu    sync.RWMutex
	stashNames map[SV]string        // of those that were asked for
	stashes    map[SV]map[string]SV // entries of large ones

	program     string
	programOnce sync.Once

	roots     []Root
	rootsOnce sync.Once
}

// State is what a heap notes about an SV besides the flags of its record.
type State uint8

const (
	hasExtension State = 1 << iota // extension records follow its record
	hasDetached                    // extension records stand elsewhere
	hasMagic
	isMortal
	isBackrefs // an ARRAY that is the list of weak references to another SV
	isBlessed  // its first outref in the rows is its package
)

// code is what is kept of each CODE.
type code struct {
	sv     SV
	file   uint32 // index into files
	line   uint32 // recorded, of the first statement; 0 for none
	depth  int32
	optree uint32 // index into optrees
}

// Count returns how many SVs the dump describes.
func (h *Heap) Count() int { return h.count }

// Bytes returns the sum of the sizes of all SVs, as perl's structures add up.
// What the C library and unused capacity take in addition is not in a dump.
func (h *Heap) Bytes() int64 { return h.bytes }

// File returns the dump itself.
func (h *Heap) File() *pmat.File { return h.file }

// Damage describes what could not be read of a dump, or is not believed.
type Damage struct {
	Truncation *pmat.Truncation  // where the dump stops being readable; nil if it is complete
	Skipped    map[pmat.Type]int // records that were skipped because only their size is known
	Oversized  int               // SVs that claim more bytes than a process can have: they count as 0 bytes
}

// SkippedCount returns how many records were skipped.
func (d Damage) SkippedCount() int {
	n := 0
	for _, c := range d.Skipped {
		n += c
	}
	return n
}

// Damage says what is missing from the heap.
func (h *Heap) Damage() Damage { return Damage{h.trunc, h.skip, h.big} }

// Close releases the dump. The heap must not be used after that.
func (h *Heap) Close() error { return h.file.Close() }

// At finds an SV by its address, including the immortals.
func (h *Heap) At(addr pmat.Addr) (SV, bool) {
	if addr == 0 {
		return NoSV, false
	}
	switch addr {
	case h.file.Undef:
		return h.undef(), true
	case h.file.Yes:
		return h.undef() + 1, true
	case h.file.No:
		return h.undef() + 2, true
	}
	return h.index.find(addr)
}

func (h *Heap) undef() SV { return SV(h.count) }

// Immortal reports whether the SV is perl's own undef, yes or no.
func (h *Heap) Immortal(sv SV) bool { return int(sv) >= h.count }

// Addr is the address of an SV.
func (h *Heap) Addr(sv SV) pmat.Addr {
	if h.Immortal(sv) {
		return [...]pmat.Addr{h.file.Undef, h.file.Yes, h.file.No}[sv-h.undef()]
	}
	return h.index.addr(sv)
}

// Kind is the kind of an SV.
func (h *Heap) Kind(sv SV) Kind {
	if h.Immortal(sv) {
		return KindImmortal
	}
	return h.kinds[sv]
}

// Flags are the flags of the SV's record, as package pmat names them.
func (h *Heap) Flags(sv SV) uint8 {
	if h.Immortal(sv) {
		return 0
	}
	return h.flags[sv]
}

// Size is the size of an SV alone in bytes, without what it refers to.
func (h *Heap) Size(sv SV) int64 {
	if h.Immortal(sv) {
		return 0
	}
	return int64(h.sizes.at(sv))
}

// Refcnt returns an SV's reference count in perl.
func (h *Heap) Refcnt(sv SV) uint32 {
	if h.Immortal(sv) {
		return 0
	}
	return uint32(h.refcnt.at(sv))
}

// State returns what is noted about an SV; nothing for an immortal.
func (h *Heap) State(sv SV) State {
	if h.Immortal(sv) {
		return 0
	}
	return h.state[sv]
}

// HasMagic reports whether perl's magic is attached to the SV.
func (s State) HasMagic() bool { return s&hasMagic != 0 }

// IsMortal reports whether the SV will be freed at the end of a statement.
func (s State) IsMortal() bool { return s&isMortal != 0 }

// IsBackrefs reports whether an ARRAY is the list of weak references to an SV.
func (s State) IsBackrefs() bool { return s&isBackrefs != 0 }

func (h *Heap) has(sv SV, s State) bool { return !h.Immortal(sv) && h.state[sv]&s != 0 }

// Blessed returns the STASH or CLASS that an SV is blessed into.
func (h *Heap) Blessed(sv SV) (SV, bool) {
	if !h.has(sv, isBlessed) {
		return NoSV, false
	}
	return h.out.row(sv)[0].sv(), true
}

// errNowhere is for a value whose pointer leads to no SV of the dump.
var errNowhere = errors.New("heap: there is no such SV in the dump")

// record returns the SV's record, read again from the dump. The decoder must
// be released.
func (h *Heap) record(sv SV) (*pmat.Decoder, error) {
	if sv == NoSV {
		return nil, errNowhere
	}
	if h.Immortal(sv) {
		return nil, fmt.Errorf("heap: %s at %s is immortal and has no record in the dump", h.Desc(sv), h.Addr(sv))
	}
	d, err := h.file.RecordAt(int64(h.offsetHi[sv])<<32 | int64(h.offset[sv]))
	if err != nil {
		return nil, err
	}
	if d.Record().Addr != h.index.addr(sv) {
		d.Release()
		return nil, fmt.Errorf("pmat: %s: %w", h.File().Path(), pmat.ErrChanged)
	}
	return d, nil
}
