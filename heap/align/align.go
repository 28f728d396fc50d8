// Package align finds in the current text of a file what ran from an earlier
// one: which sub a CODE is ([Pick]), whether the text is still the one that ran
// ([Misfits]), where compiled subs are in a text that has changed ([Codes]),
// and what has become of subs and lines in another text ([Follow], [MapLine]).
package align

import (
	"slices"

	"github.com/perlheap/perlheap/heap/perl"
)

// Code is what a heap knows of a sub that perl compiled from a text.
type Code struct {
	Trait
	Package string    // of Name; "" if unknown
	Line    perl.Line // recorded, of the first statement
	Outer   int       // index of the Code that encloses it; -1 if unknown
	Slot    int       // in the pad of Outer, whose slots are in source order; 0 if unknown
	// Closure means that it is certainly not a named sub, whatever name it goes
	// by.
	Closure bool
}

// Match is the sub of a text that a [Code] was matched with.
type Match struct {
	Sub int // index in File.Subs; -1 if there is none
	// Margin is by how much the alignment of all codes is better than the best
	// one in which this code is another sub or none. Its unit is that of the
	// weights: roughly the natural logarithm of the odds.
	Margin float64
	// Score is how well the code and the sub fit by themselves: above 0, they
	// have more in common than not.
	Score float64
	// Unknown means that there are too many subs to search them all for it.
	Unknown bool
	// Shift is how many lines below its recorded line the sub is.
	Shift perl.Line
}

// Codes finds the subs of a text for what perl compiled from an earlier or
// later version of it. codes may be incomplete and in any order. Most of the
// evidence is what they tell about each other's places: named subs are found by
// name, and what is inside one, or between two of them, is aligned in order, as
// a diff aligns lines (Needleman and Wunsch), by variables, constants, and
// distances in lines. What is left is matched wherever it clearly fits. No two
// codes get the same sub.
//
// Time is proportional to the codes times the subs between two anchors.
func Codes(f *perl.File, codes []Code) []Match {
	a := newAligner(f, codes)
	a.matchNames()
	a.matchLevels()
	a.matchRest()
	a.matchCrossed()
	a.matchRest() // subs that were left by it
	a.doubtTwins()
	return a.match
}

type aligner struct {
	f     *perl.File
	codes []Code
	match []Match
	taken []int  // by sub: code, or -1
	named []bool // by code: it was found by its name

	feats  featureSet
	order  []int   // codes by recorded line
	kids   [][]int // by code: codes that it encloses, by line
	top    []int   // codes that none encloses, by line
	inner  [][]int // by sub: subs directly in it
	outers []int   // subs in none

	nests    bool   // it is known which code encloses which
	encloses []bool // by sub: something inside it is a sub for certain
}

func newAligner(f *perl.File, codes []Code) *aligner {
	a := &aligner{f: f, codes: codes, match: make([]Match, len(codes)), taken: make([]int, len(f.Subs)), named: make([]bool, len(codes))}
	for i := range a.match {
		a.match[i].Sub = -1
	}
	for i := range a.taken {
		a.taken[i] = -1
	}
	a.order = make([]int, len(codes))
	for i := range a.order {
		a.order[i] = i
	}
	slices.SortStableFunc(a.order, func(x, y int) int { return int(codes[x].Line - codes[y].Line) })
	a.kids = make([][]int, len(codes))
	for _, c := range a.order {
		if o := codes[c].Outer; o >= 0 && o < len(codes) && o != c {
			a.kids[o] = append(a.kids[o], c)
		} else {
			a.top = append(a.top, c)
		}
	}
	for _, kids := range a.kids {
		if !slices.ContainsFunc(kids, func(c int) bool { return codes[c].Slot == 0 }) {
			slices.SortStableFunc(kids, func(x, y int) int { return codes[x].Slot - codes[y].Slot })
		}
	}
	a.inner = make([][]int, len(f.Subs))
	for s := range f.Subs {
		if p := f.Subs[s].Parent; p >= 0 {
			a.inner[p] = append(a.inner[p], s)
		} else {
			a.outers = append(a.outers, s)
		}
	}
	a.encloses = make([]bool, len(f.Subs))
	for s := range f.Subs {
		for p := f.Subs[s].Parent; f.Subs[s].Kind == perl.Anonymous && p >= 0; p = f.Subs[p].Parent {
			a.encloses[p] = true
			if f.Subs[p].Kind != perl.Block {
				break
			}
		}
	}
	a.nests = slices.ContainsFunc(codes, func(c Code) bool { return c.Outer >= 0 })
	a.feats.init(f, codes)
	return a
}

func (a *aligner) set(c, s int, score, margin float64) {
	if old := a.match[c].Sub; old >= 0 {
		a.taken[old] = -1
	}
	if !a.alike(c, s) {
		margin = min(margin, 0) // another may have been put into its place
	}
	lo, hi := a.shifts(c, s)
	shift := lo
	if lo <= 0 && hi >= 0 {
		shift = 0
	}
	a.match[c] = Match{Sub: s, Score: score, Margin: margin, Shift: shift}
	a.taken[s] = c
}

