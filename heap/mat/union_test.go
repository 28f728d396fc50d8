package mat

import (
	"slices"
	"testing"

	"github.com/perlheap/perlheap/heap"
)

// What two SVs own together counts once, and Reaches agrees with Bytes.
func TestOwnedUnion(t *testing.T) {
	h := openDump(t, "p536-amd64-d046-alive")
	u := NewOwnedUnion(h)
	outer, err := h.Symbols().Find("%Alive::Cache::cache")
	if err != nil {
		t.Fatal(err)
	}
	inner, ok := h.Hash(outer).Value("key 7")
	if !ok {
		t.Fatal("no value")
	}
	owned, err := OwnedSize(h, outer)
	if err != nil {
		t.Fatal(err)
	}
	other, err := h.Symbols().Find("@main::tasks")
	if err != nil {
		t.Fatal(err)
	}
	otherOwned, err := OwnedSize(h, other)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		svs  []heap.SV
		want int64
	}{
		{nil, 0}, {[]heap.SV{outer}, owned}, {[]heap.SV{outer, inner}, owned}, {[]heap.SV{inner, outer, outer}, owned},
		{[]heap.SV{outer, other}, owned + otherOwned}, {[]heap.SV{heap.NoSV, heap.SV(h.Count())}, 0},
	} {
		if got := u.Bytes(c.svs...); got != c.want {
			t.Errorf("%v own %d bytes, want %d", c.svs, got, c.want)
		}
		if !u.Reaches(c.want, c.svs...) || u.Reaches(c.want+1, c.svs...) {
			t.Errorf("%v do not reach exactly %d", c.svs, c.want)
		}
	}
	set, err := OwnedSet(h, outer)
	if err != nil || !slices.Contains(set, inner) {
		t.Errorf("%v does not own %v: %v", outer, inner, err)
	}
}
