package diagnose

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
	"github.com/perlheap/perlheap/heap/retained"
)

// ARRAYs that C code keeps are told apart by what is in them: the objects in few of
// them are what a person looks for.
func TestLostDataByWhatItHolds(t *testing.T) {
	b := pmatbuild.New(pmatbuild.Default)
	b.Stash(pmatbuild.SV{Addr: someClass, Refcnt: 1, Size: 100}, "Amount")
	for i := range 12 {
		at := pmat.Addr(nodes + 0x100*i)
		b.Array(pmatbuild.SV{Addr: at, Refcnt: 1, Size: 100}, at+0x20)
		if i%3 > 0 {
			b.Undef(pmatbuild.SV{Addr: at + 0x20, Refcnt: 1, Size: 24})
			continue
		}
		b.Ref(pmatbuild.SV{Addr: at + 0x20, Refcnt: 1, Size: 24}, at+0x40, false)
		b.Hash(pmatbuild.SV{Addr: at + 0x40, Refcnt: 1, Size: 80, Blessed: someClass}, 0)
	}
	b.End()
	path := filepath.Join(t.TempDir(), "lost.pmat")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	h, err := heap.Open(context.Background(), path, heap.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close() //nolint:errcheck // it was only read
	s, err := growth.NewSeriesOf(context.Background(), []*heap.Heap{h}, make([]*retained.Sizes, 1), false)
	if err != nil {
		t.Fatal(err)
	}
	all, err := Unreached(context.Background(), h, s.Sizes[0])
	if err != nil {
		t.Fatal(err)
	}
	counts := map[int]bool{}
	for _, c := range all {
		counts[c.Count] = true
	}
	if !counts[4] || !counts[8] {
		t.Errorf("%+v, want 4 ARRAYs with an object and 8 without", all)
	}
}
