package site

import (
	"github.com/perlheap/perlheap/heap"
)

// PlaceSub finds where the sub stands whose first statement is recorded at a
// line, as [Program.PlaceCode] does for a CODE of it. What a string eval compiled
// keeps its recorded name: several texts may have that.
func (prog *Program) PlaceSub(recorded heap.Location) Place {
	return prog.recorded.Get(recorded, func() Place {
		if !InFile(recorded) {
			return prog.finish(unlocated(recorded), recorded)
		}
		if cv, ok := prog.subs()[recorded]; ok {
			return prog.PlaceCode(cv)
		}
		return prog.PlaceRecorded(recorded)
	})
}

// SubLine writes where PlaceSub finds a sub: `lib/Helpers.pm:9`, with its state
// behind it if that is not plain.
func (prog *Program) SubLine(recorded heap.Location) string {
	return prog.PlaceSub(recorded).SubLine()
}

// SubLine writes the place of a sub, as it is called by in a table.
func (p Place) SubLine() string {
	if p.Path == "" {
		return p.Written(Terse)
	}
	return p.Written(Terse | WithState)
}

// subsByLine gives a CODE for each first statement that a heap has.
func subsByLine(h *heap.Heap) map[heap.Location]heap.SV {
	at := map[heap.Location]heap.SV{}
	for _, cv := range h.Codes().Compiled() {
		loc, ok := h.Code(cv).Location()
		if _, known := at[loc]; ok && !known {
			at[loc] = cv
		}
	}
	return at
}
