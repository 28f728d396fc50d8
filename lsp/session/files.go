package session

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"go.lsp.dev/protocol"

	"github.com/perlheap/perlheap/heap/align"
	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/heap/site"
)

// file is a source file as it was when the dump was loaded.
type file struct {
	text    []byte
	scan    *perl.File // nil if nothing was placed in it
	scanned *scanned   // of scan, when it is needed
	items   []*placed
	gone    []*Item // what the dump has of the file and its text has not
	known   map[placeKey]*placed
	lost    map[placeKey]*Item

	mapper *Mapper // the last text that was asked for
	last   Found   // and the answer

	onDisk    *Mapper // as it was on disk the last time
	diskStamp stamp
}

// placed is an item where it stands in the text of when the dump was loaded.
type placed struct {
	Item
	sub int // index in scan.Subs, -1 if it does not stand at a sub
}

// placeKey is equal for items of a dump that are one thing in the source.
type placeKey struct {
	kind site.Kind
	role site.Role
	name string
	sub  int
	line perl.Line
}

// Found is what a dump says of a text.
type Found struct {
	Items []Item // in the order of the text
	// Gone are the items that the dump has of the file and that are not in the
	// text, most bytes first: they have no place.
	Gone []Item
}

// Empty tells that the dump says nothing of the text.
func (f Found) Empty() bool { return len(f.Items) == 0 && len(f.Gone) == 0 }

// put notes where an item stands.
func (f *file) put(one *site.Item, spot site.Spot) {
	key := placeKey{kind: one.Kind, role: spot.Role, name: one.Name, sub: -1, line: spot.Line}
	if spot.Role == site.RoleSub {
		// The names of CODEs differ where they are renamed; the sub is the same.
		key = placeKey{kind: one.Kind, role: spot.Role, sub: spot.Sub}
	}
	p, ok := f.known[key]
	if !ok {
		p = &placed{sub: key.sub, Item: *NewItem(one, spot)}
		f.known[key] = p
		f.items = append(f.items, p)
		if p.sub < 0 {
			p.Start, p.End = f.stand(p)
		}
	} else {
		p.add(one, spot)
	}
	f.mapper = nil
}

// stand finds what an item stands at in the text. Where there is nothing it can
// stand at, it stands at the line.
func (f *file) stand(p *placed) (start, end int) {
	if f.scanned == nil {
		f.scanned = newScanned(f.scan, f.text)
	}
	start, end, ok := f.scanned.anchor(p.Role, p.Name, perl.Line(p.Line))
	if !ok {
		p.Role = site.RoleLine
		return f.scanned.written(perl.Line(p.Line))
	}
	return start, end
}

// lose notes an item that the text of the file does not have any more.
func (f *file) lose(one *site.Item, spot site.Spot) {
	key := placeKey{kind: one.Kind, name: one.Name, line: perl.Line(one.Recorded.Line)}
	if len(one.Sites) > 0 {
		key.name += " " + strings.Join(one.Sites[0].Captures, " ") // anonymous subs of one line
	}
	i, ok := f.lost[key]
	if !ok {
		i = &Item{Kind: one.Kind, Name: one.Name, Role: spot.Role, Lines: 1, State: site.Gone, Reason: spot.Reason}
		f.lost[key] = i
		f.gone = append(f.gone, i)
	}
	i.add(one, spot)
	f.mapper = nil
}

func newFile(text []byte) *file {
	return &file{text: text, known: make(map[placeKey]*placed), lost: make(map[placeKey]*Item)}
}

