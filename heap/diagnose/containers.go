package diagnose

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/site"
	words "github.com/perlheap/perlheap/heap/text"
)

const (
	sureStore      = 8   // score of a line that certainly fills the container
	manyCollectors = 200 // containers that get a name
	fanOut         = 32  // entries of a container that a single dump makes suspicious
	leastText      = 50  // a string of a single dump takes one part in so many of the heap
	leastShare     = 200 // a container of a single dump retains one part in so many of the heap
)

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

// each makes suspects of what collects.
func (f *finder) each(all []*collector) error {
	for _, c := range all {
		if err := f.ctx.Err(); err != nil {
			return err
		}
		f.collector(c)
	}
	return nil
}

// big gives the containers of a single dump that retain much, in many alike
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
		if k == heap.KindScalar && h.Size(sv)*leastText >= total && f.sizes.Reached(sv) {
			all = append(all, sv)
		}
		if k != heap.KindArray && !k.HashLike() || sv == table || h.State(sv).IsBackrefs() {
			continue
		}
		if !f.sizes.Reached(sv) || f.sizes.Bytes(sv)*leastShare < total || f.sizes.Count(sv) < fanOut {
			continue
		}
		if buf = h.AppendHeld(sv, buf[:0]); len(buf) < fanOut {
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
		c := &collector{path: f.paths.Of(sv), sv: sv, containers: []heap.SV{sv}, entries: h.AppendHeld(sv, nil), bytes: []int64{f.sizes.Bytes(sv)}}
		c.counts = []int{len(c.entries)}
		collectors = append(collectors, c)
	}
	return collectors
}

// collector makes a suspect of a container.
func (f *finder) collector(c *collector) {
	h := f.h
	o := c.path.Path
	if len(o.Symbol()) > 0 && strings.HasPrefix(o.Symbol()[1:], "main::_<") {
		return // what perl keeps of source files, and a debugger of their lines
	}
	kind := h.Kind(c.sv)
	most, share := f.contents(c.entries)
	n := len(c.counts)
	s := Suspect{
		SV: c.sv, Count: c.counts[n-1], Counts: c.counts, Bytes: c.bytes, Retained: f.sizes.Of(c.containers...), Grown: c.grown(),
		Class: o.Class(), of: c.of,
	}
	f.holder(&s, c.path)
	if len(f.s.Heaps) == 1 && share < 0.5 && kind != heap.KindScalar {
		return // a mixture, as symbol tables and %INC are
	}
	if kind == heap.KindStash && len(f.s.Heaps) == 1 && most.what != isCode {
		if f.named(&s, c, o) {
			f.add(s)
		}
		return // a package
	}
	where := collecting{in: c.path, containers: c.containers, members: c.entries, most: most}
	array := kind == heap.KindArray
	isText := kind == heap.KindScalar
	stores := f.stores(o, array, isText)
	if len(stores) == 0 {
		stores = f.elementStores(o, array, isText)
	}
	switch {
	case isText:
		s.Kind, s.Why = Text, fmt.Sprintf("the string in %s grows", f.say(o))
		s.Fix = "truncate the string, or write it out and empty it"
		if len(f.s.Heaps) == 1 { // one dump shows no growth
			s.Why = fmt.Sprintf("%s keeps a string of %s", f.say(o), words.Bytes(c.bytes[0]))
		}
		if o.Start().Kind == path.Temporary {
			s.Fix = "perl keeps the result of an operator until the sub is called again: build it in smaller pieces, or in a variable that you undef afterwards"
			s.Placement = f.placeCode(c.path.From)
		} else {
			s.Placement = f.placeCollecting(&where, stores, s.HolderPlace)
		}
	case most.what == isCode && most.key == "(eval)":
		s.Kind, s.SV = Evals, most.sv
		s.Placement = f.placeEval(most.sv, strings.Trim(o.Symbol(), "%:"))
		s.Why = fmt.Sprintf("a string eval compiled here defines new subs, which stay in %s", f.say(o))
		s.Fix = "reuse what was compiled, compile anonymous subs instead, or delete the names"
	case most.what == isCode && !memoized(stores, array) && f.subAt(most.sv):
		f.collected(&s, c, most)
		if len(stores) > 0 && stores[0].score >= sureStore {
			s.bounded = stores[0].bounded()
			s.Added = f.src.place(stores[0].text, stores[0].line)
			s.Fix += fmt.Sprintf("; it is stored there at %s", s.Added)
		}
	case kind == heap.KindStash && f.named(&s, c, o):
	case len(c.counts) > 1 && f.inItself(c) && f.linked(&s, c.entries[len(c.entries)/2]):
	default:
		s.Kind = Entries
		s.Why, s.Fix = fmt.Sprintf("entries are added to %s and not removed", f.say(o)), "remove entries that are no longer needed, or limit their number"
		switch most.what {
		case isObject:
			s.Class = most.key
			s.Why = fmt.Sprintf("objects of %s are added to %s and not removed", words.Name(most.key), f.say(o))
		case isNothing:
			if slices.ContainsFunc(stores, func(st store) bool { return st.weakens() }) {
				s.Kind = StaleWeakKeys
				s.Why = fmt.Sprintf("entries of %s stay after the objects that they weakly referred to are gone", f.say(o))
				s.Fix = "delete the entry in DESTROY, or remove undefined entries from time to time"
			}
		case isString:
			s.Why = fmt.Sprintf("strings are added to %s and not removed", f.say(o))
		}
		s.Placement = f.placeCollecting(&where, stores, s.HolderPlace)
		if s.Kind == Entries && len(stores) > 0 {
			s.bounded = stores[0].bounded()
		}
		if s.Kind == Entries && len(c.counts) > 1 {
			s.bounded = cmp.Or(s.bounded, f.finite(c))
			s.memo = memoized(stores, array)
		}
	}
	f.add(s)
}

