package diagnose

import (
	"slices"

	"github.com/perlheap/perlheap/heap/diagnose/cure"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/site"
)

// placeLoop finds where the program's own code makes a cycle of unnamed data, if there is
// exactly one such place, and the variables involved.
func (f *finder) placeLoop(way []path.Step) (Placement, []string) {
	var at site.Place
	var names []string
	for _, t := range f.src.own {
		if f.ctx.Err() != nil {
			return Placement{}, nil
		}
		for _, l := range t.loopsOf() {
			if !alikeKeys(l.Keys, way) {
				continue
			}
			if p := f.src.place(t, l.Line); at.Line == 0 || at == p {
				at, names = p, l.Names
			} else {
				return Placement{}, nil
			}
		}
	}
	return placement(at, Stored, "the statement makes it refer to itself"), names
}

// loopsOf finds the loops of a text, once.
func (t *text) loopsOf() []cure.Loop {
	if !t.looped {
		t.looped, t.loops = true, cure.Loops(t.Bytes)
	}
	return t.loops
}

// alikeKeys reports whether keys in the source, some of which may stand for any key, can
// be those of a cycle.
func alikeKeys(source, keys []path.Step) bool {
	if len(source) != len(keys) {
		return false
	}
	any := 0
	rest := slices.Clone(keys)
	for _, k := range source {
		if k.Kind == path.AnyKey {
			any++
		} else if i := slices.Index(rest, k); i >= 0 {
			rest = slices.Delete(rest, i, i+1)
		} else {
			return false
		}
	}
	return any == len(rest) && !slices.ContainsFunc(rest, path.Step.IsElement)
}
