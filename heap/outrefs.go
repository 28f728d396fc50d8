package heap

import (
	"cmp"
	"fmt"

	"github.com/perlheap/perlheap/heap/pmat"
)

// Outrefs returns the references that an SV holds, limited to the given
// strengths, with the names that Devel::MAT gives them and in its order.
// References to addresses that are not in the dump are left out; those to
// perl's immortals are included.
func (h *Heap) Outrefs(sv SV, want Strength) ([]Ref, error) {
	var refs []Ref
	var failed error
	err := h.eachOutref(sv, nil, func(r *rawRef) bool {
		if r.Strength&want != 0 {
			var ref Ref
			ref, failed = h.ref(r, r.SV)
			refs = append(refs, ref)
		}
		return failed == nil
	})
	return refs, cmp.Or(failed, err)
}

// eachOutref calls yield for every reference of an SV until it is false. The
// rows of the heap have the same direct ones. With only, the
// entries of containers that lead elsewhere are passed over without a look.
func (h *Heap) eachOutref(sv SV, only *target, yield func(*rawRef) bool) error {
	return (&outrefs{h: h, sv: sv, only: only, yield: yield}).each()
}

func (w *outrefs) each() error {
	h, sv := w.h, w.sv
	if h.Immortal(sv) {
		return nil
	}
	d, err := h.record(sv)
	if err != nil {
		return err
	}
	defer d.Release()
	w.d = d
	w.own()
	if w.stopped {
		return nil
	}
	if err := d.Err(); err != nil {
		return err
	}
	if pkg, ok := h.Blessed(sv); ok {
		w.plain(blessedSlot.kind, blessedSlot.strength(d.Record()), pkg)
	}
	return w.extensions()
}

// outrefs walks the references of one SV.
type outrefs struct {
	h       *Heap
	sv      SV
	d       *pmat.Decoder
	only    *target
	unnamed bool // nobody looks at the names of lexicals and fields
	yield   func(*rawRef) bool
	ref     rawRef // what is being given: one place for all of them
	stopped bool
}

func (w *outrefs) give(r rawRef) {
	if w.stopped {
		return
	}
	w.ref = r
	w.stopped = !w.yield(&w.ref)
}

// plain returns a reference of which its kind says all.
func (w *outrefs) plain(k RefKind, s Strength, to SV) {
	w.at(k, s, to, 0)
}

// at returns a reference of which kind and index say all.
func (w *outrefs) at(k RefKind, s Strength, to SV, index uint64) {
	w.give(rawRef{Ref: Ref{SV: to, Strength: s, Kind: k, Index: int64(index)}})
}

// to returns a reference by its address, if there is an SV.
func (w *outrefs) to(k RefKind, s Strength, addr pmat.Addr) {
	if sv, ok := w.h.At(addr); ok {
		w.plain(k, s, sv)
	}
}

// entry returns a reference of a container to what stands in it, and the
// indirect one through a REF that is there and has no magic.
func (w *outrefs) entry(r rawRef) {
	r.Strength = Strong
	w.give(r)
	if rv, ok := w.h.throughREF(r.SV); ok {
		r.SV, r.Strength, r.ViaRV = rv, Indirect, true
		w.give(r)
	}
}

// throughREF returns what a REF refers to, if the SV is a REF without magic.
func (h *Heap) throughREF(sv SV) (SV, bool) {
	if h.Kind(sv) != KindRef || h.State(sv).HasMagic() {
		return NoSV, false
	}
	return h.Referent(sv)
}

// Referent returns what a REF refers to.
func (h *Heap) Referent(sv SV) (SV, bool) {
	if to, ok := h.referentInRow(sv); ok {
		return to, true
	}
	d, err := h.record(sv)
	if err != nil {
		return NoSV, false
	}
	defer d.Release()
	return h.At(d.Record().Ptrs[pmat.RefRV])
}

