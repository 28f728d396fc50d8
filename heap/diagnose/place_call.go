package diagnose

import (
	"cmp"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/perl"
	words "github.com/perlheap/perlheap/heap/text"
)

// Bounds of how what the program calls leads to the sub of a module that stores.
const (
	maxHops   = 2 // calls inside of the module, but those of private subs
	maxRounds = 8 // calls in all
)

// placeCall places what a module keeps, that is what a path begins with, at the
// program's own calls of it: of the subs that store what collects, or call those
// that do, as the module's text has them; else of the module's class. None is
// more than a guess. False for what is the program's own, and if it calls
// nothing of the module.
func (f *finder) placeCall(c *collecting) (Placement, bool) {
	pkg := packageOf(c.in.Path)
	if pkg == "" || f.src.ownClass(pkg) {
		return Placement{}, false
	}
	entries, keys := f.entries(pkg, c), f.keysOf(c)
	var calls []ownCall
	for _, t := range f.src.own {
		if f.ctx.Err() != nil {
			return Placement{}, false
		}
		rec := t.record()
		for i := range rec.Calls {
			if x, ok := f.calls(t, &rec.Calls[i], pkg, entries, c, keys); ok {
				calls = append(calls, x)
			}
		}
	}
	if len(calls) == 0 {
		return Placement{}, false
	}
	if slices.ContainsFunc(calls, func(c ownCall) bool { return c.sure }) {
		calls = slices.DeleteFunc(calls, func(c ownCall) bool { return !c.sure })
	}
	slices.SortStableFunc(calls, func(a, b ownCall) int { return -cmp.Compare(a.score, b.score) })
	return f.candidates(calls, pkg, len(c.containers) == 0), true
}

// ownCall is a call in the program's own text.
type ownCall struct {
	text  *text
	call  *perl.Call
	score int
	known bool // the receiver is known to be of the module
	sure  bool // it leads to the sub that stores as well
}

// maxCandidates is how many lines a person may want to look at.
const maxCandidates = 4

// candidates makes a placement of calls, the likeliest first.
func (f *finder) candidates(calls []ownCall, pkg string, lost bool) Placement {
	var p Placement
	for _, c := range calls {
		at := Candidate{f.src.place(c.text, c.call.Line), Called, "the program calls " + c.call.Name + " of " + pkg + " here"}
		switch {
		case p.Place.Line == 0:
			p.Place, p.Certainty, p.Reason = at.Place, at.Certainty, at.Reason
		case at.Place.At() != p.Place.At() && len(p.Others) < maxCandidates && !slices.ContainsFunc(p.Others, func(o Candidate) bool { return o.Place.At() == at.Place.At() }):
			p.Others = append(p.Others, at)
		}
	}
	// What nothing holds is of the module's own making; a container may have been
	// filled by the module when it was loaded.
	if len(calls) > 0 && len(p.Others) == 0 && (calls[0].sure || lost && calls[0].known) {
		p.Certainty, p.Reason = Reached, "only this call of the program leads to "+pkg
	}
	return p
}

// packageOf is the package that a path begins in: of an object its class, of a
// variable its package or that of its sub.
func packageOf(o path.Path) string {
	if class := o.Class(); class != "" {
		return class
	}
	name := strings.TrimLeft(cmp.Or(o.Symbol(), o.Start().Sub), "$@%&*")
	if i := strings.LastIndex(name, "::"); i > 0 {
		return name[:i]
	}
	return ""
}

// entries gives the subs of a module by which a program may have it store what
// collects, with how many calls there are between.
func (f *finder) entries(pkg string, c *collecting) map[string]int {
	hops := map[string]int{}
	var texts []*text
	for _, of := range append([]string{pkg}, f.bases(pkg)...) {
		if t := f.src.module(of); t != nil && !slices.Contains(texts, t) {
			texts = append(texts, t)
		}
	}
	if sub := cmp.Or(c.sub, strings.TrimPrefix(c.in.Start().Sub, "&")); sub != "" {
		hops[baseName(sub)] = 0
	}
	array, text := false, false
	if len(c.containers) > 0 {
		k := f.h.Kind(c.containers[0])
		array, text = k == heap.KindArray, k == heap.KindScalar
	}
	for _, w := range anchors(c.in.Path) {
		w.array, w.text = array, text
		for _, t := range texts {
			for _, s := range t.stores(w) {
				if s.how == declares || s.how == looks {
					continue
				}
				if name := t.subAround(s.at.Sub); name != "" && s.value.Kind != perl.ValueUndef && !s.value.Empty {
					hops[name] = 0
				}
			}
		}
		if len(hops) > 0 {
			break // a name nearer to what collects says more
		}
	}
	for range maxRounds {
		grew := false
		for _, t := range texts {
			for _, c := range t.record().Calls {
				called := baseName(c.Name)
				n, ok := hops[called]
				name := t.subAround(c.Sub)
				if !ok || name == "" {
					continue
				}
				if !strings.HasPrefix(called, "_") {
					n++ // what is private the program cannot call
				}
				if was, known := hops[name]; n <= maxHops && (!known || n < was) {
					hops[name], grew = n, true
				}
			}
		}
		if !grew {
			break
		}
	}
	return hops
}

// subAround is the name of the sub that what stands in a sub belongs to; empty
// at the top.
func (t *text) subAround(sub int) string {
	for ; sub >= 0; sub = t.coded.Subs[sub].Parent {
		if s := &t.coded.Subs[sub]; s.Kind == perl.Named || s.Kind == perl.Method && s.Name != "" {
			return baseName(s.Name)
		}
	}
	return ""
}

