package lsp

import (
	"context"
	"errors"

	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/suspect"
	"github.com/perlheap/perlheap/heap/wire"
	"github.com/perlheap/perlheap/lsp/session"
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
	d, a, done, err := s.dumps.Analysed(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	all := a.Suspects
	if params.Limit != nil {
		all = all[:min(len(all), *params.Limit)]
	}
	var dumps []string
	for _, dump := range a.Compared {
		dumps = append(dumps, dump.Path)
	}
	answer := render.NewSuspectsJSON(dumps, all, d.Heap, a.Unreached)
	for i := range all {
		x, j := &all[i], &answer.Suspects[i]
		j.Path, j.HolderPath = x.Place.Path, x.HolderPlace.Path
		j.Line = int(s.lineNow(d, x.Place))
		if j.HolderLine != nil {
			line := int(s.lineNow(d, x.HolderPlace))
			j.HolderLine = &line
		}
	}
	return &answer, nil
}

// lineNow follows a place to the text of now.
func (s *Server) lineNow(d *session.Dump, p suspect.Place) session.PerlLine {
	line := session.PerlLine(p.Line)
	if p.Path == "" || p.Line == 0 {
		return line
	}
	if v, ok := s.textOf(d, p.Path); ok {
		return d.LineNow(p.Path, line, v.text)
	}
	return line
}
