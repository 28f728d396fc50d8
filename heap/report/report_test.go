package report

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/perlheap/perlheap/heap/perl"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/site"
)

var update = flag.Bool("update", false, "write the golden files")

func open(t testing.TB, path string) *heap.Heap {
	t.Helper()
	h, err := heap.Open(context.Background(), path, heap.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Close() })
	return h
}

func stored(t testing.TB, name string) *heap.Heap {
	t.Helper()
	return open(t, filepath.Join("..", "..", "testdata", "dumps", name+".pmat.gz"))
}

func built(t testing.TB, b *pmatbuild.Builder) *heap.Heap {
	t.Helper()
	path := filepath.Join(t.TempDir(), "<b>built.pmat")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return open(t, path)
}

var made = time.Date(2026, 11, 22, 10, 31, 0, 0, time.UTC)

// input makes the input of a page about dumps a minute apart.
func input(t testing.TB, heaps ...*heap.Heap) Input {
	t.Helper()
	series, err := growth.NewSeries(context.Background(), heaps, false)
	if err != nil {
		t.Fatal(err)
	}
	in := Input{Series: series, Made: made}
	for i := range heaps {
		in.Times = append(in.Times, made.Add(time.Duration(i*i)*time.Minute))
	}
	if in.Suspects, err = diagnose.Find(context.Background(), series, diagnose.Options{}); err != nil {
		t.Fatal(err)
	}
	return in
}

func leak(t testing.TB) Input {
	t.Helper()
	in := input(t, stored(t, "p536-amd64-d046-leak.1"), stored(t, "p536-amd64-d046-leak.2"), stored(t, "p536-amd64-d046-leak.3"))
	in.Lines = []Line{
		{Place: site.Place{File: "lib/Leaky/App.pm", Line: 121, State: site.Exact}, Kind: "closure", Name: "&Leaky::App::__ANON__", Count: 180, Bytes: 51840},
		{Place: site.Place{File: "lib/Leaky/App.pm", Line: 27, State: site.Uncertain}, Kind: "object", Name: "Leaky::Session", Count: 70, Bytes: 8960},
	}
	return in
}

func write(t testing.TB, in Input) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(context.Background(), &b, in); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestGolden compares what the page says of three dumps with testdata: the
// brief, the facts, the suspects, what grew, the tree and the points of the plot.
func TestGolden(t *testing.T) {
	v, err := newView(context.Background(), leak(t))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, f := range slices.Concat(v.Brief, v.Facts) {
		fmt.Fprintf(&b, "%s: %s (%s)\n", f.Name, f.Value, f.Note)
	}
	for _, s := range v.Suspects {
		fmt.Fprintf(&b, "\n%+v\n", s)
	}
	for _, l := range v.Plot.Lines {
		fmt.Fprintf(&b, "\n%s %v %s\n  %s\n", l.Name, l.Values, l.Grown, l.D)
	}
	for _, t := range v.Tracks {
		fmt.Fprintf(&b, "\n%s, %d more\n", t.Title, t.More)
		for _, r := range t.Rows {
			fmt.Fprintf(&b, "  %s: %s %s, %s\n", r.Name, r.Counts, r.Grown, r.Trend)
		}
	}
	for _, l := range v.Lines {
		fmt.Fprintf(&b, "\n%s %s %s: %d of %d bytes, %s, %.0f", l.Where, l.Kind, l.Name, l.Count, l.Bytes, l.Share, l.Bar)
	}
	b.WriteString("\n\n")
	for _, c := range v.Cells {
		fmt.Fprintf(&b, "%s%s [%s] %d bytes %s, %.0f×%.0f\n", strings.Repeat("  ", c.Depth), c.Name, c.Group, c.Bytes, c.Share, c.W, c.H)
	}
	golden := filepath.Join("testdata", "leak.golden")
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got := b.String(); got != string(want) {
		t.Errorf("the page differs from %s (go test -update writes it):\n%s", golden, got)
	}
}

// outside is what would make a page need something else than itself, or run
// something.
var outside = regexp.MustCompile(`(?i)<script|<link|<iframe|<object|<embed|<base|<form|<img|\ssrc=|\son[a-z]+=|\sstyle=|@import|url\(|https?:|="\s*javascript:`)

func TestSelfContained(t *testing.T) {
	one := write(t, input(t, stored(t, "p540-amd64-d050-class")))
	three := write(t, leak(t))
	for name, p := range map[string]string{"one dump": one, "three dumps": three} {
		if found := outside.FindString(p); found != "" {
			t.Errorf("the page of %s has %q", name, found)
		}
		for _, m := range regexp.MustCompile(`href="([^"]*)"`).FindAllStringSubmatch(p, -1) {
			id, ok := strings.CutPrefix(m[1], "#")
			if !ok || strings.Count(p, ` id="`+id+`"`) != 1 {
				t.Errorf("the page of %s has a link to %q, which is no one part of it", name, m[1])
			}
		}
		for _, text := range []string{"<html lang=", "<main ", "<caption>", `<h2 id="h-retained">`, "Content-Security-Policy"} {
			if !strings.Contains(p, text) {
				t.Errorf("the page of %s has no %s", name, text)
			}
		}
	}
	if strings.Contains(one, `id="growth"`) || !strings.Contains(three, `id="growth"`) {
		t.Error("growth is there for one dump, or not for three")
	}
}

