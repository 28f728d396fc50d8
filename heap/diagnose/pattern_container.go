package diagnose

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	words "github.com/perlheap/perlheap/heap/text"
)

const manyCollectors = 200 // containers that get a name

// containers finds what collects in containers that roots reach.
func (f *finder) containers() error {
	if len(f.s.Heaps) == 1 {
		return f.each(f.big())
	}
	var all []*collector
	for _, c := range f.growing() {
		if f.locate(c) {
			all = append(all, c)
		}
	}
	slices.SortStableFunc(all, func(a, b *collector) int { return -cmp.Compare(a.grown(), b.grown()) })
	return f.each(all[:min(len(all), manyCollectors)])
}

// each makes suspects from what collects.
func (f *finder) each(all []*collector) error {
	for _, c := range all {
		if err := f.ctx.Err(); err != nil {
			return err
		}
		f.collector(c)
	}
	return nil
}

// big returns the containers of a single dump that retain much, in many similar
// parts.
func (f *finder) big() []*collector {
	h := f.h
	table, ok := h.Roots().Find("strtab")
	if !ok {
		table = heap.NoSV
	}
	var all []heap.SV
	total := h.Bytes()
	var buf []heap.SV
	for i := range h.Count() {
		sv := heap.SV(i)
		k := h.Kind(sv)
		if k == heap.KindScalar && float64(h.Size(sv)) >= bigText.Least*float64(total) && f.sizes.Reached(sv) {
			all = append(all, sv)
		}
		if k != heap.KindArray && !k.HashLike() || sv == table || h.State(sv).IsBackrefs() {
			continue
		}
		if !f.sizes.Reached(sv) || float64(f.sizes.Bytes(sv)) < bigShare.Least*float64(total) || f.sizes.Count(sv) < int(fanOut.Least) {
			continue
		}
		if buf = h.AppendHeld(sv, buf[:0]); len(buf) < int(fanOut.Least) {
			continue
		}
		kept := 0
		for _, to := range buf {
			if d, ok := f.sizes.Dominator(to); ok && d == sv {
				kept++
			}
		}
		if kept*2 >= len(buf) {
			all = append(all, sv)
		}
	}
	slices.SortStableFunc(all, func(a, b heap.SV) int { return -cmp.Compare(f.sizes.Bytes(a), f.sizes.Bytes(b)) })
	var collectors []*collector
	for _, sv := range all[:min(len(all), manyCollectors)] {
		c := &collector{path: f.called(sv), sv: sv, containers: []heap.SV{sv}, entries: h.AppendHeld(sv, nil), bytes: []int64{f.sizes.Bytes(sv)}}
		c.counts = []int{len(c.entries)}
		collectors = append(collectors, c)
	}
	return collectors
}

// collection is what a container collects.
type collection struct {
	*collector
	collecting         // what its place is asked by
	stores     []store // that fill the container, the likeliest first
}

// collector makes a suspect from a container, by the first kind of collection that
// fits.
func (f *finder) collector(c *collector) {
	o := c.path.Path
	if len(o.Symbol()) > 0 && strings.HasPrefix(o.Symbol()[1:], "main::_<") {
		return // what perl keeps of source files, and a debugger of their lines
	}
	if root, ok := f.h.Roots().Find("regex_padav"); ok && root == c.sv {
		return // the regexps of compiled code, which is told where it collects
	}
	if f.insideOut(c) {
		return // the objects are told
	}
	n := len(c.counts)
	s := Suspect{
		SV: c.sv, Count: c.counts[n-1], Counts: c.counts, Bytes: c.bytes, Retained: f.sizes.Of(c.containers...), Grown: c.grown(),
		Class: o.Class(), Measures: c.measures, finding: finding{of: c.of},
	}
	if n > 1 && f.h.Kind(c.sv) != heap.KindScalar {
		s.reaches(came, float64(c.added()))
	}
	f.holder(&s, c.path)
	most, share := f.contents(c.entries)
	kind := f.h.Kind(c.sv)
	if len(f.s.Heaps) == 1 && share < oneKind.Least && kind != heap.KindScalar {
		return // a mixture, as symbol tables and %INC are
	}
	array, isText := kind == heap.KindArray, kind == heap.KindScalar
	stores := f.fitting(f.stores(f.tied(c.path), array, isText), c.entries)
	if len(stores) == 0 {
		stores = f.elementStores(o, array, isText)
	}
	in := &collection{c, collecting{in: c.path, containers: c.containers, members: c.entries, most: most}, stores}
	if kind.IsStash() && len(f.s.Heaps) == 1 && most.what != isCode {
		if f.tellNames(&s, in) {
			f.add(s)
		}
		return // a package
	}
	for _, tell := range collections {
		if tell(f, &s, in) {
			f.add(s)
			return
		}
	}
}

