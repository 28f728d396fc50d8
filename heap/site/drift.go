package site

import (
	"slices"
	"sort"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/source"
)

// State says how a site stands in the source of today.
type State uint8

// The states of [Place].
const (
	// Unlocated: the file was not found or cannot be read, so that nothing is
	// known of the text.
	Unlocated State = iota
	// Exact: the text fits the site at the line that was recorded.
	Exact
	// Moved: the sub was found again, but the text has changed: perl would
	// record another line for it.
	Moved
	// Uncertain: Place.Sub is the likeliest sub, but it may be another one.
	Uncertain
	// Gone: the text has no sub that can be it.
	Gone
)

var stateNames = [...]string{"unlocated", "exact", "moved", "uncertain", "gone"}

// String returns the lower-case name of the state.
func (s State) String() string {
	if int(s) < len(stateNames) {
		return stateNames[s]
	}
	return "unknown"
}

// clear is the margin of an alignment from which on a place is believed: at
// less, another sub is nearly as likely, or none.
const clear = 2.5

type driftKey struct{ recorded, path string }

// drift is the alignment of all that perl compiled from a file with a text of
// it that is another one.
type drift struct {
	path  string
	file  *source.File
	match []source.Match
	codes []source.Code
	index map[pmat.Addr]int // by optree
	order []int             // matched clearly, by recorded line
}

// drift aligns a file with a heap, if it has changed; else it gives nil.
func (l *Locator) drift(recorded, path string, t *text) *drift {
	if l.Heap == nil {
		return nil
	}
	key := driftKey{recorded, path}
	d, known := l.drifts[key]
	if known {
		return d
	}
	if l.compiled == nil {
		l.compiled = compiledFiles(l.Heap)
	}
	if svs := l.compiled[recorded]; !allFit(l.Heap, svs, t.file) {
		if c, err := describe(l.Heap, svs); err == nil {
			d = newDrift(l.Heap, c, path, t.file)
		}
	}
	if l.drifts == nil {
		l.drifts = map[driftKey]*drift{}
	}
	l.drifts[key] = d
	return d
}

// allFit tells whether the recorded lines of CODEs are those that perl would
// record for subs of a text as it is now.
func allFit(h *heap.Heap, svs []heap.SV, f *source.File) bool {
	for _, cv := range svs {
		if !codeFits(h, cv, f) {
			return false
		}
	}
	return true
}

func codeFits(h *heap.Heap, cv heap.SV, f *source.File) bool {
	loc, _ := h.CodeLocation(cv)
	name, _ := h.SymName(cv)
	t := source.Trait{Name: subName(name)}
	if t.Name == "" || h.IsPrototype(cv) || h.IsClosure(cv) {
		names, err := h.Padnames(cv)
		if err != nil {
			return false
		}
		t.Pad, _ = variables(names)
	}
	return f.Fits(source.Line(loc.Line), t)
}

func newDrift(h *heap.Heap, c *compiled, path string, f *source.File) *drift {
	d := &drift{path: path, file: f, codes: c.codes, match: f.Align(c.codes), index: make(map[pmat.Addr]int, len(c.svs))}
	for i, cv := range c.svs {
		d.index[h.OpRoot(cv)] = i
		if m := d.match[i]; m.Sub >= 0 && m.Margin >= clear {
			d.order = append(d.order, i)
		}
	}
	slices.SortStableFunc(d.order, func(a, b int) int { return int(c.codes[a].Line - c.codes[b].Line) })
	return d
}

// place tells where the sub of an optree stands; false if the file has none
// of it.
func (d *drift) place(optree pmat.Addr) (Place, bool) {
	i, ok := d.index[optree]
	if !ok {
		return Place{}, false
	}
	c, m := &d.codes[i], d.match[i]
	p := Place{Path: d.path, File: d.file, Sub: m.Sub, Line: c.Line, State: Gone}
	if m.Sub < 0 {
		return p, true
	}
	p.Line = d.file.Subs[m.Sub].Line
	switch {
	case m.Margin < clear:
		p.State = Uncertain
	case d.file.FitOf(m.Sub, c.Line) <= source.FitReach, d.still(c.Line) && d.file.FitOf(m.Sub, c.Line) == source.FitInside:
		p.State = Exact
	default:
		p.State = Moved
	}
	return p, true
}

// still tells whether the text around a line stands where it stood.
func (d *drift) still(line source.Line) bool {
	i := sort.Search(len(d.order), func(i int) bool { return d.codes[d.order[i]].Line >= line })
	j := i
	for j < len(d.order) && d.codes[d.order[j]].Line == line {
		j++
	}
	return (i == 0 || d.match[d.order[i-1]].Shift == 0) && (j == len(d.order) || d.match[d.order[j]].Shift == 0)
}
