package heap

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
)

// FuzzSplit loads anything as a dump, once by one goroutine from the first
// record on and then by several that set out from guessed places, very close
// to each other. Heaps and errors must be the same.
func FuzzSplit(f *testing.F) {
	rng := rand.New(rand.NewPCG(21, 22))
	for range 4 {
		f.Add(mixedDump(rng, 60), uint16(500+rng.IntN(1500)))
	}
	_, model := randomModel(rng, 120)
	f.Add(model, uint16(1000))
	f.Add(padDump(rng), uint16(100))
	f.Add(records(func(b *pmatbuild.Builder, i int) {
		b.Undef(pmatbuild.SV{Addr: pmat.Addr(0x1000 + 24*(i%170)), Size: uint64(i)})
	}), uint16(900))
	f.Add(records(func(b *pmatbuild.Builder, i int) {
		b.Array(pmatbuild.SV{Addr: pmat.Addr(0x100000 - 24*i)}, make([]pmat.Addr, i%4)...)
		b.Magic(pmat.Addr(0x100000-24*(i/2)), '<', true, pmat.Addr(0x100000-24*i), 0)
	}), uint16(2000))
	f.Add(records(func(b *pmatbuild.Builder, i int) { // a struct ends a part that began before what declares it was read
		if i == 0 {
			b.StructType(7, "Some::Struct", "first")
		}
		if sv := (pmatbuild.SV{Addr: pmat.Addr(0x1000 + 24*i)}); i%60 == 59 {
			b.Struct(sv, 7, 0x1018)
		} else {
			b.Undef(sv)
		}
	}), uint16(1000))
	f.Fuzz(func(t *testing.T, b []byte, part uint16) {
		one, oneErr := loadWithLimits(b, defaultLimits)
		l := defaultLimits
		l.part = max(500, int64(part))
		many, manyErr := loadWithLimits(b, l)
		if fmt.Sprint(oneErr) != fmt.Sprint(manyErr) {
			t.Fatalf("in parts of %d bytes: %v; in one: %v", l.part, manyErr, oneErr)
		}
		if oneErr != nil {
			return
		}
		if got, want := everything(many), everything(one); got != want {
			t.Fatalf("in parts of %d bytes: %s", l.part, firstDifferentLine(got, want))
		}
	})
}

// records writes a dump of 200 times the same.
func records(write func(b *pmatbuild.Builder, i int)) []byte {
	b := pmatbuild.New(pmatbuild.Default, pmat.Root{Name: "defstash", Addr: 0x1000})
	for i := range 200 {
		write(b, i)
	}
	b.End()
	return bytes.Clone(b.Bytes())
}

// The seeds of FuzzSplit are dumps that are read in parts.
func TestSeedsAreSplit(t *testing.T) {
	rng := rand.New(rand.NewPCG(21, 22))
	b := mixedDump(rng, 60)
	f, err := pmat.NewFile(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := f.Starts(t.Context(), 1000).At(3); !ok {
		t.Errorf("fewer than four starts in %d bytes", len(b))
	}
}
