package heap

import (
	"context"
	"sync"
)

// Owned has the owned sizes of all SVs at once. Where references through SVs
// of refcount 1 form a tree, which is almost everywhere, the sizes of the
// children are added to that of their parent once and no walk is repeated;
// for the rest it walks as [Heap.OwnedSize] does.
type Owned struct {
	h      *Heap
	size   []int64
	walked []bool // not part of a tree, or above such a part: to be walked

	mu   sync.Mutex
	memo map[SV]int64 // sizes that were walked
}

// Owned computes the owned sizes. It ends early with ctx's error.
func (h *Heap) Owned(ctx context.Context) (*Owned, error) {
	o := &Owned{h: h, size: make([]int64, h.count), walked: make([]bool, h.count), memo: map[SV]int64{}}
	parent := make([]SV, h.count)     // of an SV of refcount 1, the last that holds it
	holders := make([]uint8, h.count) // how many there are: 0, 1, or 2 for more
	open := make([]uint32, h.count)   // references to children that are not done
	if err := o.each(ctx, func(sv SV) {
		o.size[sv] = h.Size(sv)
		for _, child := range h.ownedChildren(sv) {
			parent[child] = sv
			holders[child] = min(2, holders[child]+1)
			open[sv]++
		}
	}); err != nil {
		return nil, err
	}
	var done []SV
	if err := o.each(ctx, func(sv SV) {
		if open[sv] == 0 {
			done = append(done, sv)
		}
	}); err != nil {
		return nil, err
	}
	for len(done) > 0 {
		sv := done[len(done)-1]
		done = done[:len(done)-1]
		if holders[sv] != 1 {
			continue
		}
		p := parent[sv]
		o.size[p] += o.size[sv]
		if open[p]--; open[p] == 0 {
			done = append(done, p)
		}
	}
	// What is still open is a cycle, holds what several hold, or is above one
	// of these.
	return o, o.each(ctx, func(sv SV) { o.walked[sv] = open[sv] != 0 })
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

// Size is a [Measure]: the owned size of an SV in bytes.
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
	size, err := o.h.OwnedSize(sv)
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
	set := []SV{sv}
	for i := 0; i < len(set); i++ {
		set = append(set, o.h.ownedChildren(set[i])...)
	}
	return set, nil
}
