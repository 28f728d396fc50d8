package diagnose

import (
	"slices"

	"github.com/perlheap/perlheap/heap/perl"
)

// awaitable reports whether async subs can wait for objects of a class, as for
// promises and futures: it has the methods that await asks for.
func (f *finder) awaitable(class string) bool {
	return slices.ContainsFunc(append([]string{class}, f.bases(class)...), func(of string) bool {
		_, err := f.h.Symbols().Find("&" + of + "::AWAIT_ON_READY")
		return err == nil
	})
}

// placeAwait places promises and futures that collect, and that nothing of the
// program's own holds, where a sub waits for one after the other: what is suspended
// is in no dump, and holds what it waits for.
func (f *finder) placeAwait(class string) (Placement, bool) {
	if f.src.ownClass(class) || !f.awaitable(class) {
		return Placement{}, false
	}
	var p Placement
	for _, t := range f.src.own {
		for i := range t.record().Calls {
			c := &t.record().Calls[i]
			if c.Name == "await" && !c.Method && t.isLooped(c.At) {
				at := Candidate{f.src.place(t, c.Line), Guessed, "a loop waits here for one after the other, in a sub that does not end"}
				if p.Place.Line == 0 {
					p.Place, p.Certainty, p.Reason = at.Place, Told, at.Reason
				} else if len(p.Others) < maxCandidates {
					p.Others, p.Certainty = append(p.Others, at), Guessed
				}
			}
		}
	}
	return p, p.Place.Line > 0
}

// runsOnce reports whether a statement runs once, as far as the program's own texts
// tell: at their top level, or in a sub that is called there alone, and not in a loop.
func (f *finder) runsOnce(t *text, at perl.At, depth int) bool {
	if t.isLooped(at) || depth > maxRenamed {
		return false
	}
	run := t.runOf(at.Sub)
	if run < 0 {
		return true
	}
	sub := &t.coded.Subs[run]
	if sub.Kind != perl.Named && sub.Kind != perl.Method || sub.Name == "" {
		return false
	}
	name, called := baseName(sub.Name), false
	for _, from := range f.src.own {
		for i := range from.record().Calls {
			c := &from.record().Calls[i]
			if baseName(c.Name) != name || c.Method && c.Receiver.Root == perl.RootClass && len(c.Receiver.Steps) == 0 && c.Receiver.Name != sub.Package && f.src.packages[c.Receiver.Name] && !f.related(c.Receiver.Name, sub.Package) {
				continue
			}
			if called = true; !f.runsOnce(from, c.At, depth+1) {
				return false
			}
		}
	}
	return called
}

// isLooped reports whether something stands in a loop of its sub.
func (t *text) isLooped(at perl.At) bool {
	from := 0
	if run := t.runOf(at.Sub); run >= 0 {
		from = t.coded.Subs[run].Body
	}
	return slices.ContainsFunc(t.record().Loops, func(l perl.Loop) bool {
		return from <= l.Start && l.Start <= at.Start && at.End <= l.End
	})
}
