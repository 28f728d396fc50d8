package lsp

import (
	"context"

	"go.lsp.dev/protocol"

	"github.com/perlheap/perlheap/heap"
)

// definition leads from an address in a heap document to the line that its SV comes
// from, or to the document of the SV if that is not known; from a place to its
// line. Elsewhere the definitions of Perl are for other servers.
func (s *Server) definition(ctx context.Context, params *protocol.DefinitionParams) (*protocol.Location, error) {
	v, release, ok, err := s.heapView(ctx, params.TextDocument.URI)
	if !ok || err != nil {
		return nil, err
	}
	defer release()
	l, ok := s.linkAt(ctx, v, params.Position)
	if !ok {
		return nil, nil
	}
	if l.sv != heap.NoSV {
		loc, _ := recordedLocation(v.Heap, l.sv)
		if p, ok := v.Locate(l.sv, loc); ok {
			if at, ok := v.Location(p); ok {
				return &at, nil
			}
		}
	}
	if l.path != "" {
		to, ok := v.FileAt(l.path)
		if !ok {
			return nil, nil // it was deleted
		}
		return &protocol.Location{URI: to.URI, Range: to.Text.LineRange(l.line)}, nil
	}
	doc := s.documentOf(v, l)
	at, err := s.locateDocument(ctx, v.View, doc.WithTitle(s.titleLine(v.View, doc)))
	if err != nil {
		return nil, err
	}
	return &protocol.Location{URI: at}, nil
}
