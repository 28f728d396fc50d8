package lsp

import (
	"context"

	"go.lsp.dev/protocol"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/lsp/session"
)

// definition leads from an address in a heap document to the line that its SV
// comes from, or where that is not known to the document of the SV; from a
// place to its line. Elsewhere the definitions of Perl are for other servers.
func (s *Server) definition(ctx context.Context, params *protocol.DefinitionParams) (*protocol.Location, error) {
	v, done, ok, err := s.viewHeap(ctx, params.TextDocument.URI)
	if !ok || err != nil {
		return nil, err
	}
	defer done()
	l, ok := s.linkAt(v, params.Position)
	if !ok {
		return nil, nil
	}
	if l.sv != heap.NoSV {
		loc, _ := recordedLocation(v.d.Heap, l.sv)
		if p, ok := v.d.Locate(l.sv, loc); ok {
			if to, ok := s.textOf(v.d, p.Path); ok {
				line := v.d.LineNow(p.Path, session.PerlLine(p.Line), to.text)
				return &protocol.Location{URI: to.uri, Range: to.text.LineRange(line)}, nil
			}
		}
	}
	if l.path != "" {
		to, ok := s.textOf(v.d, l.path)
		if !ok {
			return nil, nil // it was deleted
		}
		return &protocol.Location{URI: to.uri, Range: to.text.LineRange(l.line)}, nil
	}
	doc := s.documentOf(v, l)
	at, err := s.locateDocument(ctx, v.d, doc.WithTitle(s.titleLine(v.d, doc)))
	if err != nil {
		return nil, err
	}
	return &protocol.Location{URI: at}, nil
}