// subAt reports whether a CODE has a place.
func (f *finder) subAt(cv heap.SV) bool {
	loc, ok := f.h.Code(cv).Location()
	return ok && loc.Line > 0
}

// memoized reports whether a HASH is filled by its own lookup: what is made then
// is meant to stay, and the line that keeps it is the one to change.
func memoized(stores []store, array bool) bool {
	return !array && len(stores) > 0 && stores[0].how == memoizes
}

// collected is for containers of closures.
func (f *finder) collected(s *Suspect, c *collector, most content) {
	o := c.path.Path
	s.Kind, s.SV = Closures, most.sv
	s.Placement = f.placeCode(most.sv)
	passed := false
	if told, ok := f.placePassed(&collecting{in: c.path, members: c.entries, most: most}); ok {
		s.Placement, passed = told, true
	}
	if !passed { // of the closures, as everywhere on their line, not of what holds them
		s.Retained = f.sizes.Of(site.Closures(f.h, most.sv)...)
	}
	s.inList = f.h.Kind(c.sv) == heap.KindArray
	captured := f.captures(most.sv)
	s.Captured = list(captured)
	class := f.capturedClass(most.sv)
	s.Class = cmp.Or(class, o.Class())
	name := strings.ToLower(o.String())
	for _, w := range []string{"timer", "watcher", "recurring"} {
		if strings.Contains(name, w) {
			s.Kind = Timers
		}
	}
	with := ""
	if len(captured) > 0 {
		with = ", each with " + s.Captured
	}
	s.Why = fmt.Sprintf("the closures made here stay in %s%s", f.say(o), with)
	s.Fix = "remove the closure from there when it is no longer needed"
	if passed { // it is one sub, over and over
		s.Why = fmt.Sprintf("%s is added to %s again and again and not removed", f.subName(most.sv), f.say(o))
		s.Fix = "remove it from there when it is no longer needed, or add it only once"
		return
	}
	if s.Kind == Timers {
		s.Fix = "keep the timer's ID or guard, and remove the timer when it is no longer needed"
	}
	if len(captured) > 0 {
		s.Fix += ", or let it capture weakened copies"
	}
}
