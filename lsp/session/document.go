package session

import (
	"fmt"
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
	*Mapper
}

// Path is the file of the document, "" if it is none (untitled, git, …).
func (d *Document) Path() string { return PathOf(d.URI) }

// PathOf is the path that a URI names, "" if it is no file on this machine.
func PathOf(u uri.URI) string {
	if !u.IsFile() {
		return ""
	}
	return u.FsPath()
}

// Documents are the open documents. The zero value is empty and ready; it may
// be used concurrently, edits arrive in the order of their calls.
type Documents struct {
	mu   sync.RWMutex
	open map[uri.URI]*Document
}

// Open adds a document, or replaces it when the client opens it a second time.
func (ds *Documents) Open(item protocol.TextDocumentItem, encoding protocol.PositionEncodingKind) *Document {
	d := &Document{URI: item.URI, Version: item.Version, Language: item.LanguageID,
		Mapper: NewMapper([]byte(item.Text), encoding)}
	ds.mu.Lock()
	defer ds.mu.Unlock()
	if ds.open == nil {
		ds.open = make(map[uri.URI]*Document)
	}
	ds.open[d.URI] = d
	return d
}

// Change applies the edits of one didChange, each to the outcome of the one
// before. It fails, with the document unchanged, if it is not open.
func (ds *Documents) Change(id protocol.VersionedTextDocumentIdentifier, changes []protocol.TextDocumentContentChangeEvent) (*Document, error) {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	d, ok := ds.open[id.URI]
	if !ok {
		return nil, fmt.Errorf("document %s is not open", id.URI)
	}
	next := *d
	next.Version = id.Version
	next.Mapper = next.applyAll(changes)
	ds.open[id.URI] = &next
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
	ds.mu.Lock()
	defer ds.mu.Unlock()
	delete(ds.open, u)
}

// Get finds an open document.
func (ds *Documents) Get(u uri.URI) (*Document, bool) {
	ds.mu.RLock()
	defer ds.mu.RUnlock()
	d, ok := ds.open[u]
	return d, ok
}

// ByPath finds the open document of a file. The URI of the client may be
// written in another way than ours would be.
func (ds *Documents) ByPath(path string) (*Document, bool) {
	if d, ok := ds.Get(uri.File(path)); ok {
		return d, true
	}
	for _, d := range ds.All() {
		if d.Path() == path {
			return d, true
		}
	}
	return nil, false
}

// All are the open documents, sorted by URI.
func (ds *Documents) All() []*Document {
	ds.mu.RLock()
	defer ds.mu.RUnlock()
	all := make([]*Document, 0, len(ds.open))
	for _, d := range ds.open {
		all = append(all, d)
	}
	slices.SortFunc(all, func(a, b *Document) int { return strings.Compare(string(a.URI), string(b.URI)) })
	return all
}
