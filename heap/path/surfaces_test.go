package path_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"html"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/pprof"
	"github.com/perlheap/perlheap/heap/report"
	"github.com/perlheap/perlheap/heap/text"
)

// The containers of a built dump, each an ARRAY, with what a program calls
// them.
var called = map[pmat.Addr]string{
	0x10000: "{errors} of Log::Shipper",
	0x20000: `{"[*]"} of Log::Shipper`,
	0x30000: "the lexical @queue of &Log::run",
	0x40000: "@Log::lines",
	0x50000: "a temporary of &Log::run",
	0x60000: "the 'P' magic of @Log::lines",
	0x70000: "an ARRAY of an extension",
}

// dump is a heap in which each container has n strings.
func dump(t *testing.T, k, n int) *heap.Heap {
	t.Helper()
	sv := func(a pmat.Addr) pmatbuild.SV { return pmatbuild.SV{Addr: a, Refcnt: 1, Size: 64} }
	b := pmatbuild.New(pmatbuild.Default,
		pmat.Root{Name: "defstash", Addr: 0x1000}, pmat.Root{Name: "+an ARRAY of an extension", Addr: 0x70000})
	b.Stash(sv(0x1000), "main", pmatbuild.Pair{Key: "Log::", Value: 0x1100})
	b.Glob(sv(0x1100), "Log::", "Log.pm", 1, map[int]pmat.Addr{pmat.GlobStash: 0x1000, pmat.GlobHash: 0x1200})
	b.Stash(sv(0x1200), "Log", pmatbuild.Pair{Key: "lines", Value: 0x1300}, pmatbuild.Pair{Key: "run", Value: 0x1400}, pmatbuild.Pair{Key: "main", Value: 0x1500})
	b.Glob(sv(0x1300), "lines", "Log.pm", 2, map[int]pmat.Addr{pmat.GlobStash: 0x1200, pmat.GlobArray: 0x40000})
	b.Glob(sv(0x1400), "run", "Log.pm", 3, map[int]pmat.Addr{pmat.GlobStash: 0x1200, pmat.GlobCode: 0x1600})
	b.Glob(sv(0x1500), "main", "Log.pm", 4, map[int]pmat.Addr{pmat.GlobStash: 0x1200, pmat.GlobScalar: 0x1700})
	b.Code(sv(0x1600), pmatbuild.Code{File: "Log.pm", Line: 7, OpRoot: 1, Stash: 0x1200, Glob: 0x1400, Padlist: 0x1900, Names: []string{"@queue", ""}, Pads: []pmat.Addr{0x1800}})
	b.Array(sv(0x1800), 0, 0x30000, 0x50000)
	b.Array(sv(0x1900), 0, 0x1800)
	b.Ref(sv(0x1700), 0x2000, false)
	b.Stash(sv(0x1A00), "Log::Shipper")
	b.Hash(pmatbuild.SV{Addr: 0x2000, Refcnt: 1, Size: 200, Blessed: 0x1A00}, 0,
		pmatbuild.Pair{Key: "errors", Value: 0x2100}, pmatbuild.Pair{Key: "[*]", Value: 0x2200})
	b.Ref(sv(0x2100), 0x10000, false)
	b.Ref(sv(0x2200), 0x20000, false)
	for a := range called {
		var elems []pmat.Addr
		for i := range n {
			e := a*0x100 + pmat.Addr(0x20*i)
			elems = append(elems, e)
			b.Scalar(pmatbuild.SV{Addr: e, Refcnt: 1, Size: 400}, pmat.ScalarPV, 0, 0, "text")
		}
		b.Array(pmatbuild.SV{Addr: a, Refcnt: 1, Size: uint64(64 + 8*n)}, elems...)
	}
	b.Magic(0x40000, 'P', true, 0x60000, 0)
	b.End()
	file := filepath.Join(t.TempDir(), fmt.Sprintf("%d.pmat", k))
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	h, err := heap.Open(context.Background(), file, heap.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Close() })
	return h
}

// Every surface calls an SV the same, whatever it is.
func TestSurfacesAgree(t *testing.T) {
	ctx := context.Background()
	series, err := growth.NewSeries(ctx, []*heap.Heap{dump(t, 0, 20), dump(t, 1, 60), dump(t, 2, 100)}, false)
	if err != nil {
		t.Fatal(err)
	}
	h := series.Last()
	compared, err := series.Compare(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var table bytes.Buffer
	if err := compared.Write(&table, nil, 0, true); err != nil {
		t.Fatal(err)
	}
	found, err := diagnose.Find(ctx, series, diagnose.Options{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	known := slices.Collect(maps.Values(called))
	for _, s := range found { // of several that one line adds to, the strongest
		if holder, _, _ := strings.Cut(s.Holder, " ← "); !slices.Contains(known, holder) {
			t.Errorf("a suspect is held by %q", s.Holder)
		}
	}
	if len(found) < 3 {
		t.Errorf("%d suspects", len(found))
	}
	tree, err := population.New(ctx, h, series.Sizes[2])
	if err != nil {
		t.Fatal(err)
	}
	profile := pprof.Profile(h, population.Merge(tree).Top, pprof.Options{})
	var stacks []string // outermost first
	for _, s := range profile.Sample {
		var names []string
		for _, l := range slices.Backward(s.Location) {
			names = append(names, l.Line[0].Function.Name)
		}
		stacks = append(stacks, strings.Join(names, " → "))
	}
	var page bytes.Buffer
	if err := report.Write(ctx, &page, report.Input{Series: series, Suspects: found, Made: time.Now()}); err != nil {
		t.Fatal(err)
	}
	populations, err := series.Populations(ctx)
	if err != nil {
		t.Fatal(err)
	}
	holders := func(keys text.Keys) (names []string) {
		for _, track := range compared.JSON(true, population.Writer{Keys: keys}).Holders {
			names = append(names, track.Name)
		}
		return names
	}
	for addr, want := range called {
		sv, ok := h.At(addr)
		if !ok {
			t.Fatalf("nothing at %s", addr)
		}
		if got := (path.Finder{Heap: h}).Of(sv).String(); got != want {
			t.Errorf("%s is called %q, not %q", addr, got, want)
			continue
		}
		grown := population.Writer{}.Path(populations.Of(2, h.AppendHeld(sv, nil)[0]))
		if !strings.Contains(table.String(), "  "+grown+"\n") {
			t.Errorf("growth has no %q:\n%s", grown, table.String())
		}
		if names := holders(nil); !slices.Contains(names, grown) {
			t.Errorf("the JSON of growth has no %q: %q", grown, names)
		}
		var frames []string
		for p := populations.Of(2, h.AppendHeld(sv, nil)[0]); p.Parent != nil; p = p.Parent {
			frames = slices.Insert(frames, 0, population.Writer{}.Chain([]*population.Population{p}))
		}
		if stack := strings.Join(frames, " → "); !slices.Contains(stacks, stack) {
			t.Errorf("the profile has no %q: %q", stack, stacks)
		}
		if all := html.UnescapeString(page.String()); !strings.Contains(all, want) && !strings.Contains(all, grown) {
			t.Errorf("the page has neither %q nor %q", want, grown)
		}
	}
	// A key that is not told is told nowhere.
	hidden, err := json.Marshal(holders(text.NoKeys))
	if err != nil || !bytes.Contains(hidden, []byte("Log::Shipper → {…}")) || bytes.Contains(hidden, []byte("errors")) {
		t.Errorf("%s, %v", hidden, err)
	}
}
