package lsp

import (
	"context"
	"fmt"
	"slices"

	"go.lsp.dev/protocol"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/safe"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
	"github.com/perlheap/perlheap/lsp/session"
)

// codeLens shows above lines what is alive that was made there.
func (s *Server) codeLens(ctx context.Context, params *protocol.CodeLensParams) ([]protocol.CodeLens, error) {
	if _, ok := s.heapDocument(params.TextDocument.URI); ok {
		return s.heapLenses(ctx, params.TextDocument.URI)
	}
	lenses := []protocol.CodeLens{}
	v, release, ok := s.view(params.TextDocument.URI)
	defer release()
	if !ok || !v.Settings.CodeLens.Enable {
		return lenses, nil
	}
	settings := v.Settings.CodeLens
	add := func(at protocol.Range, c protocol.Command) {
		lenses = append(lenses, protocol.CodeLens{Range: at, Command: c})
	}
	if gone := shownOf(v.Gone, settings); len(gone) > 0 {
		add(v.Text.Range(0, 0), s.identifyCommand(v.View, goneTitle(gone), gone[0].Example())) // of no line
	}
	for _, i := range lensesOf(v) {
		add(v.RangeOf(&i), s.whyCommand(v, lensTitle(v.View, &i), i.Line))
	}
	return lenses, nil
}

// whyCommand is the command of a lens, and of the action "Why is this alive?":
// what keeps alive all that was made on a line.
func (s *Server) whyCommand(v *session.File, title string, line session.PerlLine) protocol.Command {
	return s.openCommand(title, wire.OpenParams{Kind: wire.DocumentLine, File: string(v.URI), Line: int(line), Dump: new(v.Dump.Identity())})
}

// identifyCommand opens the chain of one SV, which is typical of others.
func (s *Server) identifyCommand(v *session.View, title string, example heap.SV) protocol.Command {
	return s.openCommand(title, wire.OpenParams{Kind: wire.DocumentIdentify, Address: v.Heap.Addr(example).String(), Dump: new(v.Dump.Identity())})
}

// lensesOf returns the items that have a lens or an inlay hint: a class has one,
// although its package statement and its calls of bless all have a hover.
func lensesOf(v *session.File) []session.Item {
	return slices.DeleteFunc(shownOf(v.Items, v.Settings.CodeLens), func(i session.Item) bool { return i.Also && i.Kind == site.KindObject })
}

func shownOf(items []session.Item, settings session.CodeLensSettings) []session.Item {
	return slices.DeleteFunc(slices.Clone(items), func(i session.Item) bool { return !settings.Shown(&i) })
}

// lensTitle is what a lens says: the facts, with a remark if they may belong to
// another line.
func lensTitle(v *session.View, i *session.Item) string {
	title := numbers(v, i)
	if i.State == site.Uncertain {
		title = "probably " + title
		if i.Reason == site.ReasonChanged {
			title += " · the file has changed, see the hover"
		} else {
			title += " · see the hover"
		}
	}
	return title
}

// goneTitle is the lens above a file for what the dump has from it but its text no
// longer has.
func goneTitle(gone []session.Item) string {
	n, bytes := 0, int64(0)
	for _, i := range gone {
		n += len(i.Items)
		bytes = safe.Add(bytes, i.Bytes())
	}
	return fmt.Sprintf("%s of the dump %s not found in this file · %s", text.CountOf(n, "site", "sites"), text.Plural(n, "was", "were"), text.Bytes(bytes))
}
