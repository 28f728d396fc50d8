package path

import (
	"slices"

	"github.com/perlheap/perlheap/heap"
)

// maxRepeated is how many steps what repeats may have.
const maxRepeated = 8

// Shape returns the path without what is data, which many SVs share: specific
// elements become any element, and repetitions, such as {next}{next}{next} in a
// list, are reduced to one. The shape of a shape is itself.
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

// ClosureAt returns the path of a CODE that has a place but no name.
func ClosureAt(at heap.Location) Path { return New(Step{Kind: Closure, At: at}) }

// OfClass returns the path of an object.
func OfClass(class string) Path { return New(Step{Kind: Object, Text: class}) }
