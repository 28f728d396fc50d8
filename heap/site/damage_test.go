package site_test

import (
	"compress/gzip"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/site"
)

// Damaged dumps may give fewer items or an error, and nothing worse.
func TestAliveInDamagedDumps(t *testing.T) {
	f, err := os.Open(filepath.Join(dumps, "p536-amd64-d046-alive.pmat.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // it was only read
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(4, 1))
	path := filepath.Join(t.TempDir(), "damaged.pmat")
	loaded := 0
	for i := range 40 {
		damaged := append([]byte(nil), whole...)
		if i%2 == 0 {
			damaged = damaged[:rng.IntN(len(damaged))]
		} else {
			for range 50 {
				damaged[rng.IntN(len(damaged))] = byte(rng.Uint32())
			}
		}
		if err := os.WriteFile(path, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		h, err := heap.Open(t.Context(), path, heap.Options{})
		if err != nil {
			continue
		}
		loaded++
		table, err := site.Collect(t.Context(), h)
		if err != nil {
			t.Logf("dump %d: %v", i, err)
			continue
		}
		items, err := site.Alive(t.Context(), h, table, site.Options{})
		if err != nil {
			t.Logf("dump %d: %v", i, err)
		}
		l := sourceOf(h)
		for k := range items {
			if len(l.Places(&items[k])) == 0 {
				t.Errorf("%s %s has no spot", items[k].Kind, items[k].Name)
			}
		}
		for k := range table.Sites {
			if _, err := site.Captured(t.Context(), h, &table.Sites[k]); err != nil {
				t.Logf("dump %d: %v", i, err)
			}
		}
		if err := h.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if loaded < 10 {
		t.Errorf("only %d dumps could be loaded", loaded)
	}
}
