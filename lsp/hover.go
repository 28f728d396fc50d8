package lsp

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"go.lsp.dev/protocol"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/identify"
	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/lsp/session"
)

const (
	// hoverReferrers is how many referrers of one SV a hover follows.
	hoverReferrers = 5
	// hoverLines bounds the chains in a hover; a command shows the whole of one.
	hoverLines = 40
	// hoverSVs is how many SVs a chain in a hover looks at: more than it shows.
	hoverSVs = 5 * hoverLines
)

// hover says what is alive that was made on a line and who holds it.
func (s *Server) hover(ctx context.Context, params *protocol.HoverParams) (*protocol.Hover, error) {
	if _, ok := s.heapDocument(params.TextDocument.URI); ok {
		return s.heapHover(ctx, params)
	}
	v, release, ok := s.view(params.TextDocument.URI)
	defer release()
	if !ok || !v.Settings.Hover {
		return nil, nil
	}
	settings := v.Settings.CodeLens
	at := v.Text.PerlLineAt(params.Position)
	h := hoverText{markup: newMarkup(s.caps.hoverFormat), v: v.View, style: s.spoken(v.View), lines: hoverLines}
	h.suspects, h.at = s.suspectsAt(v, at), func(p site.Place) string { return s.at(v.View, p, nil) }
	var place *protocol.Range
	if at == 1 {
		h.gone(shownOf(v.Gone, settings))
	}
	for _, item := range hovered(v.Items, at, settings) {
		if place == nil {
			place = new(v.RangeOf(item))
		}
		if err := h.item(ctx, item); err != nil {
			return nil, err
		}
	}
	h.suspicions()
	for _, told := range h.evidence {
		h.paragraph(h.safeProse(told))
	}
	if h.b.Len() == 0 {
		return nil, nil
	}
	return &protocol.Hover{Contents: h.content(), Range: place}, nil
}

// hovered returns the items that a hover on a line describes, the most telling kind
// first: closures and objects, then those variables and the like, which every line
// has, that reach a threshold.
func hovered(items []session.Item, at session.PerlLine, settings session.CodeLensSettings) []*session.Item {
	var on []*session.Item
	for k := range items {
		i := &items[k]
		if i.Line == at && (i.Kind == site.KindClosure || i.Kind == site.KindObject || settings.Reached(i)) {
			on = append(on, i)
		}
	}
	slices.SortStableFunc(on, func(a, b *session.Item) int {
		return cmp.Compare(slices.Index(site.Kinds, a.Kind), slices.Index(site.Kinds, b.Kind))
	})
	return on
}

// hoverText writes one hover.
type hoverText struct {
	*markup
	v     *session.View
	style render.Style
	lines int // that chains may still have

	suspects []*diagnose.Suspect // of the line, that are not told yet
	evidence []string            // of those that are told, for the end
	at       func(site.Place) string
}

// chain shows what holds an SV, cut to what a hover can show.
func (h *hoverText) chain(ctx context.Context, title string, sv heap.SV) error {
	if h.lines <= 0 {
		return nil
	}
	lines, err := shortChain(ctx, h.v, sv, h.style, h.lines)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		// The numbers are right nevertheless: they were read before.
		h.paragraph("What holds it cannot be read: " + h.code(text.Safe(err.Error())))
		return nil
	}
	h.lines -= len(lines)
	h.paragraph(title)
	h.block(strings.Join(lines, "\n"))
	return nil
}

// shortChain returns the first lines of the chain of an SV, following a few
// referrers of each.
func shortChain(ctx context.Context, v *session.View, sv heap.SV, style render.Style, limit int) ([]string, error) {
	tree, err := v.Dump.Chain(ctx, sv, identify.Options{Depth: identify.DefaultDepth, Elide: true, Limit: hoverReferrers, Budget: hoverSVs})
	if err != nil {
		return nil, err
	}
	lines := strings.Split(strings.TrimSuffix(render.Identify(v.Heap, tree, style), "\n"), "\n")
	if more := len(lines) - limit; more > 0 {
		lines = append(lines[:limit], fmt.Sprintf("… and %s more lines", text.Count(more)))
	}
	return lines, nil
}
