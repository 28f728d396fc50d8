package site

import (
	"slices"
	"sort"
	"sync"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/align"
	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/heap/pmat"
)

// clearMargin is the margin of an alignment from which on a place is believed: at
// less, another sub is nearly as likely, or none.
const clearMargin = 2.5

type driftKey struct{ recorded, path string }

// drift is where everything that perl compiled from a file stands in a text
// of it that has changed since, or that does not fit for another reason.
type drift struct {
	text  *Text
	codes []align.Code
	match []align.Match
	index map[pmat.Addr]int // by optree
	order []int             // those that are clear, by recorded line
	hunks []align.Hunk      // from the text that ran to that of today; nil if the former is not known
	// changed tells that the text is known to be another one, and not just not
	// to fit.
	changed bool
}

// drift follows a recorded file from when it ran to a text of today; nil if
// that is the text that ran, as far as one can tell.
func (prog *Program) drift(recorded string, t *Text) *drift {
	return prog.drifts.Get(driftKey{recorded, t.Path}, func() *drift { return prog.follow(recorded, t) })
}

func (prog *Program) follow(recorded string, t *Text) *drift {
	if prog.where.Origin.Ran(recorded, t.Bytes) {
		return nil
	}
	if ran := prog.loaded(recorded, t); ran != nil || prog.where.Origin.Differs(recorded, t.Bytes) {
		return prog.changed(recorded, t, ran)
	}
	svs := prog.compiled()[recorded]
	codes, err := traits(prog.heap, svs, t.File)
	if err != nil {
		return nil
	}
	misfits := prog.misfits(svs, codes, t, len(codes))
	var ran *Text
	named := false
	if prog.where.History != nil {
		ran, named = prog.revision(t)
	}
	same := named && ran == nil
	switch {
	case named && !same:
	case misfits == 0, told(recorded, t.Path) && (named || !prog.Newer(recorded, t)):
		return nil
	}
	if told(recorded, t.Path) {
		return toldDrift(t, ran)
	}
	c, err := describe(prog.heap, svs)
	if err != nil {
		return nil
	}
	if same || !named && prog.older(recorded, t) {
		if d := newDrift(prog.heap, c, t, nil); !d.displaced() {
			return nil
		}
	}
	if !named {
		ran = prog.likely(svs, codes, t, misfits)
	}
	d := newDrift(prog.heap, c, t, ran)
	d.changed = ran != nil || d.displaced()
	return d
}

// changed follows a recorded file to a text that is known to be another one than
// that which ran; ran is nil if nobody has that any more.
func (prog *Program) changed(recorded string, t, ran *Text) *drift {
	var d *drift
	if told(recorded, t.Path) {
		d = toldDrift(t, ran)
	} else if c, err := describe(prog.heap, prog.compiled()[recorded]); err == nil {
		d = newDrift(prog.heap, c, t, ran)
	} else {
		return nil
	}
	d.changed = true
	return d
}

// toldDrift follows lines that perl was told, in a text that has no subs.
func toldDrift(t, ran *Text) *drift {
	d := &drift{text: t, changed: ran != nil}
	if ran != nil {
		d.hunks = align.DiffLines(ran.Bytes, t.Bytes)
	}
	return d
}

// loaded finds the text that the process loaded, by its hash, in the history of
// a file; nil if it is not there.
func (prog *Program) loaded(recorded string, now *Text) *Text {
	if !prog.where.Origin.Knows(recorded) || prog.where.History == nil {
		return nil
	}
	defer prog.ask(now)()
	for b := range prog.where.History.Versions(now.Path) {
		if prog.where.Origin.Ran(recorded, b) {
			return &Text{Path: now.Path, Bytes: b, File: perl.Scan(b)}
		}
	}
	return nil
}

// ask begins to read the history of a file, and returns what ends it.
func (prog *Program) ask(now *Text) (end func()) {
	one := prog.asked.Get(now.Path, func() *sync.Mutex { return new(sync.Mutex) })
	one.Lock()
	return one.Unlock
}

// revision returns the text of the revision that a person says ran; ok is false if
// none was named or it does not have the file. The text is nil if it is that
// of today.
func (prog *Program) revision(now *Text) (ran *Text, ok bool) {
	defer prog.ask(now)()
	b, ok := prog.where.History.Ran(now.Path)
	if !ok || string(b) == string(now.Bytes) {
		return nil, ok
	}
	return &Text{Path: now.Path, Bytes: b, File: perl.Scan(b)}, true
}

// likely finds the text that ran in the history of a file: the likeliest that
// explains the recorded lines if the one of today does not. nil tells that
// there is none.
func (prog *Program) likely(svs []heap.SV, codes []align.Code, now *Text, misfits int) *Text {
	if prog.where.History == nil {
		return nil
	}
	// Constants that remove statements leave a few lines unexplained, in the
	// text that ran as well.
	most := min(len(codes)/50, misfits-1)
	defer prog.ask(now)()
	for b := range prog.where.History.Versions(now.Path) {
		was := &Text{Path: now.Path, Bytes: b, File: perl.Scan(b)}
		if prog.misfits(svs, codes, was, most) <= most {
			return was
		}
	}
	return nil
}

