package session

import (
	"context"
	"slices"
	"sync"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/origin"
	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/heap/site"
)

// View is what a request sees: a dump, what is known about it, the places of its
// items, the settings and the open documents, all as of the moment when the view
// was taken. Each file is read at most once. The dump stays open until the view is
// released.
//
// A view is used by one request, in any of its goroutines.
type View struct {
	Dump     *Dump
	Heap     *heap.Heap
	Table    *site.Table
	Analysis *Analysis
	// Alive is everything alive, by kind and place, most bytes first; only the
	// closures until the dump is complete.
	Alive    []*site.Item
	Complete bool
	Settings Settings

	open     *OpenDocuments
	encoding protocol.PositionEncodingKind
	places   *placement

	mu    sync.Mutex
	files map[string]*File // by path; nil for one that cannot be read
}

// Origin is what the capture of the dump knew of the process; nil for none.
func (v *View) Origin() *origin.Origin { return v.places.program.Workspace().Origin }

// NewView takes a view of a dump, which must stay open for as long as the view
// is used. Columns of positions are in units of the encoding.
func NewView(d *Dump, settings Settings, open *OpenDocuments, encoding protocol.PositionEncodingKind) *View {
	complete := d.Complete() // before the items: they may become more in between
	return &View{
		Dump: d, Heap: d.Heap, Table: d.Table, Analysis: d.Analysis(), Alive: d.Items(), Complete: complete,
		Settings: settings, open: open, encoding: encoding, places: d.placed(), files: make(map[string]*File),
	}
}

// Completed waits until the dump has been looked through, and returns the view of
// that moment.
func (v *View) Completed(ctx context.Context) (*View, error) {
	if v.Complete {
		return v, nil
	}
	if err := v.Dump.WaitComplete(ctx); err != nil {
		return nil, err
	}
	return NewView(v.Dump, v.Settings, v.open, v.encoding), nil
}

// File is a file in a view: its current text, and what the dump says about it.
type File struct {
	*View
	URI  uri.URI
	Path string // absolute
	Text *Mapper
	// Doc is the open document, nil if the file is not open.
	Doc *Document
	Found
}

// File returns the file of a document; false if it cannot be read.
func (v *View) File(u uri.URI) (*File, bool) {
	path := PathOf(u)
	if path == "" {
		return nil, false
	}
	doc, ok := v.open.Get(u)
	if !ok {
		return v.FileAt(path)
	}
	return v.keep(path, v.newFile(path, doc)), true
}

// Open returns the document that the client has open under a URI, of a file or not.
func (v *View) Open(u uri.URI) (*Document, bool) { return v.open.Get(u) }

// keep makes a file be read at most once.
func (v *View) keep(path string, f *File) *File {
	v.mu.Lock()
	defer v.mu.Unlock()
	if first, known := v.files[path]; known {
		return first
	}
	v.files[path] = f
	return f
}

// FileAt returns a file as the editor has it, or else as it is on disk; false if it
// cannot be read.
func (v *View) FileAt(path string) (*File, bool) {
	if path == "" {
		return nil, false
	}
	v.mu.Lock()
	f, known := v.files[path]
	v.mu.Unlock()
	if known {
		return f, f != nil
	}
	if doc, ok := v.open.ByPath(path); ok {
		f = v.newFile(path, doc)
	} else if text, ok := v.places.onDisk(path, v.encoding); ok {
		f = &File{View: v, URI: uri.File(path), Path: path, Text: text, Found: v.places.in(path, text)}
	}
	f = v.keep(path, f)
	return f, f != nil
}

func (v *View) newFile(path string, doc *Document) *File {
	return &File{View: v, URI: doc.URI, Path: path, Text: doc.Mapper, Doc: doc, Found: v.places.in(path, doc.Mapper)}
}

// Now takes a place from the text of when the dump was loaded to the current text.
// A line that was edited away becomes the line where the edit begins, and is gone.
// ok is false if there is no file or it cannot be read.
func (v *View) Now(at site.Place) (f *File, now site.Place, ok bool) { return v.now(at, "") }

// now is Now for a place of something that has a name.
func (v *View) now(at site.Place, name string) (f *File, now site.Place, ok bool) {
	if at.Path == "" || at.Line == 0 {
		return nil, at, false
	}
	if f, ok = v.FileAt(at.Path); !ok {
		return nil, at, false // it was deleted
	}
	return f, v.places.now(at, name, f.Text), true
}

// LineNow returns the line of Now; where there is no file, the line itself.
func (v *View) LineNow(at site.Place) PerlLine {
	_, now, _ := v.Now(at)
	return PerlLine(now.Line)
}

// Location returns where Now leads, as a location that a client can open.
func (v *View) Location(at site.Place) (protocol.Location, bool) {
	f, now, ok := v.Now(at)
	if !ok {
		return protocol.Location{}, false
	}
	return protocol.Location{URI: f.URI, Range: f.Text.LineRange(PerlLine(now.Line))}, true
}

// At is a line of a file as it was when the dump was loaded.
func At(path string, line PerlLine) site.Place {
	return site.Place{Path: path, Line: perl.Line(line), State: site.Exact, Role: site.RoleLine, Sub: -1}
}

// Places returns the places of an item in the current texts, the most telling
// first.
func (v *View) Places(one *site.Item) []site.Place {
	places := slices.Clone(v.places.placesOf(one))
	for k, at := range places {
		if at.State != site.Gone {
			_, places[k], _ = v.now(at, one.Name)
		}
	}
	return places
}

// RangeOf returns the range of what an item is anchored to, such as the keyword of a sub.
func (f *File) RangeOf(i *Item) protocol.Range { return f.Text.Range(i.Start, i.End) }
