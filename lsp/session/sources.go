package session

import (
	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/source"
)

// resolver finds the files that the process of a heap recorded.
func resolver(h *heap.Heap, folders []string) func(recorded string) (path string, ok bool) {
	r := source.NewResolver(source.Config{Folders: folders, PWD: h.WorkDir(), Inc: h.Inc(), IncDirs: h.IncDirs()})
	return func(recorded string) (string, bool) {
		found := r.Resolve(recorded)
		return found.Path, found.Path != ""
	}
}
