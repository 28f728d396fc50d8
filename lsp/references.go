package lsp

import (
	"context"

	"go.lsp.dev/protocol"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/wire"
)

// references returns the inrefs of the SV whose address is at a position of a heap
// document: the lines of the SV's own document that list them, with name and
// strength.
func (s *Server) references(ctx context.Context, params *protocol.ReferenceParams) ([]protocol.Location, error) {
	v, release, ok, err := s.heapView(ctx, params.TextDocument.URI)
	if !ok || err != nil {
		return nil, err
	}
	defer release()
	l, ok := s.linkAt(ctx, v, params.Position)
	if !ok || l.sv == heap.NoSV {
		return nil, nil
	}
	doc := ofSV(v.View, wire.DocumentSV, l.sv)
	page, err := s.heapPage(ctx, v.View, doc)
	if err != nil {
		return nil, err
	}
	at, err := page.locate()
	if err != nil {
		return nil, err
	}
	text := page.mapper()
	locations := []protocol.Location{}
	for _, offset := range page.referrers {
		locations = append(locations, protocol.Location{URI: at, Range: text.LineRange(text.PerlLineOf(offset))})
	}
	return partial(ctx, s, params.PartialResultToken, locations)
}