// in maps the items of the file as it was to a text of it as it is.
func (f *file) in(text *Mapper) Found {
	var found Found
	for _, i := range f.gone {
		found.Gone = append(found.Gone, *i)
	}
	edited := !bytes.Equal(f.text, text.Text())
	scan := f.scan
	var now *scanned
	var hunks []align.Hunk
	var became []int
	if edited && len(f.items) > 0 {
		scan = perl.Scan(text.Text())
		now = newScanned(scan, text.Text())
		hunks = align.DiffLines(f.text, text.Text())
		became = align.FollowSubs(f.scan, scan, hunks)
	}
	var taken []Item                    // out of the text
	stands := make(map[*site.Item]bool) // with another line
	for _, p := range f.items {
		i := p.Item
		ok := true
		switch {
		case p.sub >= 0:
			sub := p.sub
			if edited {
				sub = became[sub]
			}
			if ok = sub >= 0; ok {
				s := scan.Subs[sub]
				i.Start, i.End = s.Start, s.Start+keyword(text.Text()[s.Start:])
			}
		case edited:
			i.Start, i.End, ok = now.moved(p, hunks)
		}
		if !ok {
			i.State, i.Reason = site.Gone, site.ReasonChanged
			taken = append(taken, i)
			continue
		}
		for _, one := range i.Items {
			stands[one] = true
		}
		i.Line = text.PerlLineOf(i.Start)
		found.Items = append(found.Items, i)
	}
	for _, i := range taken {
		if !stands[i.Items[0]] {
			stands[i.Items[0]] = true // it is told once
			found.Gone = append(found.Gone, i)
		}
	}
	countSubs(found.Items, scan)
	slices.SortStableFunc(found.Items, func(a, b Item) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(slices.Index(site.Kinds, a.Kind), slices.Index(site.Kinds, b.Kind)), -cmp.Compare(a.Bytes(), b.Bytes()))
	})
	slices.SortStableFunc(found.Gone, func(a, b Item) int { return -cmp.Compare(a.Bytes(), b.Bytes()) })
	return found
}

// countSubs counts the subs that ambiguous items may be of: those on their line
// that no other item is of for sure.
func countSubs(items []Item, scan *perl.File) {
	sure := make(map[int]bool)
	for _, i := range items {
		if i.Kind == site.KindClosure && i.Role == site.RoleSub && !i.Ambiguous {
			sure[i.Start] = true
		}
	}
	for k := range items {
		i := &items[k]
		if !i.Ambiguous {
			continue
		}
		n := 0
		for _, s := range scan.Subs {
			if PerlLine(s.Line) == i.Line && s.Kind != perl.Block && !sure[s.Start] {
				n++
			}
		}
		if i.Subs = n; n < 2 {
			i.Subs = 0
		}
	}
}

// moved finds in an edited text what an item stood at that is not a sub.
func (s *scanned) moved(p *placed, hunks []align.Hunk) (start, end int, ok bool) {
	from, to, offset := follow(perl.Line(p.Line), hunks)
	if p.Role == site.RoleLine {
		if offset < 0 {
			return 0, 0, false
		}
		start, end = s.written(from + perl.Line(offset))
		return start, end, true
	}
	for line := from; line < to; line++ {
		if start, end, ok = s.anchor(p.Role, p.Name, line); ok {
			break
		}
	}
	return start, end, ok
}

// Files are the paths of the files that have items, sorted.
func (v *View) Files() []string {
	return v.places.sourcePaths(func(f *file) bool { return len(f.items) > 0 })
}

// Sources are the paths of the files that what the dump tells of stands in, as
// far as they are here, sorted: those with items, and those that were read for
// something else.
func (v *View) Sources() []string {
	return v.places.sourcePaths(func(*file) bool { return true })
}

// in finds what the dump says of a text of a file, that of the editor or that
// of the disk.
func (p *placement) in(path string, text *Mapper) Found {
	f, ok := p.file(path)
	if !ok {
		return Found{}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(f.items) == 0 && len(f.gone) == 0 {
		return Found{}
	}
	if f.mapper != text {
		f.last, f.mapper = f.in(text), text
	}
	return f.last
}

// onDisk gives a file as it is on disk now; false if it cannot be read. A file
// of the dump is read again only when it has changed.
func (p *placement) onDisk(path string, encoding protocol.PositionEncodingKind) (*Mapper, bool) {
	now, err := stampOf(path)
	if err != nil {
		return nil, false
	}
	f, ok := p.file(path)
	if ok {
		p.mu.Lock()
		known, same := f.onDisk, f.diskStamp == now
		p.mu.Unlock()
		if known != nil && same {
			return known, true
		}
	}
	text, err := p.reader.ReadAgain(path)
	if err != nil {
		return nil, false
	}
	m := NewMapper(text, encoding)
	if ok {
		p.mu.Lock()
		defer p.mu.Unlock()
		f.onDisk, f.diskStamp = m, now
	}
	return m, true
}

// lineNow follows a line of a file from when the dump was loaded to a text of
// now. A line that was edited leads to where the edit begins.
func (p *placement) lineNow(path string, line PerlLine, text *Mapper) PerlLine {
	f, ok := p.file(path)
	if !ok || bytes.Equal(f.text, text.Text()) {
		return line
	}
	now, _ := align.MapLine(perl.Line(line), align.DiffLines(f.text, text.Text()))
	return PerlLine(now)
}
