package lsp

import (
	"context"
	"errors"
	"fmt"

	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/safe"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
	"github.com/perlheap/perlheap/lsp/session"
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
		j.What, j.Amount = rowOfSuspect(x)
		f, now, ok := v.Now(x.Place)
		if ok {
			if typical := typicalOf(f, session.PerlLine(now.Line), x); typical != x.SV {
				j.Typical = v.Heap.Addr(typical).String()
			}
		}
		j.Line, j.State, j.Reason, j.Doubt = int(now.Line), wire.State(now.State.String()), string(now.Reason), now.Doubt()
		j.NoFile = noFile(&j.Place)
		if j.HolderPlace != nil {
			j.HolderPlace.Line = int(v.LineNow(x.HolderPlace))
		}
	}
	if len(all) == 0 && len(a.Suspects) == 0 {
		answer.Note = "Nothing is suspicious. Two more dumps of the process, taken some time apart, would tell more."
	}
	lost := int64(0)
	for i := range answer.Unreachable {
		c := &answer.Unreachable[i]
		lost = safe.Add(lost, c.Bytes)
		if c.Text = text.CountOf(c.Count, "unreachable part", "unreachable parts"); c.Cycle {
			c.Text = text.CountOf(c.Count, "unreachable cycle", "unreachable cycles")
		}
		c.Details = []string{text.CountOf(c.SVs, "SV", "SVs") + " that no root leads to"}
		if c.Foreign > 0 {
			c.Details = append(c.Details, fmt.Sprintf("%s of them may be held by C code, which no dump shows.", text.Count(c.Foreign)))
		}
	}
	if lost > 0 {
		answer.Lost = text.Bytes(lost) + " that no root leads to: cycles that have lost their last outside reference, or SVs that only C code refers to"
	}
	return &answer, nil
}
