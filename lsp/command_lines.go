package lsp

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/wire"
	"github.com/perlheap/perlheap/lsp/session"
)

// defaultLines is how many lines are listed if nobody says how many.
const defaultLines = 100

type linesParams struct {
	Kinds  []site.Kind `json:"kinds"`  // only these; default all
	Sort   string      `json:"sort"`   // what is first: bytes, the default, or count
	Limit  *int        `json:"limit"`  // at most so many, default 100
	Offset int         `json:"offset"` // how many to pass over
}

func (p linesParams) check() error {
	for _, k := range p.Kinds {
		if !slices.Contains(site.Kinds, k) {
			return fmt.Errorf("kinds: %q is none of %s", k, strings.Join(session.Kinds, ", "))
		}
	}
	switch {
	case p.Sort != "" && p.Sort != "bytes" && p.Sort != "count":
		return errors.New("sort must be bytes or count")
	case p.Limit != nil && *p.Limit < 0:
		return errors.New("limit must not be negative")
	case p.Offset < 0:
		return errors.New("offset must not be negative")
	}
	return nil
}

// Lines implements [Commands].
func (s *Server) Lines(ctx context.Context, params linesParams) (*wire.Lines, error) {
	d, done, err := s.shown()
	if err != nil {
		return nil, err
	}
	defer done()
	if !slices.Equal(params.Kinds, []site.Kind{site.KindClosure}) { // those are known at once
		if err := d.WaitComplete(ctx); err != nil {
			return nil, err
		}
	}
	limit := defaultLines
	if params.Limit != nil {
		limit = *params.Limit
	}
	items := slices.DeleteFunc(slices.Clone(d.Items()), func(i *site.Item) bool {
		return params.Kinds != nil && !slices.Contains(params.Kinds, i.Kind)
	})
	if params.Sort == "count" {
		slices.SortStableFunc(items, func(a, b *site.Item) int { return -cmp.Compare(a.Count, b.Count) })
	}
	answer := &wire.Lines{Dump: d.Path, Total: len(items), Codes: d.Table.Codes, Bytes: d.Table.HeapBytes, Lines: []wire.Line{}}
	items = items[min(params.Offset, len(items)):]
	now := spotsNow{s: s, d: d, views: make(map[string]view)}
	for _, one := range items[:min(limit, len(items))] {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		spots := now.spots(one)
		line := render.NewItemJSON(d.Heap, d.Table, one, spots)
		if line.Path != "" {
			line.File = s.display(line.Path)
		}
		line.Text = lensTitle(d, session.NewItem(one, spots[0]))
		answer.Lines = append(answer.Lines, line)
	}
	for _, m := range d.Missing() {
		missing := render.NewMissingJSON(m.File, func(string) ([]string, error) { return m.Candidates, m.Reason })
		missing.Count = m.Items
		answer.Missing = append(answer.Missing, missing)
	}
	return answer, nil
}

// spotsNow gives the spots of items in the texts of now. It looks at each text
// once.
type spotsNow struct {
	s     *Server
	d     *session.Dump
	views map[string]view
}

func (n *spotsNow) spots(one *site.Item) []site.Spot {
	spots := slices.Clone(n.d.Spots(one))
	for k := range spots {
		if at := &spots[k]; at.Path != "" && at.State != site.Gone {
			n.move(one, at)
		}
	}
	return spots
}

// move takes a spot to where it is in the text of now.
func (n *spotsNow) move(one *site.Item, at *site.Spot) {
	v, known := n.views[at.Path]
	if !known {
		v, _ = n.s.viewPath(n.d, at.Path)
		n.views[at.Path] = v
	}
	if v.text == nil {
		return // it was deleted
	}
	for _, i := range v.Items {
		if i.Kind == one.Kind && i.Placed == session.PerlLine(at.Line) && slices.Contains(i.Items, one) {
			at.Line = perl.Line(i.Line)
			return
		}
	}
	at.State, at.Reason = site.Gone, site.ReasonChanged
	at.Line = perl.Line(n.d.LineNow(at.Path, session.PerlLine(at.Line), v.text))
}

// displaySlash is display as documents write it, the same on all systems.
func (s *Server) displaySlash(path string) string { return filepath.ToSlash(s.display(path)) }

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
