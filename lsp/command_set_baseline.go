package lsp

import (
	"context"
	"errors"
	"time"
)

type setBaselineParams struct {
	Dump  *string `json:"dump"`  // path; null or left out: the oldest dump of the process
	Force bool    `json:"force"` // also a dump that seems to be of another process
}

func (p setBaselineParams) check() error {
	if p.Dump != nil && *p.Dump == "" {
		return errors.New("dump is empty: give the path of a dump, or null for the oldest of the process")
	}
	return nil
}

type setBaselineResult struct {
	Baseline *string    `json:"baseline"` // path; null if no earlier dump of the process is known
	Since    *time.Time `json:"since"`    // when it was written
}

// SetBaseline implements [Commands].
func (s *Server) SetBaseline(ctx context.Context, params setBaselineParams) (*setBaselineResult, error) {
	path := ""
	if params.Dump != nil {
		path = s.absolute(*params.Dump)
	}
	base, err := s.dumps.SetBaseline(ctx, path, params.Force)
	if err != nil || base == nil {
		return &setBaselineResult{}, err
	}
	return &setBaselineResult{&base.Path, &base.Time}, nil
}
