package lsp

import (
	"fmt"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/lsp/session"
)

// view is a file as it is now, with what the shown dump says of it.
type view struct {
	uri  uri.URI
	text *session.Mapper
	// doc is the open document, nil if the file is not open.
	doc  *session.Document
	subs []session.SubSites
}

// viewURI gives the view of a document; false if it is no file that can be
// read, or one that the dump says nothing of.
func (s *Server) viewURI(d *session.Dump, u uri.URI) (view, bool) {
	path := session.PathOf(u)
	if path == "" {
		return view{}, false
	}
	if doc, ok := s.docs.Get(u); ok {
		v := view{uri: u, text: doc.Mapper, doc: doc, subs: d.In(path, doc.Mapper)}
		return v, len(v.subs) > 0
	}
	return s.viewPath(d, path)
}

// viewPath gives the view of a file.
func (s *Server) viewPath(d *session.Dump, path string) (view, bool) {
	v, ok := s.textOf(d, path)
	if ok {
		v.subs = d.In(path, v.text)
	}
	return v, len(v.subs) > 0
}

// textOf gives a file as the editor has it, or else the disk; without subs.
func (s *Server) textOf(d *session.Dump, path string) (view, bool) {
	if doc, ok := s.docs.ByPath(path); ok {
		return view{uri: doc.URI, text: doc.Mapper, doc: doc}, true
	}
	text, ok := d.OnDisk(path, func(text []byte) *session.Mapper { return session.NewMapper(text, s.caps.encoding) })
	return view{uri: uri.File(path), text: text}, ok
}

// keywordRange is the range of the keyword of a sub.
func (v view) keywordRange(sub *session.SubSites) protocol.Range {
	return v.text.Range(sub.Start, sub.End)
}

// numbers says in one line what is alive of a sub. Lenses, hovers and problems
// use the same words.
func numbers(d *session.Dump, sub *session.SubSites) string {
	n := sub.Closures()
	return fmt.Sprintf("%s %s alive · %s of all subs · %s",
		render.Count(n), plural(n, "closure", "closures"), render.Percent(shareOf(n, d.Table.Codes)), render.Bytes(sub.Bytes()))
}

func shareOf(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
