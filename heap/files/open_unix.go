//go:build unix

package files

import (
	"os"
	"syscall"
)

// dontBlock makes open come back at once from what is no regular file.
const dontBlock = syscall.O_NONBLOCK | syscall.O_NOCTTY

// ours reports whether a file belongs to the user that this process runs as.
func ours(info os.FileInfo) bool {
	s, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(s.Uid) == os.Geteuid()
}
