package lsp

import (
	"context"
	"fmt"
	"slices"

	"go.lsp.dev/protocol"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/lsp/session"
)

// codeLens shows above lines what is alive that was made there.
func (s *Server) codeLens(ctx context.Context, params *protocol.CodeLensParams) ([]protocol.CodeLens, error) {
	if _, ok := s.heapDocument(params.TextDocument.URI); ok {
		return s.heapLenses(ctx, params.TextDocument.URI)
	}
	lenses := []protocol.CodeLens{}
	d, done, ok := s.dumps.Shown()
	defer done()
	settings := s.currentSettings().CodeLens
	if !ok || !settings.Enable {
		return lenses, nil
	}
	v, ok := s.viewURI(d, params.TextDocument.URI)
	if !ok {
		return lenses, nil
	}
	add := func(at protocol.Range, title string, example heap.SV) {
		lenses = append(lenses, protocol.CodeLens{Range: at, Command: s.identifyCommand(d, title, example)})
	}
	if gone := shownOf(v.Gone, settings); len(gone) > 0 {
		add(v.text.Range(0, 0), goneTitle(gone), gone[0].Example())
	}
	for _, i := range shownOf(v.Items, settings) {
		add(v.rangeOf(&i), lensTitle(d, &i), i.Example())
	}
	return lenses, nil
}

// identifyCommand is the command of a lens: what holds a typical one.
func (s *Server) identifyCommand(d *session.Dump, title string, example heap.SV) protocol.Command {
	return s.openCommand(title, openParams{Kind: session.DocumentIdentify, Address: d.Heap.Addr(example).String(), Dump: new(d.Identity())})
}

func shownOf(items []session.Item, settings session.CodeLensSettings) []session.Item {
	return slices.DeleteFunc(slices.Clone(items), func(i session.Item) bool { return !settings.Shown(&i) })
}

// goneTitle is the lens above a file for what the dump has of it and its text
// has not.
func goneTitle(gone []session.Item) string {
	n, bytes := 0, int64(0)
	for _, i := range gone {
		n += len(i.Items)
		bytes = heap.AddBytes(bytes, i.Bytes())
	}
	return fmt.Sprintf("%s %s of the dump %s not found in this file · %s",
		render.Count(n), plural(n, "site", "sites"), plural(n, "was", "were"), render.Bytes(bytes))
}
