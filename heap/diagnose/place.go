package diagnose

import (
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
	if s.how == declares {
		return placement(f.src.place(s.text, s.line), Declared, "it is declared here")
	}
	return placement(f.src.place(s.text, s.line), Stored, "the statement stores into it")
}

// placement is a place that is known so; Unplaced if it has no line.
func placement(p site.Place, c Certainty, reason string) Placement {
	if p.Line == 0 {
		return Placement{Place: p}
	}
	return Placement{Place: p, Certainty: c, Reason: reason}
}

// placeCollecting places what collects at the line that puts it there; without
// one at the declaration of the container, which is known as that of its holder,
// the making of what collects, or what the dump has.
func (f *finder) placeCollecting(c *collecting, stores []store, holder site.Place) Placement {
	o, most := c.in.Path, c.most
	if len(stores) > 0 && !f.src.below(stores[0].text.Path) {
		if p, ok := f.placeCall(o); ok {
			return p
		}
	}
	if len(stores) > 0 && (stores[0].how != declares || most.what != isObject || o.Lexical() != "" || o.Symbol() != "") {
		return f.placeStore(stores[0])
	}
	if o.Class() != "" && !f.src.ownClass(o.Class()) && most.what == isObject && most.own {
		if p := f.placeClass(most.key); p.Place.Line > 0 {
			return p
		}
	}
	if len(stores) > 0 {
		return f.placeStore(stores[0])
	}
	p := placement(holder, Declared, "the holder is declared here")
	if p.Place.Path != "" && !f.src.below(p.Place.Path) || p.Place.Line == 0 {
		if call, ok := f.placeCall(o); ok {
			p = call
		}
	}
	if p.Place.Line == 0 && most.what == isObject {
		p = f.placeClass(most.key)
	}
	p.Place.Recorded = o.Start().At
	return p
}

// placeOwner is where what a path begins with is declared, or made.
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

// placeClass is where objects of an own class are made: its bless, else its
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
