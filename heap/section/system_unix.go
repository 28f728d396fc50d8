//go:build unix

package section

import (
	"os"
	"runtime"
	"unsafe"

	"golang.org/x/sys/unix"
)

// mapping is a file in memory.
type mapping struct{ bytes []byte }

func mapFile(file *os.File, size int64) (*mapping, error) {
	b, err := unix.Mmap(int(file.Fd()), 0, int(size), unix.PROT_READ, unix.MAP_SHARED)
	if err != nil {
		return nil, err
	}
	m := &mapping{b}
	runtime.AddCleanup(m, func(b []byte) { _ = unix.Munmap(b) }, b) // what could be done about an error?
	return m, nil
}

// allocate gives zeroed memory of the system; nil if there is none.
func allocate(size uintptr) unsafe.Pointer {
	at, err := unix.MmapPtr(-1, 0, nil, size, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_PRIVATE|unix.MAP_ANON)
	if err != nil {
		return nil
	}
	advise(at, size)
	return at
}

func release(at unsafe.Pointer, size uintptr) { _ = unix.MunmapPtr(at, size) } // what could be done about an error?

// rest lets go of the pages of a map of a file, which stay in the kernel's cache.
func rest(at unsafe.Pointer, size uintptr) {
	_ = unix.Madvise(unsafe.Slice((*byte)(at), size), unix.MADV_DONTNEED) // they are only not let go
}

// mapOver puts a part of a file where size bytes of memory are, which hold the
// same.
func mapOver(file *os.File, offset int64, at unsafe.Pointer, size uintptr) error {
	_, err := unix.MmapPtr(int(file.Fd()), offset, at, size, unix.PROT_READ, unix.MAP_SHARED|unix.MAP_FIXED)
	return err
}
