package diagnose

import (
	"testing"

	"github.com/perlheap/perlheap/heap/site"
)

// A module's table of what the program limits grows only as far as that; one that
// keeps what the program has let go of has more and more.
func TestLimitElsewhere(t *testing.T) {
	suspect := func(objects, bounded, removed string, counts ...int) Suspect {
		return Suspect{Kind: Entries, Counts: counts, finding: finding{objects: objects, into: "{live} of App", bounded: bounded, removed: removed}}
	}
	at := func(path string) site.Place { return site.Place{Path: path, Line: 3} }
	src := &sources{Program: site.NewProgram(nil, site.Workspace{Folders: []string{"/p"}})}
	for name, c := range map[string]struct {
		module, own Suspect
		limited     bool
	}{
		"the same objects":      {suspect("Job", "", "", 26, 76, 121), suspect("Job", "line 3 compares its size", "line 9", 25, 75, 120), true},
		"more in the module":    {suspect("Job", "", "", 40, 120, 300), suspect("Job", "line 3 compares its size", "line 9", 25, 75, 120), false},
		"something for each":    {suspect("", "", "", 26, 76, 121), suspect("Job", "line 3 compares its size", "line 9", 25, 75, 120), true},
		"in two dumps":          {suspect("", "", "", 75, 120), suspect("Job", "line 3 compares its size", "line 9", 75, 120), false},
		"nothing is taken out":  {suspect("Job", "", "", 25, 75, 120), suspect("Job", "line 3 compares its size", "", 25, 75, 120), false},
		"nothing limits either": {suspect("Job", "", "", 25, 75, 120), suspect("Job", "", "line 9", 25, 75, 120), false},
		"a single dump":         {suspect("Job", "", "", 120), suspect("Job", "line 3 compares its size", "line 9", 120), false},
	} {
		c.module.HolderPlace, c.own.HolderPlace = at("/lib/Module.pm"), at("/p/App.pm")
		f := &finder{src: src, found: []Suspect{c.module, c.own}}
		f.limitElsewhere()
		if got := f.found[0].bounded != ""; got != c.limited {
			t.Errorf("%s: %q", name, f.found[0].bounded)
		}
	}
}
