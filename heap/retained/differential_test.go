package retained_test

import (
	"context"
	"maps"
	"math/bits"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
	"github.com/perlheap/perlheap/heap/retained"
)

// slow are the dominators of a heap by their definition: an SV is dominated by
// itself, and by what dominates all that hold it.
type slow struct {
	n       int
	held    map[heap.SV][]heap.SV
	holders map[heap.SV][]heap.SV
	root    map[heap.SV]bool
	reached []heap.SV              // in the order of a breadth-first search, behind it what only passing roots reach, and what is lost
	doms    map[heap.SV]dominators // of all of these
	passes  map[heap.SV]bool       // what only roots that pass reach
	lost    map[heap.SV]bool
	cycle   map[heap.SV]map[heap.SV]bool // the lost component of each of its members
}

// dominators is a set of SVs.
type dominators []uint64

//go:norace
func (d dominators) count() (n int) {
	for _, w := range d {
		n += bits.OnesCount64(w)
	}
	return n
}

// each calls f for the SVs of the set.
//
//go:norace
func (d dominators) each(f func(heap.SV)) {
	for i, w := range d {
		for ; w != 0; w &= w - 1 {
			f(heap.SV(64*i + bits.TrailingZeros64(w)))
		}
	}
}

// findSlowly finds the dominators from the references as outrefs name them.
func findSlowly(t *testing.T, h *heap.Heap) *slow {
	t.Helper()
	s := &slow{n: h.Count(), held: map[heap.SV][]heap.SV{}, holders: map[heap.SV][]heap.SV{}, root: map[heap.SV]bool{}, doms: map[heap.SV]dominators{},
		lost: map[heap.SV]bool{}, cycle: map[heap.SV]map[heap.SV]bool{}}
	for sv := range heap.SV(h.Count()) {
		refs, err := h.Outrefs(sv, heap.Strong)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range refs {
			if !h.Immortal(r.SV) {
				s.held[sv] = append(s.held[sv], r.SV)
				s.holders[r.SV] = append(s.holders[r.SV], sv)
			}
		}
	}
	for _, r := range h.Roots().All() {
		if sv, ok := h.At(r.Addr); ok && r.Strength == heap.Strong && !h.Immortal(sv) {
			s.root[sv] = true
		}
	}
	s.reach()
	lasting := s.root
	s.root, s.passes = map[heap.SV]bool{}, map[heap.SV]bool{}
	pass := func(sv heap.SV) {
		if s.doms[sv] == nil {
			s.root[sv] = true
		}
	}
	for sv := range heap.SV(h.Count()) {
		if h.State(sv).IsMortal() {
			pass(sv)
		}
	}
	for _, a := range h.File().Stack {
		if sv, ok := h.At(a); ok && !h.Immortal(sv) {
			pass(sv)
		}
	}
	n := len(s.reached)
	s.reach()
	for _, sv := range s.reached[n:] {
		s.passes[sv] = true
	}
	maps.Copy(s.root, lasting)
	s.lose()
	for s.narrow() {
	}
	return s
}

// lose finds the lost components by who reaches whom. All members of one are
// roots of what is lost.
func (s *slow) lose() {
	var all []heap.SV
	for sv := range heap.SV(s.n) {
		if s.doms[sv] == nil {
			s.lost[sv] = true
			all = append(all, sv)
		}
	}
	if len(all) > maxLost {
		return // dumps that break off
	}
	reaches := map[heap.SV]map[heap.SV]bool{}
	for _, from := range all {
		seen := map[heap.SV]bool{from: true}
		for todo := []heap.SV{from}; len(todo) > 0; todo = todo[1:] {
			for _, to := range s.held[todo[0]] {
				if s.lost[to] && !seen[to] {
					seen[to] = true
					todo = append(todo, to)
				}
			}
		}
		reaches[from] = seen
	}
	for _, sv := range all {
		members, free := map[heap.SV]bool{}, true
		for from, seen := range reaches {
			if seen[sv] {
				members[from] = true
				free = free && reaches[sv][from]
			}
		}
		if free {
			s.cycle[sv] = members
		}
	}
	roots := s.root
	s.root = map[heap.SV]bool{}
	for sv := range s.cycle {
		s.root[sv] = true
	}
	s.reach()
	for sv := range roots {
		s.root[sv] = true
	}
}

