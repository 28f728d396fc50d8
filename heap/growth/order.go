package growth

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
)

// Written is what is known about when a dump was written.
type Written struct {
	Path string
	// Time is when its file was last written, or the file that was compressed
	// into it; zero if that is not known. Copying and decompressing may have
	// changed it.
	Time time.Time
	// Process is what the dump itself says; nil if it was not read.
	Process *Process
}

// Basis is what tells which of two dumps is older.
type Basis string

// The bases.
const (
	ByTime   Basis = "time"   // when the files were written
	ByStart  Basis = "$^T"    // what the program has there
	ByLoaded Basis = "%INC"   // what one has loaded is part of what the next has
	ByName   Basis = "name"   // its numbers, or words such as early and late
	ByGiven  Basis = "given"  // nothing tells: in the order given
	ByForce  Basis = "forced" // not examined: a person said so
)

// Order is the chronological order of some dumps.
type Order struct {
	Given []string // paths, as they were given
	Paths []string // the oldest first
	By    []Basis  // what told, the most reliable first
	Tied  []string // paths of dumps whose order nothing tells
	// Copies are dumps that are left out because another one has the same
	// contents in another compression, keyed by the path of the copy.
	Copies map[string]string
	Again  []string // paths that were given more than once
}

// sureGap is how far apart files must have been written to believe it. What
// checks out or unpacks many files writes them one right after the other, in
// the order of the alphabet, and some file systems round times to two seconds.
const sureGap = 2 * time.Second

// copyGap is how long the copying of one file takes at most.
const copyGap = 2 * time.Minute

// InOrder puts dumps into chronological order, and returns their indices,
// oldest first.
//
// The times of the files decide where they are at least sureGap apart. Dumps
// closer together are told apart by what they themselves say, then by the
// numbers and words in their names, and only then by their times. Times that
// follow the alphabetical order of names are not trusted if names or dumps
// contradict them: the files were copied one after another. What nothing tells
// apart stays in the order given.
func InOrder(all []Written) ([]int, *Order) {
	o := &Order{}
	given := make([]int, len(all))
	for i := range all {
		given[i] = i
		o.Given = append(o.Given, all[i].Path)
	}
	a := arrangement{all: all, order: o}
	sorted := a.arrange(given)
	for _, i := range sorted {
		o.Paths = append(o.Paths, all[i].Path)
	}
	slices.SortFunc(o.By, func(x, y Basis) int { return cmp.Compare(basisOrder(x), basisOrder(y)) })
	return sorted, o
}

// MayBeOlder reports whether a dump may be older than another, as far as the
// times of their files tell.
func MayBeOlder(file, other time.Time) bool { return file.Before(other.Add(sureGap)) }

// AsGiven returns the order that a person forced.
func AsGiven(all []Written) *Order {
	o := &Order{By: []Basis{ByForce}}
	for i := range all {
		o.Given = append(o.Given, all[i].Path)
	}
	o.Paths = o.Given
	return o
}

func basisOrder(b Basis) int {
	return slices.Index([]Basis{ByTime, ByStart, ByLoaded, ByName, ByGiven, ByForce}, b)
}

// Moved reports whether the dumps were given in a different order.
func (o *Order) Moved() bool {
	kept := slices.DeleteFunc(slices.Clone(o.Given), func(path string) bool {
		_, copied := o.Copies[path]
		return copied
	})
	return !slices.Equal(kept, o.Paths)
}

// Notes tells a person where the order differs from the one given, or is not
// known.
func (o *Order) Notes() []string {
	var notes []string
	for _, path := range o.Again {
		notes = append(notes, path+" was given before, so it counts once")
	}
	for _, path := range o.Given {
		if of, ok := o.Copies[path]; ok {
			notes = append(notes, fmt.Sprintf("%s is the same dump as %s, so it is left out", path, of))
		}
	}
	if o.Moved() {
		notes = append(notes, fmt.Sprintf("in order of time, the dumps are %s, judging by %s", strings.Join(o.Paths, ", "), o.basis()))
	}
	if len(o.Tied) > 0 {
		notes = append(notes, fmt.Sprintf("nothing shows when %s were written, so they stay in the order given", strings.Join(o.Tied, " and ")))
	}
	return notes
}

