package lsp

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/mat"
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
	"github.com/perlheap/perlheap/lsp/session"
)

func checkHistogram(p wire.HistogramParams) error {
	if _, err := population.ParseOrder(p.Sort); p.Sort != "" && err != nil {
		return fmt.Errorf("sort: %w", err)
	}
	if p.Limit < 0 {
		return errors.New("limit must not be negative")
	}
	return nil
}

// Histogram implements [wire.Commands]. It waits until the dumps are compared.
func (s *Server) Histogram(ctx context.Context, params wire.HistogramParams) (*wire.Histogram, error) {
	v, release, err := s.analysed(ctx)
	if err != nil {
		return nil, err
	}
	defer release()
	rows := s.histogram(v, nil)
	if params.Sort != "" {
		population.SortRows(rows, population.Order(params.Sort))
	}
	if params.Limit > 0 {
		rows = rows[:min(len(rows), params.Limit)]
	}
	j := population.HistogramJSON(rows, dumpsOf(v))
	return &j, nil
}

// histogram counts the dumps whose populations are known.
func (s *Server) histogram(v *session.View, links *text.Links) []population.Row {
	rows := v.Analysis.Populations.Histogram(population.Origins{Own: v.IsOwn, Inc: v.Heap.Process().Inc()})
	s.words(v, links).NameRows(rows)
	return rows
}

// words writes populations: a sub is named by its current line, as everywhere.
// links, if there are any, mark those lines.
func (s *Server) words(v *session.View, links *text.Links) population.Writer {
	known := map[heap.Location]string{}
	return population.Writer{Sub: func(recorded heap.Location) string {
		line, ok := known[recorded]
		if !ok {
			at := s.current(v, v.PlaceSub(recorded))
			line = links.Mark(at.SubLine(), heap.Location{File: at.File, Line: int(at.Line)})
			known[recorded] = line
		}
		return line
	}}
}

func checkInstances(p wire.InstancesParams) error {
	if p.Name == "" {
		return errors.New("name must be that of a line of the histogram")
	}
	return checkPage(p.PageParams)
}

// Instances implements [wire.Commands].
func (s *Server) Instances(ctx context.Context, params wire.InstancesParams) (*wire.Page[wire.Found], error) {
	v, release, err := s.counted(ctx)
	if err != nil {
		return nil, err
	}
	defer release()
	rows := s.histogram(v, nil)
	at := slices.IndexFunc(rows, func(r population.Row) bool { return r.Name == params.Name })
	if at < 0 {
		return nil, fmt.Errorf("the histogram has no line %s; give the name of one of its rows exactly as perlheap.histogram returns it", text.Safe(params.Name))
	}
	populations := v.Analysis.Populations
	last := len(populations.Dumps) - 1
	page := wire.Page[wire.Found]{Total: rows[at].Count[last], Offset: params.Offset, Items: []wire.Found{}}
	skip := params.Offset
	for _, p := range rows[at].Populations {
		if skip >= p.Count[last] {
			skip -= p.Count[last]
			continue
		}
		for _, sv := range populations.Members(last, p)[skip:] {
			if len(page.Items) == pageLimit(params.PageParams) {
				return &page, nil
			}
			page.Items = append(page.Items, render.NewFoundJSON(v.Heap, mat.Match{SV: sv}))
		}
		skip = 0
	}
	return &page, nil
}
