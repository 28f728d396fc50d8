package heap

import (
	"bytes"
	"cmp"
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
)

// Perl takes arenas that it freed into use again, so that one far up may
// follow one far down in a dump. A run over both would overlap all arenas in
// between, and sorting them is many times slower than ordering runs.
func TestRunsStayInArenas(t *testing.T) {
	const arenas, svs = 200, 100
	shuffled := rand.New(rand.NewPCG(1, 2)).Perm(arenas)
	b := pmatbuild.New(pmatbuild.Default)
	for _, a := range shuffled {
		for i := range svs {
			b.Undef(pmatbuild.SV{Addr: pmat.Addr(0x10000 + 0x2000*a + 24*i), Refcnt: 1, Size: 24})
		}
	}
	b.End()
	file, err := pmat.NewFile(bytes.NewReader(b.Bytes()), int64(len(b.Bytes())))
	if err != nil {
		t.Fatal(err)
	}
	s := &scan{file: file, limits: defaultLimits}
	if err := s.run(context.Background(), func(Progress) {}); err != nil {
		t.Fatal(err)
	}
	runs := (&order{parts: s.parts}).runs()
	slices.SortFunc(runs, func(a, b run) int { return cmp.Compare(a.first, b.first) })
	for i := 1; i < len(runs); i++ {
		if runs[i].first <= runs[i-1].last {
			t.Fatalf("of %d runs, %+v and %+v overlap", len(runs), runs[i-1], runs[i])
		}
	}
	if len(runs) != arenas {
		t.Errorf("%d runs of %d arenas", len(runs), arenas)
	}
}

func TestSortFunc(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for _, n := range []int{0, 1, sortedAtOnce, sortedAtOnce + 1, 5*sortedAtOnce + 7} {
		list := make([]int, n)
		for i := range list {
			list[i] = rng.IntN(n)
		}
		want := slices.Clone(list)
		slices.Sort(want)
		if err := sortFunc(context.Background(), list, cmp.Compare[int]); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(list, want) {
			t.Errorf("%d numbers are out of order", n)
		}
	}
}