// tied returns the program's name for the variable that a module's object is tied
// to, and the object itself if it is not tied.
func (f *finder) tied(o path.Found) path.Path {
	if o.Class() == "" || f.src.ownClass(o.Class()) {
		return o.Path
	}
	held := f.paths.HoldersOf(o)
	if len(held) < 2 {
		return o.Path
	}
	steps := held[1].Steps()
	if n := len(steps); n > 1 && steps[n-1].Kind == path.Magic && strings.EqualFold(steps[n-1].Text, "P") {
		return path.New(steps[:n-1]...)
	}
	return o.Path
}

// tellEntries reports objects, strings and data that collect.
func (f *finder) tellEntries(s *Suspect, c *collection) bool {
	s.Kind = Entries
	into := f.say(c.in.Path)
	s.into = into
	removals := f.removals(c.in.Path, f.h.Kind(c.sv) == heap.KindArray)
	s.removed = f.removedBy(removals)
	stay := "not removed"
	if s.removed != "" {
		stay = "not all removed"
	}
	s.Why = becauseOf("entries are added to ", into, " and "+stay)
	s.Fix = "remove entries that are no longer needed, or limit their number"
	switch c.most.what {
	case isObject:
		s.Class, s.objects = c.most.key, c.most.key
		s.Why = becauseOf("objects of "+words.Name(c.most.key)+" are added to ", into, " and "+stay)
	case isString:
		s.Why = becauseOf("strings are added to ", into, " and "+stay)
	}
	if found := f.lookedUp(&c.collecting); len(found) > 0 {
		s.Why = becauseOf("a lookup through several subscripts creates entries in ", into, ", which stay")
		s.Fix = "ask for the outer entry first, or delete entries that are empty"
		s.Placement, c.stores = f.placeLookedUp(found), found
	} else if p, ok := f.placeVain(s, c, removals); ok {
		s.Placement = p
		s.Why = becauseOf("entries of ", into, " are emptied here and not removed: their keys stay")
		s.Fix = "delete the entry instead"
		if f.h.Kind(c.sv) == heap.KindArray {
			s.Why = becauseOf("elements of ", into, " are emptied here and not removed")
			s.Fix = "take the element out with splice or shift"
		}
	} else {
		s.Placement = f.placeCollecting(&c.collecting, c.stores, s.HolderPlace)
	}
	s.bounded = f.boundedBy(s, c)
	f.storesOnce(s, c)
	return true
}

// boundedBy says how the source limits a container; "" if it does not.
func (f *finder) boundedBy(s *Suspect, c *collection) string {
	over := f.exceeds(s, c.collector)
	if len(c.stores) > 0 {
		c.stores[0].over, c.stores[0].several = over, len(c.collector.containers) >= severalContainers
		if why := cmp.Or(c.stores[0].bounded(), f.readsToEnd(&c.stores[0])); why != "" {
			return why
		}
	}
	if why := f.onePerHolder(c.collector); why != "" {
		return why
	}
	if why := f.limited(c.in.Path, c.collector, over); why != "" {
		return why
	}
	removals := f.removals(c.in.Path, f.h.Kind(c.sv) == heap.KindArray)
	if len(c.stores) > 0 && f.src.below(c.stores[0].text.Path) {
		removals = append(removals, c.stores[0].removals()...)
	}
	removals = slices.DeleteFunc(removals, func(r removal) bool {
		r.of.over = over
		return r.of.isOver(r.text, r.on)
	})
	if why := cmp.Or(f.emptied(removals, c.stores), f.givenLimit(c.in.Class()), f.reuses(c, removals)); why != "" || len(c.counts) < 2 {
		return why
	}
	return cmp.Or(f.finite(s, c.collector), f.knownKeys(s, c.collector), f.consumes(c))
}

// onePerHolder says that what collects is a field of objects whose number does not
// grow: each has it once.
func (f *finder) onePerHolder(c *collector) string {
	if len(c.of) != 1 || !c.of[0].Step.IsName() || c.of[0].Parent == nil || collects(c.of[0].Parent) {
		return ""
	}
	holders := c.of[0].Parent.Count[f.last()]
	if holders < c.counts[f.last()] {
		return ""
	}
	return fmt.Sprintf("it is a field of %s, which can have it once each", words.CountOf(holders, "holder", "holders"))
}
