package lsp

import (
	"bytes"
	"context"
	"slices"
	"sync"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/lsp/session"
)

// heapLink is a part of a heap document that leads somewhere. It is recorded where
// the text is written, see [heapPage.write].
type heapLink struct {
	start, end int // bytes
	sv         heap.SV
	next       bool             // leads to the next page of the document
	path       string           // of a line, of a file that the dump is known to be of
	line       session.PerlLine // … in the current text
}

// maxLinks bounds how many links of a document are listed.
const maxLinks = 5000

// links returns the links of a heap document as the client has it.
func (s *Server) links(ctx context.Context, v heapView) ([]heapLink, error) {
	if v.page != nil {
		return v.page.links, nil
	}
	text := v.Text.Text()
	if links, ok := s.linked.of(v.URI, text); ok {
		return links, nil
	}
	page, err := s.heapPage(ctx, v.View, v.doc)
	if err != nil {
		return nil, err
	}
	links := page.linksIn(text)
	s.linked.keep(v.URI, text, links)
	return links, nil
}

// linksIn returns the links of an earlier text of the page, written when less may
// have been known about the dump: those of the lines that have not changed.
func (p *heapPage) linksIn(text []byte) []heapLink {
	now := []byte(p.text())
	if bytes.Equal(now, text) {
		return p.links
	}
	starts := map[string]int{} // of the lines of now
	at := 0
	for line := range bytes.Lines(now) {
		if _, ok := starts[string(line)]; !ok {
			starts[string(line)] = at
		}
		at += len(line)
	}
	var links []heapLink
	at = 0
	for line := range bytes.Lines(text) {
		if was, ok := starts[string(line)]; ok {
			from, _ := slices.BinarySearchFunc(p.links, was, func(l heapLink, offset int) int { return l.start - offset })
			for ; from < len(p.links) && p.links[from].end <= was+len(line); from++ {
				l := p.links[from]
				l.start, l.end = l.start-was+at, l.end-was+at
				links = append(links, l)
			}
		}
		at += len(line)
	}
	return links
}

// linkedTexts keeps the links of the latest heap documents, so that a document is
// not written again for each request.
type linkedTexts struct {
	mu   sync.Mutex
	last []linkedText // the newest at the end
}

type linkedText struct {
	uri   uri.URI
	text  []byte
	links []heapLink
}

// maxLinked bounds how many documents a [linkedTexts] keeps.
const maxLinked = 8

func (t *linkedTexts) of(u uri.URI, text []byte) ([]heapLink, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, one := range t.last {
		if one.uri == u && bytes.Equal(one.text, text) {
			return one.links, true
		}
	}
	return nil, false
}

func (t *linkedTexts) keep(u uri.URI, text []byte, links []heapLink) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.last = slices.DeleteFunc(t.last, func(one linkedText) bool { return one.uri == u })
	t.last = append(t.last, linkedText{u, text, links})
	if len(t.last) > maxLinked {
		t.last = slices.Delete(t.last, 0, 1)
	}
}

// sourcesOf returns the files of a dump that are here, by the names that documents
// use for them.
func (s *Server) sourcesOf(v *session.View) map[string]string {
	sources := make(map[string]string)
	for _, path := range v.Sources() {
		sources[s.displaySlash(path)] = path
	}
	return sources
}

// linkAt is the link at a position.
func (s *Server) linkAt(ctx context.Context, v heapView, p protocol.Position) (heapLink, bool) {
	offset := v.Text.Offset(p)
	links, err := s.links(ctx, v)
	if err != nil {
		return heapLink{}, false // nothing that can be written leads anywhere
	}
	for _, l := range links {
		if l.start <= offset && offset <= l.end {
			return l, true
		}
	}
	return heapLink{}, false
}

// addressAt returns the SV whose address is at a position of a heap document.
func (s *Server) addressAt(ctx context.Context, v heapView, p protocol.Position) (sv heap.SV, at protocol.Range, ok bool) {
	l, ok := s.linkAt(ctx, v, p)
	if !ok || l.sv == heap.NoSV {
		return heap.NoSV, at, false
	}
	return l.sv, v.Text.Range(l.start, l.end), true
}
