package heap

import (
	"context"
	"math"
	"sync"
)

// Owned has the owned sizes of all SVs at once. Where references count what
// they say, an SV of refcount 1 has one holder: such SVs form trees, and rings
// with trees below, whose sizes are added up once and no walk is repeated. Only
// for the rest, where reference counts and references contradict each other, it
// walks as [Heap.OwnedSize] does.
type Owned struct {
	h      *Heap
	size   []int64
	walked []bool // above something that several hold: to be walked
	refs   int64  // how many references a walk looks at

	mu   sync.Mutex
	memo map[SV]int64 // sizes that were walked
}

// maxWalked bounds the references that all walks of [Owned] together look at,
// unless there are so many of them that each would be short.
const (
	maxWalked = 1 << 24
	leastWalk = 1 << 5
)

// Owned computes the owned sizes. It ends early with ctx's error.
func (h *Heap) Owned(ctx context.Context) (*Owned, error) {
	o := &Owned{h: h, size: make([]int64, h.count), walked: make([]bool, h.count), memo: map[SV]int64{}}
	t := ownedTree{
		parent: make([]SV, h.count), times: make([]uint32, h.count),
		several: make([]bool, h.count), open: make([]uint32, h.count), met: make([]bool, h.count),
	}
	if err := o.each(ctx, func(sv SV) {
		o.size[sv] = h.Size(sv)
		for _, child := range h.ownedChildren(sv) {
			t.add(sv, child)
		}
	}); err != nil {
		return nil, err
	}
	var done []SV
	if err := o.each(ctx, func(sv SV) {
		if t.open[sv] == 0 {
			done = append(done, sv)
		}
	}); err != nil {
		return nil, err
	}
	for n := 0; len(done) > 0; n++ {
		if n%checkEvery == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		sv := done[len(done)-1]
		done = done[:len(done)-1]
		if t.times[sv] == 0 || t.several[sv] {
			continue
		}
		p := t.parent[sv]
		o.size[p] = AddBytes(o.size[p], AddBytes(o.size[sv], o.again(sv, t.times[sv])))
		if t.open[p] -= t.times[sv]; t.open[p] == 0 {
			done = append(done, p)
		}
	}
	if err := o.each(ctx, func(sv SV) { o.ring(&t, sv) }); err != nil {
		return nil, err
	}
	walks := int64(1)
	err := o.each(ctx, func(sv SV) {
		if o.walked[sv] = t.open[sv] != 0; o.walked[sv] {
			walks++
		}
	})
	o.refs = max(leastWalk, maxWalked/walks)
	return o, err
}

// ownedTree says what holds the SVs of refcount 1.
type ownedTree struct {
	parent  []SV
	times   []uint32 // how often the parent holds it
	several []bool   // it has another parent too
	open    []uint32 // references to children whose size is not known yet
	met     []bool   // on the way up to a ring
}

// add notes that a parent holds a child. A parent gives all its children at
// once.
func (t *ownedTree) add(parent, child SV) {
	if child == parent {
		return // it is met before what it holds is
	}
	t.several[child] = t.several[child] || t.times[child] > 0 && t.parent[child] != parent
	t.parent[child] = parent
	t.times[child]++
	t.open[parent]++
}

// again is what an SV counts for being held more than once.
func (o *Owned) again(sv SV, times uint32) int64 {
	size := o.h.Size(sv)
	if times > 1 && size > math.MaxInt64/int64(times) {
		return math.MaxInt64
	}
	return size * int64(times-1)
}

// ring gives their sizes to the SVs of a ring, each of which holds only the
// next one beside what is known: they are reached from every one of them.
func (o *Owned) ring(t *ownedTree, sv SV) {
	size, n := int64(0), 0
	for at := sv; ; at = t.parent[at] {
		if t.met[at] {
			return // what is above was looked at before, or is a ring that sv hangs off
		}
		t.met[at] = true
		if t.times[at] == 0 || t.several[at] || t.open[t.parent[at]] != t.times[at] {
			return
		}
		size = AddBytes(size, AddBytes(o.size[at], o.again(at, t.times[at])))
		n++
		if t.parent[at] == sv {
			break
		}
	}
	for range n {
		t.open[t.parent[sv]] = 0
		o.size[sv] = size - o.again(sv, t.times[sv])
		sv = t.parent[sv]
	}
}

func (o *Owned) each(ctx context.Context, f func(SV)) error {
	for sv := range SV(o.h.count) {
		if sv%checkEvery == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		f(sv)
	}
	return nil
}

// ownedChildren gives the SVs of refcount 1 that an SV holds, by a strong
// reference or as what `local` put aside; one that it holds twice, twice.
func (h *Heap) ownedChildren(sv SV) []SV {
	var children []SV
	for _, e := range h.out.row(sv) {
		if e.strength() != Weak && h.Refcnt(e.sv()) == 1 {
			children = append(children, e.sv())
		}
	}
	return children
}

// Size is a [Measure]: the owned size of an SV in bytes. Where very many SVs
// would have to be walked far, it is at least that much.
func (o *Owned) Size(sv SV) (int64, error) {
	if o.h.Immortal(sv) {
		return 0, nil
	}
	if !o.walked[sv] {
		return o.size[sv], nil
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if size, ok := o.memo[sv]; ok {
		return size, nil
	}
	size, _, err := o.h.ownedSize(sv, o.refs)
	if err == nil {
		o.memo[sv] = size
	}
	return size, err
}

// Set gives the SVs that an owned size adds up, the SV itself first.
func (o *Owned) Set(sv SV) ([]SV, error) {
	if o.h.Immortal(sv) || o.walked[sv] {
		return o.h.OwnedSet(sv)
	}
	set, seen := []SV{sv}, map[SV]bool{}
	for i := 0; i < len(set); i++ {
		if seen[set[i]] {
			continue
		}
		seen[set[i]] = true
		for _, child := range o.h.ownedChildren(set[i]) {
			if !seen[child] {
				set = append(set, child)
			}
		}
	}
	return set, nil
}
