package align

import (
	"math"
	"slices"
	"sort"

	"github.com/perlheap/perlheap/heap/perl"
)

const (
	// sameKind is what two subs have in common that are in the same place of
	// the same sub, without looking into them.
	sameKind = 1.5
	// elsewhere is what they have to make up for that are in different places.
	elsewhere = -2
	// shiftOne and shiftBoth are the scores of standing at the same distance in
	// lines from the nearest matched code before or behind, or from both.
	shiftOne, shiftBoth = 2.5, 5
	// chained is the score of standing at the same distance from the code
	// aligned before.
	chained = 1.5
)

// maxCells bounds the pairs that are looked at for one group.
const maxCells = 2 << 20

// alignGroup aligns codes with subs in order and keeps the pairs that are
// better than none. base is what any pair has in common.
func (a *aligner) alignGroup(codes, subs []int, base float64) {
	if len(codes)*len(subs) > maxCells {
		if codes, subs = a.trim(codes, subs, base); len(codes)*len(subs) > maxCells {
			for _, c := range codes {
				a.match[c].Unknown = true
			}
			return
		}
	}
	n, m := len(codes), len(subs)
	if n == 0 || m == 0 {
		return
	}
	near := a.neighbours()
	t := newTable(n, m)
	for i, c := range codes {
		before, after := near.of(a.codes[c].Line)
		for j, s := range subs {
			t.pair[t.at(i, j)] = a.score(c, s) + base + a.distance(c, s, before, after)
		}
	}
	a.addWhole(t, codes, subs)
	t.chain = func(i, j int) bool {
		lo, hi := a.shifts(codes[i], subs[j])
		lo2, hi2 := a.shifts(codes[i+1], subs[j+1])
		return max(lo, lo2) <= min(hi, hi2)
	}
	for i, j := range t.solve() {
		if j >= 0 {
			a.set(codes[i], subs[j], t.pair[t.at(i, j)], t.margin(i, j))
		}
	}
}

// whole is the score of a pair that has everything in common, and nothing else
// of the group has.
const whole = 2

// addWhole adds the score of those pairs of a group that alone fit as a whole.
func (a *aligner) addWhole(t *table, codes, subs []int) {
	if len(codes)*len(subs) > maxWhole {
		return
	}
	byCode, bySub := make([]int, len(codes)), make([]int, len(subs))
	var pairs [][2]int
	for i, c := range codes {
		for j, s := range subs {
			if a.fitsWhole(c, s) {
				byCode[i]++
				bySub[j]++
				pairs = append(pairs, [2]int{i, j})
			}
		}
	}
	for _, p := range pairs {
		if byCode[p[0]] == 1 && bySub[p[1]] == 1 {
			t.pair[t.at(p[0], p[1])] += whole
		}
	}
}

// maxWhole bounds the pairs of a group of which it is asked whether they fit as
// a whole.
const maxWhole = 1 << 14

// trim matches what is equally far from each other at both ends of a group
// that is too big, and gives what is left.
func (a *aligner) trim(codes, subs []int, base float64) ([]int, []int) {
	near := a.neighbours()
	last, _ := near.of(a.codes[codes[0]].Line)
	_, next := near.of(a.codes[codes[len(codes)-1]].Line)
	fits := func(c, s, beside int) bool {
		lo, hi := a.shifts(c, s)
		v := a.score(c, s) + base
		if v <= 0 || !a.agrees(beside, lo, hi) && (beside >= 0 || lo > 0 || hi < 0) {
			return false
		}
		a.set(c, s, v, v)
		return true
	}
	for len(codes) > 0 && len(subs) > 0 && fits(codes[0], subs[0], last) {
		last, codes, subs = codes[0], codes[1:], subs[1:]
	}
	for n, m := len(codes), len(subs); n > 0 && m > 0 && next >= 0 && fits(codes[n-1], subs[m-1], next); n, m = n-1, m-1 {
		next, codes, subs = codes[n-1], codes[:n-1], subs[:m-1]
	}
	return codes, subs
}

// neighbours are the codes matched so far, by line.
type neighbours struct {
	a     *aligner
	codes []int
}

func (a *aligner) neighbours() neighbours {
	n := neighbours{a: a}
	for _, c := range a.order {
		if a.match[c].Sub >= 0 {
			n.codes = append(n.codes, c)
		}
	}
	return n
}

// of gives the nearest before and behind a line, -1 for none.
func (n neighbours) of(line perl.Line) (before, after int) {
	i := sort.Search(len(n.codes), func(i int) bool { return n.a.codes[n.codes[i]].Line >= line })
	before, after = -1, -1
	if i > 0 {
		before = n.codes[i-1]
	}
	if i < len(n.codes) {
		after = n.codes[i]
	}
	return before, after
}

func (a *aligner) distance(c, s, before, after int) float64 {
	lo, hi := a.shifts(c, s)
	// Nothing was put in before the first code if it stands where it stood.
	first := before < 0 && lo <= 0 && hi >= 0
	switch b, f := first || a.agrees(before, lo, hi), a.agrees(after, lo, hi); {
	case b && f:
		return shiftBoth
	case b || f:
		return shiftOne
	}
	return 0
}

func (a *aligner) agrees(c int, lo, hi perl.Line) bool {
	if c < 0 {
		return false
	}
	clo, chi := a.shifts(c, a.match[c].Sub)
	return max(lo, clo) <= min(hi, chi)
}