// reach finds what the roots reach. At first everything may dominate it.
func (s *slow) reach() {
	all := func() dominators {
		d := make(dominators, (s.n+63)/64)
		for i := range d {
			d[i] = ^uint64(0)
		}
		return d
	}
	visit := func(sv heap.SV) {
		if s.doms[sv] == nil {
			s.doms[sv] = all()
			s.reached = append(s.reached, sv)
		}
	}
	for sv := range s.root {
		visit(sv)
	}
	for i := 0; i < len(s.reached); i++ {
		for _, to := range s.held[s.reached[i]] {
			visit(to)
		}
	}
}

// narrow takes what does not dominate every holder out of the sets, and tells
// whether there was any. It would take minutes with the race detector, which
// has nothing to find here.
//
//go:norace
func (s *slow) narrow() (changed bool) {
	next := make(dominators, (s.n+63)/64)
	for _, sv := range s.reached {
		if s.root[sv] {
			clear(next)
		} else {
			copy(next, s.doms[sv])
			for _, from := range s.holders[sv] {
				if other := s.doms[from]; s.lost[from] == s.lost[sv] && s.passes[from] == s.passes[sv] { // what is lost holds nothing that is not, and what passes nothing that lasts
					for i := range next {
						next[i] &= other[i]
					}
				}
			}
		}
		next[sv/64] |= 1 << (sv % 64)
		if !slices.Equal(next, s.doms[sv]) {
			copy(s.doms[sv], next)
			changed = true
		}
	}
	return changed
}

// compare holds what is found fast against it, for every SV.
func (s *slow) compare(t *testing.T, h *heap.Heap, got *retained.Sizes) {
	t.Helper()
	bytes, count, depth := map[heap.SV]int64{}, map[heap.SV]int{}, map[heap.SV]int{}
	// A lost cycle is one: all that hangs on any of its members hangs on it, and
	// the member that stands for it dominates that.
	for sv, members := range s.cycle {
		if head := got.Head(sv); !members[head] || got.Head(head) != head {
			t.Fatalf("%s at %s: %d stands for its cycle", h.Desc(sv), h.Addr(sv), head)
		}
	}
	for sv := range s.lost {
		var cycles []heap.SV
		for from, members := range s.cycle {
			if from == got.Head(from) && s.ofOnly(sv, members) {
				cycles = append(cycles, from)
			}
		}
		for i := range s.doms[sv] {
			for bit := range 64 {
				if above := heap.SV(64*i + bit); s.cycle[above] != nil && above != sv && len(s.cycle[above]) > 1 {
					s.doms[sv][i] &^= 1 << bit
				}
			}
		}
		if s.cycle[sv] != nil && got.Head(sv) != sv {
			clear(s.doms[sv])
			s.doms[sv][sv/64] |= 1 << (sv % 64)
		}
		for _, head := range cycles {
			s.doms[sv][head/64] |= 1 << (head % 64)
		}
	}
	for sv, d := range s.doms {
		depth[sv] = d.count()
		d.each(func(above heap.SV) {
			bytes[above] += h.Size(sv)
			count[above]++
		})
	}
	for sv := range s.cycle {
		bytes[sv], count[sv] = bytes[got.Head(sv)], count[got.Head(sv)]
	}
	unreached, unreachedBytes := 0, int64(0)
	for sv := range heap.SV(s.n) {
		d := s.doms[sv]
		if got.Reached(sv) == s.lost[sv] {
			t.Fatalf("%s at %s: reached is %t", h.Desc(sv), h.Addr(sv), got.Reached(sv))
		}
		if s.lost[sv] {
			unreached++
			unreachedBytes += h.Size(sv)
		}
		if d == nil {
			continue
		}
		if got.Bytes(sv) != bytes[sv] || got.Count(sv) != count[sv] {
			t.Fatalf("%s at %s: %d bytes of %d SVs, want %d of %d", h.Desc(sv), h.Addr(sv), got.Bytes(sv), got.Count(sv), bytes[sv], count[sv])
		}
		// The nearest is the one that all others dominate.
		nearest, most := heap.NoSV, 0
		d.each(func(above heap.SV) {
			if above != sv && depth[above] > most {
				nearest, most = above, depth[above]
			}
		})
		if idom, ok := got.Dominator(sv); idom != nearest || ok != (nearest != heap.NoSV) {
			t.Fatalf("%s at %s: dominator %d, want %d", h.Desc(sv), h.Addr(sv), idom, nearest)
		}
	}
	if got.Unreached != unreached || got.UnreachedBytes != unreachedBytes {
		t.Errorf("%d bytes of %d SVs are not reached, want %d of %d", got.UnreachedBytes, got.Unreached, unreachedBytes, unreached)
	}
}

