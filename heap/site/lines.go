package site

import (
	"sort"

	"github.com/perlheap/perlheap/heap/align"
	"github.com/perlheap/perlheap/heap/perl"
)

// lineNow follows a line that is recorded without a sub, as that of an
// allocation, to the text of today. If the text that ran is known, the
// difference of the two tells; else the subs around the line that have clearly
// moved by the same number of lines.
func (prog *Program) lineNow(recorded string, t *Text, line perl.Line) (perl.Line, State, Reason) {
	d := prog.drift(recorded, t)
	if d == nil {
		return line, Exact, ""
	}
	now, state := d.lineNow(line)
	if state == Exact {
		return now, state, ""
	}
	return now, state, d.reason()
}

func (d *drift) lineNow(line perl.Line) (perl.Line, State) {
	if d.hunks != nil {
		now, same := align.MapLine(line, d.hunks)
		return now, stateOf(now, line, same)
	}
	next := sort.Search(len(d.order), func(i int) bool { return d.codes[d.order[i]].Line > line })
	var shifts []perl.Line
	for _, i := range []int{next - 1, next} {
		if i >= 0 && i < len(d.order) {
			shifts = append(shifts, d.match[d.order[i]].Shift)
		}
	}
	if len(shifts) == 0 {
		return line, Uncertain
	}
	now := line + shifts[0]
	return now, stateOf(now, line, len(shifts) == 2 && shifts[0] == shifts[1] || shifts[0] == 0 && next == 0)
}

// stateOf is the state of a line that was followed, surely or not.
func stateOf(now, before perl.Line, sure bool) State {
	switch {
	case !sure:
		return Uncertain
	case now != before:
		return Moved
	}
	return Exact
}
