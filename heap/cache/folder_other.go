//go:build !unix

package cache

import "io/fs"

const (
	noFollow  = 0
	isPrivate = false
)

func isOwn(fs.FileInfo) bool { return true }
