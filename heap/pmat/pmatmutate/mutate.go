// Package pmatmutate damages dumps for tests: it knows where the fields of
// their records are, and sets them to values that no dumper writes. The same
// seed always damages the same dump in the same way.
package pmatmutate

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/rand/v2"

	"github.com/perlheap/perlheap/heap/pmat"
)

// Dump is a dump whose fields are known.
type Dump struct {
	bytes   []byte
	order   binary.ByteOrder
	fields  [kinds][]field
	records []int // where they begin, and where the last one ends
}

type kind uint8

const (
	kindType   kind = iota // of a record
	kindAddr               // of an SV
	kindPtr                // to an SV
	kindNumber             // a size, count, line or index
	kindRefcnt
	kindLength // of a string
	kindByte   // flags and the like
	kinds
)

type field struct{ off, width int }

// New finds the fields of a dump. It fails if the dump cannot be read.
func New(b []byte) (*Dump, error) {
	f, err := pmat.NewFile(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, err
	}
	d := &Dump{bytes: b, order: binary.LittleEndian}
	if f.Header.BigEndian {
		d.order = binary.BigEndian
	}
	w := walk{Dump: d, h: f.Header}
	r := f.Records()
	for r.Next() {
		d.records = append(d.records, int(r.Record().Offset))
		w.record(r)
	}
	d.records = append(d.records, int(r.Offset())-1)
	if len(d.records) < 2 {
		return nil, fmt.Errorf("pmatmutate: a dump without records: %w", r.Err())
	}
	return d, nil
}

type walk struct {
	*Dump
	h *pmat.Header
}

func (w *walk) add(k kind, off, width int) { w.fields[k] = append(w.fields[k], field{off, width}) }

// record notes the fields of the record that a decoder stands on.
func (w *walk) record(r *pmat.Decoder) {
	rec, h := r.Record(), w.h
	at := int(rec.Offset)
	w.add(kindType, at, 1)
	at++
	if rec.Type.IsExtension() {
		w.add(kindPtr, at, h.PtrLen)
		if i := int(rec.Type - pmat.ExtMagic); i < len(h.Ext) && h.Minor > 0 {
			w.sized(at+h.PtrLen, h.Ext[i])
		}
		return
	}
	w.add(kindAddr, at, h.PtrLen)
	w.add(kindRefcnt, at+h.PtrLen, 4)
	w.add(kindNumber, at+h.PtrLen+4, h.UintLen)
	w.add(kindPtr, at+int(h.SV[0].Bytes), h.PtrLen)
	if int(rec.Type) < len(h.SV) {
		w.sized(at+int(h.SV[0].Bytes)+int(h.SV[0].Ptrs)*h.PtrLen, h.SV[rec.Type])
	}
	for _, s := range rec.Strs[:rec.NStrs] {
		if s.Len >= 0 {
			w.add(kindLength, int(s.Off)-h.UintLen, h.UintLen)
		}
	}
	behind := func(width int) { w.add(kindPtr, int(r.Offset())-width, width) }
	switch rec.Type {
	case pmat.TypeArray, pmat.TypeObject:
		for _, ok := r.NextElem(); ok; _, ok = r.NextElem() {
			behind(h.PtrLen)
		}
	case pmat.TypeHash, pmat.TypeStash, pmat.TypeClass:
		for p, ok := r.NextPair(); ok; p, ok = r.NextPair() {
			w.add(kindLength, int(p.Key.Off)-h.UintLen, h.UintLen)
			behind(h.PtrLen)
		}
		for _, _, ok := r.NextClassField(); ok; _, _, ok = r.NextClassField() {
			w.add(kindByte, int(r.Offset())-1, 1)
		}
	case pmat.TypeCode:
		for item, ok := r.NextCodeItem(); ok; item, ok = r.NextCodeItem() {
			if item.Ptr != 0 {
				behind(h.PtrLen)
			} else {
				w.add(kindByte, int(r.Offset())-1, 1)
			}
		}
	case pmat.TypeStruct:
		for _, ok := r.NextStructValue(); ok; _, ok = r.NextStructValue() {
			w.add(kindByte, int(r.Offset())-1, 1)
		}
	}
}

// sized notes what the table of sizes gives to a record.
func (w *walk) sized(at int, s pmat.Sizes) {
	rest := int(s.Bytes)
	for ; rest >= w.h.UintLen; rest -= w.h.UintLen {
		w.add(kindNumber, at, w.h.UintLen)
		at += w.h.UintLen
	}
	for ; rest > 0; rest-- {
		w.add(kindByte, at, 1)
		at++
	}
	for range s.Ptrs {
		w.add(kindPtr, at, w.h.PtrLen)
		at += w.h.PtrLen
	}
}

