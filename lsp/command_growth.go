package lsp

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

func checkGrowth(p wire.GrowthParams) error {
	if p.Limit != nil && *p.Limit < 0 {
		return errors.New("limit must not be negative")
	}
	return nil
}

// Growth implements [wire.Commands]. It waits until the dumps are compared.
func (s *Server) Growth(ctx context.Context, params wire.GrowthParams) (*wire.SeriesGrowth, error) {
	v, release, err := s.analysed(ctx)
	if err != nil {
		return nil, err
	}
	defer release()
	a := v.Analysis
	base := a.Series.Baseline()
	if base == nil {
		return nil, fmt.Errorf("nothing to compare %s with: no earlier dump of its process is known; take another when the process has grown, or load one that was written before", v.Dump.Path)
	}
	answer := &wire.SeriesGrowth{Baseline: base.Path, Since: base.Time}
	var sums []*growth.Summary
	for _, dump := range a.Series.Dumps {
		answer.Series, answer.Times = append(answer.Series, dump.Path), append(answer.Times, dump.Time)
		sums = append(sums, dump.Summary)
	}
	report := a.Report
	if report == nil { // the files of all earlier dumps are gone
		report = &growth.Report{}
	}
	whole := *report
	whole.Lines, whole.Classes = growth.Tracks(sums)
	words := s.words(v, nil)
	words.Keys = text.AllKeys
	answer.Growth = whole.JSON(params.All, words)
	if params.Limit != nil {
		for _, list := range []*[]wire.Track{&answer.Lines, &answer.Classes, &answer.Holders} {
			*list = (*list)[:min(len(*list), *params.Limit)]
		}
	}
	return answer, nil
}

// clock writes the time of a dump, with the day if it is not that of now.
func clock(t, now time.Time) string {
	t, now = t.Local(), now.Local()
	if y, m, d := now.Date(); slices.Equal([]int{y, int(m), d}, []int{t.Year(), int(t.Month()), t.Day()}) {
		return t.Format("15:04")
	}
	return t.Format("Jan 2 15:04")
}
