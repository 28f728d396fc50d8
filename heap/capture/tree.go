package capture

import (
	"slices"

	"github.com/perlheap/perlheap/heap/wire"
)

// Branch is a process, and how many of the listed ones are above it.
type Branch struct {
	wire.Process
	Depth int
}

// Tree puts children below their parents, each level in the order of the list.
// Parents that are not listed are ignored. Every process is in the tree once,
// even if parents form a circle, as they can because PIDs are reused.
func Tree(list []wire.Process) []Branch {
	children, listed := map[int][]int{}, map[int]bool{}
	for i := range list {
		listed[list[i].PID] = true
		children[list[i].Parent] = append(children[list[i].Parent], i)
	}
	rows, added := make([]Branch, 0, len(list)), make([]bool, len(list))
	var add func(i, depth int)
	add = func(i, depth int) {
		if added[i] {
			return
		}
		added[i] = true
		rows = append(rows, Branch{list[i], depth})
		for _, child := range children[list[i].PID] {
			add(child, depth+1)
		}
	}
	for i := range list {
		if !listed[list[i].Parent] {
			add(i, 0)
		}
	}
	for i := range list {
		add(i, 0)
	}
	return slices.Clip(rows)
}
