package heap

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/perlheap/perlheap/heap/pmat"
)

// Addresses that stand twice in a dump are damage. A few do no harm: the later
// record counts. A dump that is made of little else would cost memory without
// holding anything.
const fewTwice = 4096

// checkTwice refuses a dump of which more than half of the records describe
// what other records describe too.
func checkTwice(records, twice int) error {
	if twice > fewTwice && twice > records/2 {
		return fmt.Errorf("heap: the dump is damaged: of %d SVs, %d stand at the addresses of others", records, twice)
	}
	return nil
}

// checkTwice looks whether the part alone has to be refused. In a whole dump
// runs hardly overlap, and nothing needs to be sorted to see that.
func (s *part) checkTwice() error {
	if s.svs.len() <= fewTwice {
		return nil
	}
	runs := (&order{parts: []*part{{addrs: s.addrs, runs: s.runs}}}).runs()
	slices.SortFunc(runs, func(a, b run) int { return cmp.Compare(a.first, b.first) })
	overlapping := 0
	for i, last := 1, pmat.Addr(0); i < len(runs); i++ {
		if last = max(last, runs[i-1].last); runs[i].first <= last {
			overlapping += int(runs[i].n)
		}
	}
	if overlapping <= s.svs.len()/2 {
		return nil
	}
	addrs := make([]pmat.Addr, 0, s.addrs.len())
	for i := 0; i < s.addrs.len(); {
		run := s.addrs.run(i, chunkLen)
		addrs, i = append(addrs, run...), i+len(run)
	}
	slices.Sort(addrs)
	records := len(addrs)
	err := checkTwice(records, records-len(slices.Compact(addrs)))
	if err != nil { // nothing of it is needed any more
		s.addrs, s.svs, s.starts, s.refs = chunked[pmat.Addr]{}, chunked[fileSV]{}, chunked[uint32]{}, references{}
	}
	return err
}
