package path

import (
	"slices"

	"github.com/perlheap/perlheap/heap"
)

// maxRepeated is how many steps what repeats may have.
const maxRepeated = 8

// Shape is a path without what is data, which many SVs share: it has any
// element in place of one, and what repeats, as {next}{next}{next} of a list,
// once. The shape of a shape is itself.
func (p Path) Shape() Path {
	var steps []Step
	for _, s := range p.Steps() {
		if s.Kind == Element {
			s = Step{Kind: AnyElement}
		}
		steps = fold(append(steps, s))
	}
	return New(steps...)
}

// fold drops the last steps if they repeat those before them.
func fold(steps []Step) []Step {
	for n := 1; n <= min(maxRepeated, len(steps)/2); n++ {
		end := len(steps) - n
		if slices.Equal(steps[end-n:end], steps[end:]) {
			return steps[:end]
		}
	}
	return steps
}

// ClosureAt is the path of a CODE that has a place and no name.
func ClosureAt(at heap.Location) Path { return New(Step{Kind: Closure, At: at}) }

// OfClass is the path of an object.
func OfClass(class string) Path { return New(Step{Kind: Object, Text: class}) }
