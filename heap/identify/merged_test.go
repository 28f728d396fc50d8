package identify_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/identify"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/text"
)

func merged(t *testing.T, h *heap.Heap, svs []heap.SV) string {
	t.Helper()
	m, err := identify.Merge(context.Background(), h, svs)
	if err != nil {
		t.Fatal(err)
	}
	what := text.Count(len(svs)) + " closures"
	if len(svs) == 1 {
		what = "1 closure"
	}
	return render.Merged(h, m, what, render.Plain)
}

// The closures of the program of the test dumps, with lines of their subs'
// first statements.
func TestMergeRealClosures(t *testing.T) {
	h, err := heap.Open(context.Background(), filepath.Join("..", "..", "testdata", "dumps", "p536-amd64-d046.pmat.gz"), heap.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Close() })
	for line, want := range map[int]string{
		122: `300 closures are:
└─300 × (via RV) element of ARRAY(300) at 0x555555ac8880, which is: ← they collect here
  └─300 × (via RV) value {error} of HASH(2) at 0x555555ac83a8, which is:
    └─300 × (via RV) value {events} of HASH(3)=Leaky::Redis at 0x555555ac84c0, which is:
      └─300 × (via RV) value {main} of HASH(1) at 0x555555a19d70, which is:
        └─300 × the symbol '%Leaky::Redis::POOL'
`,
		27: `50 closures are:
└─50 × not found from any root
`,
	} {
		var svs []heap.SV
		for cv := range h.Codes().All {
			if loc, ok := h.Code(cv).Location(); ok && h.Code(cv).IsClosure() && loc.Line == line && strings.HasSuffix(loc.File, "Leaky/App.pm") {
				svs = append(svs, cv)
			}
		}
		if got := merged(t, h, svs); got != want {
			t.Errorf("line %d:\n%s\nwant\n%s", line, got, want)
		}
	}
}

// Two closures in objects of one class, a third in an array, a fourth nowhere. A
// statement uses some of that, which is no reason for any of it to be there.
func TestMergeGroups(t *testing.T) {
	b := pmatbuild.New(pmatbuild.Default, pmat.Root{Name: "main_cv", Addr: 0x700})
	for _, a := range []pmat.Addr{0x100, 0x110, 0x120, 0x130} {
		b.Undef(sv(a))
	}
	b.Ref(sv(0x200), 0x100, false)
	b.Ref(sv(0x210), 0x110, false)
	b.Ref(sv(0x220), 0x120, false)
	b.Hash(sv(0x300), 0, pmatbuild.Pair{Key: "cb", Value: 0x200})
	b.Hash(sv(0x310), 0, pmatbuild.Pair{Key: "cb", Value: 0x210})
	b.Ref(sv(0x230), 0x300, false)
	b.Ref(sv(0x240), 0x310, false)
	b.Array(sv(0x400), 0x230, 0x240, 0x220)
	b.Ref(sv(0x250), 0x400, false)
	b.Array(sv(0x500), 0, 0x250)
	b.Code(sv(0x700), pmatbuild.Code{File: "a.pl", Line: 3, OpRoot: 1, Names: []string{"$all"}, Pads: []pmat.Addr{0x500}})
	b.Ref(sv(0x260), 0x110, false)
	b.End(0x400, 0x260)
	h := built(t, b)
	var svs []heap.SV
	for _, a := range []pmat.Addr{0x100, 0x110, 0x120, 0x130} {
		at, _ := h.At(a)
		svs = append(svs, at)
	}
	const want = `4 closures are:
├─2 × (via RV) value {cb} of 2 like HASH(1) at 0x300, which are:
│ └─2 × (via RV) element of ARRAY(3) at 0x400, which is:
│   └─2 × (via RV) the lexical $all of CODE(PP) at 0x700=main_cv, which is:
│     └─2 × the main code
├─(via RV) element of ARRAY(3) at 0x400, which is:
│ └─(via RV) the lexical $all of CODE(PP) at 0x700=main_cv, which is:
│   └─the main code
└─1 × not found from any root
`
	if got := merged(t, h, svs); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	// A single one collects nowhere.
	const single = `1 closure is:
└─(via RV) value {cb} of HASH(1) at 0x300, which is:
  └─(via RV) element of ARRAY(3) at 0x400, which is:
    └─(via RV) the lexical $all of CODE(PP) at 0x700=main_cv, which is:
      └─the main code
`
	if got := merged(t, h, svs[:1]); got != single {
		t.Errorf("got\n%s\nwant\n%s", got, single)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := identify.Merge(ctx, h, svs); err == nil {
		t.Error("a cancelled merge went on")
	}
}

// Of many references a sample gives what they have in common: one key, values of
// different keys, or nothing.
func TestMergeManyReferences(t *testing.T) {
	const many = 2100
	for want, hash := range map[string]func(b *pmatbuild.Builder, i int, at, ref, direct pmat.Addr){
		"value {cb} of 2,100 like HASH(1)": func(b *pmatbuild.Builder, _ int, at, _, direct pmat.Addr) {
			b.Hash(sv(at), 0, pmatbuild.Pair{Key: "cb", Value: direct})
		},
		"(via RV) value of 2,100 like HASH(1)": func(b *pmatbuild.Builder, i int, at, ref, _ pmat.Addr) {
			b.Hash(sv(at), 0, pmatbuild.Pair{Key: "k" + text.Count(i), Value: ref})
		},
		"references of 2,100 like HASH(1)": func(b *pmatbuild.Builder, i int, at, ref, direct pmat.Addr) {
			to := ref
			if i%2 == 0 {
				to = direct
			}
			b.Hash(sv(at), 0, pmatbuild.Pair{Key: "cb", Value: to})
		},
	} {
		b := pmatbuild.New(pmatbuild.Default, pmat.Root{Name: "main_cv", Addr: 0x70})
		addr := func(kind, i int) pmat.Addr { return pmat.Addr(kind)<<20 + pmat.Addr(i)*16 }
		var all []pmat.Addr
		for i := range many {
			b.Undef(sv(addr(1, i)))
			b.Ref(sv(addr(2, i)), addr(1, i), false)
			hash(b, i, addr(3, i), addr(2, i), addr(1, i))
			all = append(all, addr(3, i))
		}
		b.Array(sv(0x40), all...)
		b.Array(sv(0x50), 0, 0x40)
		b.Code(sv(0x70), pmatbuild.Code{File: "a.pl", Line: 3, OpRoot: 1, Names: []string{"@all"}, Pads: []pmat.Addr{0x50}})
		b.End()
		h := built(t, b)
		var svs []heap.SV
		for i := range many {
			at, _ := h.At(addr(1, i))
			svs = append(svs, at)
		}
		if got := merged(t, h, svs); !strings.Contains(got, "─2,100 × "+want) {
			t.Errorf("got\n%s\nwant %s", got, want)
		}
	}
}