// absurd are numbers at which counting goes wrong.
var absurd = []uint64{
	0, 1, 2, 0xff, 0xffff, 1<<31 - 1, 1 << 31, 1<<32 - 1, 1 << 32, 1 << 40, 1<<47 - 1, 1 << 47,
	1<<62 + 1, 1<<63 - 1, 1 << 63, 1<<64 - 2, 1<<64 - 1,
}

var types = []byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 0x7f, 0x80, 0x81, 0x85, 0x87, 0x88, 0x89, 0xf0, 0xff}

// Mutate returns a damaged copy, and says what was done to it.
func (d *Dump) Mutate(rng *rand.Rand) (b []byte, what string) {
	b = bytes.Clone(d.bytes)
	for range 1 + rng.IntN(4) {
		var did string
		b, did = d.damage(rng, b)
		what += did + "; "
	}
	return b, what
}

// damage does one thing. Fields are where they were in the whole dump.
func (d *Dump) damage(rng *rand.Rand, b []byte) ([]byte, string) {
	some := 1 << rng.IntN(8)
	pick := func(k kind) (field, bool) {
		if len(d.fields[k]) == 0 {
			return field{}, false
		}
		f := d.fields[k][rng.IntN(len(d.fields[k]))]
		return f, f.off >= 0 && f.off+f.width <= len(b)
	}
	each := func(k kind, change func(field)) {
		for range some {
			if f, ok := pick(k); ok {
				change(f)
			}
		}
	}
	swap := func(k kind) {
		each(k, func(f field) {
			if o, ok := pick(k); ok && o.width == f.width {
				v := d.get(b, f)
				d.put(b, f, d.get(b, o))
				d.put(b, o, v)
			}
		})
	}
	number := func() uint64 { return absurd[rng.IntN(len(absurd))] }
	switch n := rng.IntN(15); n {
	case 0:
		for range some {
			b[rng.IntN(len(b))] ^= 1 << rng.IntN(8)
		}
		return b, fmt.Sprint(some, " bits")
	case 1:
		return b[:len(b)/2+rng.IntN(len(b)/2)], "cut"
	case 2:
		b[rng.IntN(min(len(b), 200))] = byte(rng.Uint32())
		return b, "header"
	case 3:
		i := rng.IntN(len(d.records) - 1)
		from, to := d.records[i], d.records[min(len(d.records)-1, i+1+rng.IntN(20))]
		if to > len(b) {
			return b, "nothing"
		}
		if rng.IntN(2) == 0 {
			return append(b[:from:from], b[to:]...), "records left out"
		}
		return append(bytes.Clone(b[:to]), b[from:]...), "records twice"
	case 4:
		each(kindType, func(f field) { b[f.off] = types[rng.IntN(len(types))] })
		return b, fmt.Sprint(some, " types")
	case 5, 6:
		each(kindNumber, func(f field) { d.put(b, f, number()) })
		return b, fmt.Sprint(some, " numbers")
	case 7:
		each(kindLength, func(f field) { d.put(b, f, number()) })
		return b, fmt.Sprint(some, " lengths")
	case 8:
		each(kindRefcnt, func(f field) { d.put(b, f, number()) })
		return b, fmt.Sprint(some, " reference counts")
	case 9:
		each(kindByte, func(f field) { b[f.off] = byte(rng.Uint32()) })
		return b, fmt.Sprint(some, " bytes")
	case 10:
		each(kindAddr, func(f field) {
			if o, ok := pick(kindAddr); ok {
				d.put(b, f, d.get(b, o))
			}
		})
		return b, fmt.Sprint(some, " addresses twice")
	case 11, 12:
		each(kindPtr, func(f field) {
			if o, ok := pick(kindAddr); ok {
				d.put(b, f, d.get(b, o))
			}
		})
		return b, fmt.Sprint(some, " pointers")
	default:
		k := kind(rng.IntN(int(kinds)))
		swap(k)
		return b, fmt.Sprint(some, " swapped fields of kind ", k)
	}
}

func (d *Dump) get(b []byte, f field) uint64 {
	switch f.width {
	case 1:
		return uint64(b[f.off])
	case 4:
		return uint64(d.order.Uint32(b[f.off:]))
	}
	return d.order.Uint64(b[f.off:])
}

func (d *Dump) put(b []byte, f field, v uint64) {
	switch f.width {
	case 1:
		b[f.off] = byte(v)
	case 4:
		d.order.PutUint32(b[f.off:], uint32(v))
	default:
		d.order.PutUint64(b[f.off:], v)
	}
}
