package site

import (
	"slices"

	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/heap/text"
)

// SourceKeys are the keys of hashes that may be told to others: those that the files
// that the process loaded, and that were found, have as constants.
func (prog *Program) SourceKeys() text.Keys {
	known := map[string]bool{}
	names := []string{prog.heap.Process().Program()}
	for _, name := range prog.heap.Process().Inc() {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		if t := prog.TextOf(name); t != nil { // what others have is not told
			perl.Keys(t.Bytes, func(key string) { known[key] = true })
		}
	}
	return func(key string) bool { return known[key] }
}
