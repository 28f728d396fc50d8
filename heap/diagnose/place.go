package diagnose

import (
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/site"
)

// placeCode places closures, or a sub, by one of them.
func (f *finder) placeCode(cv heap.SV) Placement {
	return placement(f.src.PlaceCode(cv), Recorded, "it is the sub itself")
}

// placeStore places what a statement stores.
func (f *finder) placeStore(s store) Placement {
	if s.how == declares && (s.value.End == 0 || valueOrder(s.value) <= -6) {
		return placement(f.src.place(s.text, s.line), Declared, "it is declared here")
	}
	if s.other {
		return placement(f.src.place(s.text, s.line), Guessed, "the statement stores into a field of that name, but of another class")
	}
	return placement(f.src.place(s.text, s.line), Stored, "the statement stores into it")
}

// placement makes a placement of a place and its certainty; Unplaced if it has no line.
func placement(p site.Place, c Certainty, reason string) Placement {
	if p.Line == 0 {
		return Placement{Place: p}
	}
	return Placement{Place: p, Certainty: c, Reason: reason}
}

// placeCollecting places what collects at the line that puts it there; failing
// that, where its contents are written, where the program calls the module that
// keeps it, or at the declaration of the container.
func (f *finder) placeCollecting(c *collecting, stores []store, holder site.Place) Placement {
	p := f.placeFilled(c, stores, holder)
	if p.Place.Recorded.File == "" {
		p.Place.Recorded = c.in.Start().At
	}
	return p
}

func (f *finder) placeFilled(c *collecting, stores []store, holder site.Place) Placement {
	o := c.in.Path
	own := len(stores) > 0 && f.src.below(stores[0].text.Path)
	if own && stores[0].how != declares {
		if p, ok := f.placePutBack(stores); ok {
			return p
		}
		return f.placeStore(stores[0])
	}
	if p, ok := f.placeTold(c); ok {
		return p
	}
	if c.most.what == isObject {
		if p, ok := f.placeAwait(c.most.key); ok {
			return p
		}
	}
	if p, ok := f.placeShared(c, len(stores) > 0 || o.Class() == "" || f.src.ownClass(o.Class())); ok {
		return p
	}
	p, ok := f.placeCall(c)
	if !ok || p.Certainty.IsGuess() {
		if told, isTold := f.placeLiterals(c); isTold && (!ok || !told.Certainty.IsGuess()) {
			return told
		}
	}
	if ok {
		if back, called := f.placeCallback(c.in); called && p.Certainty.IsGuess() && len(c.containers) > 0 && f.h.Kind(c.containers[0]) == heap.KindScalar {
			back.Others = append(back.Others, Candidate{p.Place, p.Certainty, p.Reason})
			return back
		}
		return p
	}
	if own && (c.most.what != isObject || o.Class() == "") {
		return f.placeStore(stores[0])
	}
	if c.most.what == isObject && c.most.own && o.Class() != "" && !f.src.ownClass(o.Class()) {
		if p := f.placeClass(c.most.key); p.Place.Line > 0 {
			return p
		}
	}
	if len(stores) > 0 {
		return f.placeStore(stores[0])
	}
	if p, ok := f.placeKept(c.in); ok {
		return p
	}
	if holder.Line > 0 {
		return placement(holder, Declared, "the holder is declared here")
	}
	if c.most.what == isObject {
		return f.placeClass(c.most.key)
	}
	return Placement{}
}

// placeKept places what a module keeps where the program keeps the module's object: at
// the store into the field that is nearest to it.
func (f *finder) placeKept(in path.Found) (Placement, bool) {
	for _, up := range f.paths.HoldersOf(in) {
		class := up.Class()
		if class == "" || !f.src.ownClass(class) || len(up.Way()) == 0 {
			continue
		}
		for _, s := range f.stores(up.Path, false, false) {
			if f.src.below(s.text.Path) {
				return placement(f.src.place(s.text, s.line), Declared, "the program keeps here what holds it"), true
			}
		}
	}
	return Placement{}, false
}

// placeShared places what is in a container of the program that a module's object
// shares and into which the program itself puts nothing: at the calls of the
// module.
func (f *finder) placeShared(c *collecting, own bool) (Placement, bool) {
	if !own || len(c.containers) == 0 {
		return Placement{}, false
	}
	type up struct {
		sv  heap.SV
		way []path.Step // innermost first
	}
	queue := []up{{sv: c.containers[0]}}
	seen := map[heap.SV]bool{queue[0].sv: true}
	for n := 0; n < len(queue); n++ {
		at := queue[n]
		for from, i, ok := f.h.NextHolder(at.sv, 0); ok && len(seen) < maxShared; from, i, ok = f.h.NextHolder(at.sv, i) {
			switch f.h.Kind(from) {
			case heap.KindRef, heap.KindArray, heap.KindHash:
			default:
				continue
			}
			if seen[from] {
				continue
			}
			seen[from] = true
			way := at.way
			if step, ok := f.paths.StepTo(from, at.sv); ok {
				way = append(slices.Clone(way), step)
			}
			class, ok := f.h.Package(from)
			switch {
			case !ok:
				queue = append(queue, up{from, way})
			case !f.src.ownClass(class):
				slices.Reverse(way)
				in := *c
				in.in = path.Found{Path: path.OfClass(class).Then(way...), From: from}
				return f.placeCall(&in)
			}
		}
	}
	return Placement{}, false
}

// maxShared bounds how many SVs are looked at for a module's object that has a
// container.
const maxShared = 256

// placeOwner returns where what a path begins with is declared or made.
func (f *finder) placeOwner(o path.Found) site.Place {
	switch class, lexical, symbol := o.Class(), o.Lexical(), o.Symbol(); {
	case class != "":
		return f.placeClass(class).Place
	case lexical != "":
		return f.src.PlaceLexical(o.From, lexical)
	case symbol != "":
		return f.src.PlaceSymbol(o.From, symbol)
	}
	return f.src.PlaceRecorded(o.Start().At)
}

// placeClass returns where objects of an own class are made: its bless, else its
// package statement.
func (f *finder) placeClass(class string) Placement {
	for _, t := range f.src.own {
		for _, b := range t.File.Blesses {
			if b.Package == class && (b.Class == "" || b.Class == class) {
				return placement(f.src.place(t, b.Line), Declared, "its objects are made here")
			}
		}
	}
	for _, t := range f.src.own {
		for _, p := range t.File.Packages {
			if p.Name == class {
				return placement(f.src.place(t, p.Line), Declared, "its class is declared here")
			}
		}
	}
	return Placement{}
}
