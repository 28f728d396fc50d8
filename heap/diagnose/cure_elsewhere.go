package diagnose

import (
	words "github.com/perlheap/perlheap/heap/text"
)

// elsewhere rewrites the cure of what code other than the program's own makes: that code
// is not to be changed but used differently.
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
	met := f.met(s.Placement)
	switch {
	case s.Added.Line > 0 && f.src.MayChange(&s.Added):
		fix += "; the program reaches it at " + s.Added.String()
	case met.Place.Line > 0:
		fix += "; the program reaches it at " + met.Place.String()
	case s.HolderPlace.Line > 0 && f.src.MayChange(&s.HolderPlace):
		fix += "; the program reaches it at " + s.HolderPlace.String() + ", in " + s.Holder
	case s.Holder != "":
		fix += "; it is held by " + s.Holder
	}
	s.Fix = fix
}
