package identify_test

import (
	"cmp"
	"context"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/identify"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
	"github.com/perlheap/perlheap/heap/render"
)

// slowChain identifies as [identify.Chain] does: by recursion, and over
// referrers that come from the outrefs of all SVs, turned round in a map.
type slowChain struct {
	h     *heap.Heap
	opt   identify.Options
	into  map[heap.SV][]heap.Ref // to an SV, in the order of the referrers' addresses
	nodes map[heap.SV]*slowNode

	open, done map[heap.SV]bool
	label      map[heap.SV]string
}

type slowNode struct {
	roots, refs []heap.Ref
	out, more   int
	end         identify.Kind
}

// turnedRound gives all references of a heap by their targets.
func turnedRound(t *testing.T, h *heap.Heap) map[heap.SV][]heap.Ref {
	t.Helper()
	into := map[heap.SV][]heap.Ref{}
	for from := range heap.SV(h.Count()) {
		refs, err := h.Outrefs(from, heap.All)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range refs {
			to := r.SV
			r.SV = from
			into[to] = append(into[to], r)
		}
	}
	return into
}

func slowly(h *heap.Heap, into map[heap.SV][]heap.Ref, sv heap.SV, opt identify.Options) *identify.Tree {
	s := &slowChain{
		h: h, opt: opt, into: into, nodes: map[heap.SV]*slowNode{},
		open: map[heap.SV]bool{}, done: map[heap.SV]bool{}, label: map[heap.SV]string{},
	}
	s.build(sv, opt.Depth)
	return &identify.Tree{SV: sv, Entries: s.write(sv)}
}

// inrefs gives the references to an SV of the strengths asked for.
func (s *slowChain) inrefs(sv heap.SV, want heap.Strength) (refs []heap.Ref) {
	for _, r := range s.into[sv] {
		if r.Strength&want != 0 {
			refs = append(refs, r)
		}
	}
	for _, r := range s.h.Roots().All() {
		if r.Addr == s.h.Addr(sv) && r.Strength&want != 0 {
			refs = append(refs, heap.Ref{Kind: heap.RefRoot, Text: r.Desc, Strength: r.Strength, SV: heap.NoSV})
		}
	}
	for _, a := range s.h.File().Stack {
		if a == s.h.Addr(sv) && want&heap.Weak != 0 {
			refs = append(refs, heap.Ref{Kind: heap.RefStack, Strength: heap.Strong, SV: heap.NoSV})
		}
	}
	return refs
}

func (s *slowChain) strengths() heap.Strength {
	switch {
	case s.opt.All:
		return heap.All
	case s.opt.Weak:
		return heap.Direct
	}
	return heap.Strong
}

// build finds who refers to an SV, and to those.
func (s *slowChain) build(sv heap.SV, depth int) {
	n := &slowNode{}
	s.nodes[sv] = n
	if kind, name := s.name(sv); name != "" {
		n.roots = []heap.Ref{{Kind: kind, Text: name, Strength: heap.Strong, SV: heap.NoSV}}
		return
	}
	if s.h.State(sv).IsMortal() {
		n.roots = []heap.Ref{{Kind: heap.RefMortal, Strength: heap.Strong, SV: heap.NoSV}}
	}
	refs := s.inrefs(sv, s.strengths())
	for _, weaker := range []heap.Strength{heap.Direct, heap.All} {
		if len(refs) == 0 && s.strengths() < weaker {
			refs = s.inrefs(sv, weaker)
		}
	}
	if limit := s.opt.Limit; limit > 0 && len(refs) > limit {
		direct := -limit
		for _, r := range s.into[sv] {
			if r.Strength&s.strengths() != 0 && r.Strength != heap.Indirect && r.Kind != heap.RefProtosub {
				direct++
			}
		}
		refs, n.more = refs[:limit], max(1, direct)
	}
	for i := range refs {
		if s.opt.Elide {
			refs[i] = s.elide(refs[i])
		}
	}
	slices.SortStableFunc(refs, func(a, b heap.Ref) int { return strings.Compare(a.Name(), b.Name()) })
	for _, r := range refs {
		if r.SV == heap.NoSV {
			n.roots = append(n.roots, r)
			continue
		}
		if depth == 0 {
			n.end = identify.TooDeep
			return
		}
		known := s.nodes[r.SV] != nil
		if !known && s.opt.Budget > 0 && len(s.nodes) >= s.opt.Budget {
			n.end = identify.Cut
			continue
		}
		n.refs = append(n.refs, r)
		if !known {
			s.build(r.SV, depth-1)
		}
		s.nodes[r.SV].out++
	}
}

