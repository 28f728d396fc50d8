//go:build linux || darwin || freebsd

package pmat

import (
	"os"

	"golang.org/x/sys/unix"
)

// nonblocking keeps the opening of a file from waiting for somebody, should it
// have become a FIFO since it was looked at.
const nonblocking = unix.O_NONBLOCK

// FreeDisk is how many bytes can still be written to the disk of a file.
func FreeDisk(f *os.File) (bytes uint64, known bool) {
	var st unix.Statfs_t
	if unix.Fstatfs(int(f.Fd()), &st) != nil || st.Bsize <= 0 {
		return 0, false
	}
	return uint64(st.Bavail) * uint64(st.Bsize), true
}
