package pmat_test

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
)

// configs is every way in which values can be written.
func configs(yield func(string, pmatbuild.Config) bool) {
	for minor := range 7 {
		for _, big := range []bool{false, true} {
			for _, uintLen := range []int{4, 8} {
				for _, ptrLen := range []int{4, 8} {
					for _, nvLen := range []int{8, 10} {
						c := pmatbuild.Config{BigEndian: big, UintLen: uintLen, PtrLen: ptrLen, NVLen: nvLen, Ithreads: big, Minor: minor, Perl: 5<<24 | 40<<16 | 1}
						name := fmt.Sprintf("0.%d big=%t uint=%d ptr=%d nv=%d", minor, big, uintLen, ptrLen, nvLen)
						if !yield(name, c) {
							return
						}
					}
				}
			}
		}
	}
}

func open(t *testing.T, b []byte) *pmat.File {
	t.Helper()
	f, err := pmat.NewFile(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestEveryWayOfWriting(t *testing.T) {
	for name, cfg := range configs {
		t.Run(name, func(t *testing.T) {
			b := pmatbuild.New(cfg, pmat.Root{Name: "main_cv", Addr: 0x700})
			b.Scalar(pmatbuild.SV{Addr: 0x100, Refcnt: 3, Size: 24, Blessed: 0x800},
				pmat.ScalarIV|pmat.ScalarNV|pmat.ScalarPV, 0xfffffff0, -2.5, "text")
			b.Magic(0x100, 'q', true, 0x200, 0x300)
			b.Array(pmatbuild.SV{Addr: 0x200, Refcnt: 1}, 0x100, 0, 0x300)
			b.Hash(pmatbuild.SV{Addr: 0x300, Refcnt: 1}, 0x200, pmatbuild.Pair{Key: "k\x00y", Value: 0x100}, pmatbuild.Pair{Key: "", Value: 0})
			b.Code(pmatbuild.SV{Addr: 0x700}, pmatbuild.Code{File: "a.pl", Line: 12, Flags: pmat.CodeCloned, OpRoot: 0x9990, Names: []string{"$x"}, Pads: []pmat.Addr{0x200}})
			b.Undef(pmatbuild.SV{Addr: 0x400})
			b.End(0x400)
			f := open(t, b.Bytes())
			h := f.Header
			if h.BigEndian != cfg.BigEndian || h.UintLen != cfg.UintLen || h.PtrLen != cfg.PtrLen || h.NVLen != cfg.NVLen || h.Minor != cfg.Minor || h.PerlVersion() != "5.40.1" {
				t.Errorf("header %+v", h)
			}
			if len(f.Roots) != 1 || f.Roots[0] != (pmat.Root{Name: "main_cv", Addr: 0x700}) || f.Yes != pmatbuild.Yes {
				t.Errorf("roots %+v", f.Roots)
			}
			d := f.Records()
			next := func(want pmat.Type) *pmat.Record {
				t.Helper()
				if !d.Next() {
					t.Fatalf("no %s: %v", want, d.Err())
				}
				if d.Record().Type != want {
					t.Fatalf("%s, want %s", d.Record().Type, want)
				}
				return d.Record()
			}
			s := next(pmat.TypeScalar)
			if s.Addr != 0x100 || s.Refcnt != 3 || s.Size != 24 || s.Blessed != 0x800 || s.UV != 0xfffffff0 || s.NV != -2.5 || s.PVLen != 4 {
				t.Errorf("scalar %+v", s)
			}
			if text, err := d.Text(s.Strs[pmat.ScalarString], 100); string(text) != "text" || err != nil {
				t.Errorf("text %q, %v", text, err)
			}
			at := s.Offset
			if m := next(pmat.ExtMagic); m.Addr != 0x100 || m.Kind != 'q' || m.Flags != pmat.MagicRefcounted || m.Ptrs[pmat.MagicObj] != 0x200 {
				t.Errorf("magic %+v", m)
			}
			next(pmat.TypeArray)
			var elems []pmat.Addr
			for e, ok := d.NextElem(); ok; e, ok = d.NextElem() {
				elems = append(elems, e)
			}
			if fmt.Sprint(elems) != "[0x100 0x0 0x300]" {
				t.Errorf("elements %v", elems)
			}
			if r := next(pmat.TypeHash); r.Ptrs[pmat.HashBackrefs] != 0x200 {
				t.Errorf("hash %+v", r)
			}
			if p, ok := d.NextPair(); !ok || p.Value != 0x100 {
				t.Errorf("pair %+v", p)
			} else if key, _ := d.Text(p.Key, 100); string(key) != "k\x00y" {
				t.Errorf("key %q", key)
			}
			// The other pair is left to Next.
			c := next(pmat.TypeCode)
			if c.Line != 12 || c.Flags != pmat.CodeCloned || c.OpRoot != 0x9990 || c.Strs[pmat.CodeName].Defined() {
				t.Errorf("code %+v", c)
			}
			item, _ := d.NextCodeItem()
			if name, _ := d.Text(item.Name, 10); item.Kind != pmat.ItemPadname || item.Index != 1 || string(name) != "$x" {
				t.Errorf("item %+v", item)
			}
			if item, _ = d.NextCodeItem(); item.Kind != pmat.ItemPad || item.Index != 1 || item.Ptr != 0x200 {
				t.Errorf("item %+v", item)
			}
			next(pmat.TypeUndef)
			if d.Next() || d.Err() != nil || d.SVs != 5 {
				t.Errorf("end: %v after %d SVs", d.Err(), d.SVs)
			}
			if tail := d.Tail(); tail.Cut != nil || len(tail.Mortals) != 1 || tail.Mortals[0] != 0x400 || tail.Floor != -1 {
				t.Errorf("tail %+v", tail)
			}
			again, err := f.RecordAt(at)
			if err != nil || again.Record().Addr != 0x100 || again.Record().NV != -2.5 {
				t.Errorf("read again: %v", err)
			}
		})
	}
}

func TestLongDoubles(t *testing.T) {
	for _, big := range []bool{false, true} {
		cfg := pmatbuild.Default
		cfg.NVLen, cfg.BigEndian = 10, big
		for _, want := range []float64{0, 1, -1, 0.1, 1e300, -1.5e-300, math.Pi, math.Inf(1), math.Inf(-1), math.NaN(), math.MaxFloat64, math.SmallestNonzeroFloat64} {
			b := pmatbuild.New(cfg)
			b.Scalar(pmatbuild.SV{Addr: 0x100}, pmat.ScalarNV, 0, want, "")
			b.End()
			d := open(t, b.Bytes()).Records()
			if !d.Next() {
				t.Fatal(d.Err())
			}
			if got := d.Record().NV; got != want && !(math.IsNaN(got) && math.IsNaN(want)) {
				t.Errorf("big-endian %t: %g, want %g", big, got, want)
			}
		}
	}
}

// A type that only the header knows is passed over, not guessed at.
func TestUnknownRecordsAreSkippedAndCounted(t *testing.T) {
	b := pmatbuild.New(pmatbuild.Default)
	b.Undef(pmatbuild.SV{Addr: 0x100})
	whole := b.Bytes()
	// The table of extensions is announced one longer: 0x8a, one byte and one string.
	at := bytes.Index(whole, []byte{10, 2, 3, 0, 0, 1, 0})
	table := append([]byte{11}, whole[at+1:at+31]...)
	made := append(append(append([]byte{}, whole[:at]...), append(table, 1, 0, 1)...), whole[at+31:]...)
	tail := pmatbuild.New(pmatbuild.Default)
	n := len(tail.Bytes())
	tail.Byte(0x8a)
	tail.Ptr(0x100)
	tail.Byte(7)
	tail.Str("new")
	tail.Undef(pmatbuild.SV{Addr: 0x200})
	tail.End()
	d := open(t, append(made, tail.Bytes()[n:]...)).Records()
	for d.Next() {
	}
	if d.Err() != nil || d.SVs != 2 || d.Skipped[0x8a] != 1 {
		t.Errorf("%v, %d SVs, skipped %v", d.Err(), d.SVs, d.Skipped)
	}
}

func TestBadInput(t *testing.T) {
	good := pmatbuild.New(pmatbuild.Default, pmat.Root{Name: "defstash"})
	good.Undef(pmatbuild.SV{Addr: 0x100})
	header := good.Bytes()
	changed := func(at int, v ...byte) []byte {
		b := bytes.Clone(header)
		copy(b[at:], v)
		return b
	}
	for _, test := range []struct {
		name string
		b    []byte
		want string
	}{
		{"empty", nil, "not a heap dump: the file is empty"},
		{"text", []byte("#!/usr/bin/perl\nprint 1"), "does not begin with PMAT"},
		{"short text", []byte("hi"), "does not begin with PMAT"},
		{"magic only", []byte("PMAT"), "the file ends after 4 bytes, inside the header"},
		{"half a header", header[:40], "the file ends after 40 bytes, inside the header"},
		{"newer minor", changed(7, 7), "format 0.7, the newest that is read is 0.6"},
		{"newer major", changed(6, 1), "format 1.4"},
		{"unknown flags", changed(4, 0x96), "flags 0x96"},
		{"absurd common size", changed(13, 3), "gives an SV 3 bytes and 1 pointers, which cannot hold"},
		{"absurd hash size", changed(13+3*5, 0, 0, 0), "gives a HASH 0 bytes, 0 pointers and 0 strings"},
		{"no types", changed(12, 0), "gives an SV nothing"},
		{"roots run out", header[:len(header)-40], "list of roots and stack"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := pmat.NewFile(bytes.NewReader(test.b), int64(len(test.b)))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %q, want one with %q", err, test.want)
			}
			if err != nil && strings.Contains(err.Error(), "\n") {
				t.Errorf("error of several lines: %q", err)
			}
		})
	}
}

