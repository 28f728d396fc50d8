package perl

import "slices"

// Condition is what a statement depends on, as far as its sub shows: the if, unless
// or while that it stands in or before, and what leaves its block before it, as
// return unless ... does.
type Condition struct {
	Guard     int  // the index in Record.Limits of a comparison, or -1 if there is none
	Holds     bool // it runs when the comparison is true, not when it is false
	IsCertain bool // it depends on nothing
}

// guard is a part of a text that runs if a limit says so.
type guard struct {
	from, to int  // offsets
	limit    int  // index in Record.Limits; -1 for a condition without one
	holds    bool // it runs if the limit is true, not if it is false
}

// guard notes that what stands between two offsets depends on a condition, and on the
// limits in it that were found since: on the first that is not about whether there is
// anything, as @x && $x[0] < $now has it. It runs if the condition holds, or if not.
func (r *recorder) guard(from, to, limits int, holds bool) {
	found := -1
	for i := limits; i < len(r.rec.Limits); i++ {
		if !r.rec.Limits[i].AsksWhether(r.text) {
			found = i
			break
		}
		found = limits
	}
	r.guards = append(r.guards, guard{from, to, found, holds != (found >= 0 && r.rec.Limits[found].negated)})
}

// maxGuards bounds how many conditions of a statement are looked at, the innermost.
const maxGuards = 64

// depends says what each of n statements, in order, depends on; became are the new
// indices of limits.
func (r *recorder) depends(became []int, n int, statement func(int) (*At, *Condition)) {
	var open []guard // guards nest: those that are open at a statement are a stack
	next := 0
	for i := range n {
		at, c := statement(i)
		for ; next < len(r.guards) && r.guards[next].from <= at.Start; next++ {
			for len(open) > 0 && open[len(open)-1].to <= r.guards[next].from {
				open = open[:len(open)-1]
			}
			open = append(open, r.guards[next])
		}
		for len(open) > 0 && open[len(open)-1].to <= at.Start {
			open = open[:len(open)-1]
		}
		c.Guard, c.Holds, c.IsCertain = -1, false, true
		begin := 0 // of the sub: what is around that decides when it is made, not what it does
		sub := at.Sub
		for sub >= 0 && r.file.Subs[sub].Kind == Block {
			sub = r.file.Subs[sub].Parent
		}
		if sub >= 0 {
			begin = r.file.Subs[sub].Start
		}
		for _, g := range slices.Backward(open[max(0, len(open)-maxGuards):]) {
			if g.from < begin {
				break
			}
			c.IsCertain = false
			if g.limit >= 0 {
				c.Guard, c.Holds = became[g.limit], g.holds
				break
			}
		}
	}
}
