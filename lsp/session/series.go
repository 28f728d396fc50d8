package session

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/site"
)

// Snapshot is what is kept of a dump for comparisons: some kilobytes, also
// when its file is written over.
type Snapshot struct {
	*growth.Summary
	Time  time.Time // when the file was last written
	stamp stamp
}

// is tells whether a snapshot is of a version of a file.
func (s *Snapshot) is(path string, v stamp) bool { return s.Path == path && s.stamp == v }

// inOrder puts snapshots into the order of time, as the command line does.
func inOrder(all []*Snapshot) ([]*Snapshot, *growth.Order) {
	slices.SortStableFunc(all, func(a, b *Snapshot) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), a.Time.Compare(b.Time))
	})
	written := make([]growth.Written, len(all))
	for i, s := range all {
		written[i] = growth.Written{Path: s.Path, Time: s.Time, Process: &s.Process}
	}
	sorted, order := growth.InOrder(written)
	out := make([]*Snapshot, len(all))
	for k, i := range sorted {
		out[k] = all[i]
	}
	return out, order
}

// older tells whether a snapshot is of an older dump than another.
func older(a, b *Snapshot) bool {
	sorted, _ := inOrder([]*Snapshot{a, b})
	return sorted[0] == a && a != b
}

const (
	// maxSnapshots bounds how many snapshots are kept; the oldest go first.
	maxSnapshots = 64
	// maxEarlier is how many dumps before the shown one are read because the
	// setting perlheap.dumps matches them.
	maxEarlier = 8
)

// Series are the dumps of the process of the shown dump that are known, from
// the baseline on. What is shown is its last.
type Series struct {
	Dumps []*Snapshot // oldest first: the baseline first, the shown dump last
	// Forced tells that a person chose a baseline that seems to be of another
	// process.
	Forced bool
	Order  *growth.Order // what told which is the older
	before []*Snapshot   // of the process, older than the baseline
	others []stranger
}

// stranger is a dump that is not in the series, with the reason.
type stranger struct {
	snapshot *Snapshot
	reason   error
}

// Baseline is the dump that growth is counted from; nil if there is none
// before the shown one.
func (s *Series) Baseline() *Snapshot {
	if s == nil || len(s.Dumps) < 2 {
		return nil
	}
	return s.Dumps[0]
}

// Closures is how many closures of a sub were alive in each dump of the
// series. ok is false if there is no baseline, or if the dumps do not tell the
// sub from another one on its line.
func (s *Series) Closures(sites []*site.Site) (counts []int, ok bool) {
	if s.Baseline() == nil || len(sites) == 0 {
		return nil, false
	}
	type place struct {
		loc  heap.Location
		name string
	}
	now := 0
	seen := map[place]bool{}
	counts = make([]int, len(s.Dumps))
	for _, t := range sites {
		now += t.Closures
		p := place{t.Recorded, t.Name}
		if strings.HasPrefix(p.loc.File, "(eval ") {
			p.loc.File = "(eval)"
		}
		if seen[p] {
			continue
		}
		seen[p] = true
		for k, dump := range s.Dumps {
			n, _ := dump.Line(t)
			counts[k] += n
		}
	}
	return counts, counts[len(counts)-1] == now
}

// Objects is how many objects of a class were alive in each dump of the
// series. ok is false if there is no baseline.
func (s *Series) Objects(class string) (counts []int, ok bool) {
	if s.Baseline() == nil {
		return nil, false
	}
	for _, dump := range s.Dumps {
		n, _ := dump.Class(class)
		counts = append(counts, n)
	}
	return counts, true
}

// chosen is a baseline that a person chose.
type chosen struct {
	snapshot *Snapshot
	force    bool
}

// series makes the series that ends with a snapshot. The lock must be held.
func (ds *Dumps) series(shown *Snapshot) *Series {
	s := &Series{}
	all := []*Snapshot{shown}
	for _, e := range ds.snapshots {
		if e == shown {
			continue
		}
		if err := e.Same(shown.Process); err != nil {
			s.others = append(s.others, stranger{e, err})
		} else if err := copyOf(e, all); err != nil {
			s.others = append(s.others, stranger{e, err})
		} else {
			all = append(all, e)
		}
	}
	all, order := inOrder(all)
	same := s.ofOne(all[:slices.Index(all, shown)], shown)
	if b := ds.baseline; b != nil && b.snapshot != shown {
		err := b.snapshot.Same(shown.Process)
		if err == nil && older(b.snapshot, shown) || b.force {
			from := slices.Index(same, b.snapshot)
			if from < 0 {
				from = 0
				for from < len(same) && older(same[from], b.snapshot) {
					from++
				}
			}
			s.Forced = err != nil
			s.before = same[:from]
			same = slices.DeleteFunc(slices.Clone(same[from:]), func(e *Snapshot) bool { return e == b.snapshot })
			same = slices.Insert(same, 0, b.snapshot)
		}
	}
	s.Dumps = append(same, shown)
	order.Given, order.Paths = nil, nil
	for _, e := range s.Dumps {
		order.Paths = append(order.Paths, e.Path)
	}
	order.Given = order.Paths // nobody gave them in an order
	s.Order = order
	return s
}

