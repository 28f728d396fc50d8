package lsp

import (
	"context"
	"strings"

	"go.lsp.dev/protocol"

	"github.com/perlheap/perlheap/heap/render"
)

const (
	// heapHoverLines is how many lines a hover has of what is known of an SV.
	heapHoverLines = 8
	// heapHoverChain is how many lines it has of what holds it.
	heapHoverChain = 12
)

// heapHover says of an address in a heap document what is there, how big it is
// and what holds it.
func (s *Server) heapHover(ctx context.Context, params *protocol.HoverParams) (*protocol.Hover, error) {
	v, done, _, err := s.viewHeap(ctx, params.TextDocument.URI)
	if err != nil || !s.currentSettings().Hover {
		done()
		return nil, nil // of a dump that is not loaded there is nothing to say
	}
	defer done()
	sv, at, ok := v.addressAt(params.Position)
	if !ok {
		return nil, nil
	}
	h := hoverText{markup: newMarkup(s.caps.hoverFormat), d: v.d, style: s.style(v.d), lines: heapHoverChain}
	text, err := render.Show(v.d.Heap, sv, render.ShowOptions{Referent: true, NoHints: true}, h.style)
	if err != nil {
		return nil, err
	}
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if len(lines) > heapHoverLines {
		lines = append(lines[:heapHoverLines], "…")
	}
	h.block(strings.Join(lines, "\n"))
	if text, ok := retainedText(v.d, sv); ok {
		h.paragraph(capital(text) + ".")
	}
	if err := h.chain(ctx, "What holds it:", sv); err != nil {
		return nil, err
	}
	return &protocol.Hover{Contents: h.content(), Range: &at}, nil
}
