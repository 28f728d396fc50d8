package site

import "iter"

// History gives texts that a file had, of which one is that which ran. It is
// asked one question at a time, and need not be safe for concurrent use.
type History interface {
	// Ran gives the text of the revision that a person says ran; false if none
	// was named or it does not have the file.
	Ran(path string) ([]byte, bool)
	// Versions gives the texts that a file may have had when the process ran,
	// the likeliest first.
	Versions(path string) iter.Seq[[]byte]
}