// calls says how likely a call of the program has a module keep what collects;
// false if it cannot.
func (f *finder) calls(t *text, call *perl.Call, pkg string, entries map[string]int, c *collecting, keys []string) (ownCall, bool) {
	x := ownCall{text: t, call: call}
	name := baseName(call.Name)
	hops, stores := entries[name]
	switch {
	case call.Method:
		fit := f.receives(t, call.Receiver, call.At, pkg)
		if fit == fitsNot || !stores && (fit != fitsClass || call.Receiver.Root != perl.RootClass) {
			return x, false
		}
		if fit == mayFit && len(call.Args) == 0 {
			return x, false
		}
		x.known = fit == fitsClass
	case !stores, slices.ContainsFunc(t.coded.Subs, func(s perl.Sub) bool { return s.Kind == perl.Named && s.Name == name }):
		return x, false
	case strings.Contains(call.Name, "::"):
		if x.known = f.related(call.Name[:strings.LastIndex(call.Name, "::")], pkg); !x.known {
			return x, false
		}
	default: // it must have imported it
		x.known = slices.ContainsFunc(t.File.Modules, func(m string) bool { return f.src.module(m) != nil && f.src.module(m).declares(pkg) })
		if !x.known {
			return x, false
		}
	}
	if x.known {
		x.score += 6
	}
	if stores {
		x.score += 4 - hops
	}
	if len(call.Args) > 0 {
		x.score++
	}
	x.sure = x.known && stores
	x.score += int(8*t.begins(call, keys)) + f.passes(t, call, c)
	return x, true
}

// leastBeginning is how many bytes of a literal tell that a key begins with it.
const leastBeginning = 4

// begins gives the part of the keys of what collects, 0 … 1, that are a literal
// which a call passes, or begin with one.
func (t *text) begins(call *perl.Call, keys []string) float64 {
	if len(call.Args) == 0 || len(keys) == 0 {
		return 0
	}
	from, to := call.Args[0].Start, call.Args[len(call.Args)-1].End
	best := 0
	for _, l := range t.record().Literals {
		if l.Start < from || l.End > to || len(l.Text) < leastBeginning || l.Number {
			continue
		}
		n := 0
		for _, key := range keys {
			if key == l.Text || !l.Whole && strings.HasPrefix(key, l.Text) {
				n++
			}
		}
		best = max(best, n)
	}
	return float64(best) / float64(len(keys))
}

// keysOf gives some keys of a container; none if it has no keys.
func (f *finder) keysOf(c *collecting) (keys []string) {
	if len(c.containers) == 0 {
		return nil
	}
	n := 0
	_ = f.h.Hash(c.containers[0]).Values(func(name []byte, _ heap.SV) bool { // what is readable helps
		n++
		keys = append(keys, words.Decode(name))
		return n < crowd
	})
	return keys
}

// passes says how much what collects is like what a call passes: the program's
// own sub that its members refer to, or an object of their class.
func (f *finder) passes(t *text, call *perl.Call, c *collecting) (score int) {
	name := ""
	if c.most.what == isCode {
		name, _ = f.h.Symbols().Name(c.most.sv)
		name = baseName(name)
	}
	for _, arg := range call.Args {
		switch {
		case arg.Kind == perl.ValueRef && arg.Term.Root == perl.RootCall && name != "" && baseName(arg.Term.Name) == name:
			score += 6
		case c.most.what == isObject && arg.Kind == perl.ValueTerm && f.classOf(t, arg.Term, call.At, 0) == c.most.key:
			score += 4
		}
	}
	return score
}

// module is the text of the module that a package is in, which is called like
// it or like a package around it; nil if there is none.
func (s *sources) module(pkg string) *text {
	inc := s.Heap().Process().Inc()
	for name := pkg; name != ""; {
		if file, ok := inc[strings.ReplaceAll(name, "::", "/")+".pm"]; ok {
			if t := s.text(s.path(file)); t != nil && t.declares(pkg) {
				return t
			}
		}
		i := strings.LastIndex(name, "::")
		if i < 0 {
			break
		}
		name = name[:i]
	}
	return nil
}

// usedAt places cycles of a module's own making where the program uses the
// module: it may have to be told that they are done with.
func (f *finder) usedAt(s *Suspect, c *componentClass) {
	if s.Place.Path != "" && f.src.below(s.Place.Path) {
		return
	}
	members := c.example[0].members
	p, ok := f.placeLost(members)
	tried := map[string]bool{}
	for _, sv := range members {
		if ok {
			break
		}
		class, blessed := f.h.Package(sv)
		if !blessed || tried[class] {
			continue
		}
		tried[class] = true
		p, ok = f.placeCall(&collecting{in: path.Found{Path: path.OfClass(class), From: sv}, members: members, most: content{sv: heap.NoSV}})
	}
	if !ok {
		return
	}
	p.Place.Recorded = s.Place.Recorded
	s.Placement = p
	s.Fix = "the cycle is inside a module: tell the module here that the object is no longer needed, as its documentation describes, or release here what it was given"
	s.Case = nil
}

// met finds where the program's own code uses the module of a place.
func (f *finder) met(p Placement) Placement {
	t := f.src.text(p.Place.Path)
	if t == nil || p.Place.Line < 1 || int(p.Place.Line) > t.File.Lines() {
		return Placement{}
	}
	pkg := t.File.PackageAt(t.File.LineStart(p.Place.Line))
	at, _ := f.placeCall(&collecting{in: path.Found{Path: path.OfClass(pkg), From: heap.NoSV}, most: content{sv: heap.NoSV}, sub: t.subAround(p.Place.Sub)})
	return at
}
