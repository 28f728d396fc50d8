package identify_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/identify"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
	"github.com/perlheap/perlheap/heap/render"
)

// built loads a dump that a test has built.
func built(t *testing.T, b *pmatbuild.Builder) *heap.Heap {
	t.Helper()
	path := filepath.Join(t.TempDir(), "built.pmat")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	h, err := heap.Open(context.Background(), path, heap.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Close() })
	return h
}

func chain(t *testing.T, h *heap.Heap, addr pmat.Addr, opt identify.Options) string {
	t.Helper()
	sv, ok := h.At(addr)
	if !ok {
		t.Fatalf("no SV at %s", addr)
	}
	tree, err := identify.Chain(context.Background(), h, sv, opt)
	if err != nil {
		t.Fatal(err)
	}
	return render.Identify(h, tree, render.Plain)
}

func sv(a pmat.Addr) pmatbuild.SV { return pmatbuild.SV{Addr: a, Refcnt: 1, Size: 24} }

// held is a heap in which 0x100 is held through a REF, a PAD and by a cycle.
func held(t *testing.T) *heap.Heap {
	b := pmatbuild.New(pmatbuild.Default, pmat.Root{Name: "main_cv", Addr: 0x700})
	b.Undef(sv(0x100))
	b.Ref(sv(0x200), 0x100, false)
	b.Array(sv(0x300), 0x200)
	b.Ref(sv(0x210), 0x300, false)
	b.Hash(sv(0x400), 0, pmatbuild.Pair{Key: "list", Value: 0x210}, pmatbuild.Pair{Key: "self", Value: 0x220})
	b.Ref(sv(0x220), 0x400, false)
	b.Ref(sv(0x230), 0x400, false)
	b.Array(sv(0x500), 0, 0x230)
	b.Code(sv(0x700), pmatbuild.Code{File: "a.pl", Line: 3, OpRoot: 1, Names: []string{"$app"}, Pads: []pmat.Addr{0x500}})
	b.Ref(sv(0x240), 0x800, true)
	b.Undef(sv(0x800))
	b.Undef(sv(0x900))
	b.End()
	return built(t, b)
}

func TestChain(t *testing.T) {
	h := held(t)
	for _, test := range []struct {
		name string
		addr pmat.Addr
		opt  identify.Options
		want string
	}{
		{"elided", 0x100, identify.Options{Depth: 10, Elide: true}, `UNDEF() at 0x100 is:
└─(via RV) element [0] of ARRAY(1) at 0x300, which is:
  └─(via RV) value {list} of HASH(2) at 0x400, which is (*A):
    ├─(via RV) the lexical $app at depth 1 of CODE(PP) at 0x700=main_cv, which is:
    │ └─the main code
    └─(via RV) value {self} of HASH(2) at 0x400, which is:
      itself
`},
		{"not elided", 0x300, identify.Options{Depth: 2}, `ARRAY(1) at 0x300 is:
└─the referrant of REF() at 0x210, which is:
  └─value {list} of HASH(2) at 0x400, which is:
    └─not found at this depth
`},
		{"no step", 0x100, identify.Options{}, "UNDEF() at 0x100 is:\n└─not found at this depth\n"},
		{"only weak", 0x800, identify.Options{Depth: 10, Elide: true}, "UNDEF() at 0x800 is:\n└─[weak] the referrant of REF(W) at 0x240, which is:\n  └─not found\n"},
		{"nothing", 0x900, identify.Options{Depth: 10, Elide: true}, "UNDEF() at 0x900 is:\n└─not found\n"},
		{"few referrers", 0x400, identify.Options{Depth: 3, Limit: 1}, `HASH(2) at 0x400 is:
├─the referrant of REF() at 0x220, which is:
│ └─value {self} of HASH(2) at 0x400, which is:
│   └─already found circularly
└─… and 1 more reference to it
`},
		{"small budget", 0x100, identify.Options{Depth: 10, Budget: 3}, `UNDEF() at 0x100 is:
└─the referrant of REF() at 0x200, which is:
  └─element [0] of ARRAY(1) at 0x300, which is:
    └─… and others that were not followed
`},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := chain(t, h, test.addr, test.opt); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestDepthIsBounded(t *testing.T) {
	h := held(t)
	for _, depth := range []int{-1, identify.MaxDepth + 1} {
		if _, err := identify.Chain(context.Background(), h, 0, identify.Options{Depth: depth}); err == nil || !strings.Contains(err.Error(), "give 0 to 1000") {
			t.Errorf("depth %d: %v", depth, err)
		}
	}
}

// A list of many nodes is walked to the bound, without recursion.
func TestLongList(t *testing.T) {
	b := pmatbuild.New(pmatbuild.Default)
	for a := pmat.Addr(0x1000); a < 0x1000+0x20*5000; a += 0x20 {
		b.Ref(sv(a), a+0x20, false)
	}
	b.End()
	h := built(t, b)
	last, _ := h.At(0x1000 + 0x20*4999)
	tree, err := identify.Chain(context.Background(), h, last, identify.Options{Depth: identify.MaxDepth})
	if err != nil {
		t.Fatal(err)
	}
	text := render.Identify(h, tree, render.Plain)
	if n := strings.Count(text, "\n"); n != identify.MaxDepth+2 || !strings.HasSuffix(text, "not found at this depth\n") {
		t.Errorf("%d lines, end %q", n, text[len(text)-60:])
	}
	tree.JSON(h)
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := identify.Chain(ctx, held(t), 0, identify.Options{Depth: 1}); err == nil {
		t.Error("no error")
	}
}

// What a dump says must not reach a terminal as it is.
func TestHostileNames(t *testing.T) {
	b := pmatbuild.New(pmatbuild.Default)
	b.Undef(sv(0x100))
	b.Hash(sv(0x300), 0, pmatbuild.Pair{Key: "\x1b[31m\u202e<img onerror>\n", Value: 0x100})
	b.Stash(sv(0x400), "Bad\x1b]0;title\a\u2066")
	b.Array(pmatbuild.SV{Addr: 0x500, Blessed: 0x400}, 0x300)
	b.End()
	text := chain(t, built(t, b), 0x100, identify.Options{Depth: 10})
	if strings.ContainsAny(text, "\x1b\a\u202e\u2066") || bytes.Count([]byte(text), []byte("\n")) != 4 {
		t.Errorf("%q", text)
	}
}
