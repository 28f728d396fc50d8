package session

import (
	"maps"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/wire"
)

// Known lists all dumps that the server knows, oldest first: those loaded,
// those that were read for comparison, and those that the setting matches.
func (ds *Dumps) Known() []wire.KnownDump {
	dumps, done := ds.store.all()
	defer done()
	var shown *Dump
	var series *Series
	if len(dumps) > 0 {
		shown = dumps[len(dumps)-1]
		series = shown.Analysis().Series
	}
	files := ds.analyst.files()
	all := []wire.KnownDump{}
	seen := map[foundFile]bool{}
	add := func(k wire.KnownDump, v stamp) {
		if f := (foundFile{k.Path, v}); !seen[f] {
			seen[f] = true
			all = append(all, k)
		}
	}
	for _, d := range dumps {
		k := wire.KnownDump{Path: d.Path, Time: d.written, SVs: d.Heap.Count(), Bytes: d.Heap.Bytes(), State: wire.DumpUnread, Loaded: true}
		if s := files.snapshots.find(d.Path, d.stamp); s != nil {
			placeSnapshot(&k, s, series)
		}
		if d == shown {
			k.State = wire.DumpShown
		}
		add(k, d.stamp)
	}
	for _, s := range files.snapshots.all {
		k := wire.KnownDump{Path: s.Path, Time: s.Time, SVs: s.SVs, Bytes: s.Bytes, State: wire.DumpUnread}
		placeSnapshot(&k, s, series)
		add(k, s.stamp)
	}
	for _, f := range files.matched {
		k := wire.KnownDump{Path: f.path, Time: writtenAt(f.path, f.stamp), State: wire.DumpUnread}
		if err := files.unreadable[f]; err != nil {
			k.State, k.Reason = wire.DumpFailed, err.Error()
		}
		add(k, f.stamp)
	}
	return knownInOrder(all, files.snapshots.all)
}

// knownFiles are the files that the analyst knows at one moment.
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
func knownInOrder(all []wire.KnownDump, snapshots []*Snapshot) []wire.KnownDump {
	slices.SortStableFunc(all, func(a, b wire.KnownDump) int { return strings.Compare(a.Path, b.Path) })
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
	out := make([]wire.KnownDump, len(all))
	for n, i := range sorted {
		out[n] = all[i]
	}
	return out
}

// placeSnapshot says how a snapshot relates to the shown dump.
func placeSnapshot(k *wire.KnownDump, s *Snapshot, series *Series) {
	if series == nil {
		return
	}
	k.Baseline = series.Baseline() == s
	switch {
	case slices.Contains(series.Dumps, s):
		k.State = wire.DumpSeries
		if k.Baseline && series.Forced {
			k.Reason = "forced"
		}
		return
	case slices.Contains(series.before, s):
		k.State = wire.DumpBefore
		return
	}
	for _, r := range series.others {
		if r.snapshot == s {
			k.State, k.Reason = wire.DumpOther, r.reason.Error()
			first := slices.Concat(series.before, series.Dumps)[0]
			k.EarlierRun = s.SameProgram(first.Process) && s.Same(first.Process) != nil && hadEnded(s, first)
			return
		}
	}
	k.State = wire.DumpNewer
}
