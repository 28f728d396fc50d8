package lsp

import (
	"context"

	"go.lsp.dev/protocol"
)

func (s *Server) didOpen(_ context.Context, params *protocol.DidOpenTextDocumentParams) error {
	s.docs.Open(params.TextDocument, s.caps.encoding)
	s.publish.kick()
	return nil
}

func (s *Server) didChange(_ context.Context, params *protocol.DidChangeTextDocumentParams) error {
	_, err := s.docs.Change(params.TextDocument, params.ContentChanges)
	s.publish.kick()
	return err
}

// didSave has nothing to do: the text is known, and the dump does not depend on the
// disk.
func (s *Server) didSave(context.Context, *protocol.DidSaveTextDocumentParams) error {
	if s.opt.saved != nil {
		s.opt.saved()
	}
	return nil
}

func (s *Server) didClose(_ context.Context, params *protocol.DidCloseTextDocumentParams) error {
	s.docs.Close(params.TextDocument.URI)
	s.publish.kick()
	return nil
}
