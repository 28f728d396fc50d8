package population

import (
	"cmp"
	"slices"
)

// Share is what a population has of the heap when other populations below it
// are listed separately.
type Share struct {
	Population *Population
	Bytes      []int64 // in each heap: retained, minus what the other listed populations below retain
}

// Grown returns by how many bytes it grew from the first heap to the last.
func (s *Share) Grown() int64 { return s.Bytes[len(s.Bytes)-1] - s.Bytes[0] }

// Growing returns the populations that grew on their own account, those that
// grew most first: there are more members per holder, or each member is bigger.
// Whatever is below one of them and grows in step with it is part of it. The
// rest is the heap without them, so that all shares together add up to the
// heap.
func (ps *Populations) Growing() (growing []Share, rest Share) {
	heaps := len(ps.heaps)
	rest = Share{ps.Top, make([]int64, heaps)}
	at := map[*Population]int{ps.Top: -1} // the share that a population is in
	for p := range ps.Top.All {
		if p.Parent != nil {
			at[p] = at[p.Parent]
		}
		if p.grows() {
			at[p] = len(growing)
			growing = append(growing, Share{p, make([]int64, heaps)})
		}
		in := &rest
		if n := at[p]; n >= 0 {
			in = &growing[n]
		}
		for i, b := range p.Bytes {
			in.Bytes[i] += b
		}
	}
	slices.SortStableFunc(growing, func(a, b Share) int { return -cmp.Compare(a.Grown(), b.Grown()) })
	return growing, rest
}

const (
	noise     = 0.02 // the part by which a number may change without having grown
	leastGrew = 1024 // bytes that members must be bigger by, all together
)

func (p *Population) grows() bool {
	last := len(p.Count) - 1
	if p.Parent == nil || last == 0 || p.parents(0) == 0 {
		return false // with what it is in, if that is new
	}
	more := float64(p.Count[last]) > float64(p.Count[0])*(1+noise)
	if more && p.PerParent(last) > p.PerParent(0)*(1+noise) {
		return true
	}
	if p.Count[0] == 0 {
		return false
	}
	return p.Count[last] <= p.Count[0] && p.Bytes[last] >= p.Bytes[0]+leastGrew && float64(p.Bytes[last]) > float64(p.Bytes[0])*(1+noise)
}
