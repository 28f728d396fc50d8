package perl

import (
	"cmp"
	"slices"
)

// Extent is where a statement stands: an expression with what modifies it, or a word
// such as if with its condition and its block. Those in a block come behind the one
// that the block is of.
type Extent struct {
	Start, End int
	Body       int  // where its block begins; End if it has none
	Leaves     bool // the last statement in its block leaves that: return, next, die
	Around     int  // index of the statement around it, or -1
	Before     int  // index of the statement before it in its block, or -1
}

// Extents are those of the statements of a text, by position.
type Extents []Extent

// noted notes the statement that was read last.
func (r *recorder) noted(start, body int, leaves bool) {
	if start >= r.file.End { // __END__ itself
		return
	}
	end := max(start, r.last())
	r.rec.Statements = append(r.rec.Statements, Extent{Start: start, End: end, Body: min(body, end), Leaves: leaves})
}

// sort puts the statements in order, and says how they stand to each other.
func (all Extents) sort() {
	slices.SortStableFunc(all, func(a, b Extent) int { return cmp.Or(a.Start-b.Start, b.End-a.End) })
	var open []int
	for i := range all {
		s, before := &all[i], -1
		for len(open) > 0 && all[open[len(open)-1]].End <= s.Start {
			before = open[len(open)-1]
			open = open[:len(open)-1]
		}
		s.Around, s.Before = -1, before
		if n := len(open); n > 0 {
			s.Around = open[n-1]
		}
		open = append(open, i)
	}
}

// At returns the index of the innermost statement that an offset is in, or -1.
func (all Extents) At(offset int) int {
	i, _ := slices.BinarySearchFunc(all, offset+1, func(s Extent, offset int) int { return s.Start - offset })
	for i--; i >= 0 && all[i].End <= offset; i = all[i].Around {
	}
	return i
}

// AreNear reports whether what stands at two offsets stands in one statement, in two
// that follow each other, or in one and in the block of the other.
func (all Extents) AreNear(a, b int) bool {
	x, y := all.At(min(a, b)), all.At(max(a, b))
	return x == y || x >= 0 && y >= 0 && (all[y].Around == x || all[y].Before == x || all[x].Around == y)
}