func TestBadFiles(t *testing.T) {
	dir := t.TempDir()
	old := filepath.Join("..", "..", "testdata", "dumps", "p514-amd64-d008.pmat.gz")
	garbage := filepath.Join(dir, "garbage.gz")
	if err := os.WriteFile(garbage, []byte{0x1f, 0x8b, 1, 2, 3, 4, 5, 6, 7, 8}, 0o600); err != nil {
		t.Fatal(err)
	}
	secret := filepath.Join(dir, "secret")
	if err := os.WriteFile(secret, []byte("PMAT"), 0); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		filepath.Join(dir, "missing.pmat"): "no such file",
		dir:                                "it is a directory",
		old:                                "written by Devel::MAT::Dumper 0.10 or older",
		garbage:                            "its gzip data cannot be read",
		secret:                             "", // see below
	} {
		_, err := pmat.Open(context.Background(), path, nil)
		switch {
		case path == secret && os.Geteuid() == 0:
			want = "inside the header" // root may read everything
		case path == secret:
			want = "permission denied"
		}
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: error %q, want one with %q and the path", path, err, want)
		}
	}
}

func TestTruncation(t *testing.T) {
	b := pmatbuild.New(pmatbuild.Default)
	b.Undef(pmatbuild.SV{Addr: 0x100})
	from := len(b.Bytes())
	b.Array(pmatbuild.SV{Addr: 0x200}, 0x100, 0x100, 0x100)
	whole := b.Bytes()
	for n := from; n <= len(whole); n++ {
		d := open(t, whole[:n]).Records()
		for d.Next() {
			for _, ok := d.NextElem(); ok; _, ok = d.NextElem() {
			}
		}
		tr := d.Truncation()
		want, record := 1, "ARRAY record"
		if n == from || n == len(whole) {
			record = "list of SVs"
		}
		if n == len(whole) {
			want = 2
		}
		if tr == nil || !tr.Ends || tr.SVs != want || tr.Record != record {
			t.Errorf("after %d of %d bytes: %+v, want %d SVs and the end in the %s", n-from, len(whole)-from, tr, want, record)
		}
	}
	b.Byte(0x33) // no such type
	d := open(t, b.Bytes()).Records()
	for d.Next() {
	}
	if tr := d.Truncation(); tr == nil || tr.Ends || tr.SVs != 2 || !strings.Contains(tr.String(), "damaged") {
		t.Errorf("%+v", tr)
	}
}

