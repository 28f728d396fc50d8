package session

import (
	"bytes"

	"github.com/perlheap/perlheap/heap/align"
	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/heap/site"
)

// followed is the current text of a file, compared with that of when the dump was
// loaded. It is the only way from a line of then to a current line.
type followed struct {
	text   *Mapper
	was    *scanned
	now    *scanned // was, if nothing was edited
	hunks  []align.Hunk
	became []int // subs of was in now, -1 for those that are gone
}

// follow compares the current text with the file. It keeps the last answer.
func (f *file) follow(text *Mapper) *followed {
	if f.last != nil && f.last.text == text {
		return f.last
	}
	w := &followed{text: text, was: f.scanned, now: f.scanned}
	if !bytes.Equal(f.text, text.Text()) {
		scan := perl.Scan(text.Text())
		w.now = newScanned(scan, text.Text())
		w.hunks = align.DiffLines(f.text, text.Text())
		w.became = align.FollowSubs(f.File, scan, w.hunks)
	}
	f.last, f.found = w, nil
	return w
}

// find finds what a place is at: its sub, the word that declares, mentions or
// blesses what has a name, else what is written on the line. ok is false if an
// edit took it out of the text.
func (w *followed) find(at *site.Place, name string) (start, end int, ok bool) {
	start, end, anchored := w.was.anchor(at, name, at.Line)
	edited := w.now != w.was
	switch {
	case !edited && anchored:
		return start, end, true
	case !edited:
		start, end = w.was.written(at.Line)
		return start, end, true
	case anchored && at.Role == site.RoleSub:
		if sub := w.became[at.Sub]; sub >= 0 {
			start, end = w.now.sub(sub)
			return start, end, true
		}
		return 0, 0, false
	}
	from, to, offset := follow(at.Line, w.hunks)
	if !anchored {
		if offset < 0 {
			return 0, 0, false
		}
		start, end = w.now.written(from + perl.Line(offset))
		return start, end, true
	}
	for line := from; line < to; line++ {
		if start, end, ok = w.now.anchor(at, name, line); ok {
			break
		}
	}
	return start, end, ok
}

// follow finds where a line has gone in an edited text: to one line, from and
// to-1, or into a run of lines that replaced it and its neighbours. offset
// is how far down that run it was, if that has as many lines as before;
// else -1.
func follow(line perl.Line, hunks []align.Hunk) (from, to perl.Line, offset int) {
	shift := 0
	for _, h := range hunks {
		switch {
		case int(line) < h.From:
			return line + perl.Line(shift), line + perl.Line(shift) + 1, 0
		case int(line) < h.To:
			offset = -1
			if h.To-h.From == h.NewTo-h.NewFrom {
				offset = int(line) - h.From
			}
			return perl.Line(h.NewFrom), perl.Line(h.NewTo), offset
		}
		shift = h.NewTo - h.To
	}
	return line + perl.Line(shift), line + perl.Line(shift) + 1, 0
}
