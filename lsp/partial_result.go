package lsp

import (
	"context"
	"slices"

	"go.lsp.dev/protocol"
)

// partialItems is how many items of a list one partial result has.
const partialItems = 100

// partial sends a list in parts if the client sent a token for that: the answer
// itself is then empty, as the protocol demands. It is never nil.
func partial[T any](ctx context.Context, s *Server, token protocol.ProgressToken, items []T) ([]T, error) {
	if items == nil {
		items = []T{}
	}
	if token == nil || len(items) == 0 {
		return items, nil
	}
	for part := range slices.Chunk(items, partialItems) {
		if err := s.out.AwaitRoom(ctx, 1); err != nil {
			return nil, err
		}
		s.sendProgress(token, part)
	}
	return []T{}, nil
}
