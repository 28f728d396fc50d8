package diagnose

import (
	"fmt"
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/perl"
)

// consumes says that a container is filled from another one that becomes empty: each
// statement that leads to the store takes something out of that, which has less in
// every dump, and which nothing fills again. "" if not.
func (f *finder) consumes(c *collection) string {
	if len(c.stores) == 0 || len(f.s.Heaps) < trendDumps || c.stores[0].at.Sub < 0 {
		return ""
	}
	s := c.stores[0]
	runs := f.consumers(s.text, s.text.runOf(s.at.Sub))
	if len(runs) == 0 {
		return ""
	}
	for _, from := range f.shrinking() {
		if slices.Contains(c.collector.containers, from) {
			continue
		}
		o := f.called(from).Path
		array := f.h.Kind(from) == heap.KindArray
		taken := map[run]perl.At{}
		for _, r := range f.removals(o, array) {
			if !r.vain {
				taken[run{r.text, r.text.runOf(r.at.Sub)}] = r.at
			}
		}
		if slices.ContainsFunc(runs, func(r run) bool { _, ok := taken[r]; return !ok }) || f.refilled(o, array) {
			continue
		}
		var left []int64
		for k, sv := range f.s.Past(from) {
			left = append(left, int64(f.s.Heaps[k].HeldCount(sv)))
		}
		return fmt.Sprintf("line %d takes what is added out of %s, which nothing fills again: %s", taken[runs[0]].Line, f.say(o), arrows(left, false))
	}
	return ""
}

// run is a sub of a text, with the blocks in it.
type run struct {
	text *text
	sub  int
}

// consumers gives the subs that take something out of anything for a store in a sub:
// that itself, or else all that call it. None if one of them does not.
func (f *finder) consumers(t *text, sub int) []run {
	takes := func(r run) bool {
		return r.sub >= 0 && slices.ContainsFunc(r.text.record().Removals, func(m perl.Removal) bool {
			return r.text.runOf(m.Sub) == r.sub && m.How <= perl.RemoveDelete && m.Target.Name != "@_"
		})
	}
	if own := (run{t, sub}); takes(own) {
		return []run{own}
	}
	name := baseName(t.coded.Subs[sub].Name)
	if name == "" {
		return nil
	}
	var callers []run
	for _, from := range f.src.own {
		for i := range from.record().Calls {
			c := &from.record().Calls[i]
			if baseName(c.Name) != name {
				continue
			}
			r := run{from, from.runOf(c.Sub)}
			if !takes(r) {
				return nil
			}
			if !slices.Contains(callers, r) {
				callers = append(callers, r)
			}
		}
	}
	return callers
}

// refilled reports whether anything but a constructor or the loading of a file puts
// something into what an owner names.
func (f *finder) refilled(o path.Path, array bool) bool {
	return slices.ContainsFunc(f.stores(o, array, false), func(s store) bool {
		return s.how != declares && s.how != looks && !s.other && !s.text.once(s.at.Sub) && (s.text.runOf(s.at.Sub) >= 0 || s.text.isLooped(s.at))
	})
}

// maxShrinking bounds how many containers are asked for by what the source calls
// them.
const maxShrinking = 32

// shrinking gives the containers that have less in each dump than in the one before,
// those that lost most first.
func (f *finder) shrinking() []heap.SV {
	if f.shrank != nil {
		return f.shrank
	}
	f.shrank = []heap.SV{}
	lost := map[heap.SV]int{}
	for i := range f.h.Count() {
		if i%askEvery == 0 && f.ctx.Err() != nil {
			break
		}
		sv := heap.SV(i)
		if k := f.h.Kind(sv); k != heap.KindArray && k != heap.KindHash || f.isNew(sv) {
			continue
		}
		past := f.s.Past(sv)
		least := f.h.HeldCount(sv)
		n, shrinks := least, true
		for k := len(past) - 2; k >= 0 && shrinks; k-- {
			more := f.s.Heaps[k].HeldCount(past[k])
			shrinks, n = more > n, more
		}
		if shrinks {
			lost[sv] = n - least
			f.shrank = append(f.shrank, sv)
		}
	}
	slices.SortFunc(f.shrank, func(a, b heap.SV) int {
		if lost[a] != lost[b] {
			return lost[b] - lost[a]
		}
		return int(a) - int(b)
	})
	f.shrank = f.shrank[:min(len(f.shrank), maxShrinking)]
	return f.shrank
}
