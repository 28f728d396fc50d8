package mat

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/perlheap/perlheap/heap"
)

// dumps are of perls old and new, with and without threads, and of classes.
var dumps = []string{
	"p514-amd64-d012", "p514-amd64-d020", "p520-amd64-d050", "p530ld-amd64-d050", "p536-amd64-d046",
	"p536-amd64-d046-gadget", "p536-amd64-d046-leak.3", "p536-i386-d046", "p540-amd64-d050",
	"p540-amd64-d050-class", "p540-amd64-d050-future", "p540dbg-amd64-d050",
}

func openDump(t *testing.T, name string) *heap.Heap {
	t.Helper()
	return openPath(t, filepath.Join("..", "..", "testdata", "dumps", name+".pmat.gz"))
}

func openBytes(t *testing.T, b []byte) *heap.Heap {
	t.Helper()
	path := filepath.Join(t.TempDir(), "heap.pmat")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return openPath(t, path)
}

func openPath(t *testing.T, path string) *heap.Heap {
	t.Helper()
	h, err := heap.Open(t.Context(), path, heap.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Close() })
	return h
}

// TestOwnedAtOnce holds the owned sizes that are computed together against
// those of a walk from every SV.
func TestOwnedAtOnce(t *testing.T) {
	for _, name := range dumps {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := openDump(t, name)
			o, err := NewOwned(t.Context(), h)
			if err != nil {
				t.Fatal(err)
			}
			walked := 0
			for sv := range heap.SV(h.Count()) {
				if o.walked[sv] {
					walked++
					continue
				}
				got, _, _ := o.Size(sv)
				want, err := OwnedSize(h, sv)
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
	for sv := range heap.SV(h.Count()) {
		set, err := OwnedSet(h, sv)
		if err != nil {
			t.Fatal(err)
		}
		for _, limit := range []int{0, 1, len(set) - 1, len(set), len(set) + 1} {
			want := int64(0)
			for _, part := range set[:min(limit, len(set))] {
				want += h.Size(part)
			}
			got, all, err := OwnedSizeWithin(h, sv, limit)
			if err != nil || got != want || all != (limit >= len(set)) {
				t.Fatalf("%s at %s, %d of %d SVs: %d bytes, all %v, %v; want %d", h.Desc(sv), h.Addr(sv), limit, len(set), got, all, err, want)
			}
		}
	}
}
