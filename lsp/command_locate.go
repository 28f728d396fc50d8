package lsp

import (
	"context"
	"fmt"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
	"github.com/perlheap/perlheap/lsp/session"
)

// Locate implements [wire.Commands].
func (s *Server) Locate(_ context.Context, params wire.LocateParams) (*wire.Place, error) {
	v, release, err := s.meant(params.Dump)
	if err != nil {
		return nil, err
	}
	defer release()
	sv, err := lookUp(v, params.Address)
	if err != nil {
		return nil, err
	}
	loc, recorded := recordedLocation(v.Heap, sv)
	p, ok := v.Locate(sv, loc)
	if !ok && !recorded {
		return nil, fmt.Errorf("the dump records no source line for %s", render.SV(v.Heap, sv, render.Plain))
	}
	answer := &wire.Place{
		File: text.Path(loc.File), Line: loc.Line, State: wire.State(p.State.String()), Reason: string(p.Reason), Doubt: p.Doubt(),
		RecordedFile: text.Path(loc.File), RecordedLine: loc.Line,
	}
	if !ok {
		answer.NoFile = noFile(answer)
		return answer, nil
	}
	f, now, ok := v.Now(p)
	answer.Path, answer.File, answer.Line = p.Path, s.display(p.Path), int(now.Line)
	answer.State, answer.Reason, answer.Doubt = wire.State(now.State.String()), string(now.Reason), now.Doubt()
	if ok {
		s.showDocument(f.URI, new(f.Text.LineRange(session.PerlLine(now.Line))))
	}
	return answer, nil
}

// showDocument makes the client open a document, where it can.
func (s *Server) showDocument(u uri.URI, selection *protocol.Range) {
	if !s.caps.showDocument {
		return
	}
	ctx, cancel := s.ask()
	defer cancel()
	_, err := s.client.ShowDocument(ctx, &protocol.ShowDocumentParams{URI: u, TakeFocus: new(true), Selection: selection})
	s.sent("window/showDocument", err)
}

// recordedLocation is what a dump says about where an SV comes from: the first
// statement of a CODE, where a GLOB or what it holds was first mentioned, or,
// of a perl that debugs, where the SV was made.
func recordedLocation(h *heap.Heap, sv heap.SV) (heap.Location, bool) {
	if loc, ok := h.Code(sv).Location(); ok && loc.Line > 0 {
		return loc, true
	}
	if loc, ok := h.Glob(sv).Location(); ok && loc.Line > 0 {
		return loc, true
	}
	if name, ok := h.Symbols().Name(sv); ok {
		if found, loc, err := h.Symbols().Locate(name); err == nil && found == sv && loc.Line > 0 {
			return loc, true
		}
	}
	if a, ok, err := h.Allocations().Of(sv); err == nil && ok && a.Line > 0 {
		return heap.Location{File: a.File, Line: int(a.Line)}, true
	}
	return heap.Location{}, false
}
