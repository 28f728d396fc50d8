package heap

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
)

func loadWithLimits(b []byte, l limits) (*Heap, error) {
	f, err := pmat.NewFile(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, err
	}
	return loadWithin(context.Background(), f, func(Progress) {}, l)
}

// everything is all that a heap answers, one line per SV and reference.
func everything(h *Heap) string {
	var s strings.Builder
	fmt.Fprintln(&s, h.Count(), h.Bytes(), h.Codes().Len(), h.Damage().Truncation, h.Damage().Skipped, h.Codes().Optrees())
	for _, c := range h.Calls() {
		fmt.Fprintln(&s, c.Context, c.Depth)
	}
	for sv := range SV(h.Count()) {
		rec := int64(h.offsetHi[sv])<<32 | int64(h.offset[sv])
		fmt.Fprintln(&s, sv, h.Addr(sv), h.Kind(sv), h.Flags(sv), h.state[sv], h.Size(sv), h.Refcnt(sv), rec)
		loc, _ := h.Code(sv).Location()
		proto, _ := h.Code(sv).Prototype()
		fmt.Fprintln(&s, " ", loc, h.Code(sv).OpRoot(), h.Code(sv).Depth(), proto)
		fmt.Fprintln(&s, " ", h.out.row(sv), h.in.row(sv))
	}
	for optree := range h.Codes().Optrees() {
		fmt.Fprintln(&s, h.Codes().ClosuresOf(optree))
	}
	return s.String()
}

// mixedDump writes SVs of all kinds that stand in relation to each other:
// arenas in any order, extension records behind their SVs and elsewhere,
// addresses twice, C structs, strings that look like records.
func mixedDump(rng *rand.Rand, n int) []byte {
	b := pmatbuild.New(pmatbuild.Default, pmat.Root{Name: "defstash", Addr: 0x10000})
	var addrs []pmat.Addr
	for arena := range n/40 + 1 {
		base := pmat.Addr(0x10000 + arena*4096)
		for i := range 40 {
			addrs = append(addrs, base+pmat.Addr(24*i))
		}
	}
	arenas := rng.Perm(n/40 + 1)
	at := func() pmat.Addr {
		if rng.IntN(9) == 0 {
			return pmatbuild.Undef
		}
		return addrs[rng.IntN(len(addrs))]
	}
	if n > 1 {
		b.StructType(7, "Some::Struct", "first", "second")
	}
	fake := pmatbuild.New(pmatbuild.Default)
	for i := range 60 {
		fake.Undef(pmatbuild.SV{Addr: pmat.Addr(0x900000 + 24*i), Refcnt: 1})
	}
	for _, arena := range arenas {
		for i := range 40 {
			sv := pmatbuild.SV{Addr: addrs[arena*40+i], Refcnt: rng.Uint32N(300), Size: rng.Uint64N(70_000)}
			switch rng.IntN(60) {
			case 0:
				sv.Addr = at() // twice
			case 1:
				sv.Blessed = at()
			}
			switch rng.IntN(16) {
			case 0:
				b.Array(sv, at(), 0, at(), at())
			case 1:
				b.Hash(sv, at(), pmatbuild.Pair{Key: "k", Value: at()}, pmatbuild.Pair{Key: "", Value: at()})
			case 2:
				b.Code(sv, pmatbuild.Code{
					File: fmt.Sprint("file", rng.IntN(3)), Line: uint64(rng.IntN(9)), Flags: byte(rng.IntN(4)),
					OpRoot: pmat.Addr(rng.IntN(5)), Outside: at(), Names: []string{"$x"}, Pads: []pmat.Addr{at(), at()},
				})
			case 3:
				b.Scalar(sv, pmat.ScalarPV, 0, 0, string(fake.Bytes()[100:]))
			case 4:
				b.Ref(sv, at(), rng.IntN(2) == 0)
			case 5:
				b.Undef(sv)
				b.Magic(sv.Addr, "<q"[rng.IntN(2)], rng.IntN(2) == 0, at(), at())
			case 6:
				b.Undef(sv)
				b.Magic(at(), 'q', true, at(), at()) // of another
			case 7:
				b.Struct(sv, 7, at(), at())
			case 8:
				b.Glob(sv, "g", "g.pl", 3, map[int]pmat.Addr{pmat.GlobHash: at(), pmat.GlobEGV: sv.Addr})
			default:
				b.Undef(sv)
			}
		}
	}
	b.End(at(), at())
	return b.Bytes()
}

