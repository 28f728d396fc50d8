package diagnose

import (
	"cmp"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/perl"
)

// placeMade places what a module lost at the program's own calls that make an object of
// one of the classes: the module must be told that the object is done with, or the object
// must be taken apart before it is released.
func (f *finder) placeMade(members []heap.SV) (Placement, bool) {
	classes := f.classesOf(members)
	var all []told
	for _, t := range f.src.own {
		for i := range t.record().Calls {
			c := &t.record().Calls[i]
			if c.Method && c.Receiver.Root == perl.RootClass && len(c.Receiver.Steps) == 0 && classes[strings.TrimSuffix(c.Receiver.Name, "::")] && makes(c.Name) {
				all = append(all, told{text: t, at: c.At, score: 1})
			}
		}
	}
	return f.toldBy(all, "such objects are made here")
}

// classesOf returns the classes of the objects among some SVs that are not the
// program's own.
func (f *finder) classesOf(svs []heap.SV) map[string]bool {
	classes := map[string]bool{}
	for _, sv := range svs[:min(len(svs), signingMembers)] {
		if class, ok := f.h.Package(sv); ok && !f.src.ownClass(class) {
			classes[class] = true
		}
	}
	return classes
}

// maxInc bounds how many files of a distribution are read.
const maxInc = 64

// placeDistribution places what a module keeps or lost at the program's own calls of
// methods that any class of its distribution has, where nothing more is known. This is a
// guess: another class may have a method of that name as well.
func (f *finder) placeDistribution(classes map[string]bool) (Placement, bool) {
	tops := map[string]bool{}
	for class := range classes {
		tops[top(class)] = true
	}
	var files []string
	for name := range f.h.Process().Inc() {
		if base, ok := strings.CutSuffix(strings.ReplaceAll(name, "/", "::"), ".pm"); ok && tops[top(base)] {
			files = append(files, base)
		}
	}
	slices.Sort(files)
	methods := map[string]bool{}
	for _, base := range files[:min(len(files), maxInc)] {
		t := f.src.module(base)
		if t == nil || f.src.below(t.Path) {
			continue
		}
		for i := range t.coded.Subs {
			if sub := &t.coded.Subs[i]; sub.Kind == perl.Named && sub.Name != "" && sub.Name[0] != '_' {
				methods[baseName(sub.Name)] = true
			}
		}
	}
	var all []ownCall
	for _, t := range f.src.own {
		for i := range t.record().Calls {
			c := &t.record().Calls[i]
			if !c.Method || !methods[c.Name] || f.loadedOnce(t, c.At) || len(c.Args) == 0 {
				continue
			}
			of := f.classOf(t, c.Receiver, c.At, 0)
			x := ownCall{text: t, call: c, score: 4 + mutates(c.Name)}
			switch {
			case of != "" && f.src.ownClass(of):
				x.score -= 3 // it may inherit the method
			case of != "" && tops[top(of)]:
				x.score += 4
			case of != "":
				continue
			}
			if t.once(c.Sub) {
				x.score -= 2
			}
			all = append(all, x)
		}
	}
	if len(all) == 0 {
		return Placement{}, false
	}
	slices.SortStableFunc(all, func(a, b ownCall) int { return -cmp.Compare(a.score, b.score) })
	var name string
	for class := range classes {
		if name == "" || class < name {
			name = class
		}
	}
	return f.candidates(all, name, false), true
}

// loadedOnce reports whether a statement runs only when the file of a module is
// loaded: it cannot be what makes more and more.
func (f *finder) loadedOnce(t *text, at perl.At) bool {
	return t.runOf(at.Sub) < 0 && t.Path != f.src.path(f.h.Process().Program()) && !t.isLooped(at)
}
