package capture

import "github.com/perlheap/perlheap/heap/pmat"

// saved writes what `local` has put aside: entries of the savestack, from the
// top down. Each ends with a word whose low six bits are its kind; the others are,
// for kinds without arguments, the number of further words. The numbers of kinds
// differ between perls: they are read from the layout, and nothing is written if it
// lacks them.
func (d *dump) saved() {
	const mask, shift = 0x3f, 6
	kinds := d.l.consts
	if _, ok := kinds["SAVEt_SV"]; !ok {
		return
	}
	stack := d.ptr("savestack")
	ixAddr, _ := d.variable("savestack_ix")
	ix := int64(int32(d.m.u32(ixAddr)))
	if ix < 0 || !d.m.hasWords(stack, uint64(ix)) {
		return
	}
	for ix > 0 {
		ix--
		word := d.m.u64(stack + 8*uint64(ix))
		kind := word & mask
		switch {
		case kind == kinds["SAVEt_ALLOC"] || kind == kinds["SAVEt_REGCONTEXT"]:
			ix -= int64(word >> shift)
			continue
		case kind <= kinds["SAVEt_ARG0"]:
			continue
		case kind <= kinds["SAVEt_ARG1"]:
			ix--
		case kind <= kinds["SAVEt_ARG2"]:
			ix -= 2
		case kind <= kinds["SAVEt_ARG3"]:
			ix -= 3
		default:
			return // nothing below can be found
		}
		if ix < 0 {
			return
		}
		at := stack + 8*uint64(ix)
		d.savedEntry(kind, d.m.u64(at), d.m.u64(at+8), at+16)
	}
}

// savedEntry writes an entry if it is for an SV; c is the address of the third
// argument, if there is one.
func (d *dump) savedEntry(kind, a, b, c uint64) {
	kinds := d.l.consts
	pointers := func(t pmat.Type, list ...uint64) {
		d.u8(byte(t))
		for _, p := range list {
			d.u64(p)
		}
	}
	switch kind {
	case kinds["SAVEt_SV"]:
		pointers(pmat.ExtSavedSV, a, b)
	case kinds["SAVEt_AV"]:
		pointers(pmat.ExtSavedAV, a, b)
	case kinds["SAVEt_HV"]:
		pointers(pmat.ExtSavedHV, a, b)
	case kinds["SAVEt_HELEM"]:
		pointers(pmat.ExtSavedValue, a, b, d.m.u64(c))
	case kinds["SAVEt_AELEM"]:
		pointers(pmat.ExtSavedElem, a, b, d.m.u64(c))
	case kinds["SAVEt_GVSLOT"]:
		if b == d.m.u64(a+d.o.svU)+d.o.gp.cv {
			pointers(pmat.ExtSavedCV, a, d.m.u64(c))
		}
	case kinds["SAVEt_GENERIC_SVREF"]: // local $_
		if gv := d.ptr("defgv"); a == d.m.u64(gv+d.o.svU)+d.o.gp.sv {
			pointers(pmat.ExtSavedSV, gv, b)
		}
	}
}
