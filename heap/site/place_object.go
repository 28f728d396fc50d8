package site

import (
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/perl"
)

// maxFiles bounds in how many files a class is looked for.
const maxFiles = 8

// objectSpots returns the package statement of a class, and the calls of bless
// that may have made its objects: those in its own package, or if it has none
// those of the nearest class that it inherits from which leave the class to
// the caller. A single bless of its own comes first.
func (prog *Program) objectSpots(i *Item) []Place {
	if len(i.lineage) == 0 {
		return nil
	}
	own := i.lineage[0]
	blesses, where := prog.blesses(own, own.name, i.kinds)
	pkg, keyword, hasPackage := prog.packageSpot(own, where)
	var spots []Place
	switch {
	case len(blesses) == 1:
		spots = blesses
		if hasPackage {
			spots = append(spots, pkg)
		}
		return spots
	case hasPackage:
		spots = append(spots, pkg)
	}
	if len(blesses) > 0 {
		return append(spots, oneOf(blesses)...)
	}
	if keyword == "class" {
		return spots // perl makes its objects without a bless
	}
	for _, c := range i.lineage[1:] {
		if inherited, _ := prog.blesses(c, "", i.kinds); len(inherited) > 0 {
			for k := range inherited {
				inherited[k].Attributed = true
			}
			return append(spots, oneOf(inherited)...)
		}
	}
	return spots
}

// blesses returns the calls of bless in the package of a class that are to one
// class by name, or that leave it to the caller, and of something that may be of
// one of the kinds; and the first file that has one.
func (prog *Program) blesses(c class, to string, kinds []heap.Kind) (spots []Place, where string) {
	seen := map[string]bool{}
	for _, file := range c.files[:min(len(c.files), maxFiles)] {
		p, ok := prog.open(file)
		if !ok || seen[p.Path] {
			continue
		}
		seen[p.Path] = true
		for _, b := range p.Text.File.Blesses {
			if (b.Class == "" && b.Package == c.name || to != "" && b.Class == to) && madeBy(b.Shape, kinds) {
				s := p.at(b.Offset, RoleBless)
				s.Sub = b.Sub
				spots = append(spots, s)
				if where == "" {
					where = p.Path
				}
			}
		}
	}
	return spots, where
}

// madeBy reports whether what is blessed at a place may be of one of the kinds.
func madeBy(shape perl.Shape, kinds []heap.Kind) bool {
	var of []heap.Kind
	switch shape {
	case perl.ShapeHash:
		of = []heap.Kind{heap.KindHash}
	case perl.ShapeArray:
		of = []heap.Kind{heap.KindArray}
	case perl.ShapeCode:
		of = []heap.Kind{heap.KindCode}
	case perl.ShapeScalar:
		// What is in it may have become anything but a container.
		return slices.ContainsFunc(kinds, func(k heap.Kind) bool {
			return k != heap.KindHash && k != heap.KindArray && k != heap.KindCode
		})
	case perl.ShapeGlob:
		of = []heap.Kind{heap.KindGlob, heap.KindIO}
	case perl.ShapeRegexp:
		of = []heap.Kind{heap.KindRegexp, heap.KindScalar}
	default:
		return true
	}
	return slices.ContainsFunc(kinds, func(k heap.Kind) bool { return slices.Contains(of, k) })
}

// packageSpot finds the package statement of a class: in a file by its path if
// that has one, else in the likeliest; ok is false if there is none.
func (prog *Program) packageSpot(c class, where string) (best Place, keyword string, ok bool) {
	for _, file := range c.files[:min(len(c.files), maxFiles)] {
		p, opened := prog.open(file)
		if !opened || ok && p.Path != where {
			continue
		}
		if s, word, found := p.packageOf(c.name); found {
			best, keyword, ok = s, word, true
			if where == "" || p.Path == where {
				break
			}
		}
	}
	return best, keyword, ok
}

// packageOf finds the statement of a package in a file: of several the first
// that a sub follows.
func (p Place) packageOf(name string) (best Place, keyword string, ok bool) {
	for _, r := range p.Text.File.Packages {
		if r.Name != name {
			continue
		}
		if !ok {
			best, keyword, ok = p.at(r.Start, RolePackage), r.Keyword, true
		}
		for i := range p.Text.File.Subs {
			if at := p.Text.File.Subs[i].Start; at >= r.Start && at < r.End {
				return p.at(r.Start, RolePackage), r.Keyword, true
			}
		}
	}
	return best, keyword, ok
}
