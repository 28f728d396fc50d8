// Package population counts what a heap is made of by shape: what the program
// calls things, with data left out. A population is all SVs of one shape, such
// as the elements of `{error}` of an object of Hub that are closures of one
// line. The shapes form a tree: the dominator tree of the heap, with what is
// the same merged into one.
//
// Every SV belongs to exactly one population, so the numbers of a tree add up
// to the heap. Shapes have no addresses: the trees of several heaps, even of
// several processes, can be overlaid.
package population

import (
	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
)

// Population is all SVs of one shape, in one heap or several. Slices have one
// element per heap.
type Population struct {
	// Step is the step from the holder of the population to it; its kind is
	// None at the top of the tree.
	Step path.Step
	// Class is what it is: the class of objects, the sub of closures, a package
	// variable, a root, or else the type of data.
	Class  path.Step
	Parent *Population // nil for that of the whole heap
	in     *Population // that it was added to; nil for those of the tree

	Children []*Population // what it holds, most retained first

	Count    []int     // of members
	SVs      []int     // the members and their parts, such as the pads of closures and the REFs that lead to objects
	Bytes    []int64   // of these
	Retained []int64   // of these and of all populations below
	Example  []heap.SV // a member of each heap; NoSV for none
}

// PerParent returns the number of members per member of the parent in a heap; 0
// if there are none. What nothing holds has one parent.
func (p *Population) PerParent(i int) float64 {
	if n := p.parents(i); n > 0 {
		return float64(p.Count[i]) / float64(n)
	}
	return 0
}

func (p *Population) parents(i int) int {
	switch {
	case p.Parent == nil:
		return 0
	case p.Parent.IsLost():
		return 1
	}
	return p.Parent.Count[i]
}

// Steps returns the steps of the shape, outermost first, as in [path.Path].
func (p *Population) Steps() (steps []path.Step) {
	if p.Parent == nil {
		return nil
	}
	steps = p.Parent.Steps()
	for _, s := range []path.Step{p.Step, p.Class} {
		if s.Kind != path.None {
			steps = append(steps, s)
		}
	}
	return steps
}

// All calls yield for a population and all below it, parents first, until yield
// returns false.
func (p *Population) All(yield func(*Population) bool) {
	todo := []*Population{p}
	for len(todo) > 0 {
		q := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if !yield(q) {
			return
		}
		for i := len(q.Children) - 1; i >= 0; i-- {
			todo = append(todo, q.Children[i])
		}
	}
}
