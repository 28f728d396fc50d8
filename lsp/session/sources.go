package session

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/perlheap/perlheap/heap"
)

// resolver finds the files that a program recorded: as they are, relative to
// where it ran, through its %INC, by the longest suffix in a folder.
func resolver(h *heap.Heap, folders []string) func(recorded string) (string, bool) {
	pwd, inc := h.WorkDir(), h.Inc()
	return func(recorded string) (string, bool) {
		for _, name := range []string{recorded, inc[recorded]} {
			for _, path := range []string{name, filepath.Join(pwd, name)} {
				if filepath.IsAbs(path) && isFile(path) {
					return path, true
				}
			}
		}
		for rest, ok := recorded, true; ok; _, rest, ok = strings.Cut(rest, "/") {
			for _, folder := range folders {
				if path := filepath.Join(folder, rest); rest != "" && isFile(path) {
					return path, true
				}
			}
		}
		return "", false
	}
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}
