package heap

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
)

// dumps are the real dumps of the repository with the number of SVs that
// Devel::MAT finds in them, and their CODEs.
var dumps = map[string]struct{ svs, codes int }{
	"p514-amd64-d011":        {10389, 600},
	"p514-amd64-d012":        {10389, 600},
	"p514-amd64-d020":        {10391, 601},
	"p520-amd64-d050":        {13649, 633},
	"p530ld-amd64-d050":      {12947, 650},
	"p536-amd64-d046":        {13018, 696},
	"p536-amd64-d046-gadget": {2247, 146},
	"p536-amd64-d046-leak.1": {9898, 456},
	"p536-amd64-d046-leak.2": {10781, 526},
	"p536-amd64-d046-leak.3": {11661, 596},
	"p536-i386-d046":         {13018, 696},
	"p540-amd64-d050":        {13872, 706},
	"p540-amd64-d050-class":  {3546, 235},
	"p540-amd64-d050-future": {8348, 657},
	"p540dbg-amd64-d050":     {10023, 445},
}

func dumpPath(name string) string {
	return filepath.Join("..", "testdata", "dumps", name+".pmat.gz")
}

func openDump(t testing.TB, name string) *Heap {
	t.Helper()
	h, err := Open(context.Background(), dumpPath(name), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Close() })
	return h
}

func loadBytes(t testing.TB, b []byte) *Heap {
	t.Helper()
	h, err := tryLoad(b)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func tryLoad(b []byte) (*Heap, error) {
	f, err := pmat.NewFile(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, err
	}
	return load(context.Background(), f, func(Progress) {})
}

func TestRealDumps(t *testing.T) {
	for name, want := range dumps {
		h := openDump(t, name)
		if h.Count() != want.svs || h.Codes().Len() != want.codes || h.Damage().Truncation != nil || h.Damage().SkippedCount() != 0 {
			t.Errorf("%s: %d SVs, %d CODEs, truncation %v, %d skipped; want %d and %d", name,
				h.Count(), h.Codes().Len(), h.Damage().Truncation, h.Damage().SkippedCount(), want.svs, want.codes)
		}
		for sv := range SV(h.Count()) {
			if back, ok := h.At(h.Addr(sv)); !ok || back != sv {
				t.Fatalf("%s: SV %d at %s is found as %d", name, sv, h.Addr(sv), back)
			}
		}
		for _, other := range []pmat.Addr{0, 1, h.Addr(0) - 8, h.Addr(SV(h.Count()-1)) + 8, 1<<64 - 1} {
			if sv, ok := h.At(other); ok {
				t.Errorf("%s: SV %d at %s, where there is none", name, sv, other)
			}
		}
	}
}

func TestTruncatedDump(t *testing.T) {
	h := openDump(t, "p540-amd64-d050-classcrash")
	tr := h.Damage().Truncation
	if h.Count() != 755 || tr == nil || !tr.Ends || tr.Record != "ARRAY record" || tr.Offset != 0xef97 {
		t.Errorf("%d SVs, %+v", h.Count(), tr)
	}
}

// What is lost of a dump is said, however its gzip data are damaged.
func TestDamagedGzip(t *testing.T) {
	whole, err := os.ReadFile(dumpPath("p536-amd64-d046-leak.1"))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "damaged.pmat.gz")
	for at := 5000; at < len(whole); at += 20000 {
		damaged := bytes.Clone(whole)
		copy(damaged[at:], "XXXXXXXX")
		for _, b := range [][]byte{damaged, whole[:at]} {
			if err := os.WriteFile(path, b, 0o600); err != nil {
				t.Fatal(err)
			}
			h, err := Open(context.Background(), path, Options{})
			if err != nil {
				continue
			}
			if tr := h.Damage().Truncation; tr == nil || !strings.Contains(tr.String(), "gzip data") {
				t.Errorf("damaged at %d: %d SVs and %v", at, h.Count(), tr)
			}
			_ = h.Close()
		}
	}
}

func TestOldDumpIsRefused(t *testing.T) {
	_, err := Open(context.Background(), dumpPath("p514-amd64-d008"), Options{})
	if !errors.Is(err, pmat.ErrNoSizeTable) {
		t.Error(err)
	}
}

