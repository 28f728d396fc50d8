package heap

import (
	"sort"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/text"
)

// Magic is perl's magic attached to an SV.
type Magic struct {
	Type       byte // perl's letter
	Refcounted bool // the object is a counted reference
	Obj        pmat.Addr
	Ptr        pmat.Addr
	VTBL       pmat.Addr
}

// Allocation says where a DEBUG_LEAKING_SCALARS perl made an SV.
type Allocation struct {
	Serial  uint64
	File    string
	HasFile bool // perl itself makes SVs before it has any source
	Line    uint64
}

// Magic returns the magic of an SV in the order of the dump.
func (h *Heap) Magic(sv SV) ([]Magic, error) {
	var magic []Magic
	err := h.eachExtension(sv, func(d *pmat.Decoder) {
		if rec := d.Record(); rec.Type == pmat.ExtMagic {
			magic = append(magic, Magic{
				Type: rec.Kind, Refcounted: rec.Flags&pmat.MagicRefcounted != 0,
				Obj: rec.Ptrs[pmat.MagicObj], Ptr: rec.Ptrs[pmat.MagicPtr], VTBL: rec.Ptrs[pmat.MagicVTBL],
			})
		}
	})
	return magic, err
}

// Of returns where an SV was made; ok is false if the perl that wrote the dump
// did not record it.
func (a Allocations) Of(sv SV) (made Allocation, ok bool, err error) {
	err = a.h.eachExtension(sv, func(d *pmat.Decoder) {
		rec := d.Record()
		if rec.Type != pmat.ExtDebug {
			return
		}
		file, _ := d.Text(rec.Strs[pmat.DebugFile], maxName)
		made, ok = Allocation{rec.Serial, string(file), rec.Strs[pmat.DebugFile].Defined(), rec.Line}, true
	})
	return made, ok, err
}

// eachExtension calls f for the extension records of an SV, in the order of
// the dump. The record is valid during the call.
func (h *Heap) eachExtension(sv SV, f func(*pmat.Decoder)) error {
	if h.has(sv, hasExtension) {
		d, err := h.record(sv)
		if err != nil {
			return err
		}
		for d.Next() && d.Record().Type.IsExtension() && d.Record().Addr == h.index.addr(sv) {
			f(d)
		}
		err = d.Err()
		d.Release()
		if err != nil {
			return err
		}
	}
	if !h.has(sv, hasDetached) {
		return nil
	}
	i := sort.Search(len(h.detached), func(i int) bool { return h.detached[i].sv >= sv })
	for ; i < len(h.detached) && h.detached[i].sv == sv; i++ {
		d, err := h.file.RecordAt(h.detached[i].offset)
		if err != nil {
			return err
		}
		f(d)
		d.Release()
	}
	return nil
}

// extensions returns the references that extension records add: those of magic
// first, then annotations, then what `local` saved.
func (w *outrefs) extensions() error {
	h := w.h
	var notes, saved []Ref
	err := h.eachExtension(w.sv, func(d *pmat.Decoder) {
		rec := d.Record()
		for i := range slotsOf[rec.Type].slots {
			s := &slotsOf[rec.Type].slots[i]
			if s.rule == noReference || int(s.ptr) >= rec.NPtrs {
				continue
			}
			sv, ok := h.At(rec.Ptrs[s.ptr])
			if !ok {
				continue
			}
			r := Ref{SV: sv, Strength: s.strength(rec), Kind: s.kind}
			switch rec.Type {
			case pmat.ExtMagic:
				r.Text = magicLetter(rec.Kind)
				w.give(rawRef{Ref: r})
			case pmat.ExtNote:
				name, _ := d.Text(rec.Strs[pmat.NoteName], maxName)
				r.Text = nameOf(name)
				notes = append(notes, r)
			default:
				switch s.kind {
				case RefSavedElement:
					r.Index = int64(rec.Index)
				case RefSavedValue:
					if key, ok := h.At(rec.Ptrs[pmat.SavedKey]); ok {
						b, _ := h.Text(key, maxKey)
						r.Text = text.Decode(b)
					}
				}
				saved = append(saved, r)
			}
		}
	})
	if err != nil {
		return err
	}
	for _, r := range append(notes, saved...) {
		w.give(rawRef{Ref: r})
	}
	return nil
}

// Letter returns perl's letter for the type of magic; "" if it is not a letter.
func (m Magic) Letter() string { return magicLetter(m.Type) }
