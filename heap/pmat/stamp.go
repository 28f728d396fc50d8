package pmat

import (
	"os"
	"time"
)

// Stamp tells versions of a file apart.
type Stamp struct {
	Size    int64
	ModTime time.Time // when it was last written
	Changed time.Time // the same, which nobody can set; zero where the system has none
	Inode   uint64    // 0 where the system has none
}

// StampOf gives the version of an open file.
func StampOf(f *os.File) (Stamp, error) {
	info, err := f.Stat()
	if err != nil {
		return Stamp{}, err
	}
	return stampOf(info), nil
}
