package lsp

import (
	"context"
	"encoding/json"

	"go.lsp.dev/protocol"

	"github.com/perlheap/perlheap/lsp/session"
)

// provision is how a method that is only for heap documents is offered to a client.
type provision int

const (
	announced  provision = iota // in the answer to initialize: for all documents
	registered                  // when the server runs, for heap documents
)

// provisionOf reads what a client says about a method. Some clients, such as Helix,
// do not announce everything that they support.
func provisionOf(dynamic *bool) provision {
	if is(dynamic) {
		return registered
	}
	return announced
}

// heapFeatures are the methods that only heap documents have answers to. Where a
// client can be told so, it does not ask about Perl files: an editor that asks only
// one server, or reports that nothing was found, must not ask this one.
type heapFeatures struct {
	definition, references, links, folding provision
}

func readHeapFeatures(t *protocol.TextDocumentClientCapabilities) (f heapFeatures) {
	if c := t.Definition; c != nil {
		f.definition = provisionOf(c.DynamicRegistration)
	}
	if c := t.References; c != nil {
		f.references = provisionOf(c.DynamicRegistration)
	}
	if c := t.DocumentLink; c != nil {
		f.links = provisionOf(c.DynamicRegistration)
	}
	if c := t.FoldingRange; c != nil {
		f.folding = provisionOf(c.DynamicRegistration)
	}
	return f
}

// announce offers what cannot be registered.
func (f heapFeatures) announce(offer *protocol.ServerCapabilities) {
	if f.definition == announced {
		offer.DefinitionProvider = protocol.Boolean(true)
	}
	if f.references == announced {
		offer.ReferencesProvider = protocol.Boolean(true)
	}
	if f.links == announced {
		offer.DocumentLinkProvider = &protocol.DocumentLinkOptions{ResolveProvider: new(true)}
	}
	if f.folding == announced {
		offer.FoldingRangeProvider = protocol.Boolean(true)
	}
}

// registerHeapFeatures offers the rest for heap documents.
func (s *Server) registerHeapFeatures(context.Context) {
	selector := map[string]string{"scheme": session.HeapDocumentScheme}
	if !s.caps.contents {
		selector = map[string]string{"scheme": "file", "pattern": "**/*." + session.HeapDocumentScheme}
	}
	var all []protocol.Registration
	add := func(p provision, method string) {
		if p != registered {
			return
		}
		options := map[string]any{"documentSelector": []any{selector}}
		if method == protocol.MethodTextDocumentDocumentLink {
			options["resolveProvider"] = true
		}
		raw, _ := json.Marshal(options) // strings and switches
		all = append(all, protocol.Registration{ID: "perlheap-" + method, Method: method, RegisterOptions: raw})
	}
	f := s.caps.heap
	add(f.definition, protocol.MethodTextDocumentDefinition)
	add(f.references, protocol.MethodTextDocumentReferences)
	add(f.links, protocol.MethodTextDocumentDocumentLink)
	add(f.folding, protocol.MethodTextDocumentFoldingRange)
	if len(all) == 0 {
		return
	}
	ctx, cancel := s.ask()
	defer cancel()
	s.sent("client/registerCapability", s.client.RegisterCapability(ctx, &protocol.RegistrationParams{Registrations: all}))
}
