package source

import "github.com/perlheap/perlheap/heap/files"

// FileSystem is what a [Resolver] needs to know of files. Names are absolute,
// with slashes on every system.
type FileSystem interface {
	// IsFile reports whether name is a file that may be read, after symbolic
	// links.
	IsFile(name string) bool
	// Real returns the name without symbolic links, or "" if there is no file.
	Real(name string) string
	// Refused says why a file that is there is not read; nil if there is none,
	// or if it is read.
	Refused(name string) error
	// List returns the Perl files below a folder. truncated tells that there
	// are more than it wants to look at.
	List(folder string) (files []string, truncated bool)
}

var _ FileSystem = (*files.Reader)(nil)
