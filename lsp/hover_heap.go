package lsp

import (
	"context"
	"strings"

	"go.lsp.dev/protocol"

	"github.com/perlheap/perlheap/heap/render"
)

// heapHoverLines is how many lines a hover has of what is known about an SV.
const heapHoverLines = 5

// heapHover says what is at an address in a heap document, how big it is and what
// holds it.
func (s *Server) heapHover(ctx context.Context, params *protocol.HoverParams) (*protocol.Hover, error) {
	v, release, _, err := s.heapView(ctx, params.TextDocument.URI)
	defer release()
	if err != nil || !v.Settings.Hover {
		return nil, nil // of a dump that is not loaded there is nothing to say
	}
	sv, at, ok := s.addressAt(ctx, v, params.Position)
	if !ok {
		return nil, nil
	}
	h := hoverText{shortText: newShortText(s.caps.hoverFormat), v: v.View, style: s.spoken(v.View)}
	text, err := render.Show(v.Heap, sv, render.ShowOptions{Referent: true, NoHints: true}, h.style)
	if err != nil {
		return nil, err
	}
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	lines = cut(lines, heapHoverLines)
	h.block(strings.Join(lines, "\n"))
	h.left -= len(lines)
	if text, ok := retainedText(v.View, sv); ok {
		h.say(capital(text) + ".")
	}
	if err := h.chain(ctx, "What holds it:", sv, 0); err != nil {
		return nil, err
	}
	return &protocol.Hover{Contents: h.content(), Range: &at}, nil
}
