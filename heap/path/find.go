package path

import (
	"github.com/perlheap/perlheap/heap"
)

// Found is the path of an SV in a heap.
type Found struct {
	Path
	From heap.SV // where the path begins: the object, the package variable or, for a lexical, the CODE; NoSV if there is none
}

// Finder finds what a program calls the SVs of a heap.
type Finder struct {
	Heap *heap.Heap
	// Avoid reports the SVs that the search for holders must not go through,
	// for example because they are the ones asked about. Nil for none.
	Avoid func(heap.SV) bool
}

// The search for a name is bounded: what is further away explains nothing to a
// person.
const (
	maxSeen    = 256 // SVs that are looked at
	maxDepth   = 16  // references between the SV and its name
	maxInrefs  = 16  // referrers of one SV that are followed
	manyKeys   = 64  // a HASH with more keys is a table: its keys are data, not names
	maxHolders = 8   // that hold each other
)

// upward is an SV on the way up, with the steps from there to what is asked
// about, innermost first.
type upward struct {
	sv    heap.SV
	steps []Step
	depth int
}

// Of finds the path of an SV. It begins at the SV itself if that has a name or
// a class, else at the nearest SV that has one, breadth first over strong
// references, else at the nearest root.
func (f Finder) Of(sv heap.SV) Found {
	if found, ok := f.named(upward{sv: sv}); ok {
		return found
	}
	return f.above(sv)
}

// Holder finds the path to the container that holds an SV; false if nothing
// with a name does.
func (f Finder) Holder(sv heap.SV) (Found, bool) {
	found := f.above(sv)
	found.Path = found.Named()
	return found, found.Known()
}

// Holders finds who holds an SV, and who holds that, up to a variable that a
// person can find in the source. A holder with the same path as the previous
// one is left out.
func (f Finder) Holders(sv heap.SV) []Found {
	first, ok := f.Holder(sv)
	if !ok {
		return nil
	}
	return f.holders([]heap.SV{sv}, first)
}

// HoldersOf returns a path followed by the holders of what it begins at, as
// Holders finds them.
func (f Finder) HoldersOf(found Found) []Found { return f.holders(nil, found) }

func (f Finder) holders(below []heap.SV, found Found) []Found {
	all := []Found{found}
	up := f
	up.Avoid = func(sv heap.SV) bool {
		for _, b := range below {
			if b == sv {
				return true
			}
		}
		return f.avoids(sv)
	}
	for len(below) < 4*maxHolders && len(all) < maxHolders && f.isHeld(found) {
		below = append(below, found.From)
		var ok bool
		if found, ok = up.Holder(found.From); !ok {
			break
		}
		if !contains(all, found.Shape()) {
			all = append(all, found)
		}
	}
	return all
}

func contains(all []Found, shape Path) bool {
	for _, f := range all {
		if f.Shape() == shape {
			return true
		}
	}
	return false
}

// isHeld reports whether it is of interest who holds what a path begins at:
// an object, or a closure. Variables of packages and of named subs are where a
// person finds them.
func (f Finder) isHeld(found Found) bool {
	switch found.Start().Kind {
	case Object:
		return found.From != heap.NoSV
	case Lexical, Temporary:
		return found.From != heap.NoSV && f.Heap.Code(found.From).IsClosure()
	}
	return false
}

func (f Finder) avoids(sv heap.SV) bool { return f.Avoid != nil && f.Avoid(sv) }

// above searches breadth first, so that the nearest wins.
func (f Finder) above(sv heap.SV) Found {
	h := f.Heap
	queue := []upward{{sv: sv}}
	seen := map[heap.SV]bool{sv: true}
	root := Found{From: heap.NoSV}
	for len(queue) > 0 && len(seen) < maxSeen {
		at := queue[0]
		queue = queue[1:]
		if at.sv != sv {
			if found, ok := f.named(at); ok {
				return found
			}
		}
		if at.depth >= maxDepth {
			continue
		}
		refs, err := h.Inrefs(at.sv, heap.Strong, maxInrefs)
		if err != nil {
			continue // what is readable helps
		}
		for _, r := range refs {
			if r.SV == heap.NoSV && !root.Known() {
				root.Path = begin(Step{Kind: Root, Text: r.Name()}, at.steps)
			}
			if r.SV == heap.NoSV || seen[r.SV] || f.avoids(r.SV) {
				continue
			}
			step, leads := f.Step(r.SV, r)
			if step.Kind == Lexical || step.Kind == Temporary {
				if cv, ok := h.PadCode(r.SV); ok {
					if f.avoids(cv) {
						continue
					}
					step.At, _ = h.Code(cv).Location()
					step.Sub, _ = h.Symbols().Name(cv)
					return Found{begin(step, at.steps), cv}
				}
			}
			seen[r.SV] = true
			steps := at.steps
			if leads {
				steps = append(steps[:len(steps):len(steps)], step)
			}
			queue = append(queue, upward{r.SV, steps, at.depth + 1})
		}
	}
	return root
}

// begin makes a path of its start and the steps, innermost first.
func begin(start Step, steps []Step) Path {
	p := New(start)
	for i := len(steps) - 1; i >= 0; i-- {
		p = p.Then(steps[i])
	}
	return p
}

// named makes the path from an SV that has a name or a class.
func (f Finder) named(at upward) (Found, bool) {
	h := f.Heap
	kind := h.Kind(at.sv)
	if kind == heap.KindCode {
		return Found{}, false
	}
	start := Step{}
	if name, ok := h.Symbols().Name(at.sv); ok {
		start = Step{Kind: Symbol, Text: name}
		_, start.At, _ = h.Symbols().Locate(name) // a place is good to have, not needed
	} else if name, ok := h.Stash(at.sv).Name(); ok && kind.IsStash() {
		start = Step{Kind: Symbol, Text: "%" + name + "::"}
	} else if class, ok := h.Package(at.sv); ok {
		start = Step{Kind: Object, Text: class}
	} else {
		return Found{}, false
	}
	return Found{begin(start, at.steps), at.sv}, true
}

// isNameTable reports whether the keys of a HASH are names: it has few, or perl
// gives them.
func (f Finder) isNameTable(sv heap.SV) bool {
	if n, err := f.Heap.Len(sv); err == nil && n <= manyKeys {
		return true
	}
	name, _ := f.Heap.Symbols().Name(sv)
	return name == "%main::SIG" || name == "%main::ENV"
}
