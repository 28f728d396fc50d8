package diagnose

import (
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	words "github.com/perlheap/perlheap/heap/text"
)

// chains finds closures of one sub, and objects of one class, that keep each
// other like the links of a chain: the dominator of most of them that is a
// CODE or object is one of their own.
func (f *finder) chains() error {
	groups, err := families(f.ctx, f.h)
	if err != nil {
		return err
	}
	var large []family
	for k, svs := range groups {
		if len(svs) >= minChain {
			large = append(large, k)
		}
	}
	slices.SortFunc(large, family.compare)
	var found []links
	for _, k := range large {
		if err := f.ctx.Err(); err != nil {
			return err
		}
		svs := groups[k]
		step := max(1, len(svs)/samples)
		linked, deep, looked := 0, 0, 0
		outermost := heap.NoSV
		for i := 0; i < len(svs); i += step {
			looked++
			d := f.depth(svs[i], k)
			if d > 0 {
				linked++
			}
			if d >= min(minChain, len(svs)/4) {
				deep++
			}
		}
		var how Suspect // a tree has links too, and is not deep
		if !both(how.reaches(chainLinked, float64(linked)/float64(looked)), how.reaches(chainDeep, float64(deep)/float64(looked))) {
			continue
		}
		var bytes int64
		for _, sv := range svs {
			if b := f.sizes.Bytes(sv); f.sizes.Reached(sv) && b > bytes {
				bytes, outermost = b, sv
			}
		}
		if outermost == heap.NoSV {
			continue
		}
		found = append(found, links{k, svs, outermost, bytes, how.Measures})
	}
	if len(found) == 0 {
		return nil
	}
	counts, err := f.families()
	if err != nil {
		return err
	}
	for _, l := range f.separate(found) {
		f.chain(l, counts)
	}
	return nil
}

// claim keeps other patterns away from what one has reported.
func (f *finder) claim(svs []heap.SV) {
	if f.pops == nil {
		return
	}
	for _, sv := range svs {
		f.claimed[f.pops.Of(f.last(), sv)] = true
	}
}

func (f *finder) chain(l links, counts []map[family]int) {
	k, svs, outermost, bytes := l.family, l.svs, l.outermost, l.bytes
	s := Suspect{Kind: Chain, SV: outermost, Count: len(svs), Retained: f.sizes.Of(svs...), Grown: bytes, Measures: l.measures}
	s.reaches(chainLinks, float64(len(svs)))
	for _, in := range counts {
		s.Counts = append(s.Counts, in[k])
		s.Bytes = append(s.Bytes, int64(float64(bytes)*float64(in[k])/float64(len(svs)))) // links are alike
	}
	if n := len(s.Counts); n > 1 {
		s.Grown = s.Bytes[n-1] - s.Bytes[0]
	}
	f.claim(svs)
	o := f.holderOf(outermost)
	f.holder(&s, o)
	if f.h.Kind(outermost) == heap.KindCode {
		s.Placement = f.placeCode(outermost)
		s.Captured = list(f.captures(outermost))
		if s.Place.Path == "" || !f.src.below(s.Place.Path) {
			if !f.wrapped(&s, o) {
				f.hungOn(&s, o)
			}
		}
		s.Why = becauseOf("each closure made here keeps the previous one alive through what it captured ("+s.Captured+"); the newest is held by ", f.say(o.Path), "")
		s.Fix = "restore the previous handler (with local), or install the closure only once"
	} else {
		s.Class = k.class
		s.Fix = "cut the link when the object is no longer needed, or weaken it"
		s.Placement = f.placeLink(svs, k)
		if s.Place.Path == "" || !f.src.below(s.Place.Path) || s.Certainty.IsGuess() && !f.src.ownClass(k.class) {
			// For links of a module: the program's sub that hangs on the outermost.
			if p, ok := f.placeAgain(k.class); ok {
				s.Placement = p
				s.Fix = "start the next round without returning its promise, or wait for one round after the other in a loop with await"
			} else if c := f.content(outermost); c.own && c.what == isCode {
				s.Placement = f.placeCode(c.sv)
				s.Captured = list(f.captures(c.sv))
			} else if s.Place.Line == 0 {
				p, ok := f.placeCallback(o)
				if !ok {
					p, ok = f.placeParser(k.class)
				}
				if ok {
					s.Placement = p
				}
				f.hungOn(&s, o)
			}
		}
		if s.Certainty.IsGuess() {
			f.wrapped(&s, o)
		}
		s.Why = becauseOf("each object of "+words.Name(s.Class)+" keeps another object of its class alive; the outermost is held by ", f.say(o.Path), "")
	}
	f.add(s)
}

// hungOn places a chain of a module's links, about which nothing else is known,
// where the program sets what holds the outermost.
func (f *finder) hungOn(s *Suspect, o path.Found) {
	if s.Place.Path != "" && f.src.below(s.Place.Path) {
		return
	}
	stores := slices.DeleteFunc(f.stores(o.Path, false, false), func(st store) bool {
		return st.how == declares || st.other || !f.src.below(st.text.Path) || f.loadedOnce(st.text, st.at) || valueOrder(st.value) <= -6
	})
	if len(stores) == 0 {
		return
	}
	recorded := s.Place.Recorded
	s.Placement = f.setBy(stores)
	s.Place.Recorded = recorded
}

// setBy places something at the stores that set its holder, the likeliest first:
// without doubt if only the first certainly sets it.
func (f *finder) setBy(stores []store) Placement {
	p := Placement{Place: f.src.place(stores[0].text, stores[0].line), Certainty: Stored, Reason: "the statement sets what holds the newest"}
	if stores[0].score < sureStore {
		p.Certainty, p.Reason = Guessed, "the statement may set what holds the newest"
	}
	for _, st := range stores[1:] {
		at := f.src.place(st.text, st.line)
		same := func(c Candidate) bool { return c.Place.At() == at.At() }
		if at.At() == p.Place.At() || slices.ContainsFunc(p.Others, same) {
			continue
		}
		if st.score >= sureStore && p.Certainty == Stored {
			p.Certainty, p.Reason = Guessed, "it is one of several statements that set what holds the newest"
		}
		if p.Certainty == Guessed && len(p.Others) < maxCandidates {
			p.Others = append(p.Others, Candidate{at, Guessed, "the statement may set what holds the newest"})
		}
	}
	return p
}

// holderOf returns the path of what holds an SV.
func (f *finder) holderOf(sv heap.SV) path.Found {
	for range maxNesting {
		d, ok := f.sizes.Dominator(sv)
		if !ok {
			break
		}
		sv = d
		if k := f.h.Kind(sv); k == heap.KindRef || k == heap.KindPad || k == heap.KindPadlist {
			continue
		}
		return f.paths.Of(sv)
	}
	return f.paths.Of(sv)
}

// depth counts the links of a chain that an SV hangs on, as far as minChain.
func (f *finder) depth(sv heap.SV, of family) int {
	for n := range minChain {
		var ok bool
		if sv, ok = f.familyAbove(sv, of); !ok {
			return n
		}
	}
	return minChain
}

// between is how many other closures and objects may lie between two links, as when
// a framework wraps each handler.
const between = 2

// familyAbove returns the next dominator of an SV's own kind.
func (f *finder) familyAbove(sv heap.SV, of family) (heap.SV, bool) {
	others := 0
	for range maxNesting {
		d, ok := f.sizes.Dominator(sv)
		if !ok {
			break
		}
		if k, ok := familyOf(f.h, d); ok {
			if k == of {
				return d, true
			}
			if others++; others > between {
				break
			}
		}
		sv = d
	}
	return heap.NoSV, false
}