// name is what an SV is called if the chain ends at it.
func (s *slowChain) name(sv heap.SV) (heap.RefKind, string) {
	if !s.opt.Elide {
		return 0, ""
	}
	if name, ok := s.h.Symbols().Name(sv); ok && (name[0] != '&' || !strings.HasSuffix(name, "::__ANON__")) {
		if found, err := s.h.Symbols().Find(name); err == nil && found == sv {
			return heap.RefSymbol, name
		}
	}
	if name, ok := s.h.Glob(sv).Name(); ok {
		return heap.RefGlobName, name
	}
	return 0, ""
}

func (s *slowChain) elide(r heap.Ref) heap.Ref {
	if r.SV != heap.NoSV && s.h.Kind(r.SV) == heap.KindRef && r.Kind == heap.RefReferrant {
		outer := s.inrefs(r.SV, s.strengths())
		if len(outer) != 1 {
			return r
		}
		r = outer[0]
		r.Elided = true
	}
	if r.SV == heap.NoSV || s.h.Kind(r.SV) != heap.KindPad {
		return r
	}
	cv, ok := s.h.PadCode(r.SV)
	if !ok {
		return r
	}
	body, err := s.h.Code(cv).Body()
	if err != nil {
		return r
	}
	r.SV, r.Depth = cv, int32(1+slices.Index(body.Pads, r.SV))
	return r
}

// write gives the entries about an SV that is met for the first time, or
// again.
func (s *slowChain) write(sv heap.SV) (entries []*identify.Entry) {
	n := s.nodes[sv]
	if len(n.roots) == 0 && len(n.refs) == 0 && n.end == "" {
		return []*identify.Entry{{Kind: identify.NotFound}}
	}
	refs := slices.Clone(n.refs)
	strong := false
	for _, r := range n.roots {
		entries = append(entries, &identify.Entry{Kind: identify.Root, Ref: r})
		strong = strong || r.Strength == heap.Strong
	}
	if strong {
		refs = nil
	}
	if len(refs) > 0 && (s.open[sv] || s.done[sv]) {
		return []*identify.Entry{{Kind: identify.Again, Label: s.label[sv], Circular: s.open[sv]}}
	}
	if n.end == identify.TooDeep {
		return append(entries, &identify.Entry{Kind: identify.TooDeep})
	}
	s.open[sv] = true
	slices.SortStableFunc(refs, func(a, b heap.Ref) int { return cmp.Compare(a.Strength, b.Strength) })
	for _, r := range refs {
		e := &identify.Entry{Kind: identify.Reference, Ref: r}
		if from := s.nodes[r.SV]; from.out > 1 && len(from.roots) == 0 && from.end != identify.TooDeep && s.label[r.SV] == "" {
			s.label[r.SV] = letters(len(s.label))
			e.Label = s.label[r.SV]
		}
		entries = append(entries, e)
		if r.SV == sv {
			e.Entries = []*identify.Entry{{Kind: identify.Itself}}
		} else {
			e.Entries = s.write(r.SV)
		}
	}
	if n.end == identify.Cut {
		entries = append(entries, &identify.Entry{Kind: identify.Cut})
	}
	if n.more > 0 {
		entries = append(entries, &identify.Entry{Kind: identify.More, Count: n.more})
	}
	s.open[sv], s.done[sv] = false, true
	return entries
}

