package pmat_test

import (
	"bytes"
	"testing"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
)

// FuzzDecoder reads anything as a dump: whole, and each record again.
func FuzzDecoder(f *testing.F) {
	for _, minor := range []int{0, 1, 3, 4, 6} {
		cfg := pmatbuild.Default
		cfg.Minor = minor
		b := pmatbuild.New(cfg, pmat.Root{Name: "defstash", Addr: 0x800})
		b.Scalar(pmatbuild.SV{Addr: 0x100}, 0x1f, 1, 1, "text")
		b.Magic(0x100, '<', true, 0x200, 0)
		b.Array(pmatbuild.SV{Addr: 0x200}, 0x100)
		b.Hash(pmatbuild.SV{Addr: 0x300}, 0, pmatbuild.Pair{Key: "key", Value: 0x100})
		b.Stash(pmatbuild.SV{Addr: 0x800}, "main")
		b.Glob(pmatbuild.SV{Addr: 0x900}, "x", "x.pl", 3, nil)
		b.Code(pmatbuild.SV{Addr: 0x700}, pmatbuild.Code{File: "a.pl", Names: []string{"$x"}, Pads: []pmat.Addr{0x200}})
		b.End(0x100)
		f.Add(b.Bytes())
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		file, err := pmat.NewFile(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			return
		}
		d := file.Records()
		var offsets []int64
		for d.Next() {
			rec := d.Record()
			offsets = append(offsets, rec.Offset)
			if rec.Offset >= d.Offset() || d.Offset() > int64(len(b)) {
				t.Fatalf("record at %d, decoder at %d of %d bytes", rec.Offset, d.Offset(), len(b))
			}
			drain(t, d)
		}
		if d.Err() == nil {
			d.Tail()
		} else if d.Truncation() == nil {
			t.Fatalf("no truncation for %v", d.Err())
		}
		if d.SVs > len(offsets) {
			t.Fatalf("%d SVs of %d records", d.SVs, len(offsets))
		}
		for i, off := range offsets[:min(len(offsets), 64)] {
			again, err := file.RecordAt(off)
			if err != nil {
				t.Fatalf("record %d at %d was read before, now: %v", i, off, err)
			}
			again.Release()
		}
	})
}

func drain(t *testing.T, d *pmat.Decoder) {
	rec := d.Record()
	for i := range rec.NStrs {
		if _, err := d.Text(rec.Strs[i], 1<<10); err != nil {
			t.Fatal(err)
		}
	}
	switch rec.Type {
	case pmat.TypeArray, pmat.TypeObject:
		for _, ok := d.NextElem(); ok; _, ok = d.NextElem() {
		}
	case pmat.TypeHash, pmat.TypeStash, pmat.TypeClass:
		for p, ok := d.NextPair(); ok; p, ok = d.NextPair() {
			if _, err := d.Text(p.Key, 1<<10); err != nil {
				t.Fatal(err)
			}
		}
		for _, _, ok := d.NextClassField(); ok; _, _, ok = d.NextClassField() {
		}
	case pmat.TypeCode:
		for _, ok := d.NextCodeItem(); ok; _, ok = d.NextCodeItem() {
		}
	case pmat.TypeStruct:
		for _, ok := d.NextStructValue(); ok; _, ok = d.NextStructValue() {
		}
	}
}
