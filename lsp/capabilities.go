package lsp

import (
	"go.lsp.dev/protocol"

	"github.com/perlheap/perlheap/lsp/session"
)

// capabilities are what this client can do, as far as the server cares. This
// is the one place that reads what clients announce.
type capabilities struct {
	encoding           protocol.PositionEncodingKind
	hoverFormat        protocol.MarkupKind
	relatedInformation bool
	diagnosticVersion  bool
	codeDescription    bool // diagnostics may link to what their code means
	pullDiagnostics    bool // asks for diagnostics, and again when it is told to
	pullAll            bool // … and may ask for those of all files
	actionLiterals     bool // code actions may be more than commands
	documentChanges    bool // edits may name the version of the text they are for
	changeAnnotations  bool // … and say what they are for
	callHierarchy      bool
	hoverHasProblems   bool // shows the problems of a place in the hover of it
	oneRoot            bool // of a call hierarchy; it shows nothing below several
	lenses             bool // shows them
	inlayHints         bool

	configuration         bool // answers workspace/configuration
	registerConfiguration bool
	watchFiles            bool // takes a registration of didChangeWatchedFiles
	watchRelative         bool // … with patterns relative to a folder
	refreshLenses         bool
	refreshInlayHints     bool
	symbols               bool // asks for those of the workspace
	workDoneProgress      bool
	showDocument          bool
	status                bool // wants perlheap/status
	offers                bool // wants the commands among the code actions
	contents              bool // takes the contents of documents from the server
	heap                  heapFeatures
	trace                 protocol.TraceValue // how much it wants to hear at first
}

func readCapabilities(c protocol.ClientCapabilities, client protocol.ClientInfo) capabilities {
	caps := capabilities{encoding: protocol.PositionEncodingKindUTF16, hoverFormat: protocol.MarkupKindMarkdown}
	if g := c.General; g != nil {
		caps.encoding = chooseEncoding(g.PositionEncodings)
	}
	if w := c.Workspace; w != nil {
		caps.symbols = w.Symbol != nil
		caps.configuration = is(w.Configuration)
		if d := w.DidChangeConfiguration; d != nil {
			caps.registerConfiguration = is(d.DynamicRegistration)
		}
		if d := w.DidChangeWatchedFiles; d != nil {
			caps.watchFiles, caps.watchRelative = is(d.DynamicRegistration), is(d.RelativePatternSupport)
		}
		if e := w.WorkspaceEdit; e != nil {
			caps.documentChanges = is(e.DocumentChanges)
			caps.changeAnnotations = caps.documentChanges && e.ChangeAnnotationSupport != nil
		}
		caps.contents = w.TextDocumentContent != nil
		caps.refreshLenses = w.CodeLens != nil && is(w.CodeLens.RefreshSupport)
		caps.refreshInlayHints = w.InlayHint != nil && is(w.InlayHint.RefreshSupport)
	}
	if w := c.Window; w != nil {
		caps.workDoneProgress = is(w.WorkDoneProgress)
		caps.showDocument = w.ShowDocument != nil && w.ShowDocument.Support
	}
	if t := c.TextDocument; t != nil {
		if h := t.Hover; h != nil && len(h.ContentFormat) > 0 {
			caps.hoverFormat = h.ContentFormat[0]
		}
		if p := t.PublishDiagnostics; p != nil {
			caps.relatedInformation, caps.diagnosticVersion = is(p.RelatedInformation), is(p.VersionSupport)
			caps.codeDescription = is(p.CodeDescriptionSupport)
		}
		if p := t.Diagnostic; p != nil {
			caps.relatedInformation = caps.relatedInformation || is(p.RelatedInformation)
			caps.codeDescription = caps.codeDescription || is(p.CodeDescriptionSupport)
			// What a dump says changes without any edit: a client that cannot be
			// notified would keep what it got before the load.
			caps.pullDiagnostics = c.Workspace != nil && c.Workspace.Diagnostics != nil && is(c.Workspace.Diagnostics.RefreshSupport)
			// Neovim 0.12, told to ask again, asks for all files if it can, and
			// leaves out of the answer those that are open.
			caps.pullAll = caps.pullDiagnostics && client.Name != "Neovim"
		}
		if a := t.CodeAction; a != nil {
			caps.actionLiterals = len(a.CodeActionLiteralSupport.CodeActionKind.ValueSet) > 0
		}
		caps.heap = readHeapFeatures(t)
		caps.oneRoot, caps.hoverHasProblems = caps.contents, caps.contents // VS Code, which alone takes documents so
		caps.callHierarchy, caps.lenses, caps.inlayHints = t.CallHierarchy != nil, t.CodeLens != nil, t.InlayHint != nil
	}
	return caps
}

// chooseEncoding takes the encoding that the client prefers: converting is cheap
// here. A client that offers none means UTF-16.
func chooseEncoding(offered []protocol.PositionEncodingKind) protocol.PositionEncodingKind {
	for _, kind := range offered {
		switch kind {
		case protocol.PositionEncodingKindUTF8, protocol.PositionEncodingKindUTF16, protocol.PositionEncodingKindUTF32:
			return kind
		}
	}
	return protocol.PositionEncodingKindUTF16
}

func is(b *bool) bool { return b != nil && *b }

// serverCapabilities is what the server announces.
func (s *Server) serverCapabilities() protocol.ServerCapabilities {
	sync := protocol.TextDocumentSyncKindIncremental
	yes := new(true)
	offer := protocol.ServerCapabilities{
		PositionEncoding:       s.caps.encoding,
		TextDocumentSync:       &protocol.TextDocumentSyncOptions{OpenClose: yes, Change: &sync, Save: protocol.Boolean(true)},
		HoverProvider:          protocol.Boolean(true),
		CodeLensProvider:       &protocol.CodeLensOptions{},
		CodeActionProvider:     &protocol.CodeActionOptions{CodeActionKinds: s.actionKinds()},
		ExecuteCommandProvider: protocol.ExecuteCommandOptions{Commands: commandNames()},
		Workspace: &protocol.WorkspaceOptions{WorkspaceFolders: &protocol.WorkspaceFoldersServerCapabilities{
			Supported: yes, ChangeNotifications: protocol.Boolean(true),
		}},
	}
	if s.caps.callHierarchy {
		offer.CallHierarchyProvider = protocol.Boolean(true)
	}
	if s.caps.inlayHints {
		offer.InlayHintProvider = protocol.Boolean(true)
	}
	if s.caps.symbols {
		offer.WorkspaceSymbolProvider = protocol.Boolean(true)
	}
	s.caps.heap.announce(&offer)
	if s.caps.contents {
		offer.Workspace.TextDocumentContent = &protocol.TextDocumentContentOptions{Schemes: []string{session.HeapDocumentScheme}}
	}
	if s.caps.pullDiagnostics {
		offer.DiagnosticProvider = &protocol.DiagnosticOptions{Identifier: new("perlheap"), WorkspaceDiagnostics: s.caps.pullAll}
	}
	return offer
}

// actionKinds are the kinds of the code actions that this client gets.
func (s *Server) actionKinds() []protocol.CodeActionKind {
	kinds := []protocol.CodeActionKind{protocol.CodeActionKindQuickFix}
	if s.caps.offers {
		kinds = append(kinds, kindOffers)
	}
	return kinds
}

// opensDocuments reports whether heap documents reach the person: the client opens
// them or, if it leaves the answers of commands alone, tells where they are.
func (c *capabilities) opensDocuments() bool { return c.showDocument || c.offers }
