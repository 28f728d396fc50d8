package heap

import "testing"

// TestOwnedAtOnce holds the owned sizes that are computed together against
// those of a walk from every SV.
func TestOwnedAtOnce(t *testing.T) {
	for name := range dumps {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := openDump(t, name)
			o, err := h.Owned(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			walked := 0
			for sv := range SV(h.Count()) {
				if o.walked[sv] {
					walked++
					continue
				}
				got, _ := o.Size(sv)
				want, err := h.OwnedSize(sv)
				if err != nil {
					t.Fatal(err)
				}
				if got != want {
					t.Fatalf("%s at %s: %d bytes, walked %d", h.Desc(sv), h.Addr(sv), got, want)
				}
				set, err := o.Set(sv)
				if err != nil {
					t.Fatal(err)
				}
				for _, part := range set {
					want -= h.Size(part)
				}
				if want != 0 || set[0] != sv {
					t.Fatalf("%s at %s: the set is %d bytes too small", h.Desc(sv), h.Addr(sv), want)
				}
			}
			if walked > h.Count()/10 {
				t.Errorf("%d of %d SVs are walked", walked, h.Count())
			}
		})
	}
}

// Within a limit an owned size is that of so many SVs, or all of it.
func TestOwnedSizeWithin(t *testing.T) {
	h := openDump(t, "p536-amd64-d046")
	for sv := range SV(h.Count()) {
		set, err := h.OwnedSet(sv)
		if err != nil {
			t.Fatal(err)
		}
		for _, limit := range []int{0, 1, len(set) - 1, len(set), len(set) + 1} {
			want := int64(0)
			for _, part := range set[:min(limit, len(set))] {
				want += h.Size(part)
			}
			got, all, err := h.OwnedSizeWithin(sv, limit)
			if err != nil || got != want || all != (limit >= len(set)) {
				t.Fatalf("%s at %s, %d of %d SVs: %d bytes, all %v, %v; want %d", h.Desc(sv), h.Addr(sv), limit, len(set), got, all, err, want)
			}
		}
	}
}
