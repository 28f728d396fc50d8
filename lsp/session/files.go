package session

import (
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
	*scanned
	items []*placed
	gone  []*Item // what the dump has of the file and its text has not
	known map[placeKey]*placed
	lost  map[placeKey]*Item

	last  *followed // the last text that was asked for
	found *Found    // what is in that; nil if it was not asked for

	onDisk    *Mapper // as it was on disk the last time
	diskStamp stamp
}

// placed is an item where it stands in the text of when the dump was loaded.
type placed struct {
	Item
	place site.Place
}

// placeKey is equal for items of a dump that are the same thing in the source.
type placeKey struct {
	kind site.Kind
	role site.Role
	name string
	sub  int
	line perl.Line
}

// Found is what a dump says about a text.
type Found struct {
	Items []Item // in the order of the text
	// Gone are the items that the dump has of the file and that are not in the
	// text, most bytes first: they have no place.
	Gone []Item
}

// Empty reports whether the dump says nothing about the text.
func (f Found) Empty() bool { return len(f.Items) == 0 && len(f.Gone) == 0 }

// put records where an item is; also says that it has a likelier place elsewhere.
func (f *file) put(one *site.Item, at site.Place, also bool) {
	key := placeKey{kind: one.Kind, role: at.Role, name: one.Name, sub: -1, line: at.Line}
	if at.Role == site.RoleSub {
		// The names of CODEs differ where they are renamed; the sub is the same.
		key = placeKey{kind: one.Kind, role: at.Role, sub: at.Sub}
	}
	p, ok := f.known[key]
	if !ok {
		p = &placed{Item: *NewItem(one, at), place: at}
		p.Also = also
		if _, _, stands := f.anchor(&at, one.Name, at.Line); !stands {
			p.Role = site.RoleLine // there is nothing that it can stand at
		}
		f.known[key] = p
		f.items = append(f.items, p)
	} else {
		p.add(one, at)
		p.Also = p.Also && also
	}
	f.found = nil
}

// lose records an item that the text of the file no longer has.
func (f *file) lose(one *site.Item, spot site.Place) {
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
	f.found = nil
}

func newFile(t *site.Text) *file {
	return &file{scanned: newScanned(t.File, t.Bytes), known: make(map[placeKey]*placed), lost: make(map[placeKey]*Item)}
}

// in maps the items of the file as it was to a text of it as it is.
func (f *file) in(text *Mapper) Found {
	now := f.follow(text)
	if f.found != nil {
		return *f.found
	}
	found := &Found{}
	for _, i := range f.gone {
		found.Gone = append(found.Gone, *i)
	}
	var taken []Item                    // out of the text
	stands := make(map[*site.Item]bool) // with another line
	for _, p := range f.items {
		i := p.Item
		var ok bool
		if i.Start, i.End, ok = now.find(&p.place, p.Name); !ok {
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
	countSubs(found.Items, now.now.File)
	slices.SortStableFunc(found.Items, func(a, b Item) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(slices.Index(site.Kinds, a.Kind), slices.Index(site.Kinds, b.Kind)), -cmp.Compare(a.Bytes(), b.Bytes()))
	})
	slices.SortStableFunc(found.Gone, func(a, b Item) int { return -cmp.Compare(a.Bytes(), b.Bytes()) })
	f.found = found
	return *found
}

// countSubs counts the subs that ambiguous items may belong to: those on their line
// to which no other item certainly belongs.
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

// Files returns the paths of the files that have items, sorted.
func (v *View) Files() []string { return v.places.withItems() }

// Sources returns the paths of all source files of the dump that are here, sorted:
// those with items, and those that were read for something else.
func (v *View) Sources() []string {
	var paths []string
	for _, t := range v.places.program.Texts() {
		paths = append(paths, t.Path)
	}
	slices.Sort(paths)
	return paths
}

// in finds what the dump says about a text of a file, the editor's or that on disk.
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
	return f.in(text)
}

// onDisk returns a file as it is on disk now; false if it cannot be read. A file
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

// now takes a place from the text of when the dump was loaded to the current one.
// What is no longer there is gone, and its line is where the edit begins. The name
// is that of an item; empty if it is none.
func (p *placement) now(at site.Place, name string, text *Mapper) site.Place {
	f, ok := p.file(at.Path)
	if !ok {
		return at
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	now := f.follow(text)
	if start, _, ok := now.find(&at, name); ok {
		at.Line = perl.Line(text.PerlLineOf(start))
		return at
	}
	at.Line, _ = align.MapLine(at.Line, now.hunks)
	at.State, at.Reason = site.Gone, site.ReasonChanged
	return at
}
