package population_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
	"github.com/perlheap/perlheap/heap/population"
)

// writeGraph writes a heap of lists, tables, objects, closures and cycles that
// nothing holds. What is in it depends on seed alone; order says in which order
// the SVs stand, and at what addresses.
func writeGraph(b *pmatbuild.Builder, seed uint64, order *rand.Rand) {
	rng := rand.New(rand.NewPCG(seed, 1))
	const n = 400
	places := order.Perm(10 * n)
	next := 0
	at := func() pmat.Addr {
		next++
		return 0x10000 + 0x20*pmat.Addr(places[next-1])
	}
	var write []func()
	add := func(f func()) { write = append(write, f) }
	stashes := []pmat.Addr{at(), at(), at()}
	for i, s := range stashes {
		add(func() { b.Stash(sv(s, 0), fmt.Sprint("Class", string(rune('A'+i)))) })
	}
	body := pmatbuild.Code{File: "lib/Some.pm", Line: 3, Outside: 0x100, Stash: stashes[0], OpRoot: 0x999000, Names: []string{"$self", "$other"}}
	body.Flags = pmat.CodeCloned
	var nodes []pmat.Addr // of which each may hold others
	for range n {
		nodes = append(nodes, at())
	}
	some := func() pmat.Addr { return nodes[rng.IntN(len(nodes))] }
	for i, a := range nodes {
		v := sv(a, 0)
		if rng.IntN(3) == 0 {
			v.Blessed = stashes[rng.IntN(len(stashes))]
		}
		v.Size = 10 + rng.Uint64N(50)
		if i%4 == 0 {
			ref, to := at(), some()
			add(func() { b.Ref(sv(ref, 0), to, false) })
			var pairs []pmatbuild.Pair
			pairs = append(pairs, pmatbuild.Pair{Key: string(rune('a' + rng.IntN(5))), Value: ref}, pmatbuild.Pair{Key: "z", Value: some()})
			order.Shuffle(len(pairs), func(i, j int) { pairs[i], pairs[j] = pairs[j], pairs[i] }) // hashes have no order
			add(func() { b.Hash(v, 0, pairs...) })
			continue
		}
		switch rng.IntN(4) {
		case 0:
			first, second := some(), some()
			add(func() { b.Array(v, first, second) })
		case 1:
			pad, captured := at(), some()
			own := at()
			c := body
			c.Line += uint64(rng.IntN(3))
			c.OpRoot += pmat.Addr(c.Line)
			c.Names = [][]string{{"$self", "$other"}, {"$job", "$x"}, {"$all", "$y"}}[c.Line-3]
			c.Pads = []pmat.Addr{pad}
			add(func() { b.Code(v, c) })
			add(func() { b.Array(sv(pad, 0), 0, captured, own) })
			add(func() { b.Undef(sv(own, 0)) })
		case 2:
			to := some()
			add(func() { b.Ref(v, to, false) })
		default:
			add(func() { b.Undef(v) })
		}
	}
	held := []pmat.Addr{nodes[0], nodes[1], nodes[2]}
	add(func() { b.Array(sv(0x100, 0), held...) })
	order.Shuffle(len(write), func(i, j int) { write[i], write[j] = write[j], write[i] })
	for _, f := range write {
		f()
	}
}

func linesOf(top *population.Population) (lines []string) {
	for p := range top.All {
		lines = append(lines, fmt.Sprintf("%s: %d members, %d SVs, %d bytes, %d retained", population.Writer{}.Path(p), p.Count, p.SVs, p.Bytes, p.Retained))
	}
	slices.Sort(lines)
	return lines
}

// Shapes depend neither on the order of the SVs in a dump nor on their addresses.
func TestShapesDoNotDependOnOrder(t *testing.T) {
	seeds := uint64(60)
	if testing.Short() {
		seeds /= 4
	}
	for seed := range seeds {
		var want []string
		for round := range uint64(3) {
			h := heapOf(t, func(b *pmatbuild.Builder) { writeGraph(b, seed, rand.New(rand.NewPCG(seed, 10+round))) })
			got := linesOf(population.Merge(treeOf(t, h)).Top)
			if round == 0 {
				want = got
				continue
			}
			if !slices.Equal(got, want) {
				for _, l := range got {
					if !slices.Contains(want, l) {
						t.Error("+", l)
					}
				}
				for _, l := range want {
					if !slices.Contains(got, l) {
						t.Error("-", l)
					}
				}
				t.Fatalf("graph %d has other shapes in another order", seed)
			}
		}
	}
}
