package session

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/perlheap/perlheap/heap/growth"
)

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
	dumps, done := ds.store.all()
	defer done()
	var shown *Dump
	var series *Series
	if len(dumps) > 0 {
		shown = dumps[len(dumps)-1]
		series = shown.Analysis().Series
	}
	files := ds.analyst.files()
	all := []Known{}
	seen := map[foundFile]bool{}
	add := func(k Known, v stamp) {
		if f := (foundFile{k.Path, v}); !seen[f] {
			seen[f] = true
			all = append(all, k)
		}
	}
	for _, d := range dumps {
		k := Known{Path: d.Path, Time: d.written, SVs: d.Heap.Count(), Bytes: d.Heap.Bytes(), State: KnownUnread, Loaded: true}
		if s := files.snapshots.find(d.Path, d.stamp); s != nil {
			k.place(s, series)
		}
		if d == shown {
			k.State = KnownShown
		}
		add(k, d.stamp)
	}
	for _, s := range files.snapshots.all {
		k := Known{Path: s.Path, Time: s.Time, SVs: s.SVs, Bytes: s.Bytes, State: KnownUnread}
		k.place(s, series)
		add(k, s.stamp)
	}
	for _, f := range files.matched {
		k := Known{Path: f.path, Time: writtenAt(f.path, f.stamp), State: KnownUnread}
		if err := files.unreadable[f]; err != nil {
			k.State, k.Reason = KnownFailed, err.Error()
		}
		add(k, f.stamp)
	}
	return knownInOrder(all, files.snapshots.all)
}

// knownFiles are the files that the analyst knows, of one moment.
type knownFiles struct {
	snapshots  snapshots
	matched    []foundFile
	unreadable map[foundFile]error
}

func (an *analyst) files() knownFiles {
	an.mu.Lock()
	defer an.mu.Unlock()
	return knownFiles{an.snapshots, an.matched, maps.Clone(an.unreadable)}
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
func (k *Known) place(s *Snapshot, series *Series) {
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
