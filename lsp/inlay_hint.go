package lsp

import (
	"context"
	"strings"
	"time"

	"go.lsp.dev/protocol"

	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/lsp/session"
)

// inlayHint shows a short form of the lenses at the ends of their lines.
func (s *Server) inlayHint(ctx context.Context, params *protocol.InlayHintParams) ([]protocol.InlayHint, error) {
	hints := []protocol.InlayHint{}
	if !s.caps.refreshInlayHints {
		s.awaitDump(ctx)
	}
	v, release, ok := s.view(params.TextDocument.URI)
	defer release()
	if !ok || !v.Settings.InlayHints {
		return hints, nil
	}
	from, to := v.Text.Offset(params.Range.Start), v.Text.Offset(params.Range.End)
	for _, i := range lensesOf(v) {
		at := v.Text.LineRange(i.Line).End
		if offset := v.Text.Offset(at); offset < from || offset > to {
			continue
		}
		hints = append(hints, protocol.InlayHint{
			Position: at, Label: protocol.String(inlayLabel(v.View, &i)),
			Tooltip: protocol.String(lensTitle(v.View, &i)), PaddingLeft: new(true),
		})
	}
	return hints, nil
}

// Clients give up a request after 10 s or more.
const maxHintWait = 8 * time.Second

// awaitDump waits for the first dump, if one is being loaded or about to be: a
// client that cannot be told to ask for hints again shows none until the next edit.
func (s *Server) awaitDump(ctx context.Context) {
	if !s.currentSettings().InlayHints {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, maxHintWait)
	defer cancel()
	s.dumps.Await(ctx)
}

// inlayLabel is the short form of a lens.
func inlayLabel(v *session.View, i *session.Item) string {
	label := strings.Join(brief(v, i, named(text.Safe)), " · ")
	if i.State == site.Uncertain {
		return "probably " + label
	}
	return label
}