// TestHostile: names from a dump that try to be more than text.
func TestHostile(t *testing.T) {
	const evil = `"><script>alert('x')</script><a href="javascript:x` + "\u202e\x1b[1m"
	const stash, object, list, cv = 0x1000, 0x2000, 0x2100, 0x2200
	b := pmatbuild.New(pmatbuild.Default, pmat.Root{Name: "main_cv", Addr: object})
	b.Stash(pmatbuild.SV{Addr: stash, Refcnt: 2, Size: 100}, evil)
	b.Hash(pmatbuild.SV{Addr: object, Refcnt: 1, Size: 20000, Blessed: stash}, 0, pmatbuild.Pair{Key: evil, Value: list})
	b.Array(pmatbuild.SV{Addr: list, Refcnt: 1, Size: 30000}, cv)
	b.Code(pmatbuild.SV{Addr: cv, Refcnt: 1, Size: 10000}, pmatbuild.Code{File: evil, Line: 7, OpRoot: 0x5000, Flags: pmat.CodeCloned})
	b.End()
	in := input(t, built(t, b))
	in.Lines = []Line{{Place: site.Place{File: evil, Line: 3}, Kind: "closure", Name: evil, Count: 1, Bytes: 10}}
	in.Suspects = []diagnose.Suspect{{
		Rank: 1, Level: diagnose.High, Kind: diagnose.Cycle, Placement: diagnose.Placement{Place: site.Place{File: evil, Line: 1}}, HolderPlace: site.Place{File: evil, Line: 2},
		Class: evil, Captured: evil, Holder: evil, Why: diagnose.Because(evil), Fix: evil, Cycle: []string{evil}, Counts: []int{1, 2},
	}}
	p := write(t, in)
	if found := outside.FindString(p); found != "" {
		t.Errorf("the page has %q", found)
	}
	if n := strings.Count(p, "&lt;script&gt;alert("); n < 12 {
		t.Errorf("the name is only %d times in the page", n)
	}
	for _, raw := range []string{"\u202e", "\x1b", "<b>", "'x'"} {
		if strings.Contains(p, raw) {
			t.Errorf("the page has a raw %q", raw)
		}
	}
}

