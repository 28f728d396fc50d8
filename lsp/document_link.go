package lsp

import (
	"context"
	"encoding/json"
	"fmt"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/wire"
	"github.com/perlheap/perlheap/lsp/session"
)

// documentLink lists the links of a heap document: addresses lead to the documents
// of their SVs, places to their lines. The target is found when a link is followed,
// by documentLinkResolve. Other documents have no links.
func (s *Server) documentLink(ctx context.Context, params *protocol.DocumentLinkParams) ([]protocol.DocumentLink, error) {
	v, release, ok, err := s.heapView(ctx, params.TextDocument.URI)
	if !ok || err != nil {
		return nil, nil // of a dump that is not loaded nothing leads anywhere
	}
	defer release()
	links := []protocol.DocumentLink{}
	found, err := s.links(ctx, v)
	if err != nil {
		return nil, err
	}
	for _, l := range found[:min(len(found), maxLinks)] {
		if l.sv != heap.NoSV && v.doc.Kind == wire.DocumentSV && v.Heap.Addr(l.sv).String() == v.doc.Address {
			continue // it leads here
		}
		link := protocol.DocumentLink{Range: v.Text.Range(l.start, l.end)}
		switch {
		case l.sv != heap.NoSV:
			link.Tooltip = new("Show this SV")
		case l.next:
			link.Tooltip = new("Show the next page")
		default:
			link.Tooltip, link.Target = new("Open this line"), new(lineURI(l.path, l.line))
		}
		if link.Target == nil {
			data, err := json.Marshal(s.documentOf(v, l))
			if err != nil {
				return nil, err
			}
			link.Data = data
		}
		links = append(links, link)
	}
	return partial(ctx, s, params.PartialResultToken, links)
}

// documentOf is the document that a link to no source line leads to.
func (s *Server) documentOf(v heapView, l heapLink) session.HeapDocument {
	if l.next {
		doc := v.doc
		doc.Offset += pageElements
		return doc
	}
	return ofSV(v.View, wire.DocumentSV, l.sv)
}

// documentLinkResolve says where a link leads to.
func (s *Server) documentLinkResolve(ctx context.Context, link *protocol.DocumentLink) (*protocol.DocumentLink, error) {
	if link.Target != nil {
		return link, nil
	}
	var doc session.HeapDocument
	if err := json.Unmarshal(link.Data, &doc); err != nil || doc.Kind == "" {
		return nil, jsonrpc2.NewError(jsonrpc2.InvalidParams, "the link has no data from perlheap: send it as you got it from textDocument/documentLink")
	}
	v, release, err := s.identified(doc.Dump)
	if err != nil {
		return nil, err
	}
	defer release()
	target, err := s.locateDocument(ctx, v, doc.WithTitle(s.titleLine(v, doc)))
	if err != nil {
		return nil, err
	}
	link.Target = &target
	return link, nil
}

// titleLine is the line in the name of a document about a line.
func (s *Server) titleLine(v *session.View, doc session.HeapDocument) session.PerlLine {
	return v.LineNow(session.At(doc.File, doc.Line))
}

// lineURI writes a line of a file as links name it.
func lineURI(path string, line session.PerlLine) uri.URI {
	return uri.URI(fmt.Sprintf("%s#L%d", uri.File(path), line))
}
