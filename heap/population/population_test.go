package population_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/retained"
)

func open(t testing.TB, name string) *heap.Heap {
	t.Helper()
	h, err := heap.Open(t.Context(), name, heap.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.Close() })
	return h
}

func treeOf(t testing.TB, h *heap.Heap) *population.Tree {
	t.Helper()
	sizes, err := retained.Compute(t.Context(), h)
	if err != nil {
		t.Fatal(err)
	}
	tree, err := population.New(t.Context(), h, sizes)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// Of every dump the populations add up to the heap.
func TestTreesAddUp(t *testing.T) {
	dumps, err := filepath.Glob("../../testdata/dumps/*.pmat.gz")
	if err != nil || len(dumps) == 0 {
		t.Fatal(err, dumps)
	}
	for _, name := range dumps {
		if strings.Contains(name, "-d008") {
			continue // too old to be read
		}
		t.Run(filepath.Base(name), func(t *testing.T) {
			h := open(t, name)
			top := population.Merge(treeOf(t, h)).Top
			svs, bytes := 0, int64(0)
			for p := range top.All {
				svs += p.SVs[0]
				bytes += p.Bytes[0]
				below := p.Bytes[0]
				for _, c := range p.Children {
					below += c.Retained[0]
					if c.Parent != p {
						t.Fatalf("%v is not below %v", c.Class, p.Class)
					}
				}
				if below != p.Retained[0] {
					t.Fatalf("%v retains %d bytes, not %d", p.Class, p.Retained[0], below)
				}
			}
			if svs != h.Count() || bytes != h.Bytes() || top.Retained[0] != h.Bytes() {
				t.Errorf("%d SVs of %d, %d bytes of %d, %d retained", svs, h.Count(), bytes, h.Bytes(), top.Retained[0])
			}
		})
	}
}

// course finds the one population that is written like this, and gives its
// counts.
func course(t *testing.T, top *population.Population, want string) []int {
	t.Helper()
	var found []int
	var all strings.Builder
	for p := range top.All {
		words := population.Writer{}.Path(p)
		fmt.Fprintln(&all, p.Count, words)
		if words == want {
			if found != nil {
				t.Errorf("%s is there twice", want)
			}
			found = p.Count
		}
	}
	if found == nil {
		t.Errorf("there is no %s in\n%s", want, all.String())
	}
	return found
}

func expect(t *testing.T, top *population.Population, words string, counts ...int) {
	t.Helper()
	if got := course(t, top, words); !slices.Equal(got, counts) {
		t.Errorf("%s: %v, want %v", words, got, counts)
	}
}

func TestLeakInThreeDumps(t *testing.T) {
	var trees []*population.Tree
	for i := 1; i <= 3; i++ {
		trees = append(trees, treeOf(t, open(t, fmt.Sprintf("../../testdata/dumps/p536-amd64-d046-leak.%d.pmat.gz", i))))
	}
	top := population.Merge(trees...).Top
	const closures = "%Leaky::Redis:: → %Leaky::Redis::POOL → {main} Leaky::Redis → {events}{error}[…] sub lib/Leaky/App.pm:122"
	expect(t, top, closures, 60, 120, 180)
	expect(t, top, closures+" → my $redis_name", 60, 120, 180)
	expect(t, top, population.LostText+" → sub lib/Leaky/App.pm:27", 50, 60, 70)
	for p := range top.All {
		if (population.Writer{}).Path(p) == closures && (p.PerParent(0) != 60 || p.PerParent(2) != 180) {
			t.Errorf("%v and %v closures in the array", p.PerParent(0), p.PerParent(2))
		}
	}
}

// heapOf builds a heap whose root is an ARRAY at 0x100.
func heapOf(t *testing.T, build func(b *pmatbuild.Builder), mortals ...pmat.Addr) *heap.Heap {
	t.Helper()
	b := pmatbuild.New(pmatbuild.Default, pmat.Root{Name: "main_cv", Addr: 0x100})
	build(b)
	b.End(mortals...)
	name := filepath.Join(t.TempDir(), "built.pmat")
	if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return open(t, name)
}

func sv(addr, blessed pmat.Addr) pmatbuild.SV {
	return pmatbuild.SV{Addr: addr, Refcnt: 1, Size: 10, Blessed: blessed}
}

const stash = pmat.Addr(0x80)

// A list is one shape, however long it is, and so is a tree.
func TestWhatRepeatsIsOneShape(t *testing.T) {
	for _, links := range [][]string{{"next"}, {"left", "right"}, {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}} {
		for _, class := range []pmat.Addr{0, stash} {
			const n = 2000
			node := func(i int) pmat.Addr { return 0x10000 + pmat.Addr(i)*0x100 }
			h := heapOf(t, func(b *pmatbuild.Builder) {
				b.Stash(sv(stash, 0), "Node")
				b.Array(sv(0x100, 0), node(0)+0x10)
				b.Ref(sv(node(0)+0x10, 0), node(0), false)
				for i := range n {
					var pairs []pmatbuild.Pair
					for k, key := range links {
						to := i*len(links) + k + 1
						if to < n {
							b.Ref(sv(node(to)+0x10, 0), node(to), false)
							pairs = append(pairs, pmatbuild.Pair{Key: key, Value: node(to) + 0x10})
						}
					}
					b.Hash(sv(node(i), class), 0, pairs...)
				}
			})
			top := population.Merge(treeOf(t, h)).Top
			shapes, most := 0, 0
			for p := range top.All {
				shapes++
				most = max(most, p.Count[0])
			}
			if limit := 12 + len(links)*len(links)*len(links)*len(links)*len(links); shapes > limit {
				t.Errorf("%v, blessed %v: %d shapes", links, class != 0, shapes)
			}
			if class != 0 && most != n {
				t.Errorf("%v: %d of %d nodes are one population", links, most, n)
			}
		}
	}
}

// Data that is nested deeper than a tree may be is counted all the same.
func TestDeepData(t *testing.T) {
	const n = 500
	at := func(i int) pmat.Addr { return 0x10000 + pmat.Addr(i)*0x100 }
	h := heapOf(t, func(b *pmatbuild.Builder) {
		b.Array(sv(0x100, 0), at(0))
		for i := range n {
			b.Hash(sv(at(i), 0), 0, pmatbuild.Pair{Key: fmt.Sprint("key", i), Value: at(i + 1)})
		}
		b.Undef(sv(at(n), 0))
	})
	top := population.Merge(treeOf(t, h)).Top
	count, depth := 0, 0
	for p := range top.All {
		if p.Parent != nil {
			count += p.Count[0]
		}
		depth = max(depth, len(p.Steps()))
	}
	if count != n+2 || depth > 200 {
		t.Errorf("%d members, %d steps deep", count, depth)
	}
}

// Keys that come and go are data, and so are many; few that stay are names.
func TestKeysThatAreData(t *testing.T) {
	table := func(keys ...string) *population.Tree {
		return treeOf(t, heapOf(t, func(b *pmatbuild.Builder) {
			b.Array(sv(0x100, 0), 0x200)
			pairs := []pmatbuild.Pair{}
			for i, key := range keys {
				at := 0x1000 + pmat.Addr(i)*0x10
				b.Undef(sv(at, 0))
				pairs = append(pairs, pmatbuild.Pair{Key: key, Value: at})
			}
			b.Hash(sv(0x200, 0), 0, pairs...)
		}))
	}
	numbered := func(n int) (keys []string) {
		for i := range n {
			keys = append(keys, fmt.Sprint("session", string(rune('a'+i%26)), string(rune('a'+i/26))))
		}
		return keys
	}
	const in = "the main code → […]"
	expect(t, population.Merge(table("name", "age"), table("name", "age", "mail")).Top, in+"{name} SCALAR", 1, 1)
	expect(t, population.Merge(table("name", "age"), table("name", "age", "mail")).Top, in+"{mail} SCALAR", 0, 1)
	expect(t, population.Merge(table(numbered(3)...), table(numbered(20)...)).Top, in+"{…} SCALAR", 3, 20)
	expect(t, population.Merge(table(numbered(3)...), table(numbered(200)...)).Top, in+"{…} SCALAR", 3, 200)
	expect(t, population.Merge(table(numbered(200)...)).Top, in+"{…} SCALAR", 200)
	var counted []string
	for i := range 20 {
		counted = append(counted, fmt.Sprint("worker", i))
	}
	expect(t, population.Merge(table(append(counted, "name")...)).Top, in+"{…} SCALAR", 20)
	expect(t, population.Merge(table(append(counted, "name")...)).Top, in+"{name} SCALAR", 1)
}

// A REF that alone leads to an object is a part of it; one that leads to what
// others hold too is a member itself.
func TestRefsAreParts(t *testing.T) {
	top := population.Merge(treeOf(t, heapOf(t, func(b *pmatbuild.Builder) {
		b.Stash(sv(stash, 0), "Job")
		b.Array(sv(0x100, 0), 0x200, 0x210, 0x220, 0x230)
		b.Ref(sv(0x200, 0), 0x300, false)
		b.Hash(sv(0x300, stash), 0)
		b.Ref(sv(0x210, 0), 0x310, false)
		b.Hash(sv(0x310, stash), 0)
		b.Ref(sv(0x220, 0), 0x320, false)
		b.Ref(sv(0x230, 0), 0x320, false)
		b.Hash(sv(0x320, stash), 0)
	}))).Top
	expect(t, top, "the main code → […] Job", 2)
	expect(t, top, "the main code → […] REF", 2)
	expect(t, top, "the main code → … Job", 1)
}

// A statement that uses an array, or refers to what is in it, does not take it from
// its variable. What only the statement holds is a temporary.
func TestStatementUnderWay(t *testing.T) {
	top := population.Merge(treeOf(t, heapOf(t, func(b *pmatbuild.Builder) {
		b.Array(sv(0x100, 0), 0x200)
		b.Ref(sv(0x200, 0), 0x300, false)
		b.Array(sv(0x300, 0), 0x400, 0x410)
		b.Hash(sv(0x400, 0), 0)
		b.Hash(sv(0x410, 0), 0)
		b.Ref(sv(0x500, 0), 0x400, false)
		b.Array(sv(0x600, 0), 0x410, 0x610)
		b.Hash(sv(0x610, 0), 0)
	}, 0x300, 0x500, 0x600))).Top
	expect(t, top, "the main code → […][…] HASH", 2)
	expect(t, top, "temporary REF", 1)
	expect(t, top, "temporary → […] HASH", 1)
}

// What a population retains is what its members do, where nothing below it is
// counted with something above it.
func TestRetainedIsThatOfTheMembers(t *testing.T) {
	h := open(t, "../../testdata/dumps/p536-amd64-d046-leak.3.pmat.gz")
	sizes, err := retained.Compute(t.Context(), h)
	if err != nil {
		t.Fatal(err)
	}
	tree, err := population.New(t.Context(), h, sizes)
	if err != nil {
		t.Fatal(err)
	}
	compared := 0
	all := tree.SVs()
	for at, members := range all {
		below := 0
		for p := range tree.Below(at) {
			below += len(all[p])
		}
		size := sizes.Of(members...)
		switch {
		case size.SVs < below:
			t.Errorf("%d SVs are counted below %d, its members retain %d", below, at, size.SVs)
		case size.SVs == below && size.Bytes != tree.Retained(at):
			t.Errorf("%d retains %d bytes, its members %d", at, tree.Retained(at), size.Bytes)
		case size.SVs == below:
			compared++
		}
	}
	if compared < 1000 {
		t.Errorf("only %d populations could be compared", compared)
	}
}

func TestCancelled(t *testing.T) {
	h := open(t, "../../testdata/dumps/p536-amd64-d046-leak.3.pmat.gz")
	sizes, err := retained.Compute(t.Context(), h)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := population.New(ctx, h, sizes); !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
}

// Every SV is in one population, and its members are as many as it says, in
// every heap and after keys were found to be data.
func TestMembers(t *testing.T) {
	heaps := []*heap.Heap{
		open(t, "../../testdata/dumps/p536-amd64-d046-leak.1.pmat.gz"), open(t, "../../testdata/dumps/p536-amd64-d046-leak.3.pmat.gz"),
		open(t, "../../testdata/dumps/p514-amd64-d020.pmat.gz"),
	}
	var trees []*population.Tree
	for _, h := range heaps {
		trees = append(trees, treeOf(t, h))
	}
	ps := population.Merge(trees...)
	known := map[*population.Population]bool{}
	for p := range ps.Top.All {
		known[p] = true
	}
	for i, h := range heaps {
		svs, bytes := map[*population.Population]int{}, map[*population.Population]int64{}
		for sv := range heap.SV(h.Count()) {
			p := ps.Of(i, sv)
			svs[p]++
			bytes[p] += h.Size(sv)
		}
		for p := range known {
			if p.SVs[i] != svs[p] || p.Bytes[i] != bytes[p] {
				t.Fatalf("heap %d: %s has %d SVs and %d bytes, %d and %d are of it", i, population.Writer{}.Path(p), p.SVs[i], p.Bytes[i], svs[p], bytes[p])
			}
			members := ps.Members(i, p)
			if p.Parent != nil && len(members) != p.Count[i] {
				t.Fatalf("heap %d: %s has %d members, not %d", i, population.Writer{}.Path(p), len(members), p.Count[i])
			}
			for _, sv := range members {
				if ps.Of(i, sv) != p || !ps.IsMember(i, sv) {
					t.Fatalf("heap %d: a member of %s is not of it", i, population.Writer{}.Path(p))
				}
			}
			delete(svs, p)
		}
		if len(svs) > 0 {
			t.Fatalf("heap %d: %d populations are not in the tree", i, len(svs))
		}
	}
}

// What grew by itself, with the rest, is the heap; what is below it and grows in
// step with it is part of it.
func TestGrowing(t *testing.T) {
	var trees []*population.Tree
	var heaps []*heap.Heap
	for i := 1; i <= 3; i++ {
		heaps = append(heaps, open(t, fmt.Sprintf("../../testdata/dumps/p536-amd64-d046-leak.%d.pmat.gz", i)))
		trees = append(trees, treeOf(t, heaps[i-1]))
	}
	growing, rest := population.Merge(trees...).Growing()
	for i, h := range heaps {
		sum := rest.Bytes[i]
		for _, g := range growing {
			sum += g.Bytes[i]
		}
		if sum != h.Bytes() {
			t.Errorf("heap %d has %d bytes, the shares %d", i, h.Bytes(), sum)
		}
	}
	var words []string
	for _, g := range growing {
		words = append(words, population.Writer{}.Path(g.Population))
	}
	const closures = "%Leaky::Redis:: → %Leaky::Redis::POOL → {main} Leaky::Redis → {events}{error}[…] sub lib/Leaky/App.pm:122"
	if words[0] != closures || slices.Contains(words, closures+" → my $redis_name") {
		t.Errorf("%q grew", words)
	}
	if !slices.Contains(words, population.LostText+" → sub lib/Leaky/App.pm:27") {
		t.Errorf("%q grew, without what is lost", words)
	}
}

// A package is one thing, whatever constants stand in it.
func TestPackagesAreOne(t *testing.T) {
	for _, name := range []string{"p536-amd64-d046-leak.3", "p540-amd64-d050-class", "p536-amd64-d046"} {
		packages := 0
		for p := range population.Merge(treeOf(t, open(t, "../../testdata/dumps/"+name+".pmat.gz"))).Top.All {
			if !strings.HasPrefix(p.Class.Text, "%") || !strings.HasSuffix(p.Class.Text, "::") {
				continue
			}
			if packages++; p.Count[0] != 1 {
				t.Errorf("%s has %d × %s", name, p.Count[0], population.Writer{}.Path(p))
			}
		}
		if packages < 5 {
			t.Errorf("%s has %d packages", name, packages)
		}
	}
}