// maxLost is of how many lost SVs the components are found slowly.
const maxLost = 400

// ofOnly reports whether what is lost hangs on the members of one component: it
// is one of them, or no other component reaches it.
func (s *slow) ofOnly(sv heap.SV, members map[heap.SV]bool) bool {
	if members[sv] {
		return true
	}
	seen := map[heap.SV]bool{}
	var todo []heap.SV
	for from := range s.cycle {
		if !members[from] {
			seen[from] = true
			todo = append(todo, from)
		}
	}
	for ; len(todo) > 0; todo = todo[1:] {
		for _, to := range s.held[todo[0]] {
			if s.lost[to] && !seen[to] {
				seen[to] = true
				todo = append(todo, to)
			}
		}
	}
	return !seen[sv]
}

func compareSlowly(t *testing.T, path string) (unreached int) {
	t.Helper()
	h, err := heap.Open(context.Background(), path, heap.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close() //nolint:errcheck // it was only read
	got, err := retained.Compute(context.Background(), h)
	if err != nil {
		t.Fatal(err)
	}
	findSlowly(t, h).compare(t, h, got)
	return got.Unreached
}

func TestDumpsAgainstSlowDominators(t *testing.T) {
	paths, err := filepath.Glob("../../testdata/dumps/*.pmat.gz")
	if err != nil || len(paths) < 10 {
		t.Fatalf("%d dumps, %v", len(paths), err)
	}
	for _, path := range paths {
		if filepath.Base(path) == "p514-amd64-d008.pmat.gz" {
			continue // is refused
		}
		t.Run(filepath.Base(path), func(t *testing.T) {
			t.Parallel()
			compareSlowly(t, path)
		})
	}
}

func TestRandomGraphsAgainstSlowDominators(t *testing.T) {
	rng := rand.New(rand.NewPCG(17, 18))
	path := filepath.Join(t.TempDir(), "random.pmat")
	unreached := 0
	for range 200 {
		if err := os.WriteFile(path, randomDump(rng), 0o600); err != nil {
			t.Fatal(err)
		}
		unreached += compareSlowly(t, path)
	}
	if unreached == 0 {
		t.Error("no graph has SVs that are not reached")
	}
}

// randomDump has containers, strong and weak REFs, packages, magic, mortals
// and values on the stack in any relation to each other.
func randomDump(rng *rand.Rand) []byte {
	n := 1 + rng.IntN(60)
	at := func() pmat.Addr { return pmat.Addr(0x1000 + 24*rng.IntN(n+1)) }
	b := pmatbuild.New(pmatbuild.Default, pmat.Root{Name: "main_cv", Addr: at()}, pmat.Root{Name: "defstash", Addr: at()})
	for i := range n {
		sv := pmatbuild.SV{Addr: pmat.Addr(0x1000 + 24*i), Refcnt: 1, Size: rng.Uint64N(1 << 20)}
		if rng.IntN(4) == 0 {
			sv.Blessed = at()
		}
		switch rng.IntN(7) {
		case 0:
			b.Array(sv, at(), at())
		case 1:
			b.Hash(sv, at(), pmatbuild.Pair{Key: "k", Value: at()}, pmatbuild.Pair{Key: "l", Value: at()})
		case 2:
			b.Ref(sv, at(), true)
		case 3:
			b.Stash(sv, "Some", pmatbuild.Pair{Key: "k", Value: at()})
		case 4:
			b.Undef(sv)
			b.Magic(sv.Addr, 'q', rng.IntN(2) == 0, at(), at())
		default:
			b.Ref(sv, at(), false)
		}
	}
	var mortals []pmat.Addr
	for range rng.IntN(3) {
		mortals = append(mortals, at())
	}
	b.End(mortals...)
	return b.Bytes()
}
