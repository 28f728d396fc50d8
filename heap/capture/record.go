package capture

import (
	"encoding/binary"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/wire"
)

// record is an SV that is being written.
type record struct {
	sv, body, u uint64
	refcnt      uint32
	flags       uint32
	kind        svType
}

// sv writes one SV with its extensions. head is its head, in the image.
func (d *dump) sv(addr uint64, head []byte) {
	r := record{
		sv:     addr,
		body:   binary.LittleEndian.Uint64(head[d.o.svAny:]),
		refcnt: binary.LittleEndian.Uint32(head[d.o.svRefcnt:]),
		flags:  binary.LittleEndian.Uint32(head[d.o.svFlags:]),
		u:      binary.LittleEndian.Uint64(head[d.o.svU:]),
	}
	r.kind = d.typeOf(r.flags)
	switch r.kind {
	case svIV, svNV, svPV, svPVIV, svPVNV, svPVMG:
		d.scalar(r)
	case svGlob:
		d.glob(r)
	case svLvalue:
		d.common(pmat.TypeLvalue, r, d.o.size.xpvlv)
		d.u8(d.m.u8(r.body + d.o.lvType))
		d.u64(d.m.u64(r.body + d.o.lvOff))
		d.u64(d.m.u64(r.body + d.o.lvLen))
		d.u64(d.m.u64(r.body + d.o.lvTarget))
	case svArray:
		d.array(r)
	case svHash:
		d.hash(r)
	case svCode:
		d.code(r)
	case svIO:
		d.io(r)
	case svRegexp:
		d.common(pmat.TypeRegexp, r, d.o.size.regexp)
	case svFormat:
		d.common(pmat.TypeFormat, r, d.o.size.xpvcv)
	case svInvlist:
		d.common(pmat.TypeInvlist, r, d.o.size.xpv+d.m.u64(r.body+d.o.length))
	case svObject:
		d.object(r)
	default:
		d.common(pmat.TypeUndef, r, 0)
	}
	if r.flags&flagsMagical != 0 && r.kind >= svPVMG {
		d.magic(r)
	}
}

// common writes what all SVs have. size is the size of the body.
func (d *dump) common(t pmat.Type, r record, size uint64) {
	d.u8(byte(t))
	d.u64(r.sv)
	d.u32(r.refcnt)
	d.u64(d.o.svSize + size)
	if r.flags&flagObject != 0 {
		d.u64(d.m.u64(r.body + d.o.stash))
	} else {
		d.u64(0)
	}
}

// scalar writes what holds a number, a string, a reference, or nothing.
func (d *dump) scalar(r record) {
	switch {
	case r.flags&flagROK != 0:
		d.common(pmat.TypeRef, r, 0)
		weak := byte(0)
		if r.flags&flagWeak != 0 {
			weak = pmat.RefWeak
		}
		d.u8(weak)
		d.u64(r.u)
		d.u64(0)
		return
	case r.flags&flagsOK == 0:
		d.common(pmat.TypeUndef, r, 0)
		return
	case d.l.version[1] >= 36 && r.flags&flagsIsStatic == flagsIsStatic && r.u != 0 && (r.u == d.yes || r.u == d.no):
		t := pmat.TypeNo
		if d.m.u64(r.body+d.o.iv) != 0 {
			t = pmat.TypeYes
		}
		d.common(t, r, 0)
		return
	}
	size := d.scalarSize(r)
	d.common(pmat.TypeScalar, r, size)
	var flags byte
	var iv, nv, cur uint64
	if r.flags&flagIOK != 0 {
		flags |= pmat.ScalarIV
		iv = d.m.u64(r.body + d.o.iv)
		if r.flags&flagUV != 0 {
			flags |= pmat.ScalarUV
		}
	}
	if r.flags&flagNOK != 0 {
		flags |= pmat.ScalarNV
		nv = d.m.u64(r.body + d.o.nv)
	}
	if r.flags&flagUTF8 != 0 {
		flags |= pmat.ScalarUTF8
	}
	var pv []byte
	if r.flags&flagPOK != 0 {
		flags |= pmat.ScalarPV
		cur = d.m.u64(r.body + d.o.cur)
		n := cur
		if d.maxString >= 0 {
			n = min(n, uint64(d.maxString))
		}
		pv = d.m.bytes(r.u, int(min(n, 1<<40)))
	}
	d.u8(flags)
	d.u64(iv)
	d.u64(nv)
	d.u64(cur)
	d.u64(0)
	d.optional(pv, r.flags&flagPOK != 0)
	if r.flags&flagPrivPOK != 0 && r.flags&flagsIsStatic == flagIsCOW && d.m.u64(r.body+d.o.length) == 0 {
		d.u8(byte(pmat.ExtSharedHEK))
		d.u64(r.sv)
		d.u64(r.u - d.o.hekKey)
	}
}

const (
	flagIsCOW     = 0x10000000
	flagsIsStatic = flagIsCOW | flagStatic
)

// scalarSize returns the size of the body and the string, as the Dumper counts it.
func (d *dump) scalarSize(r record) uint64 {
	var n uint64
	switch r.kind {
	case svNV:
		n = 8
	case svPV:
		n = d.o.size.xpv - d.o.cur
	case svPVIV:
		n = d.o.size.xpviv - d.o.cur
	case svPVNV:
		n = d.o.size.xpvnv - d.o.cur
	case svPVMG:
		n = d.o.size.xpvmg
	}
	if r.flags&flagPOK != 0 {
		n += d.m.u64(r.body + d.o.length)
	}
	if r.flags&flagOOK != 0 && r.kind >= svPV {
		// The string begins after what was chopped off. The number of chopped bytes
		// is before it, in one byte or, if that is 0, in eight.
		if off := uint64(d.m.u8(r.u - 1)); off != 0 {
			n += off
		} else {
			n += d.m.u64(r.u - 1 - 8)
		}
	}
	return n
}

