package session

import (
	"context"
	"errors"
	"fmt"
)

// chosen is a baseline that a person chose.
type chosen struct {
	snapshot *Snapshot
	force    bool
}

// setBaseline is [Dumps.SetBaseline].
func (an *analyst) setBaseline(ctx context.Context, path string, force bool) (*Snapshot, error) {
	d, done, ok := an.store.shown()
	defer done()
	if !ok {
		return nil, errors.New("no dump is shown to compare with a baseline")
	}
	shown, err := an.own(ctx, d)
	if err != nil {
		return nil, err
	}
	var choice *chosen
	if path != "" {
		s, err := an.read(ctx, path)
		if err != nil {
			return nil, err
		}
		if !force {
			if err := s.Same(shown.Process); err != nil {
				return nil, err
			}
			if !older(s, shown) {
				return nil, fmt.Errorf("%s was not written before %s, which is shown", path, d.Path)
			}
		}
		choice = &chosen{s, force}
	}
	an.mu.Lock()
	an.baseline = choice
	s := newSeries(an.snapshots.all, choice, shown)
	if prev := d.Analysis(); prev.Series != nil {
		// What is shown follows at once, the judgement in its time.
		next := *prev
		next.Series = s
		d.analysis.Store(&next)
	}
	an.mu.Unlock()
	an.inputsChanged()
	an.opt.Observer.AnalysisChanged()
	return s.Baseline(), nil
}