func (o *Order) basis() string {
	words := map[Basis]string{
		ByTime: "the times of the files", ByStart: "$^T", ByLoaded: "what was loaded (%INC)", ByName: "the names", ByGiven: "the order given",
	}
	var all []string
	for _, b := range o.By {
		all = append(all, words[b])
	}
	return strings.Join(all, ", then ")
}

// Arrange puts the heaps of dumps into chronological order, unless they are to
// be taken as given, and leaves out copies and repetitions. The heaps that it
// leaves out stay open.
func Arrange(heaps []*heap.Heap, asGiven bool) ([]*heap.Heap, *Order) {
	heaps, again := once(heaps)
	copies := map[string]string{}
	var all []Written
	var kept []*heap.Heap
	for _, h := range heaps {
		p := ProcessOf(h)
		for _, other := range heaps {
			if other != h && pmat.PlainName(other.File().Path()) == pmat.PlainName(h.File().Path()) {
				p.content = contentOf(h)
				break
			}
		}
		if i := slices.IndexFunc(all, func(w Written) bool { return p.CopyOf(*w.Process) }); i >= 0 {
			copies[h.File().Path()] = all[i].Path
			continue
		}
		all = append(all, Written{Path: h.File().Path(), Time: TimeOf(h.File().Path()), Process: &p})
		kept = append(kept, h)
	}
	o := AsGiven(all)
	if !asGiven {
		var sorted []int
		sorted, o = InOrder(all)
		ordered := make([]*heap.Heap, len(kept))
		for k, i := range sorted {
			ordered[k] = kept[i]
		}
		kept = ordered
	}
	o.Given = nil
	for _, h := range heaps {
		o.Given = append(o.Given, h.File().Path())
	}
	o.Copies, o.Again = copies, again
	return kept, o
}

// once leaves out heaps of a path that came before.
func once(heaps []*heap.Heap) (kept []*heap.Heap, again []string) {
	seen := map[string]bool{}
	for _, h := range heaps {
		path := h.File().Path()
		if seen[filepath.Clean(path)] {
			again = append(again, path)
			continue
		}
		seen[filepath.Clean(path)] = true
		kept = append(kept, h)
	}
	return kept, again
}

// arrangement is the work of [InOrder].
type arrangement struct {
	all   []Written
	order *Order
}

func (a *arrangement) by(b Basis) {
	if !slices.Contains(a.order.By, b) {
		a.order.By = append(a.order.By, b)
	}
}

// ranking tells groups of dumps apart, the oldest first; nil if it cannot.
type ranking struct {
	by   Basis
	rank func(these []int) [][]int
}

func (a *arrangement) arrange(these []int) []int {
	inside := []ranking{{ByStart, a.starts}, {ByLoaded, a.loaded}, {ByName, a.names}}
	clusters := a.clusters(these)
	if len(clusters) > 1 {
		a.by(ByTime)
	}
	var sorted []int
	for _, c := range clusters {
		sorted = append(sorted, a.refine(c, append(inside, ranking{ByTime, a.moments}))...)
	}
	if len(clusters) == 1 || !a.copied(clusters) {
		return sorted
	}
	for _, r := range inside {
		if groups := r.rank(these); len(groups) == len(these) {
			if told := slices.Concat(groups...); !slices.Equal(told, sorted) {
				a.order.By, a.order.Tied = []Basis{r.by}, nil
				return told
			}
			break
		}
	}
	return sorted
}

// refine puts dumps into order by the first ranking that can, and those that
// it cannot tell apart by the next.
func (a *arrangement) refine(these []int, by []ranking) []int {
	if len(these) < 2 {
		return these
	}
	for k, r := range by {
		groups := r.rank(these)
		if len(groups) < 2 {
			continue
		}
		a.by(r.by)
		var sorted []int
		for _, g := range groups {
			sorted = append(sorted, a.refine(g, by[k+1:])...)
		}
		return sorted
	}
	a.by(ByGiven)
	for _, i := range these {
		a.order.Tied = append(a.order.Tied, a.all[i].Path)
	}
	return these
}

