package lsp

import (
	"context"
	"errors"
	"path/filepath"

	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/lsp/session"
)

// defaultLines is how many lines are listed if nobody says how many.
const defaultLines = 100

type linesParams struct {
	Limit  *int `json:"limit"`  // at most so many, default 100
	Offset int  `json:"offset"` // how many to pass over
}

func (p linesParams) check() error {
	switch {
	case p.Limit != nil && *p.Limit < 0:
		return errors.New("limit must not be negative")
	case p.Offset < 0:
		return errors.New("offset must not be negative")
	}
	return nil
}

// Lines implements [Commands].
func (s *Server) Lines(ctx context.Context, params linesParams) (*render.LinesJSON, error) {
	d, done, err := s.shown()
	if err != nil {
		return nil, err
	}
	defer done()
	limit := defaultLines
	if params.Limit != nil {
		limit = *params.Limit
	}
	sites := d.Table.Sites
	answer := &render.LinesJSON{Dump: d.Path, Total: len(sites), Codes: d.Table.Codes, Bytes: d.Table.HeapBytes, Lines: []render.LineJSON{}}
	sites = sites[min(params.Offset, len(sites)):]
	for i := range sites[:min(limit, len(sites))] {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		answer.Lines = append(answer.Lines, s.line(d, &sites[i]))
	}
	return answer, nil
}

// line describes a site with its line in the text of now.
func (s *Server) line(d *session.Dump, at *site.Site) render.LineJSON {
	p := d.Place(at)
	j := render.NewLineJSON(d.Heap, d.Table, at, p)
	if p.Path == "" {
		return j
	}
	if v, ok := s.textOf(d, p.Path); ok {
		j.Line = int(d.LineNow(p.Path, session.PerlLine(p.Line), v.text))
	}
	j.File = s.display(p.Path)
	return j
}

// display writes a path as people know it: relative to the workspace folder
// that it is in.
func (s *Server) display(path string) string {
	for _, folder := range s.folderPaths() {
		if rel, err := filepath.Rel(folder, path); err == nil && filepath.IsLocal(rel) {
			return rel
		}
	}
	return path
}
