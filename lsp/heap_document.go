package lsp

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/render"
	words "github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
	"github.com/perlheap/perlheap/lsp/session"
)

// Heap documents are texts about a dump that an editor opens like files: the
// overview, one SV, an identify chain, a line. A client that takes content from
// the server asks for it by a URI with the scheme perlheap; for others it is
// written to files of the same extension. In both, addresses can be hovered
// over, followed and asked for their references.

// textDocumentContent returns the text of a heap document.
func (s *Server) textDocumentContent(ctx context.Context, params *protocol.TextDocumentContentParams) (*protocol.TextDocumentContentResult, error) {
	doc, ok := session.ParseHeapDocument(params.URI)
	if !ok {
		return nil, fmt.Errorf("%s does not name a heap document", params.URI)
	}
	v, release, err := s.identified(doc.Dump)
	if err != nil {
		// Editors do not show the text of an error, or show it as their own.
		return &protocol.TextDocumentContentResult{Text: capital(err.Error()) + ".\n"}, nil
	}
	defer release()
	page, err := s.heapPage(ctx, v, doc)
	if err != nil {
		return nil, err
	}
	return &protocol.TextDocumentContentResult{Text: page.text()}, nil
}

// heapPage writes a heap document.
func (s *Server) heapPage(ctx context.Context, v *session.View, doc session.HeapDocument) (*heapPage, error) {
	p := &heapPage{s: s, v: v, style: s.style(v), doc: doc, marks: &words.Links{}}
	p.style.Links = p.marks
	var err error
	switch doc.Kind {
	case wire.DocumentOverview:
		err = p.overview(ctx)
	case wire.DocumentHistogram:
		p.rows(0)
	case wire.DocumentSV, wire.DocumentIdentify:
		var sv heap.SV
		if sv, err = lookUp(v, doc.Address); err != nil {
			return nil, err
		}
		if doc.Kind == wire.DocumentIdentify {
			err = p.identify(ctx, sv)
		} else {
			err = p.sv(ctx, sv)
		}
	case wire.DocumentVerify:
		err = p.verify(ctx)
	case wire.DocumentLine:
		err = p.line(ctx)
	}
	if err == nil {
		err = v.Heap.File().Unchanged()
	}
	return p, err
}

// locateDocument returns where a client finds a heap document: its URI, or that of
// a file, which it writes.
func (s *Server) locateDocument(ctx context.Context, v *session.View, doc session.HeapDocument) (uri.URI, error) {
	if s.caps.contents {
		return doc.URI(), nil
	}
	page, err := s.heapPage(ctx, v, doc)
	if err != nil {
		return "", err
	}
	return page.locate()
}

// locate returns where a client finds the page, as locateDocument does.
func (p *heapPage) locate() (uri.URI, error) {
	if p.s.caps.contents {
		return p.doc.URI(), nil
	}
	path, err := p.s.heapFiles.Write(p.doc, p.text())
	return uri.File(path), err
}

// ofSV names the document of an SV.
func ofSV(v *session.View, kind wire.DocumentKind, sv heap.SV) session.HeapDocument {
	return session.HeapDocument{Kind: kind, Dump: v.Dump.Identity(), Address: v.Heap.Addr(sv).String()}.WithTitle(0)
}

// heapDocument returns the heap document that a URI names; false for anything else.
func (s *Server) heapDocument(u uri.URI) (session.HeapDocument, bool) {
	if doc, ok := session.ParseHeapDocument(u); ok {
		return doc, true
	}
	return s.heapFiles.Named(u)
}

// heapView is a heap document as the client has it, with its dump.
type heapView struct {
	*session.View
	URI  uri.URI
	Text *session.Mapper
	doc  session.HeapDocument
	page *heapPage // nil if the client has a text of its own
}

// heapView returns the view of a heap document; ok is false for anything else.
// release must be called if there is no error, and may be called otherwise. An error
// says that the dump is no longer loaded, or that the document cannot be written.
func (s *Server) heapView(ctx context.Context, u uri.URI) (v heapView, release func(), ok bool, err error) {
	doc, ok := s.heapDocument(u)
	if !ok {
		return v, func() {}, false, nil
	}
	of, release, err := s.identified(doc.Dump)
	if err != nil {
		return v, release, true, err
	}
	v = heapView{View: of, URI: u, doc: doc}
	if open, ok := of.Open(u); ok {
		v.Text = open.Mapper
		return v, release, true, nil
	}
	page, err := s.heapPage(ctx, of, doc)
	if err != nil {
		release()
		return v, release, true, err
	}
	v.Text, v.page = page.mapper(), page
	return v, release, true, nil
}

