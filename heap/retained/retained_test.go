package retained

import (
	"context"
	"errors"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	"github.com/perlheap/perlheap/heap"
)

// plain is a graph as lists, with sizes that tell SVs apart when added.
type plain struct {
	targets [][]heap.SV
	roots   []heap.SV
}

func (p plain) graph() *graph {
	return &graph{
		count:   len(p.targets),
		targets: func(sv heap.SV, to []heap.SV) []heap.SV { return append(to, p.targets[sv]...) },
		roots:   p.roots,
	}
}

func (p plain) size(sv heap.SV) int64 { return 1 + int64(sv)*int64(sv) }

// reached gives what the roots reach if some SVs are not there.
func (p plain) reached(without ...heap.SV) []bool {
	seen := make([]bool, len(p.targets))
	var stack []heap.SV
	visit := func(sv heap.SV) {
		if !seen[sv] && !slices.Contains(without, sv) {
			seen[sv] = true
			stack = append(stack, sv)
		}
	}
	for _, r := range p.roots {
		visit(r)
	}
	for len(stack) > 0 {
		sv := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for _, t := range p.targets[sv] {
			visit(t)
		}
	}
	return seen
}

// lost is what would become unreachable if the SVs went.
func (p plain) lost(svs ...heap.SV) (bytes int64, count int) {
	with, without := p.reached(), p.reached(svs...)
	for sv := range p.targets {
		if with[sv] && !without[sv] {
			bytes += p.size(heap.SV(sv))
			count++
		}
	}
	return bytes, count
}

func randomGraph(rng *rand.Rand) plain {
	n := 1 + rng.IntN(30)
	p := plain{targets: make([][]heap.SV, n)}
	density := rng.IntN(4)
	for i := range p.targets {
		for range rng.IntN(2 + density) {
			p.targets[i] = append(p.targets[i], heap.SV(rng.IntN(n)))
		}
	}
	for range 1 + rng.IntN(3) {
		p.roots = append(p.roots, heap.SV(rng.IntN(n)))
	}
	return p
}

func TestAgainstPlainReachability(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for round := range 5000 {
		p := randomGraph(rng)
		s, err := compute(context.Background(), p.graph(), p.size)
		if err != nil {
			t.Fatal(err)
		}
		reached := p.reached()
		unreached, bytes := 0, int64(0)
		for i := range p.targets {
			sv := heap.SV(i)
			if s.Reached(sv) != reached[i] {
				t.Fatalf("round %d, %+v: reached %d is %t", round, p, sv, s.Reached(sv))
			}
			if !reached[i] {
				unreached++
				bytes += p.size(sv)
				continue
			}
			wantBytes, wantCount := p.lost(sv)
			if s.Bytes(sv) != wantBytes || s.Count(sv) != wantCount {
				t.Fatalf("round %d, %+v: %d retains %d bytes of %d SVs, want %d of %d", round, p, sv, s.Bytes(sv), s.Count(sv), wantBytes, wantCount)
			}
		}
		if s.Unreached != unreached || s.UnreachedBytes != bytes {
			t.Fatalf("round %d: %d unreached of %d bytes, want %d of %d", round, s.Unreached, s.UnreachedBytes, unreached, bytes)
		}
	}
}

// Together is the union of the subtrees: never more than what is lost, and
// never less than what the largest of them retains.
func TestTogether(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for round := range 3000 {
		p := randomGraph(rng)
		s, err := compute(context.Background(), p.graph(), p.size)
		if err != nil {
			t.Fatal(err)
		}
		var svs []heap.SV
		union := map[heap.SV]bool{}
		reached := p.reached()
		for range rng.IntN(6) {
			sv := heap.SV(rng.IntN(len(p.targets)))
			if !reached[sv] {
				continue
			}
			svs = append(svs, sv)
			without := p.reached(sv)
			for i := range p.targets {
				if reached[i] && !without[i] {
					union[heap.SV(i)] = true
				}
			}
		}
		var want int64
		for sv := range union {
			want += p.size(sv)
		}
		bytes, count := s.Together(svs)
		if lost, _ := p.lost(svs...); bytes != want || count != len(union) || bytes > lost {
			t.Fatalf("round %d, %+v: %v together retain %d bytes of %d SVs, want %d of %d", round, p, svs, bytes, count, want, len(union))
		}
	}
}

// A list of a million nodes must not need a stack as deep.
func TestLongList(t *testing.T) {
	const n = 1_000_000
	g := &graph{count: n, roots: []heap.SV{0}, targets: func(sv heap.SV, to []heap.SV) []heap.SV {
		if sv+1 < n {
			to = append(to, sv+1)
		}
		return append(to, sv/2)
	}}
	s, err := compute(context.Background(), g, func(heap.SV) int64 { return 1 })
	if err != nil {
		t.Fatal(err)
	}
	if s.Bytes(0) != n || s.Bytes(n-1) != 1 || s.Bytes(n/4) != n-n/4 {
		t.Errorf("%d, %d, %d", s.Bytes(0), s.Bytes(n-1), s.Bytes(n/4))
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	g := &graph{count: 1 << 17, roots: []heap.SV{0}, targets: func(sv heap.SV, to []heap.SV) []heap.SV {
		return append(to, (sv+1)%(1<<17))
	}}
	if _, err := compute(ctx, g, func(heap.SV) int64 { return 1 }); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// On real heaps: what the tree says of a sample of SVs is what a search
// without them says, and all parts make up the whole.
func TestRealDumps(t *testing.T) {
	paths, err := filepath.Glob("../../testdata/dumps/*.pmat.gz")
	if err != nil || len(paths) == 0 {
		t.Fatal("no dumps", err)
	}
	rng := rand.New(rand.NewPCG(9, 10))
	for _, path := range paths {
		h, err := heap.Open(context.Background(), path, heap.Options{})
		if err != nil {
			continue // one is refused; package heap tests that
		}
		p := plain{targets: make([][]heap.SV, h.Count()), roots: h.Held()}
		for i := range p.targets {
			p.targets[i] = h.AppendHeld(heap.SV(i), nil)
		}
		s, err := Compute(context.Background(), h)
		if err != nil {
			t.Fatal(err)
		}
		reached := p.reached()
		for range 60 {
			sv := heap.SV(rng.IntN(h.Count()))
			if !reached[sv] {
				continue
			}
			without := p.reached(sv)
			want := int64(0)
			for i := range p.targets {
				if reached[i] && !without[i] {
					want += h.Size(heap.SV(i))
				}
			}
			if s.Bytes(sv) != want {
				t.Fatalf("%s: %s at %s retains %d bytes, want %d", path, h.Desc(sv), h.Addr(sv), s.Bytes(sv), want)
			}
		}
		top := s.UnreachedBytes
		for i := range p.targets {
			if _, below := s.Dominator(heap.SV(i)); s.Reached(heap.SV(i)) && !below {
				top += s.Bytes(heap.SV(i))
			}
		}
		if top != h.Bytes() {
			t.Errorf("%s: all parts have %d bytes, the heap %d", path, top, h.Bytes())
		}
		if s.Unreached > h.Count()/3 && h.Truncation() == nil {
			t.Errorf("%s: %d of %d SVs are not reached", path, s.Unreached, h.Count())
		}
		_ = h.Close()
	}
}
