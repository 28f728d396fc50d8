package diagnose

import (
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/site"
)

// placeByStore places what collects at the line that puts it there; without
// one at the declaration of the container, the making of what collects, or
// what the dump has.
func (f *finder) placeByStore(s *Suspect, stores []store, o path.Path, most content) {
	if len(stores) > 0 && !f.src.below(stores[0].text.Path) {
		if p, ok := f.callOf(o); ok {
			s.moveTo(p)
			s.outside = true
			return
		}
	}
	if len(stores) > 0 && (stores[0].how != declares || most.what != isObject || o.Lexical() != "" || o.Symbol() != "") {
		s.Place = f.src.place(stores[0].text, stores[0].line)
		return
	}
	if o.Class() != "" && !f.src.ownClass(o.Class()) && most.what == isObject && most.own {
		if s.Place = f.classPlace(most.key); s.Place.Line > 0 {
			return
		}
	}
	if len(stores) > 0 {
		s.Place = f.src.place(stores[0].text, stores[0].line)
		return
	}
	s.Place = s.HolderPlace
	if s.Place.Path != "" && !f.src.below(s.Place.Path) || s.Place.Line == 0 {
		if p, ok := f.callOf(o); ok {
			s.moveTo(p)
			s.outside = true
		}
	}
	if s.Place.Line == 0 && most.what == isObject {
		s.Place = f.classPlace(most.key)
	}
	s.Place.Recorded = o.Start().At
}

// ownerPlace is where what a path begins with is declared, or made.
func (f *finder) ownerPlace(o path.Found) site.Place {
	switch class, lexical, symbol := o.Class(), o.Lexical(), o.Symbol(); {
	case class != "":
		return f.classPlace(class)
	case lexical != "":
		return f.src.PlaceLexical(o.From, lexical)
	case symbol != "":
		return f.src.PlaceSymbol(o.From, symbol)
	}
	return f.src.PlaceRecorded(o.Start().At)
}

// classPlace is where objects of an own class are made: its bless, else its
// package statement.
func (f *finder) classPlace(class string) site.Place {
	for _, t := range f.src.own {
		for _, b := range t.File.Blesses {
			if b.Package == class && (b.Class == "" || b.Class == class) {
				return f.src.place(t, b.Line)
			}
		}
	}
	for _, t := range f.src.own {
		for _, p := range t.File.Packages {
			if p.Name == class {
				return f.src.place(t, p.Line)
			}
		}
	}
	return site.Place{}
}
