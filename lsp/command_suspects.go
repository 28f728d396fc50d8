package lsp

import (
	"context"
	"errors"

	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/wire"
)

type suspectsParams struct {
	Limit *int `json:"limit"` // at most so many, default 10
}

func (p suspectsParams) check() error {
	if p.Limit != nil && *p.Limit < 0 {
		return errors.New("limit must not be negative")
	}
	return nil
}

// Suspects implements [Commands]. It waits until they are known.
func (s *Server) Suspects(ctx context.Context, params suspectsParams) (*wire.Suspects, error) {
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
	answer := render.NewSuspectsJSON(dumps, all, v.Heap, a.Unreached)
	for i := range all {
		x, j := &all[i], &answer.Suspects[i]
		j.Path, j.HolderPath = x.Place.Path, x.HolderPlace.Path
		_, now, _ := v.Now(x.Place)
		j.Line, j.State, j.Reason = int(now.Line), now.State.String(), string(now.Reason)
		if j.HolderLine != nil {
			line := int(v.LineNow(x.HolderPlace))
			j.HolderLine = &line
		}
	}
	return &answer, nil
}
