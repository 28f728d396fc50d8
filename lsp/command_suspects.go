package lsp

import (
	"context"
	"errors"

	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/wire"
)

func checkSuspects(p wire.SuspectsParams) error {
	if p.Limit != nil && *p.Limit < 0 {
		return errors.New("limit must not be negative")
	}
	return nil
}

// Suspects implements [wire.Commands]. It waits until they are known.
func (s *Server) Suspects(ctx context.Context, params wire.SuspectsParams) (*wire.Suspects, error) {
	v, release, err := s.analysed(ctx)
	if err != nil {
		return nil, err
	}
	defer release()
	a := v.Analysis
	all := a.Suspects
	if params.Limit != nil {
		all = all[:min(len(all), *params.Limit)]
	}
	var dumps []string
	for _, dump := range a.Compared {
		dumps = append(dumps, dump.Path)
	}
	answer := diagnose.JSON(dumps, all, v.Heap, a.Unreached)
	for i := range all {
		x, j := &all[i], &answer.Suspects[i]
		j.Numbers = suspectNumbers(v, x)
		_, now, _ := v.Now(x.Place)
		j.Line, j.State, j.Reason, j.Doubt = int(now.Line), wire.State(now.State.String()), string(now.Reason), now.Doubt()
		if j.HolderPlace != nil {
			j.HolderPlace.Line = int(v.LineNow(x.HolderPlace))
		}
	}
	return &answer, nil
}
