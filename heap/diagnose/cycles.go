package diagnose

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/diagnose/cure"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/heap/safe"
	"github.com/perlheap/perlheap/heap/site"
	words "github.com/perlheap/perlheap/heap/text"
)

// edge is one step of a cycle between things that have names: a closure, an
// object.
type edge struct {
	from, to heap.SV
	captured path.Step   // the variable of a closure that the way begins with
	way      []path.Step // the keys from there to to, the first maxKeys
	more     bool        // there are more
	code     bool        // the way leads through a CODE that nothing is known about
}

// A cycle may be as long as the heap; a person looks at its beginning.
const (
	maxEdges = 32
	maxKeys  = 16
)

// starts is how many kinds of members are tried as the start of a cycle.
const starts = 16

// shortest finds a short cycle of a lost component: the shortest through a closure of
// the program's own, else through an own object, else through any closure or
// object. It is the SVs on the way, the start first.
func (f *finder) shortest(is lostComponent) []heap.SV {
	in := slices.Clone(is.members)
	slices.Sort(in)
	var best []heap.SV
	bestOrder := 0
	tried := map[string]int{}
	for _, sv := range is.members {
		order, key := f.startOrder(sv)
		if best != nil && order < bestOrder || tried[key] >= 2 || len(tried) > starts {
			continue
		}
		tried[key]++
		if c := f.loop(sv, in); c != nil && (best == nil || order > bestOrder || len(c) < len(best)) {
			best, bestOrder = c, order
		}
	}
	return best
}

// startOrder rates how telling a cycle through an SV is; equal keys are alike.
func (f *finder) startOrder(sv heap.SV) (order int, key string) {
	c, ok := f.notable(sv)
	switch {
	case !ok:
		return 0, f.h.Kind(sv).String()
	case c.what == isCode && f.h.Code(sv).IsPrototype():
		return 1, c.key
	case c.own && c.what == isCode:
		return 4, c.key
	case c.own:
		return 3, c.key
	}
	return 2, c.key
}

// loop finds the shortest way from an SV back to itself within a sorted set; nil if
// there is none, or the context ended.
func (f *finder) loop(start heap.SV, in []heap.SV) []heap.SV { return f.way(start, start, in) }

// way finds the shortest way from an SV to another within a sorted set: the
// SVs on it, the start first and without the end; nil if there is none, or the
// context ended.
func (f *finder) way(start, end heap.SV, in []heap.SV) []heap.SV {
	const unmet = -1
	from := make([]int32, len(in)) // where each was met from; MaxSVs fits
	for i := range from {
		from[i] = unmet
	}
	ask := safe.NewPoll(f.ctx)
	first, ok := slices.BinarySearch(in, start)
	if !ok {
		return nil
	}
	queue := []int32{int32(first)}
	for n := 0; n < len(queue); n++ {
		at := queue[n]
		for to, i, ok := f.h.NextHeld(in[at], 0); ok; to, i, ok = f.h.NextHeld(in[at], i) {
			if ask.Ended() {
				return nil
			}
			if to == end {
				way := []heap.SV{in[at]}
				for at != int32(first) {
					at = from[at]
					way = append(way, in[at])
				}
				slices.Reverse(way)
				return way
			}
			if t, ok := slices.BinarySearch(in, to); ok && from[t] == unmet {
				from[t] = at
				queue = append(queue, int32(t))
			}
		}
	}
	return nil
}

// closureOf returns the closure of a cycle: the program's own before others.
func (f *finder) closureOf(cycle []heap.SV) (heap.SV, bool) {
	found := heap.NoSV
	for _, sv := range cycle {
		c, ok := f.notable(sv)
		if !ok || c.what != isCode || f.h.Code(sv).IsPrototype() {
			continue
		}
		if c.own {
			return sv, true
		}
		if found == heap.NoSV {
			found = sv
		}
	}
	return found, found != heap.NoSV
}

// edges joins the steps of a cycle to edges between closures and objects, the first
// maxEdges of them.
func (f *finder) edges(cycle []heap.SV) []edge {
	begin := slices.IndexFunc(cycle, func(sv heap.SV) bool { _, ok := f.notable(sv); return ok })
	if begin < 0 { // data, of which containers say more than references
		begin = max(0, slices.IndexFunc(cycle, func(sv heap.SV) bool { return f.h.Kind(sv) == heap.KindArray || f.h.Kind(sv).HashLike() }))
	}
	var all []edge
	e := edge{from: cycle[begin]}
	for i := range cycle {
		at := cycle[(begin+i)%len(cycle)]
		to := cycle[(begin+i+1)%len(cycle)]
		e.code = e.code || at != e.from && f.h.Kind(at) == heap.KindCode
		if kind := f.h.Kind(at); len(e.way) == maxKeys {
			e.more = e.more || kind == heap.KindArray || kind.HashLike()
		} else if s, ok := f.paths.StepTo(at, to); ok && s.Kind == path.Captured {
			e.captured = s
		} else if ok {
			e.way = append(e.way, s)
		}
		_, ok := f.notable(to)
		if ok || i == len(cycle)-1 {
			e.to = to
			all = append(all, e)
			if len(all) == maxEdges {
				break
			}
			e = edge{from: to}
		}
	}
	return all
}