// edgeOf is one reference, comparable.
type edgeOf struct {
	from, to SV
	strength Strength
}

func sortEdges(edges []edgeOf) {
	slices.SortFunc(edges, func(a, b edgeOf) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to), cmp.Compare(a.strength, b.strength))
	})
}

// The rows have exactly the direct references that outrefs name.
func TestRowsAreOutrefs(t *testing.T) {
	for name := range dumps {
		h := openDump(t, name)
		var named, rows, reverse []edgeOf
		for sv := range SV(h.Count()) {
			refs, err := h.Outrefs(sv, Strong|Weak|Inferred)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range refs {
				if !h.Immortal(r.SV) && r.Kind != RefProtosub {
					named = append(named, edgeOf{sv, r.SV, r.Strength})
				}
			}
			for _, e := range h.out.row(sv) {
				rows = append(rows, edgeOf{sv, e.sv(), e.strength()})
			}
			for _, e := range h.in.row(sv) {
				reverse = append(reverse, edgeOf{e.sv(), sv, e.strength()})
			}
		}
		sortEdges(named)
		sortEdges(rows)
		sortEdges(reverse)
		if i := firstDifference(named, rows); i >= 0 {
			t.Errorf("%s: named %d, in rows %d; first difference %s", name, len(named), len(rows), describeEdge(h, named, rows, i))
		}
		if i := firstDifference(rows, reverse); i >= 0 {
			t.Errorf("%s: the reversed rows differ: %s", name, describeEdge(h, rows, reverse, i))
		}
	}
}

func firstDifference(a, b []edgeOf) int {
	for i := range max(len(a), len(b)) {
		if i >= len(a) || i >= len(b) || a[i] != b[i] {
			return i
		}
	}
	return -1
}

func describeEdge(h *Heap, a, b []edgeOf, i int) string {
	text := ""
	for _, list := range [][]edgeOf{a, b} {
		if i < len(list) {
			e := list[i]
			text += fmt.Sprintf(" %s %s -> %s %s %s;", h.Desc(e.from), h.Addr(e.from), h.Desc(e.to), h.Addr(e.to), e.strength)
		}
	}
	return text
}

// model is a heap as a map, slow and plain.
type model struct {
	refs map[pmat.Addr][]pmat.Addr // elements of ARRAYs; nil for an UNDEF
}

// randomModel makes SVs in random order at random addresses, some close
// together and some far away, with references to SVs that exist and to ones
// that do not.
func randomModel(rng *rand.Rand, n int) (model, []byte) {
	m := model{map[pmat.Addr][]pmat.Addr{}}
	var addrs []pmat.Addr
	base := pmat.Addr(0x1000)
	for range n {
		switch rng.IntN(20) {
		case 0:
			base += pmat.Addr(rng.IntN(1<<40)) &^ 7
		case 1:
			base = pmat.Addr(rng.Uint64N(1<<61)) &^ 7
		default:
			base += 24
		}
		addrs = append(addrs, base)
	}
	slices.Sort(addrs)
	addrs = slices.Compact(addrs)
	if rng.IntN(2) == 0 {
		rng.Shuffle(len(addrs), func(i, j int) { addrs[i], addrs[j] = addrs[j], addrs[i] })
	} else { // arenas: ascending runs in any order
		for range 5 {
			i := rng.IntN(len(addrs))
			addrs = append(slices.Clone(addrs[i:]), addrs[:i]...)
		}
	}
	b := pmatbuild.New(pmatbuild.Default)
	for _, a := range addrs {
		sv := pmatbuild.SV{Addr: a, Refcnt: rng.Uint32N(600), Size: rng.Uint64N(200_000)}
		if rng.IntN(2) == 0 {
			b.Undef(sv)
			m.refs[a] = nil
			continue
		}
		refs := []pmat.Addr{}
		for range rng.IntN(6) {
			to := addrs[rng.IntN(len(addrs))]
			if rng.IntN(8) == 0 {
				to += 4 // nothing is there
			}
			refs = append(refs, to)
		}
		b.Array(sv, refs...)
		m.refs[a] = refs
	}
	b.End()
	return m, b.Bytes()
}

