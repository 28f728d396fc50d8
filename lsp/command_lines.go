package lsp

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
	"github.com/perlheap/perlheap/lsp/session"
)

// defaultLines is how many lines are listed if nobody says how many.
const defaultLines = 100

func checkLines(p wire.LinesParams) error {
	for _, k := range p.Kinds {
		if !slices.Contains(site.Kinds, k) {
			return fmt.Errorf("kinds: %q is not one of %s", k, strings.Join(session.Kinds, ", "))
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

// Lines implements [wire.Commands].
func (s *Server) Lines(ctx context.Context, params wire.LinesParams) (*wire.Lines, error) {
	v, release, err := s.shown()
	if err != nil {
		return nil, err
	}
	defer release()
	if !slices.Equal(params.Kinds, []site.Kind{site.KindClosure}) { // those are known at once
		if v, err = v.Completed(ctx); err != nil {
			return nil, err
		}
	}
	limit := defaultLines
	if params.Limit != nil {
		limit = *params.Limit
	}
	items := slices.DeleteFunc(slices.Clone(v.Alive), func(i *site.Item) bool {
		return params.Kinds != nil && !slices.Contains(params.Kinds, i.Kind)
	})
	if params.Sort == "count" {
		slices.SortStableFunc(items, func(a, b *site.Item) int { return -cmp.Compare(a.Count, b.Count) })
	}
	answer := &wire.Lines{Dump: v.Dump.Path, Total: len(items), Codes: v.Table.Codes, Bytes: v.Table.HeapBytes, Lines: []wire.Line{}}
	items = items[min(params.Offset, len(items)):]
	for _, one := range items[:min(limit, len(items))] {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		spots := v.Places(one)
		line := one.JSON(v.Heap, v.Table, spots)
		if line.Path != "" {
			line.File = s.display(line.Path)
		}
		item := session.NewItem(one, spots[0])
		line.Text, line.Part = lensTitle(v, item), text.Bytes(line.Bytes)+", "+heapShare(v, line.Bytes)
		line.What, line.Amount = rowOf(v, item)
		line.Own = line.Path != "" && v.IsOwn(one.Recorded.File)
		line.NoFile = noFile(&line.Place)
		answer.Lines = append(answer.Lines, line)
	}
	if n := len(answer.Lines); params.Offset == 0 && n < answer.Total {
		answer.Note = fmt.Sprintf("The first %s of %s lines.", text.Count(n), text.Count(answer.Total))
	}
	for _, m := range v.Missing() {
		missing := site.MissingJSON(m.File, m.Candidates, m.Reason)
		missing.Count = m.Items
		answer.Missing = append(answer.Missing, missing)
	}
	return answer, nil
}

// noFile says why a place cannot be opened; empty if it can.
func noFile(p *wire.Place) string {
	switch {
	case p.Path != "":
		return ""
	case p.RecordedFile == "":
		return "The dump records no line for it."
	case !site.InFile(heap.Location{File: p.RecordedFile}):
		return fmt.Sprintf("The dump says %s line %d, which is no file.", p.RecordedFile, p.RecordedLine)
	}
	return fmt.Sprintf("The dump says %s line %d; no such file was found in the workspace.", p.RecordedFile, p.RecordedLine)
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
