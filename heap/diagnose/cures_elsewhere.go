package diagnose

import (
	"github.com/perlheap/perlheap/heap/site"
	"slices"

	"github.com/perlheap/perlheap/heap/diagnose/cure"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/perl"
	words "github.com/perlheap/perlheap/heap/text"
)

// elsewhere rewrites the cure of what is made by code that is not the
// program's own: that is not to be changed, but used otherwise.
func (f *finder) elsewhere(s *Suspect) {
	if f.src.MayChange(&s.Place) {
		return
	}
	s.Case = nil
	fix := "this line is not in the program's own code: look for where the program "
	switch s.Kind {
	case Cycle, SelfSub, Foreign, Chain:
		fix += "makes what is kept"
		if s.Class != "" {
			fix += " (" + words.Name(s.Class) + ")"
		}
		fix += ", and release it there, or tell the module that it is no longer needed, as its documentation describes"
	default:
		fix += "calls the module, and undo there what it adds"
	}
	switch {
	case s.Added.Line > 0 && f.src.MayChange(&s.Added):
		fix += "; the program reaches it at " + s.Added.String()
	case f.met(s.Place).Line > 0:
		fix += "; the program reaches it at " + f.met(s.Place).String()
	case s.HolderPlace.Line > 0 && f.src.MayChange(&s.HolderPlace):
		fix += "; the program reaches it at " + s.HolderPlace.String() + ", in " + s.Holder
	case s.Holder != "":
		fix += "; it is held by " + s.Holder
	}
	s.Fix = fix
}

// met finds where the program's own code uses the module of a place.
func (f *finder) met(p site.Place) site.Place {
	t := f.src.text(p.Path)
	if t == nil || p.Line < 1 || int(p.Line) > t.File.Lines() {
		return site.Place{}
	}
	at, _ := f.callOf(path.OfClass(t.File.PackageAt(t.File.LineStart(perl.Line(p.Line)))))
	return at
}

// loopPlace finds where the own code makes a cycle of data that has no name, if
// there is one such place, and the variables.
func (f *finder) loopPlace(way []path.Step) (site.Place, []string) {
	var at site.Place
	var names []string
	for _, t := range f.src.own {
		if f.ctx.Err() != nil {
			return site.Place{}, nil
		}
		for _, l := range t.loopsOf() {
			if !alikeKeys(l.Keys, way) {
				continue
			}
			if p := f.src.place(t, l.Line); at.Line == 0 || at == p {
				at, names = p, l.Names
			} else {
				return site.Place{}, nil
			}
		}
	}
	return at, names
}

// loopsOf finds the loops of a text, once.
func (t *text) loopsOf() []cure.Loop {
	if !t.looped {
		t.looped, t.loops = true, cure.Loops(t.Bytes)
	}
	return t.loops
}

// alikeKeys reports whether keys of the source, of which some may be any, can be
// those of a cycle.
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
