package lsp

import (
	"context"
	"encoding/json"

	"go.lsp.dev/protocol"
)

// codeLens shows above each sub how many of its closures are alive.
func (s *Server) codeLens(_ context.Context, params *protocol.CodeLensParams) ([]protocol.CodeLens, error) {
	lenses := []protocol.CodeLens{}
	d, done, ok := s.dumps.Shown()
	defer done()
	if !ok || !s.currentSettings().CodeLens.Enable {
		return lenses, nil
	}
	v, ok := s.viewURI(d, params.TextDocument.URI)
	if !ok {
		return lenses, nil
	}
	for i := range v.subs {
		sub := &v.subs[i]
		argument, err := json.Marshal(identifyParams{addressParams: addressParams{d.Heap.Addr(sub.Sites[0].Example).String()}})
		if err != nil {
			return nil, err
		}
		lenses = append(lenses, protocol.CodeLens{
			Range: v.keywordRange(sub),
			Command: protocol.Command{
				Title: numbers(d, sub), Command: commandIdentify, Arguments: []protocol.LSPAny{argument},
			},
		})
	}
	return lenses, nil
}
