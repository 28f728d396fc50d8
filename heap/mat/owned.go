package mat

import (
	"context"
	"math"
	"sync"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/safe"
)

// Owned computes the owned sizes of all SVs at once. Where reference counts
// agree with references, an SV of refcount 1 has one holder. Such SVs form
// trees, and rings with trees below them, whose sizes are added up once without
// repeating a walk. Only where reference counts and references contradict each
// other does it walk as [OwnedSize] does.
type Owned struct {
	h      *heap.Heap
	size   []int64
	walked []bool // above something that several hold: to be walked
	refs   int64  // how many references a walk looks at

	mu   sync.Mutex
	memo map[heap.SV]walkedSize
}

// walkedSize is a size that was walked; least tells that the walk was cut short.
type walkedSize struct {
	bytes int64
	least bool
}

// maxWalked bounds the references that all walks of [Owned] together look at,
// unless there are so many of them that each would be short.
const (
	maxWalked = 1 << 24
	leastWalk = 1 << 5
)

// NewOwned computes the owned sizes. It ends early with ctx's error.
func NewOwned(ctx context.Context, h *heap.Heap) (*Owned, error) {
	o := &Owned{h: h, size: make([]int64, h.Count()), walked: make([]bool, h.Count()), memo: map[heap.SV]walkedSize{}}
	t := ownedTree{
		parent: make([]heap.SV, h.Count()), times: make([]uint32, h.Count()),
		several: make([]bool, h.Count()), open: make([]uint32, h.Count()), met: make([]bool, h.Count()),
	}
	var children []heap.SV
	if err := o.each(ctx, func(sv heap.SV) {
		o.size[sv] = h.Size(sv)
		children = h.AppendOwned(sv, children[:0])
		for _, child := range children {
			t.add(sv, child)
		}
	}); err != nil {
		return nil, err
	}
	var done []heap.SV
	if err := o.each(ctx, func(sv heap.SV) {
		if t.open[sv] == 0 {
			done = append(done, sv)
		}
	}); err != nil {
		return nil, err
	}
	for n := 0; len(done) > 0; n++ {
		if n%checkEvery == 0 && !safe.Turn(ctx) {
			return nil, ctx.Err()
		}
		sv := done[len(done)-1]
		done = done[:len(done)-1]
		if t.times[sv] == 0 || t.several[sv] {
			continue
		}
		p := t.parent[sv]
		o.size[p] = safe.Add(o.size[p], safe.Add(o.size[sv], o.again(sv, t.times[sv])))
		if t.open[p] -= t.times[sv]; t.open[p] == 0 {
			done = append(done, p)
		}
	}
	if err := o.each(ctx, func(sv heap.SV) { o.ring(&t, sv) }); err != nil {
		return nil, err
	}
	walks := int64(1)
	err := o.each(ctx, func(sv heap.SV) {
		if o.walked[sv] = t.open[sv] != 0; o.walked[sv] {
			walks++
		}
	})
	o.refs = max(leastWalk, maxWalked/walks)
	return o, err
}

// ownedTree says what holds the SVs of refcount 1.
type ownedTree struct {
	parent  []heap.SV
	times   []uint32 // how often the parent holds it
	several []bool   // it has another parent too
	open    []uint32 // references to children whose size is not known yet
	met     []bool   // on the way up to a ring
}

// add notes that a parent holds a child. A parent gives all its children at
// once.
func (t *ownedTree) add(parent, child heap.SV) {
	if child == parent {
		return // it is met before what it holds is
	}
	t.several[child] = t.several[child] || t.times[child] > 0 && t.parent[child] != parent
	t.parent[child] = parent
	t.times[child]++
	t.open[parent]++
}

// again is what an SV counts for being held more than once.
func (o *Owned) again(sv heap.SV, times uint32) int64 {
	size := o.h.Size(sv)
	if times > 1 && size > math.MaxInt64/int64(times) {
		return math.MaxInt64
	}
	return size * int64(times-1)
}

// ring returns their sizes to the SVs of a ring, each of which holds only the
// next one beside what is known: they are reached from every one of them.
func (o *Owned) ring(t *ownedTree, sv heap.SV) {
	size, n := int64(0), 0
	for at := sv; ; at = t.parent[at] {
		if t.met[at] {
			return // what is above was looked at before, or is a ring that sv hangs off
		}
		t.met[at] = true
		if t.times[at] == 0 || t.several[at] || t.open[t.parent[at]] != t.times[at] {
			return
		}
		size = safe.Add(size, safe.Add(o.size[at], o.again(at, t.times[at])))
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

func (o *Owned) each(ctx context.Context, f func(heap.SV)) error {
	for sv := range heap.SV(o.h.Count()) {
		if sv%checkEvery == 0 {
			if !safe.Turn(ctx) {
				return ctx.Err()
			}
		}
		f(sv)
	}
	return nil
}

// Size is a [Measure]: the owned size of an SV. Where very many SVs would need
// long walks, it is a lower bound.
func (o *Owned) Size(sv heap.SV) (bytes int64, least bool, err error) {
	if o.h.Immortal(sv) {
		return 0, false, nil
	}
	if !o.walked[sv] {
		return o.size[sv], false, nil
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	size, ok := o.memo[sv]
	if !ok {
		var all bool
		if size.bytes, all, err = ownedSize(o.h, sv, o.refs); err != nil {
			return 0, false, err
		}
		size.least = !all
		o.memo[sv] = size
	}
	return size.bytes, size.least, nil
}

// Set returns the SVs that an owned size adds up, the SV itself first.
func (o *Owned) Set(sv heap.SV) ([]heap.SV, error) {
	if o.h.Immortal(sv) || o.walked[sv] {
		return OwnedSet(o.h, sv)
	}
	set, seen := []heap.SV{sv}, map[heap.SV]bool{}
	for i := 0; i < len(set); i++ {
		if seen[set[i]] {
			continue
		}
		seen[set[i]] = true
		for _, child := range o.h.AppendOwned(set[i], nil) {
			if !seen[child] {
				set = append(set, child)
			}
		}
	}
	return set, nil
}