// TestTreesOfRealDumps: parts add up to the heap, are as big as they must be, and
// have the numbers of their populations.
func TestTreesOfRealDumps(t *testing.T) {
	for _, name := range []string{"p514-amd64-d012", "p530ld-amd64-d050", "p536-amd64-d046-leak.3", "p536-i386-d046", "p540-amd64-d050-classcrash", "p540-amd64-d050-future"} {
		h := stored(t, name)
		series, err := growth.NewSeries(context.Background(), []*heap.Heap{h}, false)
		if err != nil {
			t.Fatal(err)
		}
		populations, err := series.Populations(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		root := treeOf(populations.Top, population.Writer{})
		if root.Bytes != h.Bytes() {
			t.Errorf("%s: the tree has %d bytes", name, root.Bytes)
		}
		known := map[[2]int64]bool{}
		for p := range populations.Top.All {
			known[[2]int64{int64(p.Count[0]), p.Retained[0]}] = true
		}
		least := int64(leastShare * float64(h.Bytes()))
		nodes, lost, todo := 0, int64(0), []*node{root}
		for len(todo) > 0 {
			n := todo[len(todo)-1]
			todo = append(todo[:len(todo)-1], n.Parts...)
			nodes++
			bytes := int64(0)
			for i, p := range n.Parts {
				bytes += p.Bytes
				rest := p.Count == 0 && strings.HasPrefix(p.Name, "the rest of ")
				if p.Bytes <= 0 || p.Name == "" || i > 0 && !rest && p.Bytes > n.Parts[i-1].Bytes {
					t.Errorf("%s: part %+v of %s", name, p, n.Name)
				}
				if p.Bytes < least && !rest && p.Name != population.LostText {
					t.Errorf("%s: %s has only %d bytes of at least %d", name, p.Name, p.Bytes, least)
				}
				if !rest && !known[[2]int64{int64(p.Count), p.Bytes}] {
					t.Errorf("%s: no population has the numbers of %+v", name, p)
				}
				if p.Name == population.LostText {
					lost += p.Bytes
				}
			}
			if n.Parts != nil && bytes != n.Bytes {
				t.Errorf("%s: the parts of %s have %d bytes, it has %d", name, n.Name, bytes, n.Bytes)
			}
		}
		if lost != series.Sizes[0].UnreachedBytes {
			t.Errorf("%s: %d bytes are lost, not %d", name, lost, series.Sizes[0].UnreachedBytes)
		}
		if nodes < 10 || nodes > 2500 {
			t.Errorf("%s: %d nodes", name, nodes)
		}
	}
}

// TestLongList: a list of which each element holds the next is as deep as the
// heap is long, and must neither fill the stack nor the page.
func TestLongList(t *testing.T) {
	const n, first = 200_000, 0x100000
	b := pmatbuild.New(pmatbuild.Default, pmat.Root{Name: "main_cv", Addr: first})
	for i := range pmat.Addr(n) {
		next := first + (i+1)*0x20
		if i == n-1 {
			next = pmatbuild.Undef
		}
		b.Ref(pmatbuild.SV{Addr: first + i*0x20, Refcnt: 1, Size: 24}, next, false)
	}
	b.End()
	in := Input{Made: made}
	var err error
	if in.Series, err = growth.NewSeries(context.Background(), []*heap.Heap{built(t, b)}, false); err != nil {
		t.Fatal(err)
	}
	p := write(t, in)
	if len(p) > 60_000 || !strings.Contains(p, "200,000") {
		t.Errorf("the page has %d bytes", len(p))
	}
}

// TestBounded: of many containers that are as big as can be shown, not more
// are shown than there is room for.
func TestBounded(t *testing.T) {
	const n, first = 5000, 0x100000
	b := pmatbuild.New(pmatbuild.Default, pmat.Root{Name: "main_cv", Addr: 0x1000})
	var elems []pmat.Addr
	for i := range pmat.Addr(n) {
		elems = append(elems, first+i*0x40)
		b.Array(pmatbuild.SV{Addr: first + i*0x40, Refcnt: 1, Size: uint64(1000 + i%7)})
	}
	b.Array(pmatbuild.SV{Addr: 0x1000, Refcnt: 1, Size: 64}, elems...)
	b.End()
	in := input(t, built(t, b))
	for i := range 500 {
		in.Lines = append(in.Lines, Line{Place: site.Place{File: "a.pl", Line: perl.Line(i + 1)}, Kind: "closure", Count: 1, Bytes: 1})
	}
	p := write(t, in)
	if len(p) > 100_000 || strings.Count(p, "a.pl:") != MostLines || !strings.Contains(p, "and 460 more") {
		t.Errorf("the page has %d bytes and %d lines", len(p), strings.Count(p, "a.pl:"))
	}
	if !strings.Contains(p, "5,000 × […] ARRAY") {
		t.Error("the small ones are not put together")
	}
}

func TestCancel(t *testing.T) {
	in := leak(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var b bytes.Buffer
	if err := Write(ctx, &b, in); !errors.Is(err, context.Canceled) || b.Len() > 0 {
		t.Errorf("%v, %d bytes are written", err, b.Len())
	}
}

func TestSquarify(t *testing.T) {
	for _, areas := range [][]float64{{6, 6, 4, 3, 2, 2, 1}, {100}, {1000, 1, 1, 1}, {5, 5, 5, 5, 5, 5, 5, 5, 5}, {3, 0, 0}} {
		const w, h = 600., 400.
		sum, used := 0., 0.
		for _, a := range areas {
			sum += a
		}
		boxes := squarify(areas, w, h)
		for i, b := range boxes {
			used += b.w * b.h
			if math.Abs(b.w*b.h-areas[i]/sum*w*h) > 1e-6 {
				t.Errorf("%v: part %d has the area %f", areas, i, b.w*b.h)
			}
			if b.x < -1e-9 || b.y < -1e-9 || b.x+b.w > w+1e-6 || b.y+b.h > h+1e-6 {
				t.Errorf("%v: part %d sticks out: %+v", areas, i, b)
			}
			for _, o := range boxes[:i] {
				if b.x+1e-6 < o.x+o.w && o.x+1e-6 < b.x+b.w && b.y+1e-6 < o.y+o.h && o.y+1e-6 < b.y+b.h && b.w*b.h > 0 && o.w*o.h > 0 {
					t.Errorf("%v: %+v is over %+v", areas, b, o)
				}
			}
		}
	}
	// The example of the paper: no part is longer than three times its width.
	for _, b := range squarify([]float64{6, 6, 4, 3, 2, 2, 1}, 6, 4) {
		if ratio := max(b.w/b.h, b.h/b.w); ratio > 3 {
			t.Errorf("%+v is %f times as long as wide", b, ratio)
		}
	}
	if boxes := squarify([]float64{1, 2}, 0, 10); boxes[0].w*boxes[0].h != 0 {
		t.Error("something is drawn without room")
	}
}

func TestPlotScale(t *testing.T) {
	for most, want := range map[int64]int64{1: 1, 7: 2, 6 << 20: 1 << 20, 6<<20 + 1: 2 << 20, 1 << 40: 1 << 38} {
		if got := niceStep(most, 6); got != want {
			t.Errorf("the step of %d is %d, want %d", most, got, want)
		}
	}
	for _, c := range []struct {
		n, of int64
		want  string
	}{{0, 1 << 30, "0 GiB"}, {1 << 29, 1 << 31, "0.5 GiB"}, {512, 900, "512 bytes"}, {3 << 18, 1 << 20, "0.75 MiB"}} {
		if got := inUnitOf(c.n, c.of); got != c.want {
			t.Errorf("%d of %d is %q, want %q", c.n, c.of, got, c.want)
		}
	}
}
