package lsp

import (
	"context"
	"errors"

	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/suspect"
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

// suspectsResult is that of the command line, with what an editor needs to go
// there.
type suspectsResult struct {
	Dumps       []string               `json:"dumps"` // that were compared, oldest first
	Suspects    []suspectResult        `json:"suspects"`
	Unreachable []render.ComponentJSON `json:"unreachable"`
}

type suspectResult struct {
	render.SuspectJSON        // with the lines of the text of now
	Path               string `json:"path,omitempty"`        // absolute, if the file is here
	HolderPath         string `json:"holder_path,omitempty"` // the same of the holder
	Address            string `json:"address"`               // of an example, or of the container
	Counts             []int  `json:"counts,omitempty"`      // in each of the dumps
	Trend              string `json:"trend,omitempty"`
}

// Suspects implements [Commands]. It waits until they are known.
func (s *Server) Suspects(ctx context.Context, params suspectsParams) (*suspectsResult, error) {
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
	list := render.NewSuspectsJSON(dumps, all, d.Heap, a.Unreached)
	answer := &suspectsResult{Dumps: list.Dumps, Suspects: []suspectResult{}, Unreachable: list.Unreachable}
	for i := range all {
		x := &all[i]
		j := suspectResult{SuspectJSON: list.Suspects[i], Path: x.Place.Path, HolderPath: x.HolderPlace.Path, Address: d.Heap.Addr(x.SV).String()}
		if len(x.Counts) > 1 {
			j.Counts, j.Trend = x.Counts, string(x.Trend)
		}
		j.Line = int(s.lineNow(d, x.Place))
		if j.HolderLine != nil {
			line := int(s.lineNow(d, x.HolderPlace))
			j.HolderLine = &line
		}
		answer.Suspects = append(answer.Suspects, j)
	}
	return answer, nil
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