// ofOne takes of dumps that may each be of the process of the shown one those
// that may be of one process together, the newest first: what one of them does
// not say, another may.
func (s *Series) ofOne(dumps []*Snapshot, shown *Snapshot) []*Snapshot {
	kept := []*Snapshot{shown}
	for _, e := range slices.Backward(dumps) {
		var other error
		for _, k := range kept {
			if other = e.Same(k.Process); other != nil {
				break
			}
		}
		if other != nil {
			s.others = append(s.others, stranger{e, other})
			continue
		}
		kept = append(kept, e)
	}
	kept = kept[1:]
	slices.Reverse(kept)
	return kept
}

// copyOf gives the reason why a snapshot is of no dump of its own: it is of
// another one's, packed in another way.
func copyOf(e *Snapshot, all []*Snapshot) error {
	for _, other := range all {
		if e.Path != other.Path && e.CopyOf(other.Process) {
			return fmt.Errorf("it is the same dump as %s", other.Path)
		}
	}
	return nil
}

// remember keeps a snapshot. The lock must be held.
func (ds *Dumps) remember(s *Snapshot) {
	ds.snapshots = slices.DeleteFunc(ds.snapshots, func(old *Snapshot) bool { return old.is(s.Path, s.stamp) })
	ds.snapshots = append(ds.snapshots, s)
	slices.SortStableFunc(ds.snapshots, func(a, b *Snapshot) int { return cmp.Or(a.Time.Compare(b.Time), strings.Compare(a.Path, b.Path)) })
	if extra := len(ds.snapshots) - maxSnapshots; extra > 0 {
		ds.snapshots = slices.Delete(ds.snapshots, 0, extra)
	}
}

// snapshot finds what is kept of a version of a file. The lock must be held.
func (ds *Dumps) snapshot(path string, v stamp) *Snapshot {
	for _, s := range ds.snapshots {
		if s.is(path, v) {
			return s
		}
	}
	return nil
}

// SetBaseline makes a dump what growth is counted from, by absolute path; ""
// goes back to the oldest of the process. It reads the dump if it has not been
// read yet. A dump of another process is refused with an error that wraps
// [growth.ErrOtherProcess] unless it is forced.
func (ds *Dumps) SetBaseline(ctx context.Context, path string, force bool) (*Snapshot, error) {
	d, done, ok := ds.Shown()
	defer done()
	if !ok {
		return nil, errors.New("no dump is shown that could be compared with a baseline")
	}
	shown, err := ds.own(ctx, d)
	if err != nil {
		return nil, err
	}
	var choice *chosen
	if path != "" {
		s, err := ds.read(ctx, path)
		if err != nil {
			return nil, err
		}
		if !force {
			if err := s.Same(shown.Process); err != nil {
				return nil, fmt.Errorf("%w; give force to compare them all the same", err)
			}
			if !older(s, shown) {
				return nil, fmt.Errorf("%s was not written before %s, which is shown; give force to compare them all the same", path, d.Path)
			}
		}
		choice = &chosen{s, force}
	}
	ds.mu.Lock()
	ds.baseline = choice
	s := ds.series(shown)
	if prev := d.Analysis(); prev.Series != nil {
		// What is shown follows at once, the judgement in its time.
		next := *prev
		next.Series = s
		d.analysis.Store(&next)
	}
	ds.inputsChanged()
	ds.mu.Unlock()
	ds.opt.Observer.AnalysisChanged()
	return s.Baseline(), nil
}

// writtenAt is when a version of a file was written: of one that is packed,
// what was packed.
func writtenAt(path string, v stamp) time.Time {
	if at := growth.TimeOf(path); !at.IsZero() && at.Before(v.modTime) {
		return at
	}
	return v.modTime
}

// own gives the snapshot of a loaded dump.
func (ds *Dumps) own(ctx context.Context, d *Dump) (*Snapshot, error) {
	ds.mu.Lock()
	s := ds.snapshot(d.Path, d.stamp)
	ds.mu.Unlock()
	if s != nil {
		return s, nil
	}
	sum, err := growth.Summarize(ctx, d.Heap, d.Table)
	if err != nil {
		return nil, err
	}
	s = &Snapshot{sum, writtenAt(d.Path, d.stamp), d.stamp}
	ds.mu.Lock()
	defer ds.mu.Unlock()
	ds.remember(s)
	return s, nil
}

