package lsp

import (
	"go.lsp.dev/protocol"

	"github.com/perlheap/perlheap/lsp/rpc"
)

// methods is the table of everything that the server understands.
func (s *Server) methods() map[string]rpc.Method {
	return map[string]rpc.Method{
		protocol.MethodInitialize:                         rpc.InlineCall(s.initialize),
		protocol.MethodInitialized:                        rpc.Notify(s.initialized),
		protocol.MethodShutdown:                           rpc.InlineCall(s.shutdown),
		protocol.MethodSetTrace:                           rpc.Notify(s.setTrace),
		protocol.MethodWindowWorkDoneProgressCancel:       rpc.Notify(s.workDoneProgressCancel),
		protocol.MethodTextDocumentDidOpen:                rpc.Notify(s.didOpen),
		protocol.MethodTextDocumentDidChange:              rpc.Notify(s.didChange),
		protocol.MethodTextDocumentDidSave:                rpc.Notify(s.didSave),
		protocol.MethodTextDocumentDidClose:               rpc.Notify(s.didClose),
		protocol.MethodWorkspaceDidChangeConfiguration:    rpc.Notify(s.didChangeConfiguration),
		protocol.MethodWorkspaceDidChangeWorkspaceFolders: rpc.Notify(s.didChangeWorkspaceFolders),
		protocol.MethodWorkspaceDidChangeWatchedFiles:     rpc.Notify(s.didChangeWatchedFiles),
		protocol.MethodTextDocumentCodeLens:               rpc.Call(s.codeLens),
		protocol.MethodTextDocumentHover:                  rpc.Call(s.hover),
		protocol.MethodTextDocumentCodeAction:             rpc.Call(s.codeAction),
		protocol.MethodTextDocumentInlayHint:              rpc.Call(s.inlayHint),
		protocol.MethodTextDocumentPrepareCallHierarchy:   rpc.Call(s.prepareCallHierarchy),
		protocol.MethodCallHierarchyIncomingCalls:         rpc.Call(s.incomingCalls),
		protocol.MethodCallHierarchyOutgoingCalls:         rpc.Call(s.outgoingCalls),
		protocol.MethodTextDocumentDefinition:             rpc.Call(s.definition),
		protocol.MethodTextDocumentReferences:             rpc.Call(s.references),
		protocol.MethodTextDocumentDocumentLink:           rpc.Call(s.documentLink),
		protocol.MethodDocumentLinkResolve:                rpc.Call(s.documentLinkResolve),
		protocol.MethodTextDocumentFoldingRange:           rpc.Call(s.foldingRange),
		protocol.MethodWorkspaceTextDocumentContent:       rpc.Call(s.textDocumentContent),
		protocol.MethodTextDocumentDiagnostic:             rpc.Call(s.documentDiagnostic),
		protocol.MethodWorkspaceDiagnostic:                rpc.Call(s.workspaceDiagnostic),
		protocol.MethodWorkspaceSymbol:                    rpc.Call(s.workspaceSymbol),
		protocol.MethodWorkspaceExecuteCommand:            rpc.Call(s.executeCommand),
	}
}
