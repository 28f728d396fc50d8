package site

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/align"
)

// Between finds the subs of one heap in another, from another run of the
// program: after an edit, lines have shifted, a file may have another name, and
// a sub may be gone. It needs no source, because both heaps have what perl
// compiled.
type Between struct {
	from, to map[string][]heap.SV // a CODE for each optree, by recorded file
	before   *heap.Heap
	after    *heap.Heap
	files    map[string]string // of the first heap: what they are called in the second
	subs     map[string]map[int]heap.Location
}

// NewBetween prepares to find the files of one heap in another.
func NewBetween(before, after *heap.Heap) *Between {
	b := &Between{
		from: compiledFiles(before), to: compiledFiles(after), before: before, after: after,
		files: map[string]string{}, subs: map[string]map[int]heap.Location{},
	}
	b.pairFiles()
	return b
}

// Sub returns where the other heap has the sub that the first one has at a
// location, both as recorded; false if it is not there.
func (b *Between) Sub(ctx context.Context, loc heap.Location) (heap.Location, bool, error) {
	file, ok := b.files[loc.File]
	if !ok {
		return heap.Location{}, false, nil
	}
	lines, known := b.subs[loc.File]
	if !known {
		var err error
		if lines, err = b.pairSubs(ctx, loc.File, file); err != nil {
			return heap.Location{}, false, err
		}
		b.subs[loc.File] = lines
	}
	to, ok := lines[loc.Line]
	return to, ok, nil
}

// pairFiles finds each file by its name, else by what it was loaded as, else by
// the subs that most of it consists of.
func (b *Between) pairFiles() {
	taken := map[string]bool{}
	pair := func(from, to string) {
		if _, known := b.files[from]; known || taken[to] || b.from[from] == nil || b.to[to] == nil {
			return
		}
		b.files[from], taken[to] = to, true
	}
	for from := range b.from {
		pair(from, from)
	}
	loaded := b.after.Process().Inc()
	for name, from := range b.before.Process().Inc() {
		pair(from, loaded[name])
	}
	pair(b.before.Process().Program(), b.after.Process().Program())
	owners := map[string]string{} // by name of a sub
	for _, to := range slices.Sorted(maps.Keys(b.to)) {
		if !taken[to] {
			for name := range subNames(b.after, b.to[to]) {
				owners[name] = to
			}
		}
	}
	for _, from := range slices.Sorted(maps.Keys(b.from)) {
		names := subNames(b.before, b.from[from])
		common := map[string]int{}
		for name := range names {
			if to, ok := owners[name]; ok {
				common[to]++
			}
		}
		for _, to := range slices.Sorted(maps.Keys(common)) {
			if 2*common[to] >= len(names) {
				pair(from, to)
			}
		}
	}
}

// subNames returns the names of the subs among CODEs, with their packages.
func subNames(h *heap.Heap, svs []heap.SV) map[string]bool {
	names := map[string]bool{}
	for _, cv := range svs {
		if c := named(h, cv); c.Name != "" && !c.Closure {
			names[c.Package+"::"+c.Name] = true
		}
	}
	return names
}

// pairSubs finds the subs of a file in another, by recorded line.
func (b *Between) pairSubs(ctx context.Context, from, to string) (map[int]heap.Location, error) {
	before, err := describe(b.before, b.from[from])
	if err != nil {
		return nil, err
	}
	after, err := describe(b.after, b.to[to])
	if err != nil {
		return nil, err
	}
	p := newPairing(before.codes, after.codes)
	if err := p.run(ctx); err != nil {
		return nil, err
	}
	lines := map[int]heap.Location{}
	for i, j := range p.of {
		if j >= 0 {
			lines[int(before.codes[i].Line)] = heap.Location{File: to, Line: int(after.codes[j].Line)}
		}
	}
	return lines, nil
}

// pairing finds the subs of one version of a file in another: named ones by
// their names, others by the sub that they are in, their order, and what they
// use.
type pairing struct {
	a, b  []align.Code
	of    []int // by sub of a: that of b, or -1
	taken []bool
}

func newPairing(a, b []align.Code) *pairing {
	p := &pairing{a: a, b: b, of: make([]int, len(a)), taken: make([]bool, len(b))}
	for i := range p.of {
		p.of[i] = -1
	}
	return p
}

