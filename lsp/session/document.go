package session

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// Document is an open text document as the client last sent it. It is
// immutable: an edit makes a new one.
type Document struct {
	URI      uri.URI
	Version  int32
	Language protocol.LanguageKind
	path     string
	*Mapper
}

// Path is the file of the document, "" if it has none (untitled, git, …).
func (d *Document) Path() string { return d.path }

// PathOf is the path that a URI names, "" if it is no file on this machine.
func PathOf(u uri.URI) string {
	if !u.IsFile() {
		return ""
	}
	return u.FsPath()
}

// Documents are the open documents. The zero value is empty and ready. It may be
// used concurrently; edits apply in the order of their calls.
type Documents struct {
	mu   sync.Mutex
	open map[uri.URI]*Document
	now  *OpenDocuments // nil after a change, until somebody asks: a client may open very many
}

// OpenDocuments are the documents that were open at one moment. They do not
// change. Nil is none.
type OpenDocuments struct {
	byURI  map[uri.URI]*Document
	all    func() []*Document
	byPath func() map[string]*Document
}

// Now returns the documents that are open.
func (ds *Documents) Now() *OpenDocuments {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	if ds.now != nil {
		return ds.now
	}
	open := &OpenDocuments{byURI: maps.Clone(ds.open)}
	open.all = sync.OnceValue(func() []*Document {
		return slices.SortedFunc(maps.Values(open.byURI), func(a, b *Document) int { return strings.Compare(string(a.URI), string(b.URI)) })
	})
	open.byPath = sync.OnceValue(func() map[string]*Document {
		paths := make(map[string]*Document, len(open.byURI))
		for _, d := range slices.Backward(open.all()) { // the first of several
			paths[d.Path()] = d
		}
		return paths
	})
	ds.now = open
	return open
}

// update makes a change of the open documents.
func (ds *Documents) update(change func(map[uri.URI]*Document) error) error {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	if ds.open == nil {
		ds.open = make(map[uri.URI]*Document)
	}
	err := change(ds.open)
	if err == nil {
		ds.now = nil
	}
	return err
}

// Open adds a document, or replaces it when the client opens it a second time.
func (ds *Documents) Open(item protocol.TextDocumentItem, encoding protocol.PositionEncodingKind) *Document {
	d := &Document{URI: item.URI, Version: item.Version, Language: item.LanguageID, path: PathOf(item.URI),
		Mapper: NewMapper([]byte(item.Text), encoding)}
	_ = ds.update(func(open map[uri.URI]*Document) error { // which does not fail
		open[d.URI] = d
		return nil
	})
	return d
}

// Change applies the edits of one didChange, each to the result of the one before.
// It fails, with the document unchanged, if it is not open.
func (ds *Documents) Change(id protocol.VersionedTextDocumentIdentifier, changes []protocol.TextDocumentContentChangeEvent) (*Document, error) {
	var next Document
	err := ds.update(func(open map[uri.URI]*Document) error {
		d, ok := open[id.URI]
		if !ok {
			return fmt.Errorf("document %s is not open", id.URI)
		}
		next = *d
		next.Version = id.Version
		next.Mapper = next.applyAll(changes)
		open[id.URI] = &next
		return nil
	})
	if err != nil {
		return nil, err
	}
	return &next, nil
}

// apply makes the text that one edit leaves behind.
func (m *Mapper) apply(change protocol.TextDocumentContentChangeEvent) *Mapper {
	var text []byte
	switch c := change.(type) {
	case *protocol.TextDocumentContentChangeWholeDocument:
		text = []byte(c.Text)
	case *protocol.TextDocumentContentChangePartial:
		start, end := m.Offset(c.Range.Start), m.Offset(c.Range.End)
		text = slices.Concat(m.text[:start], []byte(c.Text), m.text[max(start, end):])
	default:
		return m
	}
	return NewMapper(text, m.encoding)
}

// Close forgets a document.
func (ds *Documents) Close(u uri.URI) {
	_ = ds.update(func(open map[uri.URI]*Document) error { // which does not fail
		delete(open, u)
		return nil
	})
}

// Get finds an open document.
func (open *OpenDocuments) Get(u uri.URI) (*Document, bool) {
	if open == nil {
		return nil, false
	}
	d, ok := open.byURI[u]
	return d, ok
}

// ByPath finds the open document of a file. The client may write its URI
// differently than we would.
func (open *OpenDocuments) ByPath(path string) (*Document, bool) {
	if d, ok := open.Get(uri.File(path)); ok || open == nil || path == "" {
		return d, ok
	}
	d, ok := open.byPath()[path]
	return d, ok
}

// All returns the open documents, sorted by URI.
func (open *OpenDocuments) All() []*Document {
	if open == nil {
		return nil
	}
	return open.all()
}
