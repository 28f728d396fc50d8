//go:build !unix

package index

import "io/fs"

const (
	noFollow  = 0
	isPrivate = false
)

func isOwn(fs.FileInfo) bool { return true }
