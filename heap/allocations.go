package heap

import (
	"context"

	"github.com/perlheap/perlheap/heap/pmat"
)

// Allocations says where a perl with DEBUG_LEAKING_SCALARS made the SVs of a
// heap.
type Allocations struct{ h *Heap }

// Allocations returns where the SVs were made.
func (h *Heap) Allocations() Allocations { return Allocations{h} }

// allocationSample is how many SVs are asked whether the dump has allocations.
const allocationSample = 256

// checkEvery is after how many SVs a walk over all of them asks its context.
const checkEvery = 1 << 12

// Known reports whether the perl that wrote the dump recorded where it made
// SVs, which it does if built with DEBUG_LEAKING_SCALARS.
func (a Allocations) Known() bool {
	asked := 0
	for sv := SV(0); int(sv) < a.h.count && asked < allocationSample; sv++ {
		if a.h.state[sv]&(hasExtension|hasDetached) == 0 {
			continue
		}
		asked++
		if _, ok, err := a.Of(sv); ok && err == nil {
			return true
		}
	}
	return false
}

// Each calls yield for every SV whose allocation the dump records, in the order
// of the dump. It reads the dump once from beginning to end, and ends early
// with ctx's error.
func (a Allocations) Each(ctx context.Context, yield func(SV, Allocation)) error {
	d := a.h.file.Records()
	files := map[string]string{} // so that equal names are one string
	for n := 0; d.Next(); n++ {
		if n%checkEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		rec := d.Record()
		if rec.Type != pmat.ExtDebug {
			continue
		}
		sv, ok := a.h.At(rec.Addr)
		if !ok || a.h.Immortal(sv) {
			continue
		}
		kept := Allocation{Serial: rec.Serial, HasFile: rec.Strs[pmat.DebugFile].Defined(), Line: rec.Line}
		name, err := d.Text(rec.Strs[pmat.DebugFile], maxName)
		if err != nil {
			return err
		}
		if kept.File, ok = files[string(name)]; !ok {
			kept.File = string(name)
			files[kept.File] = kept.File
		}
		yield(sv, kept)
	}
	if a.h.trunc != nil {
		return nil // what is behind the cut was not loaded either
	}
	return d.Err()
}
