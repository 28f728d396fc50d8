package diagnose

import (
	"cmp"
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
)

// maxCallback bounds how many SVs below an object are looked at for closures.
const maxCallback = 256

// placeCallback places what objects of a module keep to themselves, such as a buffer or a
// tree, at the program's own closures that they pass it to: nothing else can tell them
// that it is done with. This is a guess, as there may be several.
func (f *finder) placeCallback(in path.Found) (Placement, bool) {
	for _, up := range f.paths.HoldersOf(in) {
		if class := up.Class(); class != "" && !f.src.ownClass(class) && up.From != heap.NoSV {
			if p := f.placeCalledBy(class, up.From); p.Place.Line > 0 {
				return p, true
			}
		}
	}
	return Placement{}, false
}

// placeParser does the same for what an object of a class's distribution has made, if a
// sub of the module is using it at that moment, and so has it first.
func (f *finder) placeParser(class string) (Placement, bool) {
	if f.src.ownClass(class) {
		return Placement{}, false
	}
	var classes []string
	for of := range f.objects() {
		if of != class && top(of) == top(class) && !f.src.ownClass(of) {
			classes = append(classes, of)
		}
	}
	slices.Sort(classes)
	for _, of := range classes {
		if p := f.placeCalledBy(of, f.objects()[of]...); p.Place.Line > 0 {
			return p, true
		}
	}
	return Placement{}, false
}

// placeCalledBy places at the closures that objects of a class call.
func (f *finder) placeCalledBy(class string, objects ...heap.SV) (p Placement) {
	for _, object := range objects {
		for _, cv := range f.callbacks(object) {
			at := Candidate{f.src.PlaceCode(cv), Guessed, class + " calls the program back here"}
			switch {
			case at.Place.Line == 0:
			case p.Place.Line == 0:
				p.Place, p.Certainty, p.Reason = at.Place, at.Certainty, at.Reason
			case at.Place.At() != p.Place.At() && len(p.Others) < maxCandidates && !slices.ContainsFunc(p.Others, func(o Candidate) bool { return o.Place.At() == at.Place.At() }):
				p.Others = append(p.Others, at)
			}
		}
	}
	return p
}

// callbacks returns the program's own closures that an object has in its fields, in
// the order of the source.
func (f *finder) callbacks(object heap.SV) (found []heap.SV) {
	queue := []heap.SV{object}
	seen := map[heap.SV]bool{object: true}
	for n := 0; n < len(queue); n++ {
		for to, i, ok := f.h.NextHeld(queue[n], 0); ok && len(seen) < maxCallback; to, i, ok = f.h.NextHeld(queue[n], i) {
			if seen[to] {
				continue
			}
			seen[to] = true
			switch c, ok := f.notable(to); {
			case ok && c.what == isCode && c.own && f.h.Code(to).IsClosure():
				found = append(found, to)
			case ok:
			default:
				switch f.h.Kind(to) {
				case heap.KindRef, heap.KindScalar, heap.KindHash, heap.KindArray:
					queue = append(queue, to)
				}
			}
		}
	}
	slices.SortStableFunc(found, func(a, b heap.SV) int {
		x, y := f.src.PlaceCode(a), f.src.PlaceCode(b)
		return cmp.Or(cmp.Compare(x.Path, y.Path), cmp.Compare(x.Line, y.Line))
	})
	return found
}