func (d *dump) array(r record) {
	at, n := r.u, d.m.u64(r.body+d.o.avFill)+1
	if r.sv == d.stackAV {
		at, n = d.stackDepth()
	}
	if n != 0 && !d.m.hasWords(at, n) {
		d.m.Missing++
		n = 0
	}
	d.common(pmat.TypeArray, r, d.o.size.xpvav+8*(d.m.u64(r.body+d.o.avMax)+1))
	d.u64(n)
	if r.flags&flagReal == 0 {
		d.u8(pmat.ArrayUnreal)
	} else {
		d.u8(0)
	}
	d.raw(d.m.bytes(at, int(n*8)))
}

func (d *dump) object(r record) {
	n, at := d.m.u64(r.body+d.o.objMax)+1, d.m.u64(r.body+d.o.objFields)
	if n != 0 && !d.m.hasWords(at, n) {
		d.m.Missing++
		n = 0
	}
	d.common(pmat.TypeObject, r, d.o.size.obj)
	d.u64(n)
	d.raw(d.m.bytes(at, int(n*8)))
}

func (d *dump) glob(r record) {
	gp := uint64(0)
	if r.flags&(flagPrivPOK|flagGlobGP) == flagGlobGP {
		gp = r.u
	}
	if gp == 0 || !d.m.has(gp, int(d.o.size.gp)) {
		d.common(pmat.TypeGlob, r, d.o.size.xpvgv)
		d.u64(0)
		d.u64(0)
		d.u64(d.m.u64(r.body + d.o.gvStash))
		for range 7 {
			d.u64(0)
		}
		d.noStr()
		d.noStr()
		return
	}
	d.memory.claim(gp, wire.MemoryOtherPerl)
	d.common(pmat.TypeGlob, r, d.o.size.xpvgv+d.o.size.gp)
	line := d.m.u32(gp + d.o.gp.line)
	if d.l.version[1] >= 22 {
		line &= 1<<31 - 1
	}
	name := d.m.u64(r.body + d.o.gvName)
	d.u64(uint64(line))
	d.u64(name)
	d.u64(d.m.u64(r.body + d.o.gvStash))
	for _, off := range []uint64{d.o.gp.sv, d.o.gp.av, d.o.gp.hv, d.o.gp.cv, d.o.gp.egv, d.o.gp.io, d.o.gp.form} {
		d.u64(d.m.u64(gp + off))
	}
	d.key(name)
	file := d.m.u64(gp + d.o.gp.file)
	d.key(file)
	if r := &d.recorded; file != 0 && !r.at[file] && len(r.at) < maxNames {
		r.at[file] = true
		if key, _, ok := d.hek(file); ok {
			r.names[string(key)] = true
		}
	}
}

// key writes the text of a shared string.
func (d *dump) key(hek uint64) {
	if hek == 0 {
		d.noStr()
		return
	}
	key, _, ok := d.hek(hek)
	d.optional(key, ok)
}

// io writes an IO; the file numbers are those of the lowest layers.
func (d *dump) io(r record) {
	d.common(pmat.TypeIO, r, d.o.size.xpvio)
	d.u64(d.fileno(r.u))
	d.u64(d.fileno(d.m.u64(r.body + d.o.ioOFP)))
	d.u64(d.m.u64(r.body + d.o.ioTop))
	d.u64(d.m.u64(r.body + d.o.ioFormat))
	d.u64(d.m.u64(r.body + d.o.ioBottom))
}

// maxLayers bounds the layers of a handle.
const maxLayers = 64

// fileno finds the file number of a PerlIO handle: a pointer to the topmost of
// its layers, each of which begins with a pointer to the next and one to its
// table, whose second word is its name. The layer `unix` has the number behind
// what all layers have. Other lowest layers have none: ^0, which is -1.
func (d *dump) fileno(handle uint64) uint64 {
	const none = ^uint64(0)
	if handle == 0 {
		return none
	}
	layer := d.m.u64(handle)
	for range maxLayers {
		if layer == 0 {
			return none
		}
		next := d.m.u64(layer)
		if next == 0 {
			break
		}
		layer = next
	}
	name, _ := d.m.cstring(d.m.u64(d.m.u64(layer+8) + 8))
	if string(name) != "unix" {
		return none
	}
	return uint64(int64(int32(d.m.u32(layer + 32))))
}

// maxMagic bounds the magic of one SV.
const maxMagic = 1 << 10

func (d *dump) magic(r record) {
	mg := d.m.u64(r.body + d.o.magic)
	for n := 0; mg != 0 && n < maxMagic && d.step() && d.m.has(mg, int(d.o.size.magic)); n++ {
		var flags byte
		if d.m.u8(mg+d.o.mg.flags)&mgRefcounted != 0 {
			flags = pmat.MagicRefcounted
		}
		d.memory.claim(mg, wire.MemoryOtherPerl)
		d.memory.claim(d.m.u64(mg+d.o.mg.ptr), wire.MemoryOtherPerl)
		d.u8(byte(pmat.ExtMagic))
		d.u64(r.sv)
		d.u8(d.m.u8(mg+d.o.mg.kind), flags)
		d.u64(d.m.u64(mg + d.o.mg.obj))
		length := int64(d.m.u64(mg + d.o.mg.length))
		if d.o.mg.lengthSize == 4 {
			length = int64(int32(length))
		}
		if length == hekSVKey {
			d.u64(d.m.u64(mg + d.o.mg.ptr))
		} else {
			d.u64(0)
		}
		d.u64(d.m.u64(mg + d.o.mg.vtbl))
		mg = d.m.u64(mg + d.o.mg.next)
	}
}
