package lsp

import (
	"cmp"
	"context"
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
	// hoverSVs is how many SVs a chain in a hover looks at: more than it shows.
	hoverSVs = 200
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
	h := hoverText{shortText: newShortText(s.caps.hoverFormat), v: v.View, style: s.spoken(v.View)}
	h.suspects, h.at = s.suspectsAt(v, at), func(p site.Place) string { return s.at(v.View, p, nil) }
	h.beside = s.caps.hoverHasProblems && hasProblem(v, at)
	var place *protocol.Range
	if at == 1 {
		h.gone(shownOf(v.Gone, settings))
	}
	items := hovered(v.Items, at, settings)
	for n, item := range items {
		if place == nil {
			place = new(v.RangeOf(item))
		}
		if err := h.item(ctx, item, n == 0, len(items)-1-n); err != nil {
			return nil, err
		}
	}
	h.suspicions(true)
	h.judged()
	if h.b.Len() == 0 {
		return nil, nil
	}
	if !s.caps.hoverHasProblems { // its extension has links below each hover
		h.end()
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

// hoverText writes one hover: what, how many, how big, who holds it, the cure.
type hoverText struct {
	*shortText
	v     *session.View
	style render.Style
	// beside is set if the client shows the problem of the line in the same hover:
	// what the problem says is not said again.
	beside bool

	suspects []*diagnose.Suspect // of the line, that are not told yet
	evidence []string            // of those that are told, until it is told as well
	at       func(site.Place) string
}

// hasProblem reports whether a line has a problem.
func hasProblem(v *session.File, line session.PerlLine) bool {
	if !v.Settings.Diagnostics.Enable {
		return false
	}
	return slices.ContainsFunc(v.Analysis.SuspectsIn(v.Path), func(x *diagnose.Suspect) bool { return isProblem(x) && v.LineNow(x.Place) == line }) ||
		slices.ContainsFunc(v.Items, func(i session.Item) bool { return i.Line == line && v.Reports(&i) })
}

// chain shows what holds an SV, cut to what a hover can show; keep is how many
// lines it leaves to what follows.
func (h *hoverText) chain(ctx context.Context, title string, sv heap.SV, keep int) error {
	tree, err := h.v.Dump.Chain(ctx, sv, shortChain)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		// The numbers are right nevertheless: they were read before.
		h.say("What holds it cannot be read: " + h.code(text.Safe(err.Error())))
		return nil
	}
	lines := chainLines(h.v, tree, h.style)
	if nearest := tree.Nearest(); nearest != nil && !h.fits(lines, keep) {
		lines, h.more = chainLines(h.v, nearest, h.style), true
	}
	if room := h.room(keep); room >= leastList && len(lines) > room {
		lines, h.more = cutMiddle(lines, room), true
	}
	h.list(title, lines, keep)
	return nil
}

// shortChain follows a few referrers of each SV.
var shortChain = identify.Options{Depth: identify.DefaultDepth, Elide: true, Limit: hoverReferrers, Budget: hoverSVs}

func chainLines(v *session.View, tree *identify.Tree, style render.Style) []string {
	return strings.Split(strings.TrimSuffix(render.Identify(v.Heap, tree, style), "\n"), "\n")
}
