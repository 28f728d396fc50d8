package session

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

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

// is reports whether a snapshot is of a version of a file.
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

// older reports whether a snapshot is of an older dump than another.
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

// snapshots are of all dumps that were looked at, oldest first, no more than
// maxSnapshots.
type snapshots struct{ all []*Snapshot }

// remember keeps a snapshot, unless there is one of the same version. It gives
// the one that is kept.
func (k *snapshots) remember(s *Snapshot) *Snapshot {
	if old := k.find(s.Path, s.stamp); old != nil {
		return old
	}
	all := append(slices.Clone(k.all), s)
	slices.SortStableFunc(all, func(a, b *Snapshot) int { return cmp.Or(a.Time.Compare(b.Time), strings.Compare(a.Path, b.Path)) })
	k.all = all[max(0, len(all)-maxSnapshots):]
	return s
}

// find finds what is kept of a version of a file.
func (k *snapshots) find(path string, v stamp) *Snapshot {
	for _, s := range k.all {
		if s.is(path, v) {
			return s
		}
	}
	return nil
}

// writtenAt is when a version of a file was written: of one that is packed,
// what was packed.
func writtenAt(path string, v stamp) time.Time {
	if at := growth.TimeOf(path); !at.IsZero() && at.Before(v.modTime) {
		return at
	}
	return v.modTime
}

// own returns the snapshot of a loaded dump.
func (an *analyst) own(ctx context.Context, d *Dump) (*Snapshot, error) {
	an.mu.Lock()
	s := an.snapshots.find(d.Path, d.stamp)
	an.mu.Unlock()
	if s != nil {
		return s, nil
	}
	sum, err := growth.Summarize(ctx, d.Heap, d.Table)
	if err != nil {
		return nil, err
	}
	s = &Snapshot{sum, d.written, d.stamp}
	an.mu.Lock()
	defer an.mu.Unlock()
	return an.snapshots.remember(s), nil
}

// read returns the snapshot of a file as it is now.
func (an *analyst) read(ctx context.Context, path string) (*Snapshot, error) {
	v, err := stampOf(path)
	if err != nil {
		return nil, fmt.Errorf("cannot open the dump: %w", err)
	}
	an.mu.Lock()
	s := an.snapshots.find(path, v)
	an.mu.Unlock()
	if s != nil {
		return s, nil
	}
	h, err := an.loader.openHeap(ctx, path)
	if err != nil {
		return nil, err
	}
	defer h.Close()               //nolint:errcheck // it was only read
	_ = an.cache().Become(ctx, h) // it is opened again to be compared
	table, err := site.Collect(ctx, h)
	if err != nil {
		return nil, err
	}
	sum, err := growth.Summarize(ctx, h, table)
	if err != nil {
		return nil, err
	}
	s = &Snapshot{sum, writtenAt(path, v), v}
	an.mu.Lock()
	defer an.mu.Unlock()
	return an.snapshots.remember(s), nil
}
