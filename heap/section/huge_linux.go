package section

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

// largePage is from how many bytes on memory can be made of large pages, on nearly
// all machines.
const largePage = 2 << 20

// advise asks for large pages, of which there are 512 times fewer to be made when
// memory is touched first. All of it is going to be.
func advise(at unsafe.Pointer, size uintptr) {
	if size >= largePage {
		_ = unix.Madvise(unsafe.Slice((*byte)(at), size), unix.MADV_HUGEPAGE) // small pages are right too
	}
}
