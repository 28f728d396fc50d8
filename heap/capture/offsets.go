package capture

import (
	"fmt"
	"strings"
)

// offsets are those of a layout, looked up once, so that reading an SV needs no
// map.
type offsets struct {
	svSize, svAny, svRefcnt, svFlags, svU uint64

	stash, magic           uint64 // XPVMG
	cur, length            uint64 // XPV
	iv, nv                 uint64
	avFill, avMax          uint64
	hvMax                  uint64
	cvStash, cvStart       uint64
	cvRoot, cvFile         uint64
	cvOutside, cvFlags     uint64
	cvDepth, cvPadlist     uint64
	cvGV                   uint64
	cvFlagsSize            uint64
	ioOFP, ioTop           uint64
	ioFormat, ioBottom     uint64
	lvOff, lvLen, lvTarget uint64
	lvType                 uint64
	gvStash, gvName        uint64
	gp                     struct{ sv, io, cv, hv, av, form, egv, line, file uint64 }
	heNext, heHEK, heValue uint64
	hekLen, hekKey         uint64
	mg                     struct{ next, vtbl, kind, flags, length, obj, ptr, lengthSize uint64 }
	aux                    struct{ name, backrefs, meta, nameCount, adjust, fields, flags uint64 }
	meta                   struct{ all, current, next, isa uint64 }
	opSibling, opTarg      uint64
	opFirst, opSV, opPadix uint64
	opReplRoot             uint64
	copLine, copFile       uint64
	padMax, padArray       uint64
	namesFill, namesArray  uint64
	name                   struct{ pv, ourstash, flags, field uint64 }
	objMax, objFields      uint64
	si                     struct{ cxstack, prev, cxix uint64 }
	cx                     struct{ size, cop, union, subCV, subDepth, evalText, evalName uint64 }

	size struct {
		xpv, xpviv, xpvnv, xpvmg, xpvlv, xpvav, xpvhv, xpvcv, xpvgv, xpvio, regexp, he, hek, gp, magic, aux, meta, obj uint64
	}
	types [32]svType // by SVt_ number
}

// svType is what the number of a type means in a perl.
type svType uint8

const (
	svUnknown svType = iota
	svNull
	svIV
	svNV
	svPV
	svInvlist
	svPVIV
	svPVNV
	svPVMG
	svRegexp
	svGlob
	svLvalue
	svArray
	svHash
	svCode
	svFormat
	svIO
	svObject
)

// Flags of an SV and of a CODE: the same in all versions that are read, but
// for those in layouts.
const (
	flagIOK      = 0x100
	flagNOK      = 0x200
	flagPOK      = 0x400
	flagROK      = 0x800
	flagsOK      = 0xff00 // that SvOK looks at
	flagPrivPOK  = 0x4000
	flagGlobGP   = 0x8000 // SVpgv_GP
	flagObject   = 0x100000
	flagsMagical = 0xe00000
	flagReadonly = 0x8000000
	flagOOK      = 0x2000000 // also: a HASH has its auxiliary structure
	flagShared   = 0x20000000
	flagUTF8     = 0x20000000
	flagReal     = 0x40000000 // of an ARRAY
	flagStatic   = 0x40000000 // with IsCOW: the string is a constant of C
	flagUV       = 0x80000000
	flagWeak     = 0x80000000
	freedSV      = 0xff
	cvCONST      = 0x4
	cvXSUB       = 0x8
	cvWeakOut    = 0x10
	cvClone      = 0x20
	cvCloned     = 0x40
	cvGVRC       = 0x400
	cvNamed      = 0x8000
	cvLexical    = 0x10000
	mgRefcounted = 0x02
	hekSVKey     = -2
	opKids       = 4
)

// sibling perls have tables that lack some fields; those of structures (not of
// the interpreter) are the same as in the table named here.
var siblings = map[string]string{
	"5.42-threads":         "layouts/perl-5.40.0-threads.txt",
	"5.36.0-threads-arm64": "layouts/perl-5.36.0-threads.txt",
}

// inherit takes the fields of structures that a table lacks from its sibling.
func (l *layout) inherit() error {
	path, ok := siblings[l.name]
	if !ok {
		return nil
	}
	text, err := layouts.ReadFile(path)
	if err != nil {
		return err
	}
	other := parseName(path)
	if err := other.parse(string(text)); err != nil {
		return err
	}
	for name, f := range other.fields {
		if _, has := l.fields[name]; !has && !strings.HasPrefix(name, "I") {
			l.fields[name] = f
		}
	}
	for name, n := range other.sizes {
		if _, has := l.sizes[name]; !has && name != "struct interpreter" {
			l.sizes[name] = n
		}
	}
	return nil
}