// table aligns two sequences: n codes and m subs. Cells of before and behind
// have a row and a column more than there are pairs.
type table struct {
	n, m  int
	pair  []float64           // of each code and sub: the score
	chain func(i, j int) bool // whether (i, j) and (i+1, j+1) keep their distance
	// ahead is the best alignment of codes before i and subs before j, back of
	// those from i and j on; the two others end or begin with the pair (i, j).
	ahead, back, aheadPair, backPair []float64
}

func newTable(n, m int) *table {
	t := &table{n: n, m: m, pair: make([]float64, n*m)}
	cells := make([]float64, 4*(n+1)*(m+1))
	size := (n + 1) * (m + 1)
	t.ahead, t.back, t.aheadPair, t.backPair = cells[:size], cells[size:2*size], cells[2*size:3*size], cells[3*size:]
	return t
}

func (t *table) at(i, j int) int   { return i*t.m + j }
func (t *table) cell(i, j int) int { return i*(t.m+1) + j }

// solve gives for each code the sub of the best alignment, -1 for none.
func (t *table) solve() []int {
	for i := 1; i <= t.n; i++ {
		for j := 1; j <= t.m; j++ {
			t.aheadPair[t.cell(i, j)] = t.pair[t.at(i-1, j-1)] + t.upTo(i-1, j-1)
			t.ahead[t.cell(i, j)] = max(t.ahead[t.cell(i-1, j)], t.ahead[t.cell(i, j-1)], t.aheadPair[t.cell(i, j)])
		}
	}
	for i := t.n - 1; i >= 0; i-- {
		for j := t.m - 1; j >= 0; j-- {
			t.backPair[t.cell(i, j)] = t.pair[t.at(i, j)] + t.from(i+1, j+1)
			t.back[t.cell(i, j)] = max(t.back[t.cell(i+1, j)], t.back[t.cell(i, j+1)], t.backPair[t.cell(i, j)])
		}
	}
	became := make([]int, t.n)
	for i := range became {
		became[i] = -1
	}
	i, j, inPair := t.n, t.m, false
	for i > 0 && j > 0 {
		switch v := t.ahead[t.cell(i, j)]; {
		case inPair || v == t.aheadPair[t.cell(i, j)] && v > max(t.ahead[t.cell(i-1, j)], t.ahead[t.cell(i, j-1)]):
			became[i-1] = j - 1
			inPair = i > 1 && j > 1 && t.chain(i-2, j-2) && t.aheadPair[t.cell(i-1, j-1)]+chained >= t.ahead[t.cell(i-1, j-1)]
			i, j = i-1, j-1
		case v == t.ahead[t.cell(i-1, j)]:
			i--
		default:
			j--
		}
	}
	return became
}

// upTo is the best alignment of what is before a pair (i, j).
func (t *table) upTo(i, j int) float64 {
	best := t.ahead[t.cell(i, j)]
	if i > 0 && j > 0 && t.chain(i-1, j-1) {
		best = max(best, t.aheadPair[t.cell(i, j)]+chained)
	}
	return best
}

// from is the best alignment of what is behind a pair (i-1, j-1).
func (t *table) from(i, j int) float64 {
	best := t.back[t.cell(i, j)]
	if i < t.n && j < t.m && t.chain(i-1, j-1) {
		best = max(best, t.backPair[t.cell(i, j)]+chained)
	}
	return best
}

// margin is by how much an alignment with the pair is better than the best
// in which the code is another sub or none.
func (t *table) margin(i, j int) float64 {
	with := t.through(i, j)
	other := math.Inf(-1)
	for k := range t.m {
		if k != j {
			other = max(other, t.through(i, k))
		}
	}
	for k := range t.m + 1 {
		other = max(other, t.ahead[t.cell(i, k)]+t.back[t.cell(i+1, k)])
	}
	return with - other
}

func (t *table) through(i, j int) float64 {
	return t.aheadPair[t.cell(i+1, j+1)] + t.from(i+1, j+1)
}

// matchRest looks for what is left anywhere in the text.
func (a *aligner) matchRest() {
	type pair struct {
		c, s  int
		score float64
	}
	var codes []int
	for _, c := range a.order {
		if a.match[c].Sub < 0 {
			codes = append(codes, c)
		}
	}
	var subs []int
	for s, c := range a.taken {
		if c < 0 {
			subs = append(subs, s)
		}
	}
	if len(codes)*len(subs) > maxCells {
		return
	}
	// What was moved together has kept its order.
	a.alignGroup(codes, subs, elsewhere)
	codes, subs = a.unmatched(codes), a.free(subs)
	var pairs []pair
	near := a.neighbours()
	best2 := map[int]float64{}  // by code: the second best
	best2s := map[int]float64{} // by sub
	for _, c := range codes {
		before, after := near.of(a.codes[c].Line)
		top, second := 0.0, 0.0
		for _, s := range subs {
			v := a.score(c, s) + a.distance(c, s, before, after) + elsewhere
			if v > 0 {
				pairs = append(pairs, pair{c, s, v})
			}
			if v > top {
				top, second = v, top
			} else {
				second = max(second, v)
			}
		}
		best2[c] = second
	}
	slices.SortStableFunc(pairs, func(x, y pair) int {
		switch {
		case x.score > y.score:
			return -1
		case x.score < y.score:
			return 1
		}
		return 0
	})
	seen := map[int]int{}
	for _, p := range pairs {
		if seen[p.s]++; seen[p.s] == 2 {
			best2s[p.s] = p.score
		}
	}
	for _, p := range pairs {
		if a.match[p.c].Sub < 0 && a.taken[p.s] < 0 {
			a.set(p.c, p.s, p.score, p.score-max(0, best2[p.c], best2s[p.s]))
		}
	}
}
