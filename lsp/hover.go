package lsp

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"go.lsp.dev/protocol"

	"github.com/perlheap/perlheap/heap/identify"
	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/lsp/session"
)

const (
	// hoverReferrers is how many referrers of one SV a hover follows.
	hoverReferrers = 5
	// hoverLines bounds the chain in a hover; the whole of it is a command away.
	hoverLines = 40
	// hoverSVs is how many SVs the chain in a hover looks at: more than it shows.
	hoverSVs = 5 * hoverLines
)

// hover says of the subs on a line what is alive of them and who holds it.
func (s *Server) hover(ctx context.Context, params *protocol.HoverParams) (*protocol.Hover, error) {
	d, done, ok := s.dumps.Shown()
	defer done()
	if !ok || !s.currentSettings().Hover {
		return nil, nil
	}
	v, ok := s.viewURI(d, params.TextDocument.URI)
	if !ok {
		return nil, nil
	}
	at := v.text.PerlLineAt(params.Position)
	doc := newMarkup(s.caps.hoverFormat)
	var first *session.SubSites
	for i := range v.subs {
		if sub := &v.subs[i]; sub.Line == at {
			if first == nil {
				first = sub
			}
			if err := hoverSub(ctx, doc, d, sub); err != nil {
				return nil, err
			}
		}
	}
	if first == nil {
		return nil, nil
	}
	return &protocol.Hover{Contents: doc.content(), Range: new(v.keywordRange(first))}, nil
}

// hoverSub writes about one sub.
func hoverSub(ctx context.Context, doc *markup, d *session.Dump, sub *session.SubSites) error {
	n, bytes, of := sub.Closures(), sub.Bytes(), d.Table
	doc.paragraph(doc.strong(fmt.Sprintf("%s %s alive", render.Count(n), plural(n, "closure", "closures"))) +
		fmt.Sprintf(" · %s of all %s subs · %s, %s of the heap", render.Percent(shareOf(n, of.Codes)), render.Count(of.Codes),
			render.Bytes(bytes), render.Percent(float64(bytes)/float64(max(1, of.HeapBytes)))))
	largest := sub.Sites[0]
	doc.paragraph(captures(doc, largest))
	text, err := chainText(ctx, d, largest)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		// The numbers are right all the same: they were read before.
		doc.paragraph("What holds a typical one cannot be read: " + doc.code(render.Safe(err.Error())))
	default:
		doc.paragraph("A typical one, and what holds it:")
		doc.block(text)
	}
	doc.paragraph(recorded(doc, d, sub))
	return nil
}

// captures names what each closure keeps from the subs around it.
func captures(doc *markup, s *site.Site) string {
	if len(s.Captures) == 0 {
		return "The dump does not say what a closure captures."
	}
	names := make([]string, len(s.Captures))
	for i, name := range s.Captures {
		names[i] = doc.code(render.Safe(name))
	}
	return "Each captures " + strings.Join(names, ", ")
}

// chainText is the identify chain of a typical closure, cut to what a hover can
// show.
func chainText(ctx context.Context, d *session.Dump, s *site.Site) (string, error) {
	tree, err := d.Chain(ctx, s.Example, identify.Options{Depth: identify.DefaultDepth, Elide: true, Limit: hoverReferrers, Budget: hoverSVs})
	if err != nil {
		return "", err
	}
	lines := strings.Split(strings.TrimSuffix(render.Identify(d.Heap, tree, render.Plain), "\n"), "\n")
	if more := len(lines) - hoverLines; more > 0 {
		lines = append(lines[:hoverLines], fmt.Sprintf("… and %s more lines", render.Count(more)))
	}
	return strings.Join(lines, "\n"), nil
}

// recorded gives the location as the dump has it.
func recorded(doc *markup, d *session.Dump, sub *session.SubSites) string {
	loc := sub.Sites[0].Recorded
	text := fmt.Sprintf("Recorded as %s in the dump %s: the line of the first statement.",
		doc.code(render.Safe(fmt.Sprintf("%s line %d", loc.File, loc.Line))), doc.code(render.Safe(filepath.Base(d.Path))))
	if len(sub.Sites) > 1 {
		text += fmt.Sprintf(" It was compiled %s times.", render.Count(len(sub.Sites)))
	}
	if sub.Ambiguous {
		text += " Another sub on this line fits as well."
	}
	if sub.Changed {
		text += " The file has changed since the program ran."
	}
	return text
}
