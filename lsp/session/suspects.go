package session

import (
	"slices"

	"github.com/perlheap/perlheap/heap/diagnose"
)

// SuspectsIn returns the suspects of a file, the strongest first.
func (a *Analysis) SuspectsIn(path string) []*diagnose.Suspect {
	var found []*diagnose.Suspect
	for i := range a.Suspects {
		if s := &a.Suspects[i]; s.Place.Path == path && s.Place.Line > 0 {
			found = append(found, s)
		}
	}
	return found
}

// SuspectFiles returns the files that have suspects.
func (a *Analysis) SuspectFiles() []string {
	var paths []string
	for i := range a.Suspects {
		if p := a.Suspects[i].Place; p.Path != "" && p.Line > 0 && !slices.Contains(paths, p.Path) {
			paths = append(paths, p.Path)
		}
	}
	return paths
}
