package lsp

import "go.lsp.dev/protocol"

// methods is the table of everything that the server understands.
func (s *Server) methods() map[string]method {
	return map[string]method{
		protocol.MethodInitialize:                         inlineCall(s.initialize),
		protocol.MethodInitialized:                        notify(s.initialized),
		protocol.MethodShutdown:                           inlineCall(s.shutdown),
		protocol.MethodSetTrace:                           notify(s.setTrace),
		protocol.MethodWindowWorkDoneProgressCancel:       notify(s.workDoneProgressCancel),
		protocol.MethodTextDocumentDidOpen:                notify(s.didOpen),
		protocol.MethodTextDocumentDidChange:              notify(s.didChange),
		protocol.MethodTextDocumentDidSave:                notify(s.didSave),
		protocol.MethodTextDocumentDidClose:               notify(s.didClose),
		protocol.MethodWorkspaceDidChangeConfiguration:    notify(s.didChangeConfiguration),
		protocol.MethodWorkspaceDidChangeWorkspaceFolders: notify(s.didChangeWorkspaceFolders),
		protocol.MethodWorkspaceDidChangeWatchedFiles:     notify(s.didChangeWatchedFiles),
		protocol.MethodTextDocumentCodeLens:               call(s.codeLens),
		protocol.MethodTextDocumentHover:                  call(s.hover),
		protocol.MethodTextDocumentCodeAction:             call(s.codeAction),
		protocol.MethodTextDocumentInlayHint:              call(s.inlayHint),
		protocol.MethodTextDocumentPrepareCallHierarchy:   call(s.prepareCallHierarchy),
		protocol.MethodCallHierarchyIncomingCalls:         call(s.incomingCalls),
		protocol.MethodCallHierarchyOutgoingCalls:         call(s.outgoingCalls),
		protocol.MethodTextDocumentDefinition:             call(s.definition),
		protocol.MethodTextDocumentReferences:             call(s.references),
		protocol.MethodTextDocumentDocumentLink:           call(s.documentLink),
		protocol.MethodDocumentLinkResolve:                call(s.documentLinkResolve),
		protocol.MethodTextDocumentFoldingRange:           call(s.foldingRange),
		protocol.MethodWorkspaceTextDocumentContent:       call(s.textDocumentContent),
		protocol.MethodTextDocumentDiagnostic:             call(s.documentDiagnostic),
		protocol.MethodWorkspaceDiagnostic:                call(s.workspaceDiagnostic),
		protocol.MethodWorkspaceSymbol:                    call(s.workspaceSymbol),
		protocol.MethodWorkspaceExecuteCommand:            call(s.executeCommand),
	}
}