// clusters parts dumps where their times are surely different. There is one
// if a time is missing.
func (a *arrangement) clusters(these []int) [][]int {
	if len(these) == 0 || slices.ContainsFunc(these, func(i int) bool { return a.all[i].Time.IsZero() }) {
		return [][]int{these}
	}
	sorted := slices.Clone(these)
	slices.SortStableFunc(sorted, func(x, y int) int { return a.all[x].Time.Compare(a.all[y].Time) })
	var clusters [][]int
	for k, i := range sorted {
		if k == 0 || a.all[i].Time.Sub(a.all[sorted[k-1]].Time) >= sureGap {
			clusters = append(clusters, nil)
		}
		last := len(clusters) - 1
		clusters[last] = append(clusters[last], i)
	}
	for _, c := range clusters {
		slices.Sort(c) // as given
	}
	return clusters
}

// copied reports whether the times of dumps go by the alphabet and are close
// together, as those of files that were copied one after the other.
func (a *arrangement) copied(clusters [][]int) bool {
	last := ""
	for k, c := range clusters {
		if k > 0 && a.earliest(c).Sub(a.earliest(clusters[k-1])) > copyGap {
			return false
		}
		paths := make([]string, 0, len(c))
		for _, i := range c {
			paths = append(paths, a.all[i].Path)
		}
		if slices.Min(paths) < last {
			return false
		}
		last = slices.Max(paths)
	}
	return true
}

func (a *arrangement) earliest(these []int) time.Time {
	first := a.all[these[0]].Time
	for _, i := range these {
		if t := a.all[i].Time; t.Before(first) {
			first = t
		}
	}
	return first
}

// moments tells dumps apart by their exact times.
func (a *arrangement) moments(these []int) [][]int {
	if slices.ContainsFunc(these, func(i int) bool { return a.all[i].Time.IsZero() }) {
		return nil
	}
	return grouped(these, func(x, y int) int { return a.all[x].Time.Compare(a.all[y].Time) })
}

// starts tells dumps apart by $^T, which some servers set with each request.
func (a *arrangement) starts(these []int) [][]int {
	if slices.ContainsFunc(these, func(i int) bool { return a.all[i].Process == nil || a.all[i].Process.started == 0 }) {
		return nil
	}
	return grouped(these, func(x, y int) int { return cmp.Compare(a.all[x].Process.started, a.all[y].Process.started) })
}

// loaded tells dumps apart by %INC: programs load more, and seldom unload. It
// can if each has all that the one before it has.
func (a *arrangement) loaded(these []int) [][]int {
	if slices.ContainsFunc(these, func(i int) bool { return a.all[i].Process == nil || len(a.all[i].Process.loaded) == 0 }) {
		return nil
	}
	groups := grouped(these, func(x, y int) int { return cmp.Compare(len(a.all[x].Process.loaded), len(a.all[y].Process.loaded)) })
	sorted := slices.Concat(groups...)
	for k := 1; k < len(sorted); k++ {
		for file := range a.all[sorted[k-1]].Process.loaded {
			if _, there := a.all[sorted[k]].Process.loaded[file]; !there {
				return nil
			}
		}
	}
	return groups
}

// names tells dumps apart by their names: those of the files, or if these are
// the same those of the folders too.
func (a *arrangement) names(these []int) [][]int {
	for _, part := range []func(string) string{filepath.Base, func(path string) string { return path }} {
		ranks := map[int]nameRank{}
		for _, i := range these {
			ranks[i] = rankName(part(pmat.PlainName(filepath.ToSlash(a.all[i].Path))))
		}
		for _, r := range ranks {
			if r.text != ranks[these[0]].text {
				return nil
			}
		}
		if groups := grouped(these, func(x, y int) int { return slices.CompareFunc(ranks[x].steps, ranks[y].steps, compareSteps) }); len(groups) > 1 {
			return groups
		}
	}
	return nil
}

// grouped sorts dumps and puts those together that compare equal.
func grouped(these []int, compare func(x, y int) int) [][]int {
	sorted := slices.Clone(these)
	slices.SortStableFunc(sorted, compare)
	var groups [][]int
	for k, i := range sorted {
		if k == 0 || compare(sorted[k-1], i) != 0 {
			groups = append(groups, nil)
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], i)
	}
	return groups
}
