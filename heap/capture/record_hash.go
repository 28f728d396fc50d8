package capture

import (
	"encoding/binary"

	"github.com/perlheap/perlheap/heap/pmat"
)

// maxRecord is how much of a record is kept before it is written.
const maxRecord = 1 << 20

// Flags of a key, and of a HASH's auxiliary structure.
const (
	hekNotShared = 0x04 // perl 5.38 and later
	auxIsClass   = 0x04
)

// hash writes a HASH, and one with a name as STASH or CLASS.
func (d *dump) hash(r record) {
	buckets := d.m.u64(r.body + d.o.hvMax)
	aux := d.hashAux(r.body, r.u, buckets, r.flags)
	table := d.buckets(r, buckets)
	n, size := d.countPairs(r, table)
	size += d.o.size.xpvhv
	name, named := d.auxName(aux)
	meta := uint64(0)
	if named {
		size += d.o.size.aux
		if meta = d.m.u64(aux + d.o.aux.meta); meta != 0 {
			size += d.o.size.meta
		}
	}
	class := named && d.o.aux.flags != 0 && d.m.u32(aux+d.o.aux.flags)&auxIsClass != 0
	switch {
	case class:
		d.common(pmat.TypeClass, r, size)
	case named:
		d.common(pmat.TypeStash, r, size)
	default:
		d.common(pmat.TypeHash, r, size)
	}
	d.u64(n)
	backrefs := uint64(0)
	if aux != 0 {
		backrefs = d.m.u64(aux + d.o.aux.backrefs)
	}
	d.u64(backrefs)
	if named {
		for _, off := range []uint64{d.o.meta.all, d.o.meta.current, d.o.meta.next, d.o.meta.isa} {
			if meta == 0 {
				d.u64(0)
			} else {
				d.u64(d.m.u64(meta + off))
			}
		}
		if class {
			d.u64(d.m.u64(aux + d.o.aux.adjust))
		}
		d.str(name)
	}
	d.eachPair(table, n, func(he, hek uint64) { d.pair(r, he, hek) })
	if class {
		d.fields(d.m.u64(aux + d.o.aux.fields))
		d.u8(0)
	}
}

// buckets returns the table of a HASH: addresses of the first entries.
func (d *dump) buckets(r record, max uint64) []byte {
	if r.u == 0 {
		return nil
	}
	if max >= maxWords {
		d.m.Missing++
		return nil
	}
	return d.m.bytes(r.u, int(8*(max+1)))
}

// countPairs counts the pairs, and the bytes of buckets, entries and keys that
// are not shared.
func (d *dump) countPairs(r record, table []byte) (n, size uint64) {
	size = uint64(len(table))
	d.eachPair(table, 1<<63, func(he, hek uint64) {
		n++
		size += d.o.size.he
		d.accountPair(r, he, hek)
		if r.flags&flagShared == 0 {
			size += d.o.size.hek + uint64(int64(int32(d.m.u32(hek+d.o.hekLen)))) + 2
		}
	})
	return n, size
}

// eachPair returns the entries of a table, n at most. A chain that leads in a
// circle ends where it is longer than memory has room for.
func (d *dump) eachPair(table []byte, n uint64, yield func(he, hek uint64)) {
	limit := min(n, d.m.size()/d.o.size.he+1)
	for ; len(table) > 0; table = table[8:] {
		for he := binary.LittleEndian.Uint64(table); he != 0 && limit > 0 && d.step(); limit-- {
			if !d.m.has(he, int(d.o.size.he)) {
				d.m.Missing++
				break
			}
			yield(he, d.m.u64(he+d.o.heHEK))
			he = d.m.u64(he + d.o.heNext)
		}
	}
}

// pair writes one entry. The keys of tied HASHes can be SVs.
func (d *dump) pair(r record, he, hek uint64) {
	key, flags, ok := d.hek(hek)
	if !ok && int32(d.m.u32(hek+d.o.hekLen)) == hekSVKey {
		sv := d.m.u64(hek + d.o.hekKey)
		if d.m.u32(sv+d.o.svFlags)&flagPOK != 0 {
			body := d.m.u64(sv + d.o.svAny)
			key = d.m.bytes(d.m.u64(sv+d.o.svU), int(min(d.m.u64(body+d.o.cur), maxKey)))
		}
	}
	d.str(key)
	if len(d.b) > maxRecord {
		_ = d.flush() // it is kept
	}
	if d.l.version[1] >= 38 && flags&hekNotShared != 0 {
		hek = 0
	}
	d.u64(hek)
	if r.sv == d.strtab { // the values are counts, no SVs
		d.u64(0)
	} else {
		d.u64(d.m.u64(he + d.o.heValue))
	}
}

// fields writes the fields that a CLASS declares.
func (d *dump) fields(list uint64) {
	d.eachPadname(list, 0, func(_, pn uint64) {
		d.u8(1)
		d.u64(d.m.u64(d.m.u64(pn+d.o.name.field) + 8))
		d.cstr(d.m.u64(pn + d.o.name.pv))
	})
}
