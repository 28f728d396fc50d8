package heap

import (
	"strings"
	"testing"

	perltext "github.com/perlheap/perlheap/heap/text"
)

// TestEachOutref holds the parts of references against their names.
func TestEachOutref(t *testing.T) {
	for _, name := range []string{"p514-amd64-d020", "p536-amd64-d046-leak.3", "p540-amd64-d050-class", "p536-amd64-d046-gadget"} {
		h := openDump(t, name)
		via := map[string]int{}
		for sv := range SV(h.Count()) {
			want, err := h.Outrefs(sv, Direct|Inferred)
			if err != nil {
				t.Fatal(err)
			}
			i := 0
			err = h.EachOutref(sv, Direct|Inferred, func(r *Outref) bool {
				text, err := r.Text()
				if err != nil {
					t.Fatal(err)
				}
				w := want[i]
				i++
				via[r.Via]++
				if r.IsKey() {
					text = perltext.KeyOf(text)
				}
				words := strings.TrimPrefix(r.Via, "lexical")
				words = strings.TrimPrefix(words, "magic ") // stands behind its letter
				words = strings.TrimPrefix(words, "field")
				if r.SV != w.SV || r.Strength != w.Strength || !strings.Contains(w.Name, words) || !strings.Contains(w.Name, text) {
					t.Errorf("%s: %s at %s is %+v", name, w.Name, h.Addr(sv), *r)
				}
				return true
			})
			if err != nil || i != len(want) {
				t.Fatalf("%s: %d references of %s, want %d (%v)", name, i, h.Addr(sv), len(want), err)
			}
		}
		for _, one := range []string{"element", "value", "lexical", "the referrant", "the scope", "the code"} {
			if via[one] == 0 {
				t.Errorf("%s: no reference via %q in %v", name, one, via)
			}
		}
	}
	h := openDump(t, "p540-amd64-d050-class")
	stopped := 0
	stash, _ := h.Root("defstash")
	if err := h.EachOutref(stash, All, func(*Outref) bool { stopped++; return false }); err != nil || stopped != 1 {
		t.Errorf("after false %d more references are given (%v)", stopped-1, err)
	}
}