// However many goroutines read a dump, and wherever they begin, the heap is
// the same: also where a dump breaks off.
func TestPartsMakeTheSameHeap(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	rng := rand.New(rand.NewPCG(5, 6))
	split := 0
	for round := range 16 {
		b := mixedDump(rng, 200+rng.IntN(2000))
		if round%4 == 0 {
			b = b[:len(b)-rng.IntN(len(b)/2)]
		}
		one, err := loadWithLimits(b, defaultLimits)
		if err != nil {
			t.Fatal(err)
		}
		want := everything(one)
		for _, part := range []int64{2000, 7001, 30_000} {
			l := defaultLimits
			l.part = part
			l.slabs = 0
			many, err := loadWithLimits(b, l)
			if err != nil {
				t.Fatalf("round %d: %v", round, err)
			}
			if got := everything(many); got != want {
				t.Fatalf("round %d, parts of %d bytes: %s", round, part, firstDifferentLine(got, want))
			}
			f, err := pmat.NewFile(bytes.NewReader(b), int64(len(b)))
			if err != nil {
				t.Fatal(err)
			}
			if _, ok := f.Starts(t.Context(), part).At(1); ok {
				split++
			}
		}
	}
	if split < 24 {
		t.Errorf("only %d dumps were read in parts", split)
	}
}

func firstDifferentLine(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d: %q, want %q", i, g[i], w[i])
		}
	}
	return "one is longer"
}

// Records of one address that stand side by side, and in different parts.
func TestTwinsSideBySide(t *testing.T) {
	b := pmatbuild.New(pmatbuild.Default)
	for i := range 400 {
		for twin := range 1 + i%3 {
			b.Undef(pmatbuild.SV{Addr: pmat.Addr(0x1000 + 24*i), Size: uint64(10*i + twin)})
		}
	}
	for i := range 100 {
		b.Undef(pmatbuild.SV{Addr: pmat.Addr(0x1000 + 96*i), Size: uint64(9000 + i)})
	}
	b.End()
	for _, part := range []int64{1500, 1 << 20} {
		l := defaultLimits
		l.part = part
		l.slabs = 0
		h, err := loadWithLimits(b.Bytes(), l)
		if err != nil || h.Count() != 400 {
			t.Fatalf("%v, want 400 SVs", err)
		}
		for i := range 400 {
			want := int64(10*i + i%3)
			if i%4 == 0 {
				want = int64(9000 + i/4)
			}
			if sv, _ := h.At(pmat.Addr(0x1000 + 24*i)); h.Size(sv) != want {
				t.Errorf("parts of %d bytes: SV %d has size %d, want %d", part, i, h.Size(sv), want)
			}
		}
	}
}

// Loading twice gives the same answers.
func TestLoadTwice(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	for name := range dumps {
		if a, b := everything(openDump(t, name)), everything(openDump(t, name)); a != b {
			t.Errorf("%s: %s", name, firstDifferentLine(a, b))
		}
	}
}

// What a column cannot hold is refused and not wrapped around.
func TestLimits(t *testing.T) {
	b := mixedDump(rand.New(rand.NewPCG(7, 8)), 400)
	for want, set := range map[string]func(*limits){
		"more than 100 SVs":        func(l *limits) { l.svs = 100 },
		"more than 50 references":  func(l *limits) { l.block = 50 },
		"longer than 5000 bytes":   func(l *limits) { l.offset = 5000 },
		"more than 399 references": func(l *limits) { l.block = 399 },
	} {
		l := defaultLimits
		set(&l)
		for _, l.part = range []int64{1000, 1 << 20} {
			if _, err := loadWithLimits(b, l); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("error %v, want one with %q", err, want)
			}
		}
	}
	out := newRows(nil, 3)
	copy(out.relative, []uint32{2, 2, 0})
	if err := out.layOut(context.Background(), nil, 1<<32); err != nil {
		t.Fatal(err)
	}
	if _, err := out.reversed(context.Background(), nil, 3, 3); err == nil {
		t.Error("four references to one SV were counted in a column that holds three")
	}
	if _, err := out.reversed(context.Background(), nil, 3, 4); err != nil {
		t.Error(err)
	}
}

// A load ends soon after its context, in whichever phase it is.
func TestCancelInEveryPhase(t *testing.T) {
	b := mixedDump(rand.New(rand.NewPCG(9, 10)), 4000)
	phases := map[string]bool{}
	for n := range 20 {
		ctx, cancel := context.WithCancel(context.Background())
		f, err := pmat.NewFile(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		calls, last := 0, ""
		_, err = loadWithin(ctx, f, func(p Progress) {
			if calls == n {
				cancel()
				last = fmt.Sprint(p.Phase, p.Done)
			} else if calls > n {
				t.Errorf("%s after it was cancelled in %s", p.Phase, last)
			}
			calls++
		}, defaultLimits)
		if calls <= n || last == "resolving references2" {
			break
		}
		phases[last] = true
		if !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled in %s: error %v", last, err)
		}
		cancel()
	}
	if len(phases) < 4 {
		t.Errorf("cancelled only in %v", phases)
	}
}
