package heap

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/perlheap/perlheap/heap/pmat"
)

// run is a part of the file in which addresses ascend.
type run struct {
	from, to    int // places in the file
	first, last pmat.Addr
}

// byAddress numbers the SVs: for each number, in the order of addresses, the
// place in the file. Where an address stands twice, the later record counts,
// as it does for Devel::MAT.
//
// Perl's arenas are written one after the other, each in ascending order, so
// the file is a shuffle of ascending runs that do not overlap, and sorting
// the runs sorts the SVs. Where runs do overlap (C structs stand between
// SVs), they are merged as lists of SVs.
func byAddress(addrs *chunked[pmat.Addr]) ([]uint32, error) {
	n := addrs.len()
	if n > MaxSVs {
		return nil, fmt.Errorf("heap: the dump has %d SVs; at most %d can be loaded", n, MaxSVs)
	}
	runs := ascendingRuns(addrs)
	slices.SortFunc(runs, func(a, b run) int { return cmp.Compare(a.first, b.first) })
	order := make([]uint32, 0, n)
	for i := 0; i < len(runs); {
		j, last := i+1, runs[i].last
		for j < len(runs) && runs[j].first <= last {
			last = max(last, runs[j].last)
			j++
		}
		begin := len(order)
		for _, r := range runs[i:j] {
			for k := r.from; k < r.to; k++ {
				order = append(order, uint32(k))
			}
		}
		if j-i > 1 {
			order = sortPlaces(addrs, order, begin)
		}
		i = j
	}
	return order, nil
}

func ascendingRuns(addrs *chunked[pmat.Addr]) []run {
	var runs []run
	var r run
	for i := range addrs.len() {
		a := addrs.at(i)
		if i > 0 && a > r.last {
			r.last, r.to = a, i+1
			continue
		}
		if i > 0 {
			runs = append(runs, r)
		}
		r = run{i, i + 1, a, a}
	}
	if addrs.len() > 0 {
		runs = append(runs, r)
	}
	return runs
}

// sortPlaces sorts order[begin:] by address and drops the earlier of equals.
func sortPlaces(addrs *chunked[pmat.Addr], order []uint32, begin int) []uint32 {
	part := order[begin:]
	slices.SortFunc(part, func(a, b uint32) int {
		if c := cmp.Compare(addrs.at(int(a)), addrs.at(int(b))); c != 0 {
			return c
		}
		return cmp.Compare(a, b)
	})
	kept := begin
	for i, place := range part {
		if i+1 < len(part) && addrs.at(int(part[i+1])) == addrs.at(int(place)) {
			continue
		}
		order[kept] = place
		kept++
	}
	return order[:kept]
}
