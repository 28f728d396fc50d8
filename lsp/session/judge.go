package session

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"go.uber.org/zap"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/growth"
)

// maxCompared is how many SVs all heaps of a comparison may have together:
// they are in memory at once. A heap takes some 40 bytes for each SV, and half
// as much again for retained sizes.
const maxCompared = 32_000_000

// judge finds the suspects of a dump: with the baseline and a dump from
// between, as far as their files are still there, else alone.
func (an *analyst) judge(ctx context.Context, d *Dump, shown *Snapshot, a *Analysis) error {
	an.mu.Lock()
	series := newSeries(an.snapshots.all, an.baseline, shown)
	an.mu.Unlock()
	chosen := chooseDumps(series.Dumps)
	inputs := inputsOf(chosen, d.Where())
	if a.Judged && a.inputs == inputs {
		return nil
	}
	s, chosen, closeAll, err := an.seriesOf(ctx, d, a, chosen, series.Forced)
	if err != nil {
		return err
	}
	defer closeAll()
	suspects, err := diagnose.Find(ctx, s, diagnose.Options{Program: d.placed().program})
	if err != nil {
		return err
	}
	s.Rest()
	unreached, err := diagnose.Unreached(ctx, d.Heap, a.Retained.Sizes)
	if err != nil {
		return err
	}
	var report *growth.Report
	if len(s.Heaps) > 1 {
		if report, err = s.Compare(ctx); err != nil {
			return err
		}
	}
	populations, err := s.Populations(ctx)
	if err != nil {
		return err
	}
	a.Populations = &Populations{Populations: populations.OfLast(), Dumps: chosen, shapes: a.Populations.shapes}
	a.Judged, a.Suspects, a.Unreached, a.Report, a.inputs = true, suspects, unreached, report, inputs
	a.Compared = chosen
	return d.Heap.File().Unchanged()
}

// chooseDumps takes the first dump, one from the middle and the last, of those
// whose files have not changed, within maxCompared.
func chooseDumps(dumps []*Snapshot) []*Snapshot {
	last := dumps[len(dumps)-1]
	var there []*Snapshot
	svs := last.SVs
	for _, s := range dumps[:len(dumps)-1] {
		if v, err := stampOf(s.Path); err == nil && v == s.stamp {
			there = append(there, s)
		}
	}
	var chosen []*Snapshot
	take := func(s *Snapshot) {
		if svs+s.SVs <= maxCompared && !slices.Contains(chosen, s) {
			svs += s.SVs
			chosen = append(chosen, s)
		}
	}
	if len(there) > 0 {
		take(there[0])
		take(there[len(there)/2])
	}
	return append(chosen, last)
}

// inputsOf identifies what a judgement is based on.
func inputsOf(dumps []*Snapshot, where Workspace) string {
	var b strings.Builder
	for _, s := range dumps {
		fmt.Fprintf(&b, "%s %d %d\x00", s.Path, s.stamp.size, s.stamp.modTime.UnixNano())
	}
	fmt.Fprintf(&b, "%q", where)
	return b.String()
}

// openAll opens the heaps of dumps; the last is that of d, which stays open.
// Earlier ones that do not open any more are left out of those it returns.
func (an *analyst) openAll(ctx context.Context, d *Dump, dumps []*Snapshot) (heaps []*heap.Heap, there []*Snapshot, closeAll func(), err error) {
	var opened []*heap.Heap
	closeAll = func() {
		for _, h := range opened {
			_ = h.Close() // it was only read
		}
	}
	for _, s := range dumps[:len(dumps)-1] {
		h, err := an.loader.openHeap(ctx, s.Path)
		if ctx.Err() != nil {
			if err == nil {
				opened = append(opened, h)
			}
			closeAll()
			return nil, nil, nil, ctx.Err()
		}
		if err != nil {
			an.opt.Log.Warn("earlier dump not compared", zap.String("path", s.Path), zap.Error(err))
			continue
		}
		opened, there = append(opened, h), append(there, s)
	}
	return append(slices.Clone(opened), d.Heap), append(there, dumps[len(dumps)-1]), closeAll, nil
}
