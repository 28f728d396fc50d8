package heap

import (
	"cmp"
	"fmt"

	"github.com/perlheap/perlheap/heap/pmat"
)

// Outrefs gives the references that an SV holds, with the names that
// Devel::MAT gives them and in its order, limited to the strengths asked for.
// References to addresses that are not in the dump are left out; those to
// perl's immortals are not.
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

// eachOutref calls yield for every reference of an SV until it is false. This
// is the one place that knows what the references of an SV are called and how
// they count; the rows of the heap have the same direct ones. With only, the
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
		w.plain(RefBless, Weak, pkg)
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

// plain gives a reference of which its kind says all.
func (w *outrefs) plain(k RefKind, s Strength, to SV) {
	w.at(k, s, to, 0)
}

// at gives a reference of which kind and index say all.
func (w *outrefs) at(k RefKind, s Strength, to SV, index uint64) {
	w.give(rawRef{Ref: Ref{SV: to, Strength: s, Kind: k, Index: int64(index)}})
}

// to gives a reference by its address, if there is an SV.
func (w *outrefs) to(k RefKind, s Strength, addr pmat.Addr) {
	if sv, ok := w.h.At(addr); ok {
		w.plain(k, s, sv)
	}
}

// entry gives a reference of a container to what stands in it, and the
// indirect one through a REF that is there and has no magic.
func (w *outrefs) entry(r rawRef) {
	r.Strength = Strong
	w.give(r)
	if rv, ok := w.h.throughREF(r.SV); ok {
		r.SV, r.Strength, r.ViaRV = rv, Indirect, true
		w.give(r)
	}
}

// throughREF gives what a REF refers to, if the SV is a REF without magic.
func (h *Heap) throughREF(sv SV) (SV, bool) {
	if h.Kind(sv) != KindRef || h.HasMagic(sv) {
		return NoSV, false
	}
	return h.Referent(sv)
}

// Referent gives what a REF refers to.
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

// referentInRow gives what a REF refers to if its row tells: if besides the
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
	switch h.kinds[w.sv] {
	case KindGlob:
		w.glob(rec)
	case KindScalar:
		if rec.Type == pmat.TypeScalar {
			w.to(RefOurStash, Strong, rec.Ptrs[pmat.ScalarOurstash])
		}
	case KindRef:
		s := Strong
		if rec.Flags&pmat.RefWeak != 0 {
			s = Weak
		}
		w.to(RefReferrant, s, rec.Ptrs[pmat.RefRV])
		w.to(RefOurStash, Strong, rec.Ptrs[pmat.RefOurstash])
	case KindArray:
		w.array(rec)
	case KindPadlist:
		w.padlist()
	case KindPadnames:
		for i := uint64(0); ; i++ {
			addr, ok := w.d.NextElem()
			if !ok || w.stopped {
				return
			}
			if sv, ok := h.At(addr); ok && i > 0 {
				w.at(RefPadname, Strong, sv, i)
			}
		}
	case KindPad:
		w.pad()
	case KindHash, KindStash, KindClass:
		w.hash(rec)
	case KindCode:
		w.code(rec)
	case KindIO:
		w.to(RefTopGV, Strong, rec.Ptrs[pmat.IOTop])
		w.to(RefFormatGV, Strong, rec.Ptrs[pmat.IOFormat])
		w.to(RefBottomGV, Strong, rec.Ptrs[pmat.IOBottom])
	case KindLvalue:
		w.to(RefTarget, Strong, rec.Ptrs[pmat.LvTarget])
	case KindObject:
		w.object()
	case KindStruct:
		for _, field := range rec.Struct.Fields {
			v, ok := w.d.NextStructValue()
			if !ok || w.stopped {
				return
			}
			if field.Kind == pmat.FieldPtr {
				if to, ok := h.At(pmat.Addr(v)); ok {
					w.give(rawRef{Ref: Ref{SV: to, Strength: Strong, Kind: RefStructField, Text: field.Name}})
				}
			}
		}
	}
}