// shifts is by how many lines a sub may stand lower than a code was recorded:
// perl records any of several lines.
func (a *aligner) shifts(c, s int) (lo, hi perl.Line) {
	sub := &a.f.Subs[s]
	return sub.FirstLine - a.codes[c].Line, sub.LastRecorded() - a.codes[c].Line
}

// matchNames finds named subs by package and name, those of which there is
// one in the text.
func (a *aligner) matchNames() {
	type key struct{ pkg, name string }
	subs := map[key][]int{}
	for s := range a.f.Subs {
		sub := &a.f.Subs[s]
		if sub.Kind == perl.Named || sub.Kind == perl.Method && sub.Name != "" || sub.Kind == perl.Lexical {
			pkg, name := splitName(sub.Package, sub.Name)
			subs[key{pkg, name}] = append(subs[key{pkg, name}], s)
		}
	}
	codes := map[key][]int{}
	for _, c := range a.order {
		code := &a.codes[c]
		if code.Name != "" && !(code.Closure && a.feats.labelled(code.Name)) {
			codes[key{code.Package, code.Name}] = append(codes[key{code.Package, code.Name}], c)
		}
	}
	for k, cs := range codes {
		ss := subs[k]
		if len(ss) == 0 || len(cs) > len(ss) && len(ss) > 1 {
			continue
		}
		if len(cs) == 1 && len(ss) == 1 {
			a.set(cs[0], ss[0], nameMatch+a.score(cs[0], ss[0]), nameMatch)
			a.named[cs[0]] = true
			continue
		}
		a.alignGroup(cs, ss, sameKind)
	}
}

// matchLevels aligns what named subs enclose, then what that encloses, and
// what is at the top.
func (a *aligner) matchLevels() {
	a.alignTop()
	todo := slices.Clone(a.top)
	for done := 0; done < len(todo); done++ {
		c := todo[done]
		todo = append(todo, a.kids[c]...)
		if s := a.match[c].Sub; s >= 0 && len(a.kids[c]) > 0 {
			kids := a.unmatched(a.kids[c])
			a.alignGroup(kids, a.free(a.within(a.inner[s])), sameKind)
			a.doubtInside(c, kids)
		}
	}
}

// doubtInside lowers the margins of what was found inside a code that may be
// another sub, but for what is clear by itself.
func (a *aligner) doubtInside(c int, kids []int) {
	for _, k := range kids {
		if m := &a.match[k]; m.Sub >= 0 && !a.named[c] {
			m.Margin = min(m.Margin, max(a.match[c].Margin, a.score(k, m.Sub)/2))
		}
	}
}

// within gives subs and what is in those that may be mere blocks, in order.
func (a *aligner) within(level []int) []int {
	var all []int
	stack := slices.Clone(level)
	slices.Reverse(stack)
	for len(stack) > 0 {
		s := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		all = append(all, s)
		if k := a.f.Subs[s].Kind; k == perl.Block || k == perl.Phaser {
			for i := len(a.inner[s]) - 1; i >= 0; i-- {
				stack = append(stack, a.inner[s][i])
			}
		}
	}
	return all
}

func (a *aligner) unmatched(codes []int) []int {
	var left []int
	for _, c := range codes {
		if a.match[c].Sub < 0 {
			left = append(left, c)
		}
	}
	return left
}

func (a *aligner) free(subs []int) []int {
	var left []int
	for _, s := range subs {
		if a.taken[s] < 0 {
			left = append(left, s)
		}
	}
	return left
}

// alignTop aligns the codes outside of others between each two named ones
// that have kept their order.
func (a *aligner) alignTop() {
	subs := a.within(a.outers)
	place := make(map[int]int, len(subs))
	for i, s := range subs {
		place[s] = i
	}
	var anchors []int // indices in a.top of codes whose subs have kept their order
	var at []int      // and the indices in subs
	for i, c := range a.top {
		if p, ok := place[a.match[c].Sub]; ok && a.match[c].Sub >= 0 {
			anchors, at = append(anchors, i), append(at, p)
		}
	}
	keep := increasing(at)
	lastCode, lastSub := 0, 0
	for _, k := range append(keep, -1) {
		nextCode, nextSub := len(a.top), len(subs)
		if k >= 0 {
			nextCode, nextSub = anchors[k], at[k]
		}
		a.alignGroup(a.unmatched(a.top[lastCode:nextCode]), a.free(subs[lastSub:nextSub]), sameKind)
		lastCode, lastSub = nextCode, nextSub
	}
}

// increasing gives the indices of a longest increasing subsequence (Fredman's
// algorithm), ascending.
func increasing(values []int) []int {
	var tails []int // index of the least last value of a subsequence of each length
	prev := make([]int, len(values))
	for i, v := range values {
		n, _ := slices.BinarySearchFunc(tails, v, func(t, v int) int { return values[t] - v })
		prev[i] = -1
		if n > 0 {
			prev[i] = tails[n-1]
		}
		if n == len(tails) {
			tails = append(tails, i)
		} else {
			tails[n] = i
		}
	}
	if len(tails) == 0 {
		return nil
	}
	var keep []int
	for i := tails[len(tails)-1]; i >= 0; i = prev[i] {
		keep = append(keep, i)
	}
	slices.Reverse(keep)
	return keep
}
