package pmat_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
)

// all is everything that is read of a dump, and what ended it.
func all(f *pmat.File) []string {
	var all []string
	d := f.Records()
	for d.Next() {
		r := *d.Record()
		line := fmt.Sprint(r.Type, r.Offset, r.Addr, r.Size, r.Count, r.Ptrs[:r.NPtrs], r.Strs[:r.NStrs])
		for r.Type == pmat.TypeArray {
			p, ok := d.NextElem()
			if !ok {
				break
			}
			line += fmt.Sprint(" ", p)
		}
		all = append(all, line)
	}
	all = append(all, fmt.Sprint(d.Err(), d.Truncation()))
	if d.Err() == nil {
		tail := d.Tail()
		all = append(all, fmt.Sprint(tail.Contexts, tail.Mortals, tail.Floor, tail.Cut))
	}
	return all
}

// A dump that arrives while it is read, in pieces of any length, is read as one that
// is there: also where it ends early, or claims more than it has.
func TestArriving(t *testing.T) {
	b := pmatbuild.New(pmatbuild.Default, pmat.Root{Name: "defstash", Addr: 0x1000})
	for i := range 300 {
		sv := pmatbuild.SV{Addr: pmat.Addr(0x1000 + 24*i), Size: 24}
		switch i % 4 {
		case 0:
			b.Array(sv, 0x1000, 0x1018, 0x1030)
		case 1:
			b.Scalar(sv, pmat.ScalarPV, 0, 0, strings.Repeat("x", 40*i))
		case 2:
			b.Hash(sv, 0, pmatbuild.Pair{Key: "key", Value: 0x1000})
		default:
			b.Undef(sv)
		}
	}
	b.End(0x1000, 0x1018)
	whole := bytes.Clone(b.Bytes())
	rng := rand.New(rand.NewPCG(31, 32))
	for round := range 60 {
		dump := bytes.Clone(whole)
		switch round % 3 {
		case 1:
			dump = dump[:len(dump)-rng.IntN(len(dump)*3/4)]
		case 2: // a number somewhere is another, such as that of elements, or the length of a string
			at := 500 + rng.IntN(len(dump)-500)
			dump[at] ^= 1 << rng.IntN(8)
		}
		plain, err := pmat.NewFile(bytes.NewReader(dump), int64(len(dump)))
		if err != nil {
			t.Fatal(err)
		}
		want := all(plain)

		piece := 1 + rng.Int64N([]int64{10, 1000, 100_000}[rng.IntN(3)])
		f, early, err := pmat.Arriving(dump, 400+rng.Int64N(1000), piece)
		if err != nil {
			t.Fatal(err)
		}
		if got := all(f); !slices.Equal(got, want) {
			for i := range min(len(got), len(want)) {
				if got[i] != want[i] {
					t.Fatalf("round %d, record %d: %.200s, want %.200s", round, i, got[i], want[i])
				}
			}
			t.Fatalf("round %d: %d records, want %d", round, len(got), len(want))
		}
		if early() {
			t.Fatalf("round %d: something was read that was not there", round)
		}
		if f.Size() != int64(len(dump)) || f.Has(f.Size()+1) || !f.Has(f.Size()) {
			t.Errorf("round %d: %d bytes of %d", round, f.Size(), len(dump))
		}
	}
}

// A large packed dump is open before it is unpacked, and what it is in the end is what
// it would have been at first.
func TestOpenAhead(t *testing.T) {
	const svs = 40_000
	plain := plainDump(svs)
	for _, how := range packings {
		for name, packed := range map[string][]byte{
			"whole":   pack(t, how, plain),
			"signed":  append(pack(t, how, plain), "-- signature"...),
			"too far": pack(t, how, plain, make([]byte, 3<<20)),
			"cut":     pack(t, how, plain)[:len(pack(t, how, plain))*3/4],
		} {
			path := write(t, packed)
			f, err := pmat.Open(t.Context(), path, nil)
			note, harmless := f.UnpackNote()
			want, cut := countSVs(t, f, err)

			opened := false
			f, err = pmat.OpenAhead(t.Context(), path, pmat.AheadOptions{InMemory: 1, Progress: func(int64, int64) {
				if opened {
					t.Error("progress is told to nobody")
				}
			}})
			opened = true
			if err == nil {
				if done, total, ok := f.Unpacking(); !ok || done > total || total != int64(len(packed)) {
					t.Errorf("%s, %s: %d of %d bytes are unpacked, %t", how, name, done, total, ok)
				}
			}
			d := f.Records()
			for d.Next() {
			}
			if err := f.Unpacked(); err != nil {
				t.Errorf("%s, %s: %v", how, name, err)
			}
			if n, h := f.UnpackNote(); n != note || h != harmless {
				t.Errorf("%s, %s: %q, harmless: %t, want %q and %t", how, name, n, h, note, harmless)
			}
			if d.SVs != want || fmt.Sprint(d.Truncation()) != fmt.Sprint(cut) {
				t.Errorf("%s, %s: %d SVs, cut %v, want %d and %v", how, name, d.SVs, d.Truncation(), want, cut)
			}
			if err := f.Close(); err != nil {
				t.Error(err)
			}
		}
	}
}

// Who waits for what cannot be unpacked is told why, and nobody waits for ever.
func TestOpenAheadEnds(t *testing.T) {
	ahead := func(ctx context.Context, b []byte) *pmat.File {
		f, err := pmat.OpenAhead(ctx, write(t, b), pmat.AheadOptions{InMemory: 1})
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	var bomb bytes.Buffer
	w, err := zstd.NewWriter(&bomb)
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.Write(plainDump(10))
	zeros := make([]byte, 1<<20)
	for range 160 {
		_, err = w.Write(zeros)
	}
	if err = errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	f := ahead(t.Context(), bomb.Bytes())
	if err := f.Unpacked(); !errors.Is(err, pmat.ErrNotDump) || !strings.Contains(err.Error(), "decompress to more than 13") {
		t.Errorf("a bomb: %v", err)
	}
	_ = f.Close()

	big := pack(t, "gzip", plainDump(400_000))
	ctx, cancel := context.WithCancel(t.Context())
	f = ahead(ctx, big)
	cancel()
	for d := f.Records(); d.Next(); {
	}
	if err := f.Unpacked(); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	_ = f.Close()

	f = ahead(t.Context(), big)
	if err := f.Close(); err != nil {
		t.Error(err)
	}
	if err := f.Unpacked(); !errors.Is(err, context.Canceled) {
		t.Errorf("closed: %v", err)
	}
}
