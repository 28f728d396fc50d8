package site_test

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/site"
)

// All closures of make share one variable, and each has another of its own.
func TestCaptured(t *testing.T) {
	h, table := collect(t, filepath.Join(dumps, "p536-amd64-d046-alive.pmat.gz"))
	captures, err := site.Captured(t.Context(), h, find(t, table, "lib/Alive/Tasks.pm", 12))
	if err != nil {
		t.Fatal(err)
	}
	if len(captures) != 2 || captures[0].Name != "$label" || captures[0].SVs != 40 || captures[0].Most != 1 ||
		captures[1].Name != "$state" || captures[1].SVs != 1 || captures[1].Most != 40 || h.Kind(captures[1].Example) != heap.KindRef {
		t.Errorf("%+v", captures)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := site.Captured(ctx, h, find(t, table, "lib/Alive/Tasks.pm", 12)); err == nil {
		t.Error("no error though it was cancelled")
	}
}

// The counts are those of reading the pads one by one.
func TestCapturedOfAllSites(t *testing.T) {
	for _, name := range []string{"p514-amd64-d012", "p520-amd64-d050", "p536-amd64-d046", "p536-i386-d046", "p540-amd64-d050", "p540dbg-amd64-d050"} {
		h, table := collect(t, filepath.Join(dumps, name+".pmat.gz"))
		for i := range table.Sites {
			s := &table.Sites[i]
			captures, err := site.Captured(t.Context(), h, s)
			if err != nil {
				t.Fatal(err)
			}
			optree, _ := h.Code(s.Example).Optree()
			for _, c := range captures {
				count := map[heap.SV]int{}
				for _, cv := range h.Codes().ClosuresOf(optree) {
					count[lexical(t, h, cv, c.Name)]++
				}
				most := 0
				for _, n := range count {
					most = max(most, n)
				}
				if c.SVs != len(count) || c.Most != most || count[c.Example] != most {
					t.Errorf("%s: %s of %v: %+v, want %d and at most %d alike", name, c.Name, s.Recorded, c, len(count), most)
				}
			}
		}
	}
}

// lexical finds a variable of a CODE by its name.
func lexical(t *testing.T, h *heap.Heap, cv heap.SV, name string) heap.SV {
	t.Helper()
	refs, err := h.Outrefs(h.Code(cv).AppendPads(nil)[0], heap.Strong)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range refs {
		if r.Kind == heap.RefLexical && r.Text == name {
			return r.SV
		}
	}
	t.Fatalf("no %s", name)
	return heap.NoSV
}
