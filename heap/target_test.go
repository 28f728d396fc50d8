package heap

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
)

// largeContainers writes an ARRAY and a blessed HASH of many entries, with
// holes, immortals, addresses where nothing is, SVs, and REFs to these; and
// ARRAYs where all or nearly all entries have an SV.
func largeContainers(rng *rand.Rand) []byte {
	const svs = 900
	at := func(i int) pmat.Addr { return pmat.Addr(0x10000 + 24*i) }
	b := pmatbuild.New(pmatbuild.Default)
	for i := range svs {
		if i%3 == 0 {
			b.Ref(pmatbuild.SV{Addr: at(i)}, at(rng.IntN(40)), i%2 == 0)
		} else {
			b.Undef(pmatbuild.SV{Addr: at(i)})
		}
	}
	entry := func() pmat.Addr {
		switch rng.IntN(12) {
		case 0:
			return 0
		case 1:
			return pmatbuild.Undef
		case 2:
			return 4
		}
		return at(rng.IntN(svs))
	}
	var elems []pmat.Addr
	var pairs []pmatbuild.Pair
	for i := range 5*entriesPerChunk + 77 {
		elems = append(elems, entry())
		pairs = append(pairs, pmatbuild.Pair{Key: fmt.Sprint("key", i), Value: entry()})
	}
	b.Array(pmatbuild.SV{Addr: 0x8000}, elems...)
	b.Stash(pmatbuild.SV{Addr: 0x8100}, "Some")
	b.Hash(pmatbuild.SV{Addr: 0x8200, Blessed: 0x8100}, at(1), pairs...)
	var full []pmat.Addr
	for range 3*entriesPerChunk - 1 {
		full = append(full, at(rng.IntN(svs)))
	}
	b.Array(pmatbuild.SV{Addr: 0x8300, Blessed: 0x8100}, full...)
	// One entry without an SV and one reference of magic make up the number.
	b.Array(pmatbuild.SV{Addr: 0x8400}, append(full[:3*entriesPerChunk-100:3*entriesPerChunk-100], 4)...)
	b.Magic(0x8400, 'q', true, at(2), 0)
	b.End()
	return b.Bytes()
}

// What is found in part of a large container is what its outrefs have.
func TestInrefsFromLargeContainers(t *testing.T) {
	h := loadBytes(t, largeContainers(rand.New(rand.NewPCG(11, 12))))
	want := map[SV][]Ref{}
	for from := range SV(h.Count()) {
		refs, err := h.Outrefs(from, All)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range refs {
			want[r.SV] = append(want[r.SV], seenFrom(r, from))
		}
	}
	for sv := range SV(h.Count()) {
		got, err := h.Inrefs(sv, All, 0)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got, want[sv]) {
			t.Fatalf("SV %d: %d references, want %d\n%v\n%v", sv, len(got), len(want[sv]), got, want[sv])
		}
		for _, limit := range []int{1, 7} {
			few, err := h.Inrefs(sv, All, limit)
			if err != nil || !slices.Equal(few, got[:min(limit, len(got))]) {
				t.Fatalf("SV %d: the first %d are %v (%v), of %v", sv, limit, few, err, got)
			}
		}
	}
	if len(h.large) != 4 {
		t.Errorf("%d containers have a chunk index, want 4", len(h.large))
	}
}

// crowd writes an SV that n REFs refer to, weak and strong ones, and n ARRAYs of
// two of these REFs each, in no order. The REFs that the first three quarters
// of the ARRAYs hold have magic, so that nothing goes through them.
func crowd(rng *rand.Rand, target pmat.Addr, n int) []byte {
	b := pmatbuild.New(pmatbuild.Default)
	b.Undef(pmatbuild.SV{Addr: target})
	array := func(i int) pmat.Addr { return pmat.Addr(0x10000 + 24*i) }
	ref := func(i int) pmat.Addr { return array(n + i) }
	for i, first := range rng.Perm(n) {
		b.Array(pmatbuild.SV{Addr: array(i)}, ref(first), ref(rng.IntN(n)))
	}
	for i := range n {
		b.Ref(pmatbuild.SV{Addr: ref(i)}, target, i%5 == 0)
		if rng.IntN(10) > 0 {
			b.Magic(ref(i), 'q', false, 0, 0)
		}
	}
	b.End()
	return b.Bytes()
}

// The first few referrers of an SV that many refer to are the same as the
// first of all.
func TestFewOfManyInrefs(t *testing.T) {
	const n = 8_000
	h := loadBytes(t, crowd(rand.New(rand.NewPCG(15, 16)), 0x100, n))
	target, _ := h.At(0x100)
	var all []Ref
	for from := range SV(h.Count()) {
		refs, err := h.Outrefs(from, All)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range refs {
			if r.SV == target {
				all = append(all, seenFrom(r, from))
			}
		}
	}
	for _, want := range []Strength{Strong, Weak, Indirect, Direct, All} {
		exp := slices.DeleteFunc(slices.Clone(all), func(r Ref) bool { return r.Strength&want == 0 })
		if len(exp) < n/10 {
			t.Fatalf("%s: only %d references", want, len(exp))
		}
		for _, limit := range []int{0, 1, 20, 300, 3 * n} {
			few, err := h.Inrefs(target, want, limit)
			first := exp
			if limit > 0 {
				first = exp[:min(limit, len(exp))]
			}
			if err != nil || !slices.Equal(few, first) {
				t.Errorf("%s: the first %d are others (%v)", want, limit, err)
			}
		}
	}
}
