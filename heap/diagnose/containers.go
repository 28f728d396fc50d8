package diagnose

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/retained"
	"github.com/perlheap/perlheap/heap/site"
	words "github.com/perlheap/perlheap/heap/text"
)

// collector is a container, or all of one path, in which something collects.
type collector struct {
	path     path.Found
	sv       heap.SV // the biggest of them
	entries  []heap.SV
	counts   []int           // entries in each heap
	retained []retained.Size // in each heap
	grown    int64
	given    bool // to one below it; see give
}

const (
	sureStore      = 8   // score of a line that certainly fills the container
	minCount       = 8   // entries that a container must have gained
	manyCollectors = 200 // containers that get a name
	fanOut         = 32  // entries of a container that a single dump makes suspicious
	leastText      = 50  // a string of a single dump takes one part in so many of the heap
	leastShare     = 200 // a container of a single dump retains one part in so many of the heap
)

// containers finds what collects in containers that roots reach.
func (f *finder) containers() error {
	var collectors []collector
	var err error
	if len(f.s.Heaps) > 1 {
		collectors, err = f.growing()
	} else {
		collectors, err = f.big()
	}
	if err != nil {
		return err
	}
	f.give(collectors)
	for i := range collectors {
		if err := f.ctx.Err(); err != nil {
			return err
		}
		if !collectors[i].given {
			f.collector(&collectors[i])
		}
	}
	return nil
}

// give lets a container whose entries grew have the growth of one above it to
// which nothing was added: what two containers hold together counts for
// neither, but for what is above both, and is the same growth.
func (f *finder) give(collectors []collector) {
	stalled := map[heap.SV]*collector{}
	for i := range collectors {
		if p := &collectors[i]; len(p.counts) > 1 && p.added() <= 0 && f.h.Kind(p.sv) != heap.KindScalar {
			stalled[p.sv] = p
		}
	}
	heirs := map[*collector]*collector{} // of a stalled one, that below it to which most was added
	for i := range collectors {
		p := &collectors[i]
		if len(stalled) == 0 || len(p.counts) < 2 || p.added() < minCount {
			continue
		}
		for sv, ok := f.sizes.Dominator(p.sv); ok; {
			if above := stalled[sv]; above != nil && (heirs[above] == nil || p.added() > heirs[above].added()) {
				heirs[above] = p
			}
			next, more := f.sizes.Dominator(sv)
			sv, ok = next, more && next != sv
		}
	}
	for above, heir := range heirs {
		heir.grown, above.given = max(heir.grown, above.grown), true
	}
}

// added is how many entries a container has more than in the first dump.
func (p *collector) added() int { return p.counts[len(p.counts)-1] - p.counts[0] }

// growing gives the containers in which the heap grew.
func (f *finder) growing() ([]collector, error) {
	holders, err := f.s.Holders(f.ctx)
	if err != nil {
		return nil, err
	}
	collectors := make([]collector, len(holders))
	for i, h := range holders {
		collectors[i] = collector{path: h.Path, sv: h.SV, entries: h.New, counts: h.Counts, retained: h.Retained, grown: h.Grown}
	}
	return collectors, nil
}

// big gives the containers of a single dump that retain much, in many alike
// parts.
func (f *finder) big() ([]collector, error) {
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
	var collectors []collector
	for _, sv := range all[:min(len(all), manyCollectors)] {
		q := collector{path: f.paths.Of(sv), sv: sv, entries: h.AppendHeld(sv, nil)}
		q.counts = []int{len(q.entries)}
		q.retained = []retained.Size{f.sizes.Of(sv)}
		q.grown = q.retained[0].Bytes
		collectors = append(collectors, q)
	}
	return collectors, nil
}