// misfits is [perl.File.Misfits] without the CODEs that a text explains in
// another way than by a sub.
func (prog *Program) misfits(svs []heap.SV, codes []align.Code, t *Text, most int) int {
	n := align.Misfits(t.File, codes, most)
	if n == 0 {
		return 0
	}
	var left []align.Code
	for i, cv := range svs {
		if c := &codes[i]; align.Fits(t.File, c.Line, c.Trait) || !explained(prog.heap, cv, c, t) {
			left = append(left, *c)
		}
	}
	if len(left) == len(codes) {
		return n
	}
	return align.Misfits(t.File, left, most)
}

// explained reports whether a CODE fits lines that a `# line` directive names by
// the file's own name, or text in a string or a here-document: it has the word
// `sub`, and all variables of the CODE.
func explained(h *heap.Heap, cv heap.SV, c *align.Code, t *Text) bool {
	loc, _ := h.Code(cv).Location()
	if len(t.File.Directives) > 0 && align.FitsAt(t.File, perl.Location{File: loc.File, Line: c.Line}, c.Trait) {
		return true
	}
	for _, line := range physical(t.File, loc) {
		at, ok := quoted(t, line)
		if !ok {
			continue
		}
		if from := t.File.LineStart(at); !slices.ContainsFunc(c.Pad, func(v string) bool { return !t.mentionsBehind(from, v[min(1, len(v)):]) }) {
			return true
		}
	}
	return false
}

// newDrift finds out where everything stands. ran is the text that ran, nil
// if it is not known.
func newDrift(h *heap.Heap, c *compiled, now, ran *Text) *drift {
	d := &drift{text: now, codes: c.codes, index: make(map[pmat.Addr]int, len(c.svs))}
	d.match = align.Codes(now.File, c.codes)
	if ran != nil {
		d.through(ran, now)
		if len(ran.File.Directives) == 0 { // else its lines are not those that are recorded
			d.hunks = align.DiffLines(ran.Bytes, now.Bytes)
		}
	}
	for i, cv := range c.svs {
		d.index[h.Code(cv).OpRoot()] = i
		if m := d.match[i]; m.Sub >= 0 && m.Margin >= clearMargin {
			d.order = append(d.order, i)
		}
	}
	slices.SortStableFunc(d.order, func(a, b int) int { return int(c.codes[a].Line - c.codes[b].Line) })
	return d
}

// through places what the text that ran explains in that text, and follows it
// from there.
func (d *drift) through(ran, now *Text) {
	became := align.Follow(ran.Bytes, ran.File, now.Bytes, now.File)
	for i := range d.codes {
		c := &d.codes[i]
		if !align.Fits(ran.File, c.Line, c.Trait) {
			continue
		}
		sub, ambiguous := align.Pick(ran.File, ran.File.Locate(perl.Location{Line: c.Line}), c.Trait)
		if sub < 0 || ambiguous {
			continue
		}
		m := became[sub]
		if m.Sub >= 0 {
			m.Shift = now.File.Subs[m.Sub].FirstLine - ran.File.Subs[sub].FirstLine
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
	p := in(d.text)
	p.Sub, p.Line, p.State = m.Sub, c.Line, Gone
	if m.Sub < 0 {
		if m.Unknown {
			p.State = Uncertain
		}
		p.Reason = d.reason()
		return p, true
	}
	p.Line = d.text.File.Subs[m.Sub].Line
	switch fit := d.text.File.FitOf(m.Sub, c.Line); {
	case m.Margin < clearMargin:
		p.State = Uncertain
	case fit <= perl.FitReach, fit == perl.FitInside && c.Line <= d.text.File.Subs[m.Sub].LastLine && d.still(c.Line):
		p.State = Exact
	default:
		p.State = Moved
	}
	if p.State != Exact {
		p.Reason = d.reason()
	}
	return p, true
}

// reason is why something is not where it was recorded, or not for sure.
func (d *drift) reason() Reason {
	if d.changed {
		return ReasonChanged
	}
	return ReasonUnclear
}

// displaced reports whether the text is another one for certain: a sub that is
// clearly the one that ran stands where no line of it was recorded. Lines that
// are in it and yet not those of its first statement tell nothing: keywords of
// modules, which put other code first, and constants make such.
func (d *drift) displaced() bool {
	if len(d.text.File.Directives) > 0 {
		return false // its lines are not those that are recorded
	}
	for i, m := range d.match {
		if m.Sub < 0 || m.Margin < clearMargin {
			continue
		}
		if s, line := &d.text.File.Subs[m.Sub], d.codes[i].Line; line < s.Line || line > s.LastLine {
			return true
		}
	}
	return false
}

// still reports whether the text around a recorded line stands where it stood.
func (d *drift) still(line perl.Line) bool {
	i := sort.Search(len(d.order), func(i int) bool { return d.codes[d.order[i]].Line >= line })
	j := i
	for j < len(d.order) && d.codes[d.order[j]].Line == line {
		j++
	}
	return (i == 0 || d.match[d.order[i-1]].Shift == 0) && (j == len(d.order) || d.match[d.order[j]].Shift == 0)
}
