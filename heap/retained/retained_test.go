package retained

import (
	"context"
	"errors"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/safe"
)

// plain is a graph as lists, with sizes that tell SVs apart when added.
type plain struct {
	targets, sources [][]heap.SV
	roots            []heap.SV // that last
	passing          []heap.SV
	heads            []heap.SV // members of lost components
	large            bool      // sizes are such that few SVs fill a column of bytes
}

func newPlain(n int) plain {
	return plain{targets: make([][]heap.SV, n), sources: make([][]heap.SV, n)}
}

func (p plain) add(from, to heap.SV) {
	p.targets[from] = append(p.targets[from], to)
	p.sources[to] = append(p.sources[to], from)
}

func (p plain) Count() int                         { return len(p.targets) }
func (p plain) Held() (lasting, passing []heap.SV) { return p.roots, p.passing }

// ofAll is the graph with all roots as such that last.
func (p plain) ofAll() plain {
	p.roots = append(slices.Clone(p.roots), p.passing...)
	return p
}

func (p plain) NextHeld(sv heap.SV, i uint32) (heap.SV, uint32, bool) {
	return next(p.targets[sv], i)
}

func (p plain) NextHolder(sv heap.SV, i uint32) (heap.SV, uint32, bool) {
	return next(p.sources[sv], i)
}

func next(list []heap.SV, i uint32) (heap.SV, uint32, bool) {
	if int(i) >= len(list) {
		return heap.NoSV, i, false
	}
	return list[i], i + 1, true
}

func (p plain) size(sv heap.SV) int64 {
	if p.large {
		return maxBytes/4 + int64(sv)*maxBytes/16
	}
	return 1 + int64(sv)*int64(sv)
}

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

// findHeads gives the members of the lost components: what no root reaches, and
// nothing but what it reaches itself.
func (p plain) findHeads() []heap.SV {
	reached := p.ofAll().reached()
	var heads []heap.SV
	for i := range p.targets {
		sv := heap.SV(i)
		free := !reached[i]
		from := plain{targets: p.targets, roots: []heap.SV{sv}}.reached()
		for j := range p.targets {
			if other := heap.SV(j); free && !reached[j] && !from[j] {
				free = !plain{targets: p.targets, roots: []heap.SV{other}}.reached()[i]
			}
		}
		if free {
			heads = append(heads, sv)
		}
	}
	return heads
}

// whole gives the lost cycle that an SV is a member of, else the SV.
func (p plain) whole(sv heap.SV) []heap.SV {
	if p.heads == nil || !slices.Contains(p.heads, sv) {
		return []heap.SV{sv}
	}
	var all []heap.SV
	from := plain{targets: p.targets, roots: []heap.SV{sv}}.reached()
	for _, other := range p.heads {
		if from[other] {
			all = append(all, other)
		}
	}
	return all
}

// stays tells of every SV whether it can be reached still if some SVs went: from
// the roots that last; if that was so never, from those that pass; and else from
// the lost components.
func (p plain) stays(svs ...heap.SV) []bool {
	all, ofLost := p.ofAll(), p
	ofLost.roots = p.heads
	lasts, passes, stay := p.reached(), all.reached(), p.reached(svs...)
	ofAll, lost := all.reached(svs...), ofLost.reached(svs...)
	for sv := range stay {
		switch {
		case lasts[sv]:
		case passes[sv]:
			stay[sv] = ofAll[sv]
		default:
			stay[sv] = lost[sv]
		}
	}
	return stay
}

// lost is what would become unreachable if the SVs went.
func (p plain) lost(svs ...heap.SV) (bytes int64, count int) {
	for sv, stays := range p.stays(svs...) {
		if !stays {
			bytes += p.size(heap.SV(sv))
			count++
		}
	}
	return bytes, count
}

// randomGraph gives graphs of all densities, and trees with a few references
// across, as most of a heap is.
func randomGraph(rng *rand.Rand) plain {
	n := 1 + rng.IntN(40)
	p := newPlain(n)
	p.large = rng.IntN(8) == 0
	any := func() heap.SV { return heap.SV(rng.IntN(n)) }
	if rng.IntN(2) == 0 {
		near := 1 + rng.IntN(n) // small ones make deep trees
		for to := 1; to < n; to++ {
			p.add(heap.SV(to-1-rng.IntN(min(to, near))), heap.SV(to))
		}
		for range rng.IntN(1 + n/4) {
			p.add(any(), any())
		}
		p.roots = append(p.roots, 0)
	} else {
		density := rng.IntN(4)
		for from := range n {
			for range rng.IntN(2 + density) {
				p.add(heap.SV(from), any())
			}
		}
	}
	for range 1 + rng.IntN(3) {
		if root := any(); !slices.Contains(p.roots, root) {
			p.roots = append(p.roots, root)
		}
	}
	if rng.IntN(3) == 0 {
		p.roots = p.roots[:rng.IntN(len(p.roots))] // so that more is lost
	}
	for range rng.IntN(4) {
		if sv := any(); !slices.Contains(p.roots, sv) && !slices.Contains(p.passing, sv) {
			p.passing = append(p.passing, sv)
		}
	}
	p.heads = p.findHeads()
	return p
}