// collector makes a suspect of a container.
func (f *finder) collector(p *collector) {
	h := f.h
	o := p.path.Path
	if len(o.Symbol()) > 0 && strings.HasPrefix(o.Symbol()[1:], "main::_<") {
		return // what perl keeps of source files, and a debugger of their lines
	}
	kind := h.Kind(p.sv)
	most, share := f.contents(p.entries)
	n := len(p.counts)
	s := Suspect{
		SV: p.sv, Count: p.counts[n-1], Counts: p.counts, Retained: p.retained[n-1], Grown: p.grown,
		Class: o.Class(),
	}
	for _, r := range p.retained {
		s.history = append(s.history, r.Bytes)
	}
	f.holder(&s, p.path)
	if len(f.s.Heaps) == 1 && share < 0.5 && kind != heap.KindScalar {
		return // a mixture, as symbol tables and %INC are
	}
	if kind == heap.KindStash && len(f.s.Heaps) == 1 && most.what != isCode {
		if f.named(&s, p, o) {
			f.add(s)
		}
		return // a package
	}
	where := collecting{in: p.path, containers: []heap.SV{p.sv}, members: p.entries, most: most}
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
			s.Why = fmt.Sprintf("%s keeps a string of %s", f.say(o), words.Bytes(p.retained[0].Bytes))
		}
		if o.Start().Kind == path.Temporary {
			s.Fix = "perl keeps the result of an operator until the sub is called again: build it in smaller pieces, or in a variable that you undef afterwards"
			s.Placement = f.placeCode(p.path.From)
		} else {
			s.Placement = f.placeCollecting(&where, stores, s.HolderPlace)
		}
	case most.what == isCode && most.key == "(eval)":
		s.Kind, s.SV, s.named = Evals, most.sv, kind == heap.KindStash
		s.Placement = f.placeEval(most.sv, strings.Trim(o.Symbol(), "%:"))
		s.Why = fmt.Sprintf("a string eval compiled here defines new subs, which stay in %s", f.say(o))
		s.Fix = "reuse what was compiled, compile anonymous subs instead, or delete the names"
	case most.what == isCode && !memoized(stores, array) && f.subAt(most.sv):
		f.collected(&s, p, most)
		if len(stores) > 0 && stores[0].score >= sureStore {
			s.bounded = stores[0].bounded()
			s.Added = f.src.place(stores[0].text, stores[0].line)
			s.Fix += fmt.Sprintf("; it is stored there at %s", s.Added)
		}
	case kind == heap.KindStash && f.named(&s, p, o):
	case len(p.counts) > 1 && s.Growth() < minCount && p.grown >= minText && f.linked(&s, p.sv):
	case len(p.counts) > 1 && s.Growth() <= 0:
		s.Kind = Entries
		s.Why = fmt.Sprintf("what %s holds grows, though nothing is added to it directly", f.say(o))
		s.Fix = "look for what is added further down"
		s.Placement = f.placeCollecting(&where, stores, s.HolderPlace)
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
		s.bounded = s.Kind == Entries && len(stores) > 0 && stores[0].bounded()
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
func (f *finder) collected(s *Suspect, p *collector, most content) {
	o := p.path.Path
	s.Kind, s.SV = Closures, most.sv
	s.Placement = f.placeCode(most.sv)
	if told, ok := f.placePassed(&collecting{in: p.path, members: p.entries, most: most}); ok {
		s.Placement = told
	}
	// Of the closures, as everywhere on their line, not of what holds them.
	s.Retained = f.sizes.Of(site.Closures(f.h, most.sv)...)
	captured := f.captures(most.sv)
	s.Captured = list(captured)
	class := f.capturedClass(most.sv)
	s.keeps = class != ""
	if s.Growth() < minCount && len(s.Counts) > 1 {
		// They hang on one reference; the closures themselves can be counted.
		for k, h := range f.s.Heaps {
			s.Counts[k] = countSite(h, most.key)
		}
		s.Count = s.Counts[len(s.Counts)-1]
	}
	s.Class = cmp.Or(class, o.Class())
	s.inOrder = f.h.Kind(p.sv) == heap.KindArray
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
	if s.Kind == Timers {
		s.Fix = "keep the timer's ID or guard, and remove the timer when it is no longer needed"
	}
	if len(captured) > 0 {
		s.Fix += ", or let it capture weakened copies"
	}
}

// countSite counts the closures of a place.
func countSite(h *heap.Heap, key string) int {
	n := 0
	for cv := range h.Codes().All {
		if loc, ok := h.Code(cv).Location(); ok && h.Code(cv).IsClosure() && siteKey(loc) == key {
			n++
		}
	}
	return n
}
