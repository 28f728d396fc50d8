package heap

import (
	"slices"
	"testing"

	"github.com/perlheap/perlheap/heap/pmat"
)

// TestSlotsAreComplete looks at every pointer of every record of the dumps: it
// must be in the table, and loading, outrefs and pointers must agree about it.
func TestSlotsAreComplete(t *testing.T) {
	seen := map[RefKind]bool{}
	for name := range dumps {
		t.Run(name, func(t *testing.T) {
			h := openDump(t, name)
			d := h.file.Records()
			for d.Next() {
				rec := d.Record()
				for ptr := range rec.NPtrs {
					if !slices.ContainsFunc(slotsOf[rec.Type].slots, func(s slot) bool { return int(s.ptr) == ptr }) {
						t.Fatalf("pointer %d of type %d is not in the table", ptr, rec.Type)
					}
				}
				for rec.Type == pmat.TypeCode {
					item, ok := d.NextCodeItem()
					if !ok {
						break
					}
					if item.Ptr != 0 && (int(item.Kind) >= len(codeItems) || codeItems[item.Kind] == slot{}) {
						t.Fatalf("item %d of a CODE is not in the table", item.Kind)
					}
				}
			}
			if d.Err() != nil && h.Damage().Truncation == nil {
				t.Fatal(d.Err())
			}
			for sv := range SV(h.Count()) {
				agree(t, h, sv, seen)
			}
		})
	}
	for _, k := range []RefKind{
		RefElement, RefValue, RefField, RefReferrant, RefOurStash, RefBless, RefTarget, RefScalar, RefArray, RefHash, RefCode, RefIO,
		RefEGV, RefBackrefs, RefMROCurrent, RefMROISA, RefAdjust, RefScope, RefStash, RefGlob, RefConstval, RefConstant,
		RefGlobUsed, RefPadlist, RefPadnames, RefPad, RefArgs, RefTemporary, RefMagicObject, RefMagicPointer, RefStructField,
	} {
		if !seen[k] {
			t.Errorf("no dump has a reference of the kind %q", k)
		}
	}
}

// agree holds an SV's row, which loading made, against its outrefs and against
// its pointers.
func agree(t *testing.T, h *Heap, sv SV, seen map[RefKind]bool) {
	t.Helper()
	type end struct {
		sv SV
		s  Strength
	}
	left := map[end]int{}  // of the row
	leads := map[SV]int{}  // of the row, of any strength
	given := map[SV]bool{} // by outrefs
	for _, e := range h.out.row(sv) {
		left[end{e.sv(), e.strength()}]++
		leads[e.sv()]++
	}
	isCode := h.Kind(sv) == KindCode
	if err := h.EachTarget(sv, func(to SV, s Strength, k RefKind) bool {
		seen[k], given[to] = true, true
		switch {
		case h.Immortal(to) || k == RefProtosub:
			return true
		case s == Indirect && isCode && (k == RefPad || k == RefPadnames) && !h.oldPads():
			s = Strong // the row has it: the PADLIST is no SV
		case s == Indirect:
			return true // of a REF, a list, a pad
		}
		if left[end{to, s}]--; left[end{to, s}] < 0 {
			t.Errorf("%s of %s at %s: %s to %s is not in the row", k, h.Desc(sv), h.Addr(sv), s, h.Addr(to))
		}
		return true
	}); err != nil {
		t.Fatal(err)
	}
	for e, n := range left {
		// The first name of a pad names nothing, so that Devel::MAT does not give it.
		if n > 0 && h.Kind(sv) != KindPadnames {
			t.Errorf("%s at %s: %d × %s to %s is no outref", h.Desc(sv), h.Addr(sv), n, e.s, h.Addr(e.sv))
		}
	}
	if err := h.EachPointer(sv, func(p *Pointer) bool {
		to, ok := h.At(p.Addr)
		name, err := p.Name()
		if err != nil {
			t.Fatal(err)
		}
		if ok && !given[to] && name != "stash" && h.Kind(sv) != KindPadnames {
			t.Errorf("pointer %s of %s at %s is no outref", name, h.Desc(sv), h.Addr(sv))
		}
		if ok && !h.Immortal(to) && leads[to] == 0 && name != "stash" {
			t.Errorf("pointer %s of %s at %s was not loaded", name, h.Desc(sv), h.Addr(sv))
		}
		return true
	}); err != nil {
		t.Fatal(err)
	}
}

// What is part of a structure is what Devel::MAT adds up for its structure size.
func TestStructureKinds(t *testing.T) {
	want := []RefKind{
		RefElement, RefValue, RefConstval, RefConstant, RefGlobUsed, RefPadlist, RefPadnames, RefPad, RefPadname,
		RefArgs, RefLexical, RefTemporary,
	}
	for k := range refKinds {
		if k.IsStructure() != slices.Contains(want, k) {
			t.Errorf("%q is part of a structure: %t", k, k.IsStructure())
		}
	}
	for k, want := range map[Kind]bool{
		KindArray: true, KindPad: true, KindPadlist: true, KindPadnames: true, KindHash: true, KindStash: true, KindClass: true,
		KindCode: true, KindScalar: false, KindRef: false, KindGlob: false, KindObject: false, KindStruct: false, KindImmortal: false,
	} {
		if k.HasStructure() != want {
			t.Errorf("%v has a structure: %t", k, !want)
		}
	}
}