// offsets looks up what is needed for reading. The error names a field that the table
// does not have.
func (l *layout) offsets() (*offsets, error) {
	if err := l.inherit(); err != nil {
		return nil, err
	}
	o := &offsets{}
	var missing []string
	need := func(to *uint64, names ...string) {
		off, ok := l.off(names...)
		if !ok {
			missing = append(missing, names[0])
		}
		*to = off
	}
	size := func(to *uint64, name string) {
		n, ok := l.sizes[name]
		if !ok {
			missing = append(missing, "sizeof "+name)
		}
		*to = n
	}
	minor := l.version[1]
	size(&o.svSize, "SV")
	need(&o.svAny, "SV.sv_any")
	need(&o.svRefcnt, "SV.sv_refcnt")
	need(&o.svFlags, "SV.sv_flags")
	need(&o.svU, "SV.sv_u")
	need(&o.stash, "XPVMG.xmg_stash")
	need(&o.magic, "XPVMG.xmg_u")
	need(&o.cur, "XPV.xpv_cur")
	need(&o.length, "XPV.xpv_len_u", "XPV.xpv_len")
	need(&o.iv, "XPVIV.xiv_u")
	need(&o.nv, "XPVNV.xnv_u")
	need(&o.avFill, "XPVAV.xav_fill")
	need(&o.avMax, "XPVAV.xav_max")
	need(&o.hvMax, "XPVHV.xhv_max")
	need(&o.cvStash, "XPVCV.xcv_stash")
	need(&o.cvStart, "XPVCV.xcv_start_u")
	need(&o.cvRoot, "XPVCV.xcv_root_u")
	need(&o.cvFile, "XPVCV.xcv_file")
	need(&o.cvOutside, "XPVCV.xcv_outside")
	need(&o.cvFlags, "XPVCV.xcv_flags")
	need(&o.cvDepth, "XPVCV.xcv_depth")
	need(&o.cvPadlist, "XPVCV.xcv_padlist_u", "XPVCV.xcv_padlist")
	need(&o.cvGV, "XPVCV.xcv_gv_u", "XPVCV.xcv_gv")
	o.cvFlagsSize = l.fields["XPVCV.xcv_flags"].size
	need(&o.ioOFP, "XPVIO.xio_ofp")
	need(&o.ioTop, "XPVIO.xio_top_gv")
	need(&o.ioFormat, "XPVIO.xio_fmt_gv")
	need(&o.ioBottom, "XPVIO.xio_bottom_gv")
	need(&o.lvLen, "XPVLV.xlv_targlen")
	o.lvOff = o.lvLen - 8 // xlv_targoff
	need(&o.lvTarget, "XPVLV.xlv_targ")
	need(&o.lvType, "XPVLV.xlv_type")
	need(&o.gvStash, "XPVGV.xnv_u")
	need(&o.gvName, "XPVGV.xiv_u", "XPVIV.xiv_u")
	need(&o.gp.sv, "GP.gp_sv")
	need(&o.gp.io, "GP.gp_io")
	need(&o.gp.cv, "GP.gp_cv")
	need(&o.gp.hv, "GP.gp_hv")
	need(&o.gp.av, "GP.gp_av")
	need(&o.gp.form, "GP.gp_form")
	need(&o.gp.egv, "GP.gp_egv")
	need(&o.gp.file, "GP.gp_file_hek")
	o.gp.line = o.gp.egv + 8 // behind it: a bit field, which has no offset in C
	if off, ok := l.off("GP.gp_line"); ok {
		o.gp.line = off
	}
	need(&o.heNext, "HE.hent_next")
	need(&o.heHEK, "HE.hent_hek")
	need(&o.heValue, "HE.he_valu")
	need(&o.hekLen, "HEK.hek_len")
	need(&o.hekKey, "HEK.hek_key")
	need(&o.mg.next, "MAGIC.mg_moremagic")
	need(&o.mg.vtbl, "MAGIC.mg_virtual")
	need(&o.mg.kind, "MAGIC.mg_type")
	need(&o.mg.flags, "MAGIC.mg_flags")
	need(&o.mg.length, "MAGIC.mg_len")
	o.mg.lengthSize = l.fields["MAGIC.mg_len"].size
	need(&o.mg.obj, "MAGIC.mg_obj")
	need(&o.mg.ptr, "MAGIC.mg_ptr")
	need(&o.aux.name, "struct xpvhv_aux.xhv_name_u", "struct xpvhv_aux.xhv_name")
	need(&o.aux.backrefs, "struct xpvhv_aux.xhv_backreferences")
	need(&o.aux.meta, "struct xpvhv_aux.xhv_mro_meta")
	need(&o.aux.nameCount, "struct xpvhv_aux.xhv_name_count")
	need(&o.meta.all, "struct mro_meta.mro_linear_all")
	need(&o.meta.current, "struct mro_meta.mro_linear_current")
	need(&o.meta.next, "struct mro_meta.mro_nextmethod")
	need(&o.meta.isa, "struct mro_meta.isa")
	need(&o.opSibling, "OP.op_sibparent", "OP.op_sibling")
	need(&o.opTarg, "OP.op_targ")
	need(&o.opFirst, "UNOP.op_first")
	need(&o.opSV, "SVOP.op_sv")
	need(&o.opPadix, "PADOP.op_padix")
	need(&o.opReplRoot, "PMOP.op_pmreplrootu")
	need(&o.copLine, "COP.cop_line")
	need(&o.copFile, "COP.cop_file", "COP.cop_filegv")
	need(&o.si.cxstack, "PERL_SI.si_cxstack")
	need(&o.si.prev, "PERL_SI.si_prev")
	need(&o.si.cxix, "PERL_SI.si_cxix")
	size(&o.cx.size, "PERL_CONTEXT")
	o.cx.cop, o.cx.union = 16, 48
	if minor < 24 {
		o.cx.cop, o.cx.union = 8, 32
	}
	var evalCV uint64
	need(&o.cx.subCV, "struct block_sub.cv")
	need(&o.cx.subDepth, "struct block_sub.olddepth")
	need(&evalCV, "struct block_eval.cv")
	o.cx.subCV += o.cx.union
	o.cx.subDepth += o.cx.union
	// Before it stand cur_text, old_eval_root and old_namesv, pointers all.
	o.cx.evalText, o.cx.evalName = o.cx.union+evalCV-8, o.cx.union+evalCV-24
	if minor >= 18 {
		need(&o.padMax, "PADLIST.xpadl_max")
		o.padArray = o.padMax + 8
	}
	if minor >= 22 {
		need(&o.namesFill, "PADNAMELIST.xpadnl_fill")
		need(&o.namesArray, "PADNAMELIST.xpadnl_alloc")
		need(&o.name.pv, "PADNAME.xpadn_pv")
		need(&o.name.ourstash, "PADNAME.xpadn_ourstash")
		need(&o.name.flags, "PADNAME.xpadn_flags")
	}
	if minor >= 38 {
		need(&o.aux.adjust, "struct xpvhv_aux.xhv_class_adjust_blocks")
		need(&o.aux.fields, "struct xpvhv_aux.xhv_class_fields")
		o.aux.flags = o.aux.adjust - 24 // before superclass and initfields_cv
		need(&o.objMax, "XPVOBJ.xobject_maxfield")
		o.objFields = o.objMax + 16
		o.size.obj = o.objFields + 8
		need(&o.name.field, "PADNAME.xpadn_low")
		o.name.field -= 8 // xpadn_fieldinfo
	}
	size(&o.size.xpv, "XPV")
	size(&o.size.xpviv, "XPVIV")
	size(&o.size.xpvnv, "XPVNV")
	size(&o.size.xpvmg, "XPVMG")
	size(&o.size.xpvlv, "XPVLV")
	size(&o.size.xpvav, "XPVAV")
	size(&o.size.xpvhv, "XPVHV")
	size(&o.size.xpvcv, "XPVCV")
	size(&o.size.xpvgv, "XPVGV")
	size(&o.size.xpvio, "XPVIO")
	size(&o.size.regexp, "regexp")
	size(&o.size.he, "HE")
	size(&o.size.hek, "HEK")
	size(&o.size.gp, "GP")
	size(&o.size.magic, "MAGIC")
	size(&o.size.aux, "struct xpvhv_aux")
	size(&o.size.meta, "struct mro_meta")
	for name, t := range map[string]svType{
		"SVt_NULL": svNull, "SVt_IV": svIV, "SVt_NV": svNV, "SVt_PV": svPV, "SVt_INVLIST": svInvlist, "SVt_PVIV": svPVIV,
		"SVt_PVNV": svPVNV, "SVt_PVMG": svPVMG, "SVt_REGEXP": svRegexp, "SVt_PVGV": svGlob, "SVt_PVLV": svLvalue, "SVt_PVAV": svArray,
		"SVt_PVHV": svHash, "SVt_PVCV": svCode, "SVt_PVFM": svFormat, "SVt_PVIO": svIO, "SVt_PVOBJ": svObject,
	} {
		if n, ok := l.consts[name]; ok && n < uint64(len(o.types)) {
			o.types[n] = t
		}
	}
	if missing != nil {
		return nil, fmt.Errorf("%w: the table of %s lacks %s", ErrUnsupported, l, strings.Join(missing, ", "))
	}
	return o, nil
}
