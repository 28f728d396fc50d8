package heap

import (
	"bytes"
	"context"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/perlheap/perlheap/heap/pmat"
)

// The index is the same whoever notes which SVs in it, and finds every one.
func TestAddrIndexInPieces(t *testing.T) {
	for seed := range uint64(20) {
		rng := rand.New(rand.NewPCG(seed, 1))
		b := mixedDump(rng, 1+rng.IntN(3000))
		file, err := pmat.NewFile(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		s := &scan{file: file, limits: defaultLimits}
		if err := s.run(context.Background(), func(Progress) {}); err != nil {
			t.Fatal(err)
		}
		o, err := byAddress(context.Background(), s.parts)
		if err != nil {
			t.Fatal(err)
		}
		whole, err := newAddrIndex(context.Background(), nil, o)
		if err != nil {
			t.Fatal(err)
		}
		pieces := &addrIndex{shift: whole.shift, slots: make([]uint32, o.count())}
		if err := pieces.cut(context.Background(), o); err != nil {
			t.Fatal(err)
		}
		pieces.layOut(nil)
		var cuts []int
		for at := 0; at < o.count(); at += 1 + rng.IntN(100) {
			cuts = append(cuts, at)
		}
		cuts = append(cuts, o.count())
		for _, i := range rng.Perm(len(cuts) - 1) {
			pieces.fill(o, pieces.pageBegins(o, cuts[i]), pieces.pageBegins(o, cuts[i+1]))
		}
		if !reflect.DeepEqual(whole, pieces) {
			t.Fatalf("seed %d: the index in pieces is another", seed)
		}
		o.eachAddr(0, o.count(), func(a pmat.Addr, sv int) {
			if got, ok := pieces.find(a); !ok || int(got) != sv || pieces.addr(SV(sv)) != a {
				t.Fatalf("seed %d: %s is found as %d, %t, want %d", seed, a, got, ok, sv)
			}
		})
	}
}
