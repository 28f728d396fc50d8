package heap

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// SortRefs is a stable sort by name, whatever the order before.
func TestSortRefs(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	for range 200 {
		refs := make([]Ref, rng.IntN(40))
		for i := range refs {
			refs[i] = Ref{SV: SV(i), Kind: RefElement, Index: rng.Int64N(12)}
			if rng.IntN(3) == 0 {
				refs[i] = Ref{SV: SV(i), Kind: RefReferrant}
			}
		}
		want := slices.Clone(refs)
		slices.SortStableFunc(want, func(a, b Ref) int { return strings.Compare(a.Name(), b.Name()) })
		if SortRefs(refs); !slices.Equal(refs, want) {
			t.Fatalf("%v, want %v", refs, want)
		}
	}
}

// What has one referrer, as most SVs do, is ordered without making a name.
func TestSortOneRef(t *testing.T) {
	refs := []Ref{{Kind: RefElement, Index: 1 << 40}}
	if n := testing.AllocsPerRun(100, func() { SortRefs(refs) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