// A count that the file cannot hold must cost nothing.
func TestAbsurdCounts(t *testing.T) {
	for _, count := range []uint64{1 << 20, 1 << 40, math.MaxInt64, math.MaxUint64, math.MaxUint64 / 8} {
		b := pmatbuild.New(pmatbuild.Default)
		b.Undef(pmatbuild.SV{Addr: 0x100})
		b.Common(pmat.TypeArray, pmatbuild.SV{Addr: 0x200})
		b.Uint(count)
		b.Byte(0)
		d := open(t, b.Bytes()).Records()
		for d.Next() {
		}
		if tr := d.Truncation(); tr == nil || tr.SVs != 1 || !tr.Ends {
			t.Errorf("%d elements: %+v", count, tr)
		}
		b = pmatbuild.New(pmatbuild.Default)
		b.Common(pmat.TypeHash, pmatbuild.SV{Addr: 0x200})
		b.Uint(1)
		b.Ptr(0)
		b.Uint(count) // the length of a key
		b.Byte(bytes.Repeat([]byte{'k'}, 40)...)
		d = open(t, b.Bytes()).Records()
		for d.Next() {
		}
		if count == math.MaxUint64 {
			continue // an undefined string
		}
		if tr := d.Truncation(); tr == nil || !strings.Contains(d.Err().Error(), "a key: a string of") {
			t.Errorf("key of %d bytes: %v", count, d.Err())
		}
	}
}

// A type that the header gives no size is refused where one is needed.
func TestTypeWithoutSize(t *testing.T) {
	for _, kind := range []pmat.Type{pmat.TypeObject, pmat.TypeClass} {
		b := pmatbuild.New(pmatbuild.Default)
		b.Common(kind, pmatbuild.SV{Addr: 0x100})
		b.Uint(0)
		b.End()
		const table = 12 // offset of the number of types; three bytes for each follow
		data := b.Bytes()
		data = append(append(bytes.Clone(data[:table]), 16), append(bytes.Clone(data[table+1:table+1+16*3]), data[table+1+18*3:]...)...)
		d := open(t, data).Records()
		if d.Next() || d.Err() == nil || !strings.Contains(d.Err().Error(), "gives no size") {
			t.Errorf("%s: %v", kind, d.Err())
		}
	}
}
