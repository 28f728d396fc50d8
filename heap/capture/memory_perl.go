package capture

import (
	"encoding/binary"

	"github.com/perlheap/perlheap/heap/wire"
)

// accountSV counts what an SV has in addition to its head, whose content it is
// given.
func (d *dump) accountSV(addr uint64, head []byte) {
	w := d.memory
	if w == nil {
		return
	}
	defer func(n int) { d.m.Missing = n }(d.m.Missing) // the dump has counted it
	w.heads += int64(d.o.svSize)
	body, u := binary.LittleEndian.Uint64(head[d.o.svAny:]), binary.LittleEndian.Uint64(head[d.o.svU:])
	flags := binary.LittleEndian.Uint32(head[d.o.svFlags:])
	kind := d.typeOf(flags)
	w.bodies += int64(d.bodySize(kind, flags))
	switch kind {
	case svPV, svPVIV, svPVNV, svPVMG, svInvlist, svRegexp, svLvalue:
		d.accountString(body, u, flags)
	case svArray:
		w.claim(d.m.u64(body+d.o.avMax+8), wire.MemoryArrays) // xav_alloc is behind it
	case svHash:
		w.claim(u, wire.MemoryHashes)
		if aux := d.hashAux(body, u, d.m.u64(body+d.o.hvMax), flags); aux != 0 {
			w.claim(d.m.u64(aux+d.o.aux.meta), wire.MemoryOtherPerl)
		}
	case svObject:
		w.claim(d.m.u64(body+d.o.objFields), wire.MemoryArrays)
	}
}

// accountString counts the buffer of a string, once where it is shared. A chunk has
// at most as much room as its length says.
func (d *dump) accountString(body, u uint64, flags uint32) {
	length := d.m.u64(body + d.o.length)
	if flags&flagROK != 0 || length == 0 || u == 0 {
		return
	}
	if flags&flagOOK != 0 { // chopped off at the begin
		if off := uint64(d.m.u8(u - 1)); off != 0 {
			u -= off
		} else {
			u -= d.m.u64(u - 1 - 8)
		}
	}
	name := wire.MemoryStrings
	if d.sharesString(u, length, flags) {
		name = wire.MemoryStringsShared
	}
	if n := d.memory.claim(u, name); n > 0 {
		if cur := d.m.u64(body + d.o.cur); cur < length {
			d.memory.split(name, wire.MemoryStringsFree, min(n, int64(length-cur-1)))
		}
	}
}

// sharesString reports whether other SVs have the buffer of a string, too: how many
// do stands in its last byte.
func (d *dump) sharesString(buffer, length uint64, flags uint32) bool {
	const since = 22 // 5.22: the flag was another one
	return d.l.version[1] >= since && flags&flagsIsStatic == flagIsCOW && d.m.u8(buffer+length-1) != 0
}

// bodySize returns what the body of an SV takes in its arena; 0 for types without
// one.
func (d *dump) bodySize(kind svType, flags uint32) uint64 {
	s := &d.o.size
	switch kind {
	case svPV:
		return s.xpv - d.o.cur
	case svPVIV:
		return s.xpviv - d.o.cur
	case svPVNV:
		return s.xpvnv - d.o.cur
	case svInvlist:
		return s.xpv
	case svPVMG:
		return s.xpvmg
	case svRegexp:
		return s.regexp
	case svGlob:
		return s.xpvgv
	case svLvalue:
		return s.xpvlv
	case svArray:
		return s.xpvav
	case svHash:
		if flags&flagOOK != 0 && d.l.version[1] >= 36 {
			return s.xpvhv + s.aux
		}
		return s.xpvhv
	case svCode, svFormat:
		return s.xpvcv
	case svIO:
		return s.xpvio
	case svObject:
		return s.obj
	}
	return 0
}

// accountPair counts an entry of a HASH. Entries of the table of shared strings are
// not in arenas.
func (d *dump) accountPair(r record, he, hek uint64) {
	switch {
	case d.memory == nil:
	case r.sv == d.strtab:
		d.memory.claim(he, wire.MemoryKeys)
	default:
		d.memory.bodies += int64(d.o.size.he)
		d.memory.claim(hek, wire.MemoryHashes)
	}
}

// maxArenas bounds the sets of arenas, and the arenas of one.
const maxArenas = 1 << 20

// accountInterpreter counts the arenas and what belongs to no SV.
func (d *dump) accountInterpreter() {
	w := d.memory
	if w == nil {
		return
	}
	defer func(n int) { d.m.Missing = n }(d.m.Missing) // the dump has counted it
	seen := map[uint64]bool{}
	for arena := d.ptr("sv_arenaroot"); arena != 0 && !seen[arena]; arena = d.m.u64(arena + d.o.svAny) {
		seen[arena] = true
		w.claim(arena, wire.MemoryHeadsFree)
	}
	w.split(wire.MemoryHeadsFree, wire.MemoryHeads, w.heads)
	// struct arena_set: the next one, how many arenas it has room for and has,
	// and for each its address, size and type.
	for set := d.ptr("body_arenas"); set != 0 && !seen[set]; set = d.m.u64(set) {
		seen[set] = true
		w.claim(set, wire.MemoryBodiesFree)
		for i := range uint64(min(d.m.u32(set+12), maxArenas)) {
			if at := set + 16 + 24*i; d.m.has(at, 24) {
				w.claim(d.m.u64(at), wire.MemoryBodiesFree)
			}
		}
	}
	w.split(wire.MemoryBodiesFree, wire.MemoryBodies, w.bodies)
	for _, addr := range []uint64{d.interp, d.ptr("savestack"), d.ptr("tmps_stack")} {
		w.claim(addr, wire.MemoryOtherPerl)
	}
	for si := d.ptr("curstackinfo"); si != 0 && !seen[si]; si = d.m.u64(si + d.o.si.prev) {
		seen[si] = true
		w.claim(si, wire.MemoryOtherPerl)
		w.claim(d.m.u64(si+d.o.si.cxstack), wire.MemoryOtherPerl)
	}
}
