package lsp

import (
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/perlheap/perlheap/lsp/session"
)

// view is a file as it is now, with what the shown dump says of it.
type view struct {
	uri  uri.URI
	text *session.Mapper
	// doc is the open document, nil if the file is not open.
	doc *session.Document
	session.Found
}

// viewURI gives the view of a document; false if it is no file that can be
// read, or one that the dump says nothing of.
func (s *Server) viewURI(d *session.Dump, u uri.URI) (view, bool) {
	path := session.PathOf(u)
	if path == "" {
		return view{}, false
	}
	if doc, ok := s.docs.Get(u); ok {
		v := view{uri: u, text: doc.Mapper, doc: doc, Found: d.In(path, doc.Mapper)}
		return v, !v.Empty()
	}
	return s.viewPath(d, path)
}

// viewPath gives the view of a file.
func (s *Server) viewPath(d *session.Dump, path string) (view, bool) {
	v, ok := s.textOf(d, path)
	if ok {
		v.Found = d.In(path, v.text)
	}
	return v, !v.Empty()
}

// textOf gives a file as the editor has it, or else the disk; without items.
func (s *Server) textOf(d *session.Dump, path string) (view, bool) {
	if doc, ok := s.docs.ByPath(path); ok {
		return view{uri: doc.URI, text: doc.Mapper, doc: doc}, true
	}
	text, ok := d.OnDisk(path, func(text []byte) *session.Mapper { return session.NewMapper(text, s.caps.encoding) })
	return view{uri: uri.File(path), text: text}, ok
}

// rangeOf is the range of what an item stands at, such as the keyword of a sub.
func (v view) rangeOf(i *session.Item) protocol.Range {
	return v.text.Range(i.Start, i.End)
}
