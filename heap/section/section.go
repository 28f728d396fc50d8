// Package section holds columns of integers: in memory that is not Go's own,
// and in files that are made of such columns.
//
// A file has a header, a table of its sections, and the sections, each of which
// is one column as it stands in memory: it is for this machine, and is checked
// whole before any of it is used. [Open] maps it, so that several processes
// share its pages, the kernel may drop them, and those that nobody asks for
// cost nothing. [Memory.Become] makes memory that was written to a file a map of
// that file, under the eyes of whoever reads it.
//
// The package knows nothing of heaps. It does not choose where files are, nor
// remove them.
package section

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"unsafe"
)

// A file begins with fixed fields, all of them in the order of bytes of the
// machine:
//
//	magic    8 bytes
//	order    uint32, [byteOrder]
//	checksum uint32, CRC-32C of what follows, up to the end of the sums
//	identity 32 bytes, what the file is of
//	size     uint64, of the whole file
//	sections uint64, how many
//
// Then there are entries, and behind them the CRC-32C of each block of each
// section, in their order. Sections begin at multiples of [alignment].
const (
	magic      = "PHCOLUMN"
	byteOrder  = 0x01020304
	headerSize = 64
	entrySize  = 32
	nameSize   = 16
	block      = 1 << 20 // bytes that a checksum is of
	alignment  = 1 << 16 // a multiple of every system's pages

	maxSections = 256
	maxSize     = 1 << 46
)

// Identity says what a file was made from.
type Identity [32]byte

// entry is what the table has of a section.
type entry struct {
	name   string
	offset int64
	size   int64
}

func (e *entry) blocks() int64 { return (e.size + block - 1) / block }

// ErrUnusable is wrapped by the errors for a file that is damaged, cut, of
// another machine or of something else.
var ErrUnusable = errors.New("section: the file cannot be used")

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

var native = binary.NativeEndian

// bytesOf gives the bytes of a column.
func bytesOf[T any](column []T) []byte {
	if len(column) == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(column))), uintptr(len(column))*unsafe.Sizeof(column[0]))
}