func TestAgainstPlainReachability(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for round := range 5000 {
		p := randomGraph(rng)
		s, err := compute(context.Background(), p, p.size, nil)
		if err != nil {
			t.Fatal(err)
		}
		reached := p.ofAll().reached()
		unreached, bytes := 0, int64(0)
		for i := range p.targets {
			sv := heap.SV(i)
			if s.Reached(sv) != reached[i] {
				t.Fatalf("round %d, %+v: reached %d is %t", round, p, sv, s.Reached(sv))
			}
			if !reached[i] {
				unreached++
				bytes += p.size(sv)
			}
			wantBytes, wantCount := p.lost(p.whole(sv)...)
			if s.Bytes(sv) != wantBytes || s.Count(sv) != wantCount {
				t.Fatalf("round %d, %+v: %d retains %d bytes of %d SVs, want %d of %d", round, p, sv, s.Bytes(sv), s.Count(sv), wantBytes, wantCount)
			}
		}
		if s.Unreached != unreached || s.UnreachedBytes != bytes {
			t.Fatalf("round %d: %d unreached of %d bytes, want %d of %d", round, s.Unreached, s.UnreachedBytes, unreached, bytes)
		}
	}
}

// What many retain is the union of the subtrees: never more than what goes with
// them, and never less than what the largest of them retains. It is exact for
// one, and if the largest has all others below it.
func TestOfMany(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	least := 0
	defer func(was int) { manyOf = was }(manyOf)
	for round := range 3000 {
		manyOf = 1 + 511*(round%2) // few, and many
		p := randomGraph(rng)
		s, err := compute(context.Background(), p, p.size, nil)
		if err != nil {
			t.Fatal(err)
		}
		var svs, whole []heap.SV
		union := map[heap.SV]bool{}
		most := int64(0)
		for range rng.IntN(6) {
			sv := heap.SV(rng.IntN(len(p.targets)))
			svs = append(svs, sv)
			whole = append(whole, p.whole(sv)...)
			most = max(most, s.Bytes(sv))
			for i, stays := range p.stays(p.whole(sv)...) {
				if !stays {
					union[heap.SV(i)] = true
				}
			}
		}
		var want int64
		for sv := range union {
			want += p.size(sv)
		}
		got := s.Of(svs...)
		lost, count := p.lost(whole...)
		if got.Bytes != want || got.SVs != len(union) || got.Bytes > lost || got.Bytes < most {
			t.Fatalf("round %d, %+v: %v together retain %+v, want %d of %d", round, p, svs, got, want, len(union))
		}
		if !got.Least && (got.Bytes != lost || got.SVs != count) {
			t.Fatalf("round %d, %+v: %v together retain %+v, which is not all: %d of %d", round, p, svs, got, lost, count)
		}
		if got.Least {
			least++
		}
	}
	if least == 0 || least == 3000 {
		t.Errorf("%d of 3000 are bounds", least)
	}
}

// All that stands on nothing adds up to the heap.
func TestAddsUp(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	for round := range 3000 {
		p := randomGraph(rng)
		s, err := compute(context.Background(), p, p.size, nil)
		if err != nil {
			t.Fatal(err)
		}
		var top, all, lost int64
		for i := range p.targets {
			all += p.size(heap.SV(i))
			if _, below := s.Dominator(heap.SV(i)); !below {
				top += s.Bytes(heap.SV(i))
				if !s.Reached(heap.SV(i)) {
					lost += s.Bytes(heap.SV(i))
				}
			}
		}
		if top != all || lost != s.UnreachedBytes {
			t.Fatalf("round %d, %+v: all parts have %d bytes, the heap %d", round, p, top, all)
		}
		n := 0
		for c := range s.Components {
			n += len(c.Members)
			for _, sv := range c.Members {
				if s.Head(sv) != c.Head || !slices.Contains(p.heads, sv) || len(p.whole(sv)) != len(c.Members) {
					t.Fatalf("round %d, %+v: component %+v", round, p, c)
				}
			}
		}
		if n != len(p.heads) {
			t.Fatalf("round %d, %+v: %d members of components, want %d", round, p, n, len(p.heads))
		}
	}
}

// line is a list of SVs, each of which also refers to one far before it.
type line int

func (n line) Count() int                         { return int(n) }
func (n line) Held() (lasting, passing []heap.SV) { return []heap.SV{0}, nil }