// referentInRow returns what a REF refers to if its row tells: if besides the
// package of a blessed one it has one reference, which is not to the package
// of a typed lexical.
func (h *Heap) referentInRow(sv SV) (SV, bool) {
	if h.Kind(sv) != KindRef || h.has(sv, hasExtension|hasDetached) {
		return NoSV, false
	}
	row := h.out.row(sv)
	if h.has(sv, isBlessed) {
		row = row[1:]
	}
	if len(row) != 1 || h.kinds[row[0].sv()].IsStash() {
		return NoSV, false
	}
	return row[0].sv(), true
}

func (w *outrefs) own() {
	rec, h := w.d.Record(), w.h
	w.slots(rec, false)
	switch h.kinds[w.sv] {
	case KindArray:
		w.array(rec)
	case KindPadlist, KindPadnames:
		w.padlist()
	case KindPad:
		w.pad()
	case KindHash, KindStash, KindClass:
		w.chunks(rec, w.values)
	case KindCode:
		w.code(rec)
		return
	case KindObject:
		w.object()
	case KindStruct:
		w.fields(rec)
	}
	w.slots(rec, true)
}

// slots returns what the record itself refers to, before its body or after it.
func (w *outrefs) slots(rec *pmat.Record, late bool) {
	for i := range slotsOf[rec.Type].slots {
		s := &slotsOf[rec.Type].slots[i]
		if s.late != late || s.rule == noReference || int(s.ptr) >= rec.NPtrs {
			continue
		}
		switch to, ok := w.h.At(rec.Ptrs[s.ptr]); {
		case !ok:
		case s.rule == ofBackrefs:
			w.backrefs(s, rec, to)
		default:
			w.plain(s.kind, s.strength(rec), to)
		}
	}
}

func (w *outrefs) fields(rec *pmat.Record) {
	entry := &slotsOf[rec.Type].entry
	for _, field := range rec.Struct.Fields {
		v, ok := w.d.NextStructValue()
		if !ok || w.stopped {
			return
		}
		if field.Kind != pmat.FieldPtr {
			continue
		}
		if to, ok := w.h.At(pmat.Addr(v)); ok {
			w.give(rawRef{Ref: Ref{SV: to, Strength: entry.strength(rec), Kind: entry.kind, Text: field.Name}})
		}
	}
}

func (w *outrefs) array(rec *pmat.Record) {
	unreal := w.h.flags[w.sv]&pmat.ArrayUnreal != 0
	w.chunks(rec, func(from, to uint64, edges []edge) {
		if edges == nil {
			w.elements(unreal, from, to)
			return
		}
		for i, e := range edges {
			if !w.stopped && w.only.is(e.sv()) {
				w.element(unreal, e.sv(), from+uint64(i))
			}
		}
	})
}

func (w *outrefs) elements(unreal bool, from, to uint64) {
	for i := from; i < to && !w.stopped; i++ {
		addr, ok := w.d.NextElem()
		if !ok {
			return
		}
		if w.uninteresting(addr) {
			continue
		}
		if sv, ok := w.h.At(addr); ok {
			w.element(unreal, sv, i)
		}
	}
}

func (w *outrefs) element(unreal bool, sv SV, i uint64) {
	if unreal {
		w.at(RefElement, Weak, sv, i)
	} else {
		w.entry(rawRef{Ref: Ref{SV: sv, Kind: RefElement, Index: int64(i)}})
	}
}

// padlist returns what a PADLIST or PADNAMES has.
func (w *outrefs) padlist() {
	entries := padEntries[w.h.kinds[w.sv]]
	for i := uint64(0); !w.stopped; i++ {
		addr, ok := w.d.NextElem()
		if !ok {
			return
		}
		sv, ok := w.h.At(addr)
		switch {
		case !ok:
		case i > 0:
			w.at(entries.rest, Strong, sv, i)
		case entries.first != RefOther:
			w.plain(entries.first, Strong, sv)
		}
	}
}