func TestAgainstPlainModel(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for round := range 300 {
		m, b := randomModel(rng, 1+rng.IntN(60))
		h := loadBytes(t, b)
		if h.Count() != len(m.refs) {
			t.Fatalf("round %d: %d SVs, want %d", round, h.Count(), len(m.refs))
		}
		inrefs := map[pmat.Addr]int{}
		for from, refs := range m.refs {
			sv, ok := h.At(from)
			if !ok || h.Addr(sv) != from {
				t.Fatalf("round %d: no SV at %s", round, from)
			}
			var want []string
			for i, to := range refs {
				if _, exists := m.refs[to]; exists {
					want = append(want, fmt.Sprintf("element [%d] %s", i, to))
					inrefs[to]++
				}
			}
			got, err := h.Outrefs(sv, All)
			if err != nil {
				t.Fatal(err)
			}
			var have []string
			for _, r := range got {
				have = append(have, r.Name()+" "+h.Addr(r.SV).String())
			}
			if !slices.Equal(want, have) {
				t.Fatalf("round %d: %s refers to %v, want %v", round, from, have, want)
			}
		}
		for addr := range m.refs {
			sv, _ := h.At(addr)
			refs, err := h.Inrefs(sv, All, 0)
			if err != nil || len(refs) != inrefs[addr] || h.InrefCount(sv, All) != inrefs[addr] {
				t.Fatalf("round %d: %d references to %s (%v), want %d", round, len(refs), addr, err, inrefs[addr])
			}
			for _, r := range refs {
				if !slices.Contains(m.refs[h.Addr(r.SV)], addr) {
					t.Fatalf("round %d: %s does not refer to %s", round, h.Addr(r.SV), addr)
				}
			}
		}
	}
}

// Of records with the same address the last counts, as in Devel::MAT.
func TestTwins(t *testing.T) {
	b := pmatbuild.New(pmatbuild.Default)
	b.Array(pmatbuild.SV{Addr: 0x100, Size: 1}, 0x200)
	b.Undef(pmatbuild.SV{Addr: 0x200, Size: 2})
	b.Code(pmatbuild.SV{Addr: 0x300, Size: 3}, pmatbuild.Code{File: "old.pl", Line: 1})
	b.Array(pmatbuild.SV{Addr: 0x100, Size: 4}, 0x300, 0x300)
	b.Code(pmatbuild.SV{Addr: 0x300, Size: 5}, pmatbuild.Code{File: "new.pl", Line: 2})
	b.End()
	h := loadBytes(t, b.Bytes())
	array, _ := h.At(0x100)
	cv, _ := h.At(0x300)
	refs, _ := h.Outrefs(array, All)
	loc, _ := h.Code(cv).Location()
	if h.Count() != 3 || h.Size(array) != 4 || len(refs) != 2 || loc != (Location{"new.pl", 2}) || h.Bytes() != 11 || h.Codes().Len() != 1 {
		t.Errorf("%d SVs, %d bytes, refs %v, code at %v", h.Count(), h.Bytes(), refs, loc)
	}
}

// Numbers that do not fit the narrow columns are kept whole.
func TestLargeNumbers(t *testing.T) {
	b := pmatbuild.New(pmatbuild.Default)
	want := []struct {
		size   uint64
		refcnt uint32
	}{{65534, 254}, {65535, 255}, {65536, 256}, {1 << 40, 1<<32 - 1}, {0, 0}}
	for i, w := range want {
		b.Undef(pmatbuild.SV{Addr: pmat.Addr(0x500 - 0x20*i), Size: w.size, Refcnt: w.refcnt})
	}
	b.End()
	h := loadBytes(t, b.Bytes())
	for i, w := range want {
		sv, _ := h.At(pmat.Addr(0x500 - 0x20*i))
		if uint64(h.Size(sv)) != w.size || h.Refcnt(sv) != w.refcnt {
			t.Errorf("size %d, refcount %d; want %d and %d", h.Size(sv), h.Refcnt(sv), w.size, w.refcnt)
		}
	}
}

