package site

import (
	"slices"
	"sort"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/source"
)

// clearMargin is the margin of an alignment from which on a place is believed: at
// less, another sub is nearly as likely, or none.
const clearMargin = 2.5

type driftKey struct{ recorded, path string }

// drift is where everything that perl compiled from a file stands in a text
// of it that has changed since.
type drift struct {
	path  string
	file  *source.File
	codes []source.Code
	match []source.Match
	index map[pmat.Addr]int // by optree
	order []int             // those that are clear, by recorded line
	hunks []source.Hunk     // from the text that ran to that of today; nil if the former is not known
}

// drift follows a file from when it ran to the text of today; nil if that is
// the text that ran, as far as one can tell.
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
	svs := l.compiled[recorded]
	codes, err := traits(l.Heap, svs, t.file)
	if err == nil {
		now := t.file.Misfits(codes, len(codes))
		ran := l.ran(codes, path, t, now)
		if ran != nil || now > 0 {
			if c, err := describe(l.Heap, svs); err == nil {
				d = newDrift(l.Heap, c, path, t, ran)
			}
		}
	}
	if l.drifts == nil {
		l.drifts = map[driftKey]*drift{}
	}
	l.drifts[key] = d
	return d
}

// ran finds the text that ran in the history of a file: that of the revision
// that a person names, or the likeliest that explains the recorded lines if
// the one of today does not. nil tells that there is none or it is that of
// today.
func (l *Locator) ran(codes []source.Code, path string, now *text, misfits int) *text {
	if l.History == nil {
		return nil
	}
	if b, ok := l.History.Ran(path); ok {
		if string(b) == string(now.text) {
			return nil
		}
		return &text{text: b, file: source.Scan(b)}
	}
	if misfits == 0 {
		return nil
	}
	// Constants that remove statements leave a few lines unexplained, in the
	// text that ran as well.
	most := min(len(codes)/50, misfits-1)
	for b := range l.History.Versions(path) {
		f := source.Scan(b)
		if f.Misfits(codes, most) <= most {
			return &text{text: b, file: f}
		}
	}
	return nil
}

// newDrift finds out where everything stands. ran is the text that ran, nil
// if it is not known.
func newDrift(h *heap.Heap, c *compiled, path string, now, ran *text) *drift {
	d := &drift{path: path, file: now.file, codes: c.codes, index: make(map[pmat.Addr]int, len(c.svs))}
	d.match = now.file.Align(c.codes)
	if ran != nil {
		d.through(ran, now)
		if len(ran.file.Directives) == 0 { // else its lines are not those that are recorded
			d.hunks = source.DiffLines(ran.text, now.text)
		}
	}
	for i, cv := range c.svs {
		d.index[h.OpRoot(cv)] = i
		if m := d.match[i]; m.Sub >= 0 && m.Margin >= clearMargin {
			d.order = append(d.order, i)
		}
	}
	slices.SortStableFunc(d.order, func(a, b int) int { return int(c.codes[a].Line - c.codes[b].Line) })
	return d
}

// through places what the text that ran explains in that text, and follows it
// from there.
func (d *drift) through(ran, now *text) {
	became := source.Follow(ran.text, ran.file, now.text, now.file)
	for i := range d.codes {
		c := &d.codes[i]
		if !ran.file.Fits(c.Line, c.Trait) {
			continue
		}
		sub, ambiguous := ran.file.Pick(ran.file.Locate(source.Location{Line: c.Line}), c.Trait)
		if sub < 0 || ambiguous {
			continue
		}
		m := became[sub]
		if m.Sub >= 0 {
			m.Shift = now.file.Subs[m.Sub].FirstLine - ran.file.Subs[sub].FirstLine
		}
		d.match[i] = m
	}
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
		if m.Unknown {
			p.State = Uncertain
		}
		return p, true
	}
	p.Line = d.file.Subs[m.Sub].Line
	switch fit := d.file.FitOf(m.Sub, c.Line); {
	case m.Margin < clearMargin:
		p.State = Uncertain
	case fit <= source.FitReach, fit == source.FitInside && c.Line <= d.file.Subs[m.Sub].LastLine && d.still(c.Line):
		p.State = Exact
	default:
		p.State = Moved
	}
	return p, true
}

// still tells whether the text around a recorded line stands where it stood.
func (d *drift) still(line source.Line) bool {
	i := sort.Search(len(d.order), func(i int) bool { return d.codes[d.order[i]].Line >= line })
	j := i
	for j < len(d.order) && d.codes[d.order[j]].Line == line {
		j++
	}
	return (i == 0 || d.match[d.order[i-1]].Shift == 0) && (j == len(d.order) || d.match[d.order[j]].Shift == 0)
}