func (w *outrefs) pad() {
	var names []Padname
	if cv, ok := w.h.PadCode(w.sv); ok && !w.unnamed {
		names, _ = w.h.Code(cv).Padnames() // without them the slots are called temporaries
	}
	entries := padEntries[KindPad]
	for i := uint64(0); !w.stopped; i++ {
		addr, ok := w.d.NextElem()
		if !ok {
			return
		}
		if w.uninteresting(addr) {
			continue
		}
		sv, ok := w.h.At(addr)
		switch {
		case !ok:
		case i == 0:
			w.plain(entries.first, Strong, sv)
		default:
			r := rawRef{Ref: Ref{SV: sv, Kind: entries.rest, Index: int64(i)}}
			if i < uint64(len(names)) && names[i].Name != "" {
				r.Kind, r.Text = RefLexical, names[i].Name
			}
			w.entry(r)
		}
	}
}

// backrefs returns the slot of weak references and what the list in it has. That
// of a package has all CODEs that were compiled in it, so that one of them is
// looked for in the row.
func (w *outrefs) backrefs(s *slot, rec *pmat.Record, list SV) {
	h := w.h
	if k := h.Kind(list); k != KindArray && k != KindPad && k != KindPadlist && k != KindPadnames {
		w.plain(RefBackref, Weak, list) // a single one stands in the slot itself
		return
	}
	w.plain(s.kind, s.strength(rec), list)
	if w.only != nil && h.kinds[list] == KindArray && !h.has(list, isBlessed|hasExtension|hasDetached) {
		for row := h.out.row(list); len(row) > 0; {
			n := min(len(row), entriesPerChunk)
			if w.only.isAmong(row[:n]) {
				for _, e := range row[:n] {
					if w.only.is(e.sv()) {
						w.plain(RefBackref, Indirect, e.sv())
					}
				}
			}
			row = row[n:]
		}
		return
	}
	elems, err := h.elems(list)
	for _, addr := range elems {
		if err == nil && !w.uninteresting(addr) {
			w.to(RefBackref, Indirect, addr)
		}
	}
}

func (w *outrefs) values(from, to uint64, _ []edge) {
	for i := from; i < to && !w.stopped; i++ {
		pair, ok := w.d.NextPair()
		if !ok {
			return
		}
		if w.uninteresting(pair.Value) {
			continue
		}
		if sv, ok := w.h.At(pair.Value); ok {
			w.entry(rawRef{Ref: Ref{SV: sv, Kind: RefValue}, key: pair.Key})
		}
	}
}

func (w *outrefs) object() {
	names := map[uint64]string{}
	if class, ok := w.h.Blessed(w.sv); ok && !w.unnamed {
		fields, _ := w.h.Stash(class).Fields() // without them the fields are called by their number
		for _, f := range fields {
			names[f.Index] = f.Name
		}
	}
	for i := uint64(0); !w.stopped; i++ {
		addr, ok := w.d.NextElem()
		if !ok {
			return
		}
		sv, ok := w.h.At(addr)
		if !ok {
			continue
		}
		r := rawRef{Ref: Ref{SV: sv, Kind: RefField, Index: int64(i)}}
		if r.Text, ok = names[i]; !ok {
			// No class that is known declares it; it is held all the same.
			r.Text = fmt.Sprintf("[%d]", i)
		}
		w.entry(r)
	}
}

func (w *outrefs) code(rec *pmat.Record) {
	h := w.h
	if proto, ok := h.Code(w.sv).Prototype(); ok {
		w.plain(RefProtosub, Inferred, proto)
	}
	body, err := h.Code(w.sv).Body()
	if err != nil {
		return
	}
	how := Strong
	if h.File().Header.Ithreads {
		how = Indirect // they are counted by the pad
	}
	for _, sv := range body.Constants {
		w.plain(codeItems[pmat.ItemConst].kind, how, sv)
	}
	for _, sv := range body.Globs {
		w.plain(codeItems[pmat.ItemGlob].kind, how, sv)
	}
	w.slots(rec, true)
	how = Strong
	if _, ok := h.At(rec.Ptrs[pmat.CodePadlist]); ok {
		how = Indirect // they are counted by the padlist
	}
	if body.Padnames != NoSV {
		w.plain(codeItems[pmat.ItemPadnames].kind, how, body.Padnames)
	}
	for i, pad := range body.Pads {
		if pad != NoSV {
			w.at(codeItems[pmat.ItemPad].kind, how, pad, uint64(i+1))
		}
	}
}
