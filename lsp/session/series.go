package session

import (
	"fmt"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/site"
)

// Series is the known dumps of the shown dump's process, from the baseline to the
// shown dump.
type Series struct {
	Dumps []*Snapshot // oldest first: the baseline first, the shown dump last
	// Forced means that a person chose a baseline that seems to be of another
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

// Baseline returns the dump from which growth is counted; nil if there is none
// before the shown one.
func (s *Series) Baseline() *Snapshot {
	if s == nil || len(s.Dumps) < 2 {
		return nil
	}
	return s.Dumps[0]
}

// Closures returns how many closures of a sub were alive in each dump of the
// series. ok is false if there is no baseline, or if the dumps do not distinguish
// the sub from another on its line.
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

// Objects returns how many objects of a class were alive in each dump of the
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

// newSeries makes the series that ends with a snapshot, from the known snapshots
// and the chosen baseline, if there is one.
func newSeries(known []*Snapshot, b *chosen, shown *Snapshot) *Series {
	s := &Series{}
	all := []*Snapshot{shown}
	for _, e := range known {
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
	if b != nil && b.snapshot != shown {
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

// ofOne selects, from dumps that may each be of the shown dump's process, those
// that may all be of one process, the newest first: one may know what another does
// not.
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

// copyOf says why a snapshot does not count: its dump is a copy of another one,
// packed differently.
func copyOf(e *Snapshot, all []*Snapshot) error {
	for _, other := range all {
		if e.Path != other.Path && e.CopyOf(other.Process) {
			return fmt.Errorf("it is the same dump as %s", other.Path)
		}
	}
	return nil
}
