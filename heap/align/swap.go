package align

// crossing is what contents must make up for when two codes have changed
// places, or one of them stands out of order.
const crossing = 4

// matchCrossed looks for codes that fit better where another was aligned: what
// was aligned in order may have changed places. Codes that were found by their
// names are left alone.
func (a *aligner) matchCrossed() {
	var codes, subs []int
	for _, c := range a.order {
		if a.match[c].Sub >= 0 && !a.named[c] {
			codes = append(codes, c)
		}
	}
	for s := range a.f.Subs {
		if holder := a.taken[s]; holder < 0 || !a.named[holder] {
			subs = append(subs, s)
		}
	}
	if len(codes)*len(subs) > maxCells {
		return
	}
	for _, c := range codes {
		a.uncross(c, subs)
	}
}

// uncross changes the places of a code and another if that is clearly better,
// and lowers their margins if it is nearly as good.
func (a *aligner) uncross(c int, subs []int) {
	own := a.score(c, a.match[c].Sub)
	best, with, gain := -1, -1, 0.0
	for _, s := range subs {
		if s == a.match[c].Sub {
			continue
		}
		g, other := a.score(c, s)-own, a.taken[s]
		if g > 0 && other >= 0 {
			g += a.score(other, a.match[c].Sub) - a.score(other, s)
		}
		if g > gain {
			best, with, gain = s, other, g
		}
	}
	if best < 0 {
		return
	}
	if gain > crossing {
		from := a.match[c].Sub
		a.set(c, best, a.match[c].Score+gain, gain-crossing)
		if with >= 0 {
			a.set(with, from, a.match[with].Score, gain-crossing)
		}
		a.taken[best] = c // with has left it
		return
	}
	a.match[c].Margin = min(a.match[c].Margin, crossing-gain)
	if with >= 0 {
		a.match[with].Margin = min(a.match[with].Margin, crossing-gain)
	}
}