func (p *pairing) run(ctx context.Context) error {
	type name struct{ pkg, name string }
	names := map[name]int{}
	for j, c := range p.b {
		if c.Name != "" && !c.Closure {
			names[name{c.Package, c.Name}] = j
		}
	}
	todo := [][2]int{{-1, -1}}
	for i, c := range p.a {
		if j, ok := names[name{c.Package, c.Name}]; ok && c.Name != "" && !c.Closure && !p.taken[j] {
			p.of[i], p.taken[j] = j, true
			todo = append(todo, [2]int{i, j})
		}
	}
	for len(todo) > 0 {
		at := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		found, err := p.inOrder(ctx, p.left(p.a, at[0], p.unpaired), p.left(p.b, at[1], p.free), 0)
		if err != nil {
			return err
		}
		todo = append(todo, found...)
	}
	_, err := p.inOrder(ctx, p.left(p.a, anywhere, p.unpaired), p.left(p.b, anywhere, p.free), alike)
	return err
}

const (
	anywhere = -2  // instead of the sub that encloses others
	alike    = 0.5 // how much subs of different subs must have in common
)

func (p *pairing) unpaired(i int) bool { return p.of[i] < 0 }
func (p *pairing) free(j int) bool     { return !p.taken[j] }

// left returns the subs directly in one that are not paired yet, in the order of
// lines.
func (p *pairing) left(codes []align.Code, outer int, ok func(int) bool) (left []int) {
	for i := range codes {
		if (outer == anywhere || codes[i].Outer == outer) && ok(i) {
			left = append(left, i)
		}
	}
	slices.SortStableFunc(left, func(x, y int) int {
		return cmp.Or(cmp.Compare(codes[x].Line, codes[y].Line), cmp.Compare(codes[x].Slot, codes[y].Slot))
	})
	return left
}

// maxPairs bounds how many subs are compared with each other.
const maxPairs = 1 << 20

// inOrder pairs subs so that they have most in common and keep their order, as
// a diff aligns lines. Those that have less than least in common are not
// paired.
func (p *pairing) inOrder(ctx context.Context, xs, ys []int, least float64) (pairs [][2]int, err error) {
	if len(xs) == 0 || len(ys) == 0 {
		return nil, nil
	}
	take := func(i, j int) {
		p.of[i], p.taken[j] = j, true
		pairs = append(pairs, [2]int{i, j})
	}
	if len(xs)*len(ys) > maxPairs {
		if least == 0 && len(xs) == len(ys) {
			for k := range xs {
				take(xs[k], ys[k])
			}
		}
		return pairs, nil
	}
	// best[x][y] is what the subs from x and y on have in common at most.
	best := make([][]float64, len(xs)+1)
	for x := range best {
		best[x] = make([]float64, len(ys)+1)
	}
	both := func(x, y int) (float64, bool) {
		c := common(&p.a[xs[x]], &p.b[ys[y]])
		return 0.1 + c + best[x+1][y+1], c >= least
	}
	for x := len(xs) - 1; x >= 0; x-- {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		for y := len(ys) - 1; y >= 0; y-- {
			best[x][y] = max(best[x+1][y], best[x][y+1])
			if v, ok := both(x, y); ok {
				best[x][y] = max(best[x][y], v)
			}
		}
	}
	for x, y := 0, 0; x < len(xs) && y < len(ys); {
		v, ok := both(x, y)
		switch {
		case ok && v >= best[x][y]:
			take(xs[x], ys[y])
			x, y = x+1, y+1
		case best[x+1][y] >= best[x][y]:
			x++
		default:
			y++
		}
	}
	return pairs, nil
}

// common is how much of what two subs use is the same, 0 … 1. Lists have no
// word twice.
func common(a, b *align.Code) float64 {
	same, all := 0, 0
	for _, words := range [][2][]string{{a.Pad, b.Pad}, {a.Constants, b.Constants}, {a.Keys, b.Keys}} {
		all += len(words[0]) + len(words[1])
		for _, w := range words[0] {
			if slices.Contains(words[1], w) {
				same += 2
			}
		}
	}
	if all == 0 {
		return 1
	}
	return min(1, float64(same)/float64(all))
}
