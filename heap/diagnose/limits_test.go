package diagnose_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/growth"
)

func realSeries(t *testing.T, names ...string) *growth.Series {
	t.Helper()
	var heaps []*heap.Heap
	for _, name := range names {
		h, err := heap.Open(context.Background(), filepath.Join("..", "..", "testdata", "dumps", name+".pmat.gz"), heap.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = h.Close() })
		heaps = append(heaps, h)
	}
	s, err := growth.NewSeries(context.Background(), heaps, false)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func leakSeries(t *testing.T) (*growth.Series, diagnose.Options) {
	t.Helper()
	s := realSeries(t, "p536-amd64-d046-leak.1", "p536-amd64-d046-leak.2", "p536-amd64-d046-leak.3")
	src, err := filepath.Abs("../../testdata/dumps/src")
	if err != nil {
		t.Fatal(err)
	}
	return s, diagnose.Options{Program: programOf(t, s.Last(), src)}
}

// TestStoredSeries finds both leaks of a program in stored dumps, so that
// something is held against known answers where there is no perl.
func TestStoredSeries(t *testing.T) {
	s, opt := leakSeries(t)
	all, err := diagnose.Find(context.Background(), s, opt)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"lib/Leaky/App.pm:121 closures {events}{error} of Leaky::Redis ← {main} of %Leaky::Redis::POOL [60 120 180]",
		"lib/Leaky/App.pm:27 closure cycle  [50 60 70]",
	}
	for i, w := range want {
		if i >= len(all) {
			t.Fatalf("%d suspects, want %d", len(all), len(want))
		}
		x := all[i]
		if got := fmt.Sprintf("%s:%d %s %s %v", x.Place.File, x.Place.Line, x.Kind, x.Holder, x.Counts); got != w || x.Level == diagnose.Low {
			t.Errorf("suspect %d is %s, %s, want %s", x.Rank, got, x.Level, w)
		}
	}
	if c := all[1].Cycle; len(c) != 2 || c[1] != "Leaky::Session ->{cb} → the closure at lib/Leaky/App.pm line 27" {
		t.Errorf("the cycle is %q", c)
	}
}

// TestEveryDump asks for suspects of dumps of all perls, without any source.
func TestEveryDump(t *testing.T) {
	for _, name := range []string{"p514-amd64-d012", "p520-amd64-d050", "p530ld-amd64-d050", "p536-i386-d046", "p540-amd64-d050", "p540-amd64-d050-class", "p540-amd64-d050-future", "p540dbg-amd64-d050", "p536-amd64-d046-gadget"} {
		if _, err := diagnose.Find(context.Background(), realSeries(t, name), diagnose.Options{}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCheck(t *testing.T) {
	s, opt := leakSeries(t)
	for _, c := range []struct {
		limits diagnose.Limits
		want   string
	}{
		{diagnose.Limits{Growth: -1, Closures: -1}, "[]"},
		{diagnose.Limits{Growth: 50, Closures: 180, FailOn: ""}, "[]"},
		{diagnose.Limits{Growth: 5, Closures: -1}, "[max-growth :0]"},
		{diagnose.Limits{Growth: -1, Closures: 179}, "[max-closures lib/Leaky/App.pm:121]"},
		{diagnose.Limits{Growth: -1, Closures: -1, FailOn: diagnose.Medium}, "[suspect lib/Leaky/App.pm:121 suspect lib/Leaky/App.pm:27]"},
	} {
		found, err := diagnose.Check(context.Background(), s, opt, c.limits)
		if err != nil {
			t.Fatal(err)
		}
		got := []string{}
		for _, f := range found {
			got = append(got, fmt.Sprintf("%s %s:%d", f.Rule, f.Place.File, f.Place.Line))
		}
		if fmt.Sprint(got) != c.want {
			t.Errorf("%+v: %v, want %s", c.limits, got, c.want)
		}
	}
}
