package site_test

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/section"
	"github.com/perlheap/perlheap/heap/site"
)

// What is told from a tally that was saved is what is told without one, whatever
// was asked for when it was made.
func TestTallySaysTheSame(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join(dumps, "*.pmat.gz"))
	if err != nil || len(paths) < 10 {
		t.Fatal(len(paths), err)
	}
	for _, path := range paths {
		h, err := heap.Open(t.Context(), path, heap.Options{})
		if err != nil {
			continue // it is refused
		}
		few, all := site.Options{MinBytes: 4096}, site.Options{}
		table, want := aliveFrom(t, h, nil, few)
		kept := restored(t, h, table.Tally())
		again, got := aliveFrom(t, h, kept, few)
		if !reflect.DeepEqual(again.Sites, table.Sites) || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: with a tally, something else is alive", path)
		}
		_, want = aliveFrom(t, h, nil, all)
		if _, got = aliveFrom(t, h, kept, all); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: with a tally made for few items, all are others", path)
		}
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	}
}

func aliveFrom(t *testing.T, h *heap.Heap, tally *site.Tally, opt site.Options) (*site.Table, []site.Item) {
	t.Helper()
	table, err := site.CollectFrom(t.Context(), h, tally)
	if err != nil {
		t.Fatal(err)
	}
	items, err := site.Alive(t.Context(), h, table, opt)
	if err != nil {
		t.Fatal(err)
	}
	return table, items
}

// restored saves a tally and reads it again.
func restored(t *testing.T, h *heap.Heap, tally *site.Tally) *site.Tally {
	t.Helper()
	if !tally.Whole() {
		t.Fatal("the tally is not whole")
	}
	w := &section.Writer{}
	tally.Save(w)
	file, err := os.Create(filepath.Join(t.TempDir(), "tally"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close() //nolint:errcheck // what it has is compared
	if err := w.Write(t.Context(), file, section.Identity{1}); err != nil {
		t.Fatal(err)
	}
	r, err := section.Open(t.Context(), file, section.Identity{1})
	if err != nil {
		t.Fatal(err)
	}
	got, err := site.RestoreTally(h, r)
	if err != nil {
		t.Fatal(err)
	}
	return got
}
