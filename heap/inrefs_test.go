package heap

import (
	"cmp"
	"slices"
	"testing"
)

// TestInrefsAreInverseOfOutrefs holds for every SV of every dump, for every
// strength: who is said to refer to it are those that say they do, as often
// and under the same names.
func TestInrefsAreInverseOfOutrefs(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	for name := range dumps {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := openDump(t, name)
			want := map[SV][]Ref{}
			for from := range SV(h.Count()) {
				refs, err := h.Outrefs(from, All)
				if err != nil {
					t.Fatal(err)
				}
				for _, r := range refs {
					if !h.Immortal(r.SV) {
						want[r.SV] = append(want[r.SV], seenFrom(r, from))
					}
				}
			}
			strengths := [...]Strength{All, Strong, Weak, Indirect, Inferred}
			for sv := range SV(h.Count()) {
				// All strengths at once for every SV, one alone in turn.
				for _, s := range [...]Strength{All, strengths[1+int(sv)%4]} {
					got, err := h.Inrefs(sv, s, 0)
					if err != nil {
						t.Fatal(err)
					}
					got = slices.DeleteFunc(got, func(r Ref) bool { return r.SV == NoSV })
					exp := slices.DeleteFunc(slices.Clone(want[sv]), func(r Ref) bool { return r.Strength&s == 0 })
					sortRefs(got)
					sortRefs(exp)
					if !slices.Equal(got, exp) {
						t.Fatalf("%s at %s, %s:\ngot  %v\nwant %v", h.Desc(sv), h.Addr(sv), s, got, exp)
					}
				}
			}
		})
	}
}

func sortRefs(refs []Ref) {
	slices.SortFunc(refs, func(a, b Ref) int {
		return cmp.Or(cmp.Compare(a.SV, b.SV), cmp.Compare(a.Strength, b.Strength), cmp.Compare(a.Name(), b.Name()))
	})
}

// seenFrom is a reference as its target sees it.
func seenFrom(r Ref, from SV) Ref {
	r.SV = from
	return r
}
