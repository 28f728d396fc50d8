package site

import "iter"

// History provides texts that a file had, one of which is the one that ran. It
// may be asked for several files at once.
type History interface {
	// Ran returns the text of the revision that a person says ran; false if
	// none was named or it does not have the file.
	Ran(path string) ([]byte, bool)
	// Versions yields the texts that a file may have had when the process ran,
	// likeliest first.
	Versions(path string) iter.Seq[[]byte]
}
