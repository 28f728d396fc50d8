//go:build unix

package cache

import (
	"io/fs"
	"os"
	"syscall"
)

const (
	noFollow  = syscall.O_NOFOLLOW | syscall.O_NONBLOCK
	isPrivate = true // modes say who may read
)

// isOwn reports whether a file is of the user of this process.
func isOwn(info fs.FileInfo) bool {
	sys, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(sys.Uid) == os.Geteuid()
}
