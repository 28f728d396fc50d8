package heap

import "testing"

// TestEachOutref holds the references that come one by one against the list.
func TestEachOutref(t *testing.T) {
	for _, name := range []string{"p514-amd64-d020", "p536-amd64-d046-leak.3", "p540-amd64-d050-class", "p536-amd64-d046-gadget"} {
		h := openDump(t, name)
		seen := map[RefKind]int{}
		for sv := range SV(h.Count()) {
			want, err := h.Outrefs(sv, Direct|Inferred)
			if err != nil {
				t.Fatal(err)
			}
			i := 0
			err = h.EachOutref(sv, Direct|Inferred, func(r *Outref) bool {
				got := r.Ref
				if r.Kind == RefValue {
					if got.Text, err = r.Key(); err != nil {
						t.Fatal(err)
					}
				}
				if got != want[i] {
					t.Errorf("%s: %+v of %s is %+v one by one", name, want[i], h.Addr(sv), got)
				}
				i++
				seen[r.Kind]++
				return true
			})
			if err != nil || i != len(want) {
				t.Fatalf("%s: %d references of %s, want %d (%v)", name, i, h.Addr(sv), len(want), err)
			}
		}
		for _, one := range []RefKind{RefElement, RefValue, RefLexical, RefReferrant, RefScope, RefCode} {
			if seen[one] == 0 {
				t.Errorf("%s: no reference is %q: %v", name, one, seen)
			}
		}
	}
	h := openDump(t, "p540-amd64-d050-class")
	stopped := 0
	stash, _ := h.Roots().Find("defstash")
	if err := h.EachOutref(stash, All, func(*Outref) bool { stopped++; return false }); err != nil || stopped != 1 {
		t.Errorf("after false %d more references are given (%v)", stopped-1, err)
	}
}

// Every kind of reference has words.
func TestRefWords(t *testing.T) {
	for k := range refKinds {
		if k.String() == "" {
			t.Errorf("the kind %d has no words", k)
		}
	}
}
