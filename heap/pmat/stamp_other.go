//go:build !linux

package pmat

import "io/fs"

func stampOf(info fs.FileInfo) Stamp { return Stamp{Size: info.Size(), ModTime: info.ModTime()} }
