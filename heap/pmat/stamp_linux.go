package pmat

import (
	"io/fs"
	"syscall"
	"time"
)

func stampOf(info fs.FileInfo) Stamp {
	s := Stamp{Size: info.Size(), ModTime: info.ModTime()}
	if sys, ok := info.Sys().(*syscall.Stat_t); ok {
		s.Changed, s.Inode = time.Unix(sys.Ctim.Unix()), sys.Ino
	}
	return s
}