// refreshHeapDocuments makes the client ask again for the open documents of loaded
// dumps, about which more is known than before.
func (s *Server) refreshHeapDocuments(ctx context.Context) error {
	var errs []error
	for _, open := range s.docs.Now().All() {
		doc, ok := session.ParseHeapDocument(open.URI)
		if !ok {
			continue
		}
		if _, release, err := s.dumps.Identified(doc.Dump); err == nil {
			release()
			errs = append(errs, s.client.TextDocumentContentRefresh(ctx, &protocol.TextDocumentContentRefreshParams{URI: open.URI}))
		}
	}
	return errors.Join(errs...)
}

// heapLenses lead on from a heap document to what its text has no links for.
func (s *Server) heapLenses(ctx context.Context, u uri.URI) ([]protocol.CodeLens, error) {
	lenses := []protocol.CodeLens{}
	v, release, _, err := s.heapView(ctx, u)
	if err != nil {
		return lenses, nil // what is not loaded leads nowhere
	}
	defer release()
	for _, c := range s.heapCommands(v) {
		lenses = append(lenses, protocol.CodeLens{Range: v.Text.Range(0, 0), Command: c})
	}
	return lenses, nil
}

// heapActions offer the same to clients without lenses.
func (s *Server) heapActions(ctx context.Context, params *protocol.CodeActionParams) ([]any, error) {
	actions := []any{}
	v, release, _, err := s.heapView(ctx, params.TextDocument.URI)
	defer release()
	if err != nil || !wantsQuickFix(params.Context.Only) {
		return actions, nil
	}
	for _, c := range s.heapCommands(v) {
		actions = append(actions, s.action(c, nil))
	}
	return actions, nil
}

const (
	overviewTitle  = "Overview of the dump"
	histogramTitle = "Histogram of the dump"
)

// heapCommands are what lenses and code actions of a heap document run.
func (s *Server) heapCommands(v heapView) []protocol.Command {
	var commands []protocol.Command
	if !s.caps.opensDocuments() {
		return nil // the text of another would have nowhere to go
	}
	add := func(title string, kind wire.DocumentKind, address string) {
		commands = append(commands, s.openCommand(title, wire.OpenParams{Kind: kind, Address: address, Dump: &v.doc.Dump}))
	}
	if v.doc.Address != "" {
		if v.doc.Kind == wire.DocumentIdentify {
			add("Show this SV", wire.DocumentSV, v.doc.Address)
		} else {
			add("Identify: what holds it", wire.DocumentIdentify, v.doc.Address)
		}
		commands = append(commands, newCommandCall("Go to its source", commandLocate, wire.LocateParams{AddressParams: wire.AddressParams{Address: v.doc.Address}, Dump: &v.doc.Dump}))
	}
	if example, ok := exampleOf(v); ok {
		add("Identify what holds a typical one", wire.DocumentIdentify, example)
	}
	if v.doc.Kind != wire.DocumentOverview {
		add(overviewTitle, wire.DocumentOverview, "")
	}
	if v.doc.Kind != wire.DocumentHistogram {
		add(histogramTitle, wire.DocumentHistogram, "")
	}
	return commands
}

// exampleOf returns the address of a typical SV of those that the document of a line
// shows; false for other documents, and for a line without any.
func exampleOf(v heapView) (address string, ok bool) {
	if v.doc.Kind != wire.DocumentLine {
		return "", false
	}
	f, _, ok := v.Now(session.At(v.doc.File, v.doc.Line))
	if !ok {
		return "", false
	}
	at := slices.IndexFunc(f.Items, func(i session.Item) bool { return i.Placed == v.doc.Line })
	if at < 0 {
		return "", false
	}
	return v.Heap.Addr(foremost(f, f.Items[at].Line).Example()).String(), true
}

// of says what an SV is in a line of a document.
func (p *heapPage) of(sv heap.SV) string { return render.SV(p.v.Heap, sv, p.style) }