// describe writes a cycle in Perl's terms, one step per line, and says where
// the closures and classes of the steps are.
func (f *finder) describe(cycle []heap.SV) (steps []string, at []site.Place) {
	edges := f.edges(cycle)
	for _, e := range edges {
		p := f.pathOf(e.from)
		if e.captured != (path.Step{}) {
			p = p.Then(e.captured)
		}
		p = p.Then(e.way...)
		if e.more {
			p = p.Then(path.Step{Kind: path.More})
		}
		steps = append(steps, f.write.Down(p)+" → "+f.say(f.pathOf(e.to)))
		at = append(at, f.madeAt(e.from))
	}
	if edges[len(edges)-1].to != edges[0].from {
		steps = append(steps, "… and back, through "+words.Count(len(cycle))+" SVs in all")
		at = append(at, site.Place{})
	}
	return steps, at
}

// edgeText writes the keys of an edge.
func (f *finder) edgeText(e *edge) string {
	if e.more {
		return f.keysText(e.way...) + f.keysText(path.Step{Kind: path.More})
	}
	return f.keysText(e.way...)
}

// madeAt returns where a closure or an object of an own class is made.
func (f *finder) madeAt(sv heap.SV) site.Place {
	if f.h.Kind(sv) == heap.KindCode {
		place := f.src.PlaceCode(sv)
		return place
	}
	if class, ok := f.h.Package(sv); ok && f.src.ownClass(class) {
		return f.placeClass(class).Place
	}
	return site.Place{}
}

// pathOf describes an SV by itself: an object of its class, a closure of its
// current line, or data.
func (f *finder) pathOf(sv heap.SV) path.Path {
	if class, ok := f.h.Package(sv); ok {
		return path.OfClass(class)
	}
	if f.h.Kind(sv) == heap.KindCode {
		place := f.src.PlaceCode(sv)
		return path.ClosureAt(heap.Location{File: place.File, Line: int(place.Line)})
	}
	return path.New(path.Step{Kind: path.Data, Text: f.h.Desc(sv)})
}

// weakest chooses the reference of a cycle of objects that should be weak, and
// the line that makes it. It is the one back to the owner: an owner makes what it
// holds, or has many of it; what it holds is given a reference to its owner.
func (f *finder) weakest(s *Suspect, edges []edge, c *cure.Case) {
	bestScore := 0
	var best *edge
	var at store
	for i := range edges {
		e := &edges[i]
		class, _ := f.h.Package(e.from)
		score := 0
		if slices.ContainsFunc(e.way, path.Step.IsElement) {
			score -= 2
		}
		o := path.OfClass(class).Then(e.way...)
		var found store
		if lines := f.stores(o, false, false); len(lines) > 0 {
			found = bestEdgeStore(lines)
			score += 4 + valueOrder(found.value)
		}
		if f.src.ownClass(class) {
			score += 2
		}
		if c.Refs[i].Module {
			score -= 50 // its text is not to be changed
		}
		score += backName(e.way)
		if c.Refs[i].Back {
			score += 100
			if c.Refs[i].Line > 0 {
				if t := f.src.text(c.Refs[i].Path); t != nil {
					found = store{text: t, line: perl.Line(c.Refs[i].Line), how: assigns}
				}
			}
		}
		if best == nil || score > bestScore {
			best, bestScore, at = e, score, found
		}
	}
	if best == nil {
		return
	}
	s.Class, _ = f.h.Package(best.from)
	s.SV = best.from
	field := f.edgeText(best)
	of := cmp.Or(words.Name(s.Class), article(f.h.Type(best.from)))
	switch {
	case at.text != nil:
		s.Placement = f.placeStore(at)
	case s.Class != "":
		s.Placement = f.placeClass(s.Class)
	}
	var names []string
	if s.Class == "" && len(edges) == 1 && !best.more {
		if p, variables := f.placeLoop(best.way); p.Place.Line > 0 {
			s.Placement, names = p, variables
		}
	}
	if !s.Why.IsEmpty() {
		return
	}
	switch {
	case len(names) > 0:
		s.Why = Because(fmt.Sprintf("%s leads back to itself through %s (%s), by %s, and nothing outside the cycle holds it", of, count(best.way), field, strings.Join(names, " and ")))
	case len(edges) == 1 && s.Class == "" && len(best.way) > 1 && !best.more:
		s.Why = Because(fmt.Sprintf("%s leads back to itself through %s (%s), and nothing outside the cycle holds it", of, count(best.way), field))
	default:
		s.Why = Because(fmt.Sprintf("%s of %s leads back to it, and nothing outside the cycle holds it", field, of))
	}
}

// count says how many steps of a way there are: two elements, 3 references.
func count(way []path.Step) string {
	what := "references"
	if !slices.ContainsFunc(way, func(s path.Step) bool { return !s.IsElement() }) {
		what = "elements"
	}
	switch n := len(way); n {
	case 1:
		return "one " + strings.TrimSuffix(what, "s")
	case 2:
		return "two " + what
	}
	return words.Count(len(way)) + " " + what
}