// read gives the snapshot of a file as it is now.
func (ds *Dumps) read(ctx context.Context, path string) (*Snapshot, error) {
	v, err := stampOf(path)
	if err != nil {
		return nil, fmt.Errorf("cannot open the dump: %w", err)
	}
	ds.mu.Lock()
	s := ds.snapshot(path, v)
	ds.mu.Unlock()
	if s != nil {
		return s, nil
	}
	h, err := ds.openHeap(ctx, path)
	if err != nil {
		return nil, err
	}
	defer h.Close() //nolint:errcheck // it was only read
	table, err := site.Collect(ctx, h)
	if err != nil {
		return nil, err
	}
	sum, err := growth.Summarize(ctx, h, table)
	if err != nil {
		return nil, err
	}
	s = &Snapshot{sum, writtenAt(path, v), v}
	ds.mu.Lock()
	defer ds.mu.Unlock()
	ds.remember(s)
	return s, nil
}

// openHeap loads a heap for a while, when no other is being loaded.
func (ds *Dumps) openHeap(ctx context.Context, path string) (*heap.Heap, error) {
	select {
	case ds.slot <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-ds.slot }()
	if _, err := files.Regular(path); err != nil {
		return nil, fmt.Errorf("cannot open the dump: %w", err)
	}
	return heap.Open(ctx, path, heap.Options{})
}

// Known is a dump as perlheap.dumps lists it.
type Known struct {
	Path     string
	Time     time.Time
	SVs      int   // 0 if it has not been read
	Bytes    int64 // the same
	State    KnownState
	Loaded   bool // its heap is in memory
	Baseline bool
	Reason   string // of Other and Failed
}

// KnownState says what a dump is to the shown one.
type KnownState string

// The states.
const (
	KnownShown  KnownState = "shown"
	KnownSeries KnownState = "series" // of the same process, compared with
	KnownBefore KnownState = "before" // of the same process, older than the baseline
	KnownNewer  KnownState = "newer"  // of the same process, newer than what is shown
	KnownOther  KnownState = "other"  // of another process
	KnownUnread KnownState = "unread" // not looked at yet
	KnownFailed KnownState = "failed" // cannot be read
)

// Known lists all dumps that the server knows, oldest first: those loaded,
// those that were read for comparison, and those that the setting matches.
func (ds *Dumps) Known() []Known {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	shown := ds.last()
	var series *Series
	if shown != nil {
		series = shown.Analysis().Series
	}
	all := []Known{}
	seen := map[foundFile]bool{}
	add := func(k Known, v stamp) {
		if f := (foundFile{k.Path, v}); !seen[f] {
			seen[f] = true
			all = append(all, k)
		}
	}
	for _, d := range ds.loaded {
		k := Known{Path: d.Path, Time: writtenAt(d.Path, d.stamp), SVs: d.Heap.Count(), Bytes: d.Heap.Bytes(), State: KnownUnread, Loaded: true}
		if s := ds.snapshot(d.Path, d.stamp); s != nil {
			ds.place(&k, s, series)
		}
		if d == shown {
			k.State = KnownShown
		}
		add(k, d.stamp)
	}
	for _, s := range ds.snapshots {
		k := Known{Path: s.Path, Time: s.Time, SVs: s.SVs, Bytes: s.Bytes, State: KnownUnread}
		ds.place(&k, s, series)
		add(k, s.stamp)
	}
	for _, f := range ds.matched {
		k := Known{Path: f.path, Time: writtenAt(f.path, f.stamp), State: KnownUnread}
		if err := ds.unreadable[f]; err != nil {
			k.State, k.Reason = KnownFailed, err.Error()
		}
		add(k, f.stamp)
	}
	return knownInOrder(all, ds.snapshots)
}

// knownInOrder puts dumps into the order of time.
func knownInOrder(all []Known, snapshots []*Snapshot) []Known {
	slices.SortStableFunc(all, func(a, b Known) int { return strings.Compare(a.Path, b.Path) })
	written := make([]growth.Written, len(all))
	for i, k := range all {
		written[i] = growth.Written{Path: k.Path, Time: k.Time}
		for _, s := range snapshots {
			if s.Path == k.Path && s.Time.Equal(k.Time) {
				written[i].Process = &s.Process
			}
		}
	}
	sorted, _ := growth.InOrder(written)
	out := make([]Known, len(all))
	for n, i := range sorted {
		out[n] = all[i]
	}
	return out
}

// place says what a snapshot is to the shown dump.
func (ds *Dumps) place(k *Known, s *Snapshot, series *Series) {
	if series == nil {
		return
	}
	k.Baseline = series.Baseline() == s
	switch {
	case slices.Contains(series.Dumps, s):
		k.State = KnownSeries
		if k.Baseline && series.Forced {
			k.Reason = "forced"
		}
		return
	case slices.Contains(series.before, s):
		k.State = KnownBefore
		return
	}
	for _, r := range series.others {
		if r.snapshot == s {
			k.State, k.Reason = KnownOther, r.reason.Error()
			return
		}
	}
	k.State = KnownNewer
}