func TestCancelledLoad(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	_, err := Open(ctx, dumpPath("p536-amd64-d046"), Options{Progress: func(p Progress) {
		if p.Phase == "reading SVs" {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestFind(t *testing.T) {
	h := openDump(t, "p536-amd64-d046")
	for what, want := range map[string]string{
		"defstash":             "STASH",
		"%Leaky::Redis::":      "STASH",
		"%Leaky::Redis::POOL":  "HASH",
		"@main::larray":        "ARRAY",
		"$Leaky::App::VERSION": "SCALAR",
		"&Leaky::App::log":     "CODE",
		"%ENV":                 "HASH",
	} {
		sv, err := h.Find(what)
		if err != nil || h.Type(sv) != want {
			t.Errorf("%s: %v, want %s", what, err, want)
		}
	}
	for what, want := range map[string]string{
		"":                     "is named by its address",
		"0x":                   "is not an address",
		"0xzz":                 "is not an address",
		"0x1234":               "there is no SV at 0x1234 in",
		"%No::Such::thing":     "there is no package No",
		"%Leaky::Redis::NO":    "no symbol",
		"%Leaky::App::VERSION": "has none",
		"nosuchroot":           "is no root of",
	} {
		if _, err := h.Find(what); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want one with %q", what, err, want)
		}
	}
}

func TestProcess(t *testing.T) {
	h := openDump(t, "p536-amd64-d046")
	if h.Process().Program() != "leak.pl" || h.Process().Inc()["Leaky/Redis.pm"] != "lib/Leaky/Redis.pm" || !slices.Contains(h.Process().IncDirs(), "lib") {
		t.Errorf("program %q, %%INC %v, @INC %v", h.Process().Program(), h.Process().Inc(), h.Process().IncDirs())
	}
}

// FuzzLoad loads anything as a dump and asks everything of what was loaded.
func FuzzLoad(f *testing.F) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 4 {
		_, b := randomModel(rng, 12)
		f.Add(b)
	}
	b := pmatbuild.New(pmatbuild.Default, pmat.Root{Name: "defstash", Addr: 0x800})
	b.Stash(pmatbuild.SV{Addr: 0x800}, "main", pmatbuild.Pair{Key: "x", Value: 0x900}, pmatbuild.Pair{Key: "main::", Value: 0x900})
	b.Glob(pmatbuild.SV{Addr: 0x900}, "x", "x.pl", 3, map[int]pmat.Addr{pmat.GlobStash: 0x800, pmat.GlobHash: 0x800, pmat.GlobCode: 0x700, pmat.GlobEGV: 0x900})
	b.Code(pmatbuild.SV{Addr: 0x700, Blessed: 0x800}, pmatbuild.Code{File: "a.pl", Line: 1, Flags: pmat.CodeClone, OpRoot: 1, Names: []string{"$x"}, Outside: 0x710, Pads: []pmat.Addr{0x200}})
	b.Code(pmatbuild.SV{Addr: 0x710}, pmatbuild.Code{File: "a.pl", Line: 1, Flags: pmat.CodeCloned, OpRoot: 1, Outside: 0x700, Stash: 0x800, Pads: []pmat.Addr{0x200}, ConstIndexes: []uint64{1, 1}})
	b.Array(pmatbuild.SV{Addr: 0x200}, 0, 0x300, 0x200)
	b.Ref(pmatbuild.SV{Addr: 0x300}, 0x710, false)
	b.Magic(0x300, '<', true, 0x200, 0)
	b.End(0x300)
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, b []byte) {
		h, err := tryLoad(b)
		if err != nil {
			return
		}
		for sv := range SV(min(h.Count(), 50)) {
			h.Desc(sv)
			h.Symbols().Name(sv)
			h.Package(sv)
			_, _ = h.Outrefs(sv, All)
			_, _ = h.Inrefs(sv, All, 50)
			_, _ = h.Code(sv).Padnames()
			_, _ = h.Scalar(sv)
			_, _, _ = h.Allocations().Of(sv)
			h.Code(sv).OwnBytes()
		}
		h.Process().Inc()
		h.Process().WorkDir()
		h.Process().IncDirs()
		_, _ = h.Find("&main::x")
		h.Calls()
	})
}