func (n line) NextHeld(sv heap.SV, i uint32) (heap.SV, uint32, bool) {
	switch {
	case i == 0 && int(sv)+1 < int(n):
		return sv + 1, 1, true
	case i < 2:
		return sv / 2, 2, true
	}
	return heap.NoSV, i, false
}

func (n line) NextHolder(sv heap.SV, i uint32) (heap.SV, uint32, bool) {
	holders := make([]heap.SV, 0, 3)
	if sv > 0 {
		holders = append(holders, sv-1)
	}
	for _, from := range []heap.SV{2 * sv, 2*sv + 1} {
		if int(from) < int(n) {
			holders = append(holders, from)
		}
	}
	return next(holders, i)
}

// A list of a million nodes must not need a stack as deep.
func TestLongList(t *testing.T) {
	const n = 1_000_000
	s, err := compute(context.Background(), line(n), func(heap.SV) int64 { return 1 }, nil)
	if err != nil {
		t.Fatal(err)
	}
	if s.Bytes(0) != n || s.Bytes(n-1) != 1 || s.Bytes(n/4) != n-n/4 {
		t.Errorf("%d, %d, %d", s.Bytes(0), s.Bytes(n-1), s.Bytes(n/4))
	}
}

// endsAt is a context that ends when it is asked for the n-th time.
type endsAt struct {
	context.Context
	n, asked int
}

func (c *endsAt) Err() error {
	if c.asked++; c.asked < c.n {
		return nil
	}
	return context.Canceled
}

// counting counts the references looked at since the context was asked.
type counting struct {
	line
	ctx         *endsAt
	asked, most int
	since       int
}

func (a *counting) NextHeld(sv heap.SV, i uint32) (heap.SV, uint32, bool) {
	a.look()
	return a.line.NextHeld(sv, i)
}

func (a *counting) NextHolder(sv heap.SV, i uint32) (heap.SV, uint32, bool) {
	a.look()
	return a.line.NextHolder(sv, i)
}

func (a *counting) look() {
	if a.ctx.asked != a.asked {
		a.asked, a.since = a.ctx.asked, 0
	}
	a.since++
	a.most = max(a.most, a.since)
}

// However far it has come, it ends when the context does, and it asks often.
func TestCancel(t *testing.T) {
	const n = 1 << 18
	for at := 1; ; at += 7 {
		ctx := &endsAt{Context: context.Background(), n: at}
		g := &counting{line: n, ctx: ctx}
		_, err := compute(ctx, g, func(heap.SV) int64 { return 1 }, nil)
		if g.most > safe.PollEvery {
			t.Fatalf("it looked at %d references without asking", g.most)
		}
		if err == nil && ctx.asked < at {
			if at < 5*n/safe.PollEvery {
				t.Errorf("asked only %d times", ctx.asked)
			}
			break
		}
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("ended at %d: error %v", at, err)
		}
		if ctx.asked > at+2 {
			t.Fatalf("asked %d times, %d after the end", ctx.asked, ctx.asked-at)
		}
	}
}

// Numbers of bytes that the column has no room for are kept all the same.
func TestByteColumn(t *testing.T) {
	c := newByteColumn(nil, 1)
	for _, bytes := range []int64{0, 1, 1<<32 - 1, 1 << 32, maxBytes - 1, maxBytes, maxBytes + 1, 1<<63 - 1, -1} {
		c.set(0, bytes)
		if got := c.at(0); got != bytes {
			t.Errorf("%d comes back as %d", bytes, got)
		}
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
		p := newPlain(h.Count())
		p.roots, p.passing = h.Held()
		for i := range p.targets {
			for _, to := range h.AppendHeld(heap.SV(i), nil) {
				p.add(heap.SV(i), to)
			}
		}
		s, err := Compute(context.Background(), h)
		if err != nil {
			t.Fatal(err)
		}
		reached := p.ofAll().reached()
		for range 60 {
			sv := heap.SV(rng.IntN(h.Count()))
			if !reached[sv] {
				continue
			}
			want := int64(0)
			for i, stays := range p.stays(sv) {
				if reached[i] && !stays {
					want += h.Size(heap.SV(i))
				}
			}
			if s.Bytes(sv) != want {
				t.Fatalf("%s: %s at %s retains %d bytes, want %d", path, h.Desc(sv), h.Addr(sv), s.Bytes(sv), want)
			}
		}
		top := int64(0)
		for i := range p.targets {
			if _, below := s.Dominator(heap.SV(i)); !below {
				top += s.Bytes(heap.SV(i))
			}
		}
		if top != h.Bytes() {
			t.Errorf("%s: all parts have %d bytes, the heap %d", path, top, h.Bytes())
		}
		if s.Unreached > h.Count()/3 && h.Damage().Truncation == nil {
			t.Errorf("%s: %d of %d SVs are not reached", path, s.Unreached, h.Count())
		}
		_ = h.Close()
	}
}
