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
