package heap

import "github.com/perlheap/perlheap/heap/pmat"

// Glob is a GLOB of a heap. For an SV that is not a GLOB, it is empty.
type Glob struct {
	h  *Heap
	sv SV
}

// Glob returns an SV as a GLOB.
func (h *Heap) Glob(glob SV) Glob { return Glob{h, glob} }

// GlobSlot is one slot of a GLOB.
type GlobSlot struct {
	Name string // of the slot in perl: SCALAR, ARRAY, HASH, CODE, EGV, IO, FORM
	SV   SV
}

// Slots returns the filled slots of a GLOB, in the order in which pmat shows
// them.
func (g Glob) Slots() ([]GlobSlot, error) {
	if g.h.Kind(g.sv) != KindGlob {
		return nil, nil
	}
	d, err := g.h.record(g.sv)
	if err != nil {
		return nil, err
	}
	defer d.Release()
	var slots []GlobSlot
	for _, slot := range [...]struct {
		name string
		ptr  int
	}{
		{"SCALAR", pmat.GlobScalar}, {"ARRAY", pmat.GlobArray}, {"HASH", pmat.GlobHash}, {"CODE", pmat.GlobCode},
		{"EGV", pmat.GlobEGV}, {"IO", pmat.GlobIO}, {"FORM", pmat.GlobForm},
	} {
		if sv, ok := g.h.At(d.Record().Ptrs[slot.ptr]); ok {
			slots = append(slots, GlobSlot{slot.name, sv})
		}
	}
	return slots, nil
}

// Stash returns the package whose symbol table a GLOB is part of.
func (g Glob) Stash() (SV, bool) {
	if g.h.Kind(g.sv) != KindGlob {
		return NoSV, false
	}
	d, err := g.h.record(g.sv)
	if err != nil {
		return NoSV, false
	}
	defer d.Release()
	return g.h.At(d.Record().Ptrs[pmat.GlobStash])
}

// GlobRecord is what a GLOB is called and where it was first mentioned.
type GlobRecord struct {
	Name    []byte
	HasName bool
	File    string
	HasFile bool
	Line    uint64
}

// Record reads the name and location of a GLOB.
func (g Glob) Record() (GlobRecord, error) {
	d, err := g.h.record(g.sv)
	if err != nil {
		return GlobRecord{}, err
	}
	defer d.Release()
	rec := d.Record()
	kept := GlobRecord{Line: rec.Line, HasName: rec.Strs[pmat.GlobName].Defined(), HasFile: rec.Strs[pmat.GlobFile].Defined()}
	name, err := d.Text(rec.Strs[pmat.GlobName], maxName)
	if err != nil {
		return kept, err
	}
	kept.Name = append([]byte{}, name...)
	file, err := d.Text(rec.Strs[pmat.GlobFile], maxName)
	kept.File = string(file)
	return kept, err
}