func (w *outrefs) glob(rec *pmat.Record) {
	for _, slot := range [...]struct {
		ptr  int
		kind RefKind
	}{
		{pmat.GlobScalar, RefScalar}, {pmat.GlobArray, RefArray}, {pmat.GlobHash, RefHash},
		{pmat.GlobCode, RefCode}, {pmat.GlobIO, RefIO}, {pmat.GlobForm, RefFormat},
	} {
		w.to(slot.kind, Strong, rec.Ptrs[slot.ptr])
	}
	s := Strong
	if rec.Ptrs[pmat.GlobEGV] == rec.Addr {
		s = Weak
	}
	w.to(RefEGV, s, rec.Ptrs[pmat.GlobEGV])
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

func (w *outrefs) padlist() {
	for i := uint64(0); !w.stopped; i++ {
		addr, ok := w.d.NextElem()
		if !ok {
			return
		}
		sv, ok := w.h.At(addr)
		switch {
		case !ok:
		case i == 0:
			w.plain(RefPadnames, Strong, sv)
		default:
			w.at(RefPad, Strong, sv, i)
		}
	}
}

func (w *outrefs) pad() {
	var names []Padname
	if cv, ok := w.h.PadCode(w.sv); ok && !w.unnamed {
		names, _ = w.h.Code(cv).Padnames() // without them the slots are called temporaries
	}
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
			w.plain(RefArgs, Strong, sv)
		default:
			r := rawRef{Ref: Ref{SV: sv, Kind: RefTemporary, Index: int64(i)}}
			if i < uint64(len(names)) && names[i].Name != "" {
				r.Kind, r.Text = RefLexical, names[i].Name
			}
			w.entry(r)
		}
	}
}

func (w *outrefs) hash(rec *pmat.Record) {
	h := w.h
	if backrefs, ok := h.At(rec.Ptrs[pmat.HashBackrefs]); ok {
		// A single weak reference stands in the slot itself.
		if k := h.Kind(backrefs); k == KindArray || k == KindPad || k == KindPadlist || k == KindPadnames {
			w.plain(RefBackrefs, Strong, backrefs)
			w.backrefs(backrefs)
		} else {
			w.plain(RefBackref, Weak, backrefs)
		}
	}
	w.chunks(rec, w.values)
	for i, kind := range [...]RefKind{
		pmat.StashMROAll: RefMROAll, pmat.StashMROCurrent: RefMROCurrent,
		pmat.StashMRONext: RefMRONext, pmat.StashMROISA: RefMROISA,
		pmat.ClassAdjust: RefAdjust,
	} {
		if kind != RefOther && i < rec.NPtrs && h.kinds[w.sv] != KindHash {
			w.to(kind, Strong, rec.Ptrs[i])
		}
	}
}

// backrefs gives what a list of weak references has. That of a package has all
// CODEs that were compiled in it, so that one of them is looked for in the row.
func (w *outrefs) backrefs(list SV) {
	h := w.h
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
		fields, _ := w.h.AllFields(class) // without them the fields are called by their number
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
	h, ptrs := w.h, rec.Ptrs
	weakIf := func(weak bool) Strength {
		if weak {
			return Weak
		}
		return Strong
	}
	flags := rec.Flags
	w.to(RefScope, weakIf(flags&pmat.CodeWeakOutside != 0), ptrs[pmat.CodeOutside])
	w.to(RefStash, Weak, ptrs[pmat.CodeStash])
	w.to(RefGlob, weakIf(flags&pmat.CodeStrongGV == 0), ptrs[pmat.CodeGlob])
	w.to(RefConstval, Strong, ptrs[pmat.CodeConstval])
	if proto, ok := h.Code(w.sv).Prototype(); ok {
		w.plain(RefProtosub, Inferred, proto)
	}
	body, err := h.Code(w.sv).Body()
	if err != nil {
		return
	}
	how := weakIf(false)
	if h.Header().Ithreads {
		how = Indirect // they are counted by the pad
	}
	for _, sv := range body.Constants {
		w.plain(RefConstant, how, sv)
	}
	for _, sv := range body.Globs {
		w.plain(RefGlobUsed, how, sv)
	}
	padlist, hasPadlist := h.At(ptrs[pmat.CodePadlist])
	how = Strong
	if hasPadlist {
		w.plain(RefPadlist, Strong, padlist)
		how = Indirect // they are counted by the padlist
	}
	if body.Padnames != NoSV {
		w.plain(RefPadnames, how, body.Padnames)
	}
	for i, pad := range body.Pads {
		if pad != NoSV {
			w.at(RefPad, how, pad, uint64(i+1))
		}
	}
}
