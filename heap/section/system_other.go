//go:build !unix

package section

import (
	"os"
	"unsafe"
)

// mapping is a file in memory.
type mapping struct{ bytes []byte }

// mapFile reads the file, for systems where files are not mapped.
func mapFile(file *os.File, size int64) (*mapping, error) {
	words := make([]uint64, (size+7)/8) // so that it begins where any number can
	b := bytesOf(words)[:size]
	if _, err := file.ReadAt(b, 0); err != nil {
		return nil, err
	}
	return &mapping{b}, nil
}

func allocate(uintptr) unsafe.Pointer { return nil }

func release(unsafe.Pointer, uintptr) {}

func rest(unsafe.Pointer, uintptr) {}

func mapOver(*os.File, int64, unsafe.Pointer, uintptr) error { return nil }
