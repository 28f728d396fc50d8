package lsp

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/wire"
)

// maxRun is how many dumps of a run are compared.
const maxRun = 8

func checkRuns(r wire.Runs) error {
	switch {
	case (len(r.Before) == 0) != (len(r.After) == 0):
		return errors.New("give the dumps before the cure and those after it, or neither for the two newest runs")
	case len(r.Before) > maxRun || len(r.After) > maxRun:
		return fmt.Errorf("give at most %d dumps of each run", maxRun)
	case slices.Contains(slices.Concat(r.Before, r.After), ""):
		return errors.New("the path of a dump is empty")
	case r.Level != "" && !slices.Contains(diagnose.Levels(), r.Level):
		return errors.New("level must be high, medium or low")
	}
	return nil
}

// Verify implements [wire.Commands].
func (s *Server) Verify(ctx context.Context, params wire.VerifyParams) (*wire.Verification, error) {
	runs, err := s.runs(ctx, params.Runs)
	if err != nil {
		return nil, err
	}
	v, done, err := s.dumps.Verify(ctx, runs.Before, runs.After, runs.Level)
	if err != nil {
		return nil, err
	}
	defer done()
	j := v.JSON(v.Before, v.After)
	for i := range j.Changes {
		if at := &j.Changes[i].Suspect.Place; at.Path != "" {
			at.File = s.displaySlash(at.Path)
		}
	}
	if params.Show {
		if _, err := s.Open(ctx, wire.OpenParams{Kind: wire.DocumentVerify, Runs: runs}); err != nil {
			return nil, err
		}
	}
	return &j, nil
}

// runs are the dumps that are meant: without any, those of the two newest runs.
func (s *Server) runs(ctx context.Context, r wire.Runs) (wire.Runs, error) {
	if r.Level == "" {
		r.Level = diagnose.Medium
	}
	if len(r.Before) == 0 {
		var err error
		r.Before, r.After, err = s.dumps.Runs(ctx)
		return r, err
	}
	absolute := func(paths []string) []string {
		all := make([]string, len(paths))
		for i, path := range paths {
			all[i] = s.absolute(path)
		}
		return all
	}
	r.Before, r.After = absolute(r.Before), absolute(r.After)
	return r, nil
}
