package lsp

import (
	"context"
	"errors"

	"github.com/perlheap/perlheap/heap/wire"
)

func checkSetBaseline(p wire.SetBaselineParams) error {
	if p.Dump != nil && *p.Dump == "" {
		return errors.New("dump is empty: give the path of a dump, or null for the oldest one of the process")
	}
	return nil
}

// SetBaseline implements [wire.Commands].
func (s *Server) SetBaseline(ctx context.Context, params wire.SetBaselineParams) (*wire.Baseline, error) {
	path := ""
	if params.Dump != nil {
		path = s.absolute(*params.Dump)
	}
	base, err := s.dumps.SetBaseline(ctx, path, params.Force)
	if err != nil || base == nil {
		return &wire.Baseline{}, err
	}
	if params.Open {
		if _, err := s.Open(ctx, wire.OpenParams{Kind: wire.DocumentHistogram}); err != nil {
			return nil, err
		}
	}
	return &wire.Baseline{Baseline: &base.Path, Since: &base.Time}, nil
}