// letters gives A to Z for 0 to 25, then AA.
func letters(n int) string {
	if n < 26 {
		return string(rune('A' + n))
	}
	return letters(n/26-1) + letters(n%26)
}

var slowOptions = []identify.Options{
	{Depth: 10, Elide: true},
	{Depth: 10, Elide: true, Limit: 20, Budget: 300},
	{Depth: 4},
	{Depth: 6, Weak: true, Elide: true, Limit: 7},
	{Depth: 4, All: true, Elide: true, Limit: 3, Budget: 60},
	{Depth: 3, All: true, Budget: 100},
}

// compareSlowly asks about every step-th SV, with other options each time.
func compareSlowly(t *testing.T, h *heap.Heap, step int) {
	t.Helper()
	into := turnedRound(t, h)
	for i := 0; i < h.Count(); i += step {
		sv, opt := heap.SV(i), slowOptions[i/step%len(slowOptions)]
		got, err := identify.Chain(context.Background(), h, sv, opt)
		if err != nil {
			t.Fatal(err)
		}
		if want := slowly(h, into, sv, opt); !reflect.DeepEqual(got, want) {
			t.Fatalf("%+v:\n%s\nwant\n%s", opt, render.Identify(h, got, render.Plain), render.Identify(h, want, render.Plain))
		}
	}
}

func TestDumpsAgainstSlowChains(t *testing.T) {
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
			h, err := heap.Open(context.Background(), path, heap.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer h.Close() //nolint:errcheck // it was only read
			compareSlowly(t, h, 101)
		})
	}
}

func TestRandomGraphsAgainstSlowChains(t *testing.T) {
	rng := rand.New(rand.NewPCG(19, 20))
	for range 60 {
		compareSlowly(t, built(t, randomGraph(rng)), 1)
	}
}

// randomGraph has containers, REFs, CODEs with pads, packages, magic and
// mortals in any relation to each other.
func randomGraph(rng *rand.Rand) *pmatbuild.Builder {
	n := 1 + rng.IntN(40)
	addr := func(i int) pmat.Addr { return pmat.Addr(0x1000 + 24*i) }
	at := func() pmat.Addr { return addr(rng.IntN(n + 1)) }
	b := pmatbuild.New(pmatbuild.Default, pmat.Root{Name: "main_cv", Addr: at()}, pmat.Root{Name: "defstash", Addr: at()})
	for i := range n {
		s := sv(addr(i))
		if rng.IntN(6) == 0 {
			s.Blessed = at()
		}
		switch rng.IntN(9) {
		case 0:
			b.Array(s, at(), at(), at())
		case 1:
			b.Hash(s, at(), pmatbuild.Pair{Key: "k", Value: at()}, pmatbuild.Pair{Key: "l", Value: at()})
		case 2:
			pads := []pmat.Addr{addr(100 + 2*i), addr(101 + 2*i)} // nobody else has them
			b.Code(s, pmatbuild.Code{
				File: "a.pl", Line: 1, Flags: byte(rng.IntN(4)), OpRoot: pmat.Addr(rng.IntN(3)), Names: []string{"$x"},
				Outside: at(), Pads: pads, ConstIndexes: []uint64{1, 2},
			})
			b.Array(sv(pads[0]), at(), at(), at())
			b.Array(sv(pads[1]), at(), at())
		case 3:
			b.Stash(s, "main", pmatbuild.Pair{Key: "x", Value: at()})
		case 4:
			b.Glob(s, "x", "a.pl", 1, map[int]pmat.Addr{pmat.GlobStash: at(), pmat.GlobHash: at(), pmat.GlobCode: at()})
		case 5:
			b.Undef(s)
			b.Magic(s.Addr, 'q', rng.IntN(2) == 0, at(), at())
		default:
			b.Ref(s, at(), rng.IntN(4) == 0)
		}
	}
	b.End(at())
	return b
}
