package heap

import (
	"context"

	"github.com/perlheap/perlheap/heap/pmat"
)

// allocationSample is how many SVs are asked whether the dump has allocations.
const allocationSample = 256

// checkEvery is after how many SVs a walk over all of them asks its context.
const checkEvery = 1 << 12

// HasAllocations tells whether the perl that wrote the dump knew where it made
// SVs: one built with DEBUG_LEAKING_SCALARS.
func (h *Heap) HasAllocations() bool {
	asked := 0
	for sv := SV(0); int(sv) < h.count && asked < allocationSample; sv++ {
		if h.state[sv]&(hasExtension|hasDetached) == 0 {
			continue
		}
		asked++
		if _, ok, err := h.Allocation(sv); ok && err == nil {
			return true
		}
	}
	return false
}

// Allocations calls yield for every SV that the dump has an allocation of, in
// the order of the dump. It reads the dump once from begin to end, and ends
// early with ctx's error.
func (h *Heap) Allocations(ctx context.Context, yield func(SV, Allocation)) error {
	d := h.file.Records()
	files := map[string]string{} // so that equal names are one string
	for n := 0; d.Next(); n++ {
		if n%checkEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		rec := d.Record()
		if rec.Type != pmat.ExtDebug {
			continue
		}
		sv, ok := h.At(rec.Addr)
		if !ok || h.Immortal(sv) {
			continue
		}
		a := Allocation{Serial: rec.Serial, HasFile: rec.Strs[pmat.DebugFile].Defined(), Line: rec.Line}
		name, err := d.Text(rec.Strs[pmat.DebugFile], maxName)
		if err != nil {
			return err
		}
		if a.File, ok = files[string(name)]; !ok {
			a.File = string(name)
			files[a.File] = a.File
		}
		yield(sv, a)
	}
	if h.trunc != nil {
		return nil // what is behind the cut was not loaded either
	}
	return d.Err()
}
