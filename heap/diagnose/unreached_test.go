package diagnose_test

import (
	"context"
	"path/filepath"
	"slices"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/retained"
)

// The program of the test dumps makes 50 objects that hold themselves through
// a closure.
func TestUnreached(t *testing.T) {
	ctx := context.Background()
	h, err := heap.Open(ctx, filepath.Join("..", "..", "testdata", "dumps", "p536-amd64-d046.pmat.gz"), heap.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	sizes, err := retained.Compute(ctx, h)
	if err != nil {
		t.Fatal(err)
	}
	all, err := diagnose.Unreached(ctx, h, sizes)
	if err != nil {
		t.Fatal(err)
	}
	svs, bytes := 0, int64(0)
	found := false
	for _, c := range all {
		svs += c.SVs
		bytes += c.Bytes
		if c.Count != 50 || !c.Cyclic || !slices.Equal(c.Classes, []string{"Leaky::Session"}) {
			continue
		}
		found = true
		if len(c.Codes) != 1 || c.Codes[0].Line != 27 || c.Foreign != 0 {
			t.Errorf("the cycles of the sessions are %+v", c)
		}
	}
	if !found {
		t.Errorf("the cycles of the sessions are not among %+v", all)
	}
	if svs != sizes.Unreached || bytes != sizes.UnreachedBytes {
		t.Errorf("the components have %d SVs, %d bytes; no root reaches %d, %d", svs, bytes, sizes.Unreached, sizes.UnreachedBytes)
	}
}
