package diagnose

import (
	"cmp"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/heap/pmat"
	words "github.com/perlheap/perlheap/heap/text"
)

// Bounds of how what the program calls leads to the sub of a module that stores.
const (
	maxHops   = 2 // calls inside of the module, but those of private subs
	maxRounds = 8 // calls in all
)

// placeCall places what a module keeps, that is what a path begins with, at the
// program's own calls of it: of the subs that store what collects, or call those
// that do, as the module's text has them; of any of its methods that take
// something; else of the module's class. What is passed there, and what holds the
// module's object, tell between them. False for what is the program's own, and if
// it calls nothing of the module.
func (f *finder) placeCall(c *collecting) (Placement, bool) {
	pkg := packageOf(c.in.Path)
	if pkg == "" || f.src.ownClass(pkg) {
		return Placement{}, false
	}
	q := &question{collecting: c, pkg: pkg, entries: f.entries(pkg, c), keys: f.keysOf(c), via: f.via(c), common: f.commonKeys(c.members), strings: f.textsIn(c)}
	var calls []ownCall
	for _, t := range f.src.own {
		if f.ctx.Err() != nil {
			return Placement{}, false
		}
		rec := t.record()
		for i := range rec.Calls {
			if x, ok := f.calls(t, &rec.Calls[i], q); ok {
				calls = append(calls, x)
			}
		}
	}
	if len(calls) == 0 {
		return Placement{}, false
	}
	if slices.ContainsFunc(calls, func(c ownCall) bool { return c.sure }) {
		calls = slices.DeleteFunc(calls, func(c ownCall) bool {
			return !c.sure && c.told == 0 && !(c.known && mutates(baseName(c.call.Name)) > 0)
		})
	}
	slices.SortStableFunc(calls, func(a, b ownCall) int { return -cmp.Compare(a.score, b.score) })
	return f.candidates(calls, pkg, len(c.containers) == 0), true
}

// question is what a call is compared with.
type question struct {
	*collecting
	pkg     string
	entries map[string]int  // subs of the module that store, and how many calls there are between
	keys    []string        // of the container
	via     map[string]bool // what the program calls that which holds the module's object
	common  map[string]bool // the keys that each member has
	strings []string        // some of the members
}

// ownCall is a call in the program's own text.
type ownCall struct {
	text  *text
	call  *perl.Call
	score int
	told  int  // how much of the score is for what is passed
	known bool // the receiver is known to be of the module
	sure  bool // it leads to the sub that stores as well
}

// maxCandidates is how many lines a person may want to look at.
const maxCandidates = 4

// muchTold is what of the score of a call tells that the contents come from there,
// if no other call has as much.
const muchTold = 6

// candidates makes a placement of calls, the likeliest first.
func (f *finder) candidates(calls []ownCall, pkg string, lost bool) Placement {
	var p Placement
	second := ownCall{score: -1}
	for _, c := range calls {
		at := Candidate{f.src.place(c.text, c.call.Line), Called, "the program calls " + c.call.Name + " of " + pkg + " here"}
		switch {
		case p.Place.Line == 0:
			p.Place, p.Certainty, p.Reason = at.Place, at.Certainty, at.Reason
		case at.Place.At() != p.Place.At() && len(p.Others) < maxCandidates && !slices.ContainsFunc(p.Others, func(o Candidate) bool { return o.Place.At() == at.Place.At() }):
			if len(p.Others) == 0 {
				second = c
			}
			p.Others = append(p.Others, at)
		}
	}
	first := calls[0]
	switch {
	case len(p.Others) == 0 && (first.sure || lost && first.known):
		// What nothing holds is of the module's own making; a container may have been
		// filled by the module when it was loaded.
		p.Certainty, p.Reason = Reached, "only this call of the program leads to "+pkg
	case first.told >= muchTold && first.known && second.told == 0 && first.score >= second.score+muchTold:
		p.Certainty, p.Reason = Told, "what is there is passed here to "+first.call.Name+" of "+pkg
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
	if len(hops) == 0 {
		for _, t := range texts {
			t.storesUnnamed(hops)
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

// storesUnnamed notes the subs of a text that store into an object under what is
// computed, or push onto one that is an ARRAY: nothing there has a name.
func (t *text) storesUnnamed(hops map[string]int) {
	for i := range t.record().Stores {
		s := &t.record().Stores[i]
		n := len(s.Target.Steps)
		switch {
		case s.Declares || s.Target.Root != perl.RootVariable || s.Target.Name[0] != '$':
			continue
		case n > 0 && s.Target.Steps[0].Kind <= perl.StepElement && s.Target.Steps[0].Name == "" && s.How != perl.StoreIterate:
		case n == 0 && (s.How == perl.StorePush || s.How == perl.StoreUnshift || s.How == perl.StoreSplice):
		default:
			continue
		}
		if name := t.subAround(s.Sub); name != "" {
			hops[name] = 0
		}
	}
}

// calls says how likely a call of the program has a module keep what collects;
// false if it cannot.
func (f *finder) calls(t *text, call *perl.Call, q *question) (ownCall, bool) {
	x := ownCall{text: t, call: call}
	name := baseName(call.Name)
	hops, stores := q.entries[name]
	makesIt := false
	switch {
	case call.Method:
		fit := f.receives(t, call.Receiver, call.At, q.pkg)
		class := call.Receiver.Root == perl.RootClass && len(call.Receiver.Steps) == 0
		if fit == fitsNot {
			n, leads := f.leads(f.classOf(t, call.Receiver, call.At, 0), name, q)
			if !leads {
				return x, false
			}
			hops, stores, fit = n, true, fitsClass
		}
		if !stores && (fit != fitsClass || !class && len(call.Args) == 0) {
			return x, false
		}
		if fit == mayFit && len(call.Args) == 0 {
			return x, false
		}
		x.known = fit == fitsClass
		makesIt = class && makes(name)
	case slices.ContainsFunc(t.coded.Subs, func(s perl.Sub) bool { return s.Kind == perl.Named && s.Name == name }):
		return x, false
	case strings.Contains(call.Name, "::"):
		of := call.Name[:strings.LastIndex(call.Name, "::")]
		if x.known = stores && f.related(of, q.pkg); !x.known {
			if hops, x.known = f.leads(of, name, q); !x.known {
				return x, false
			}
			stores = true
		}
	default: // it must have imported it
		for _, m := range t.File.Modules {
			if stores && f.src.module(m) != nil && f.src.module(m).declares(q.pkg) {
				x.known = true
				break
			}
			if n, leads := f.leads(m, name, q); leads {
				hops, stores, x.known = n, true, true
				break
			}
		}
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
	x.score += 2 * mutates(name)
	x.score += q.throughHolder(call)
	if makesIt && len(q.containers) > 0 {
		x.score -= 8 // it was made once, and something is added again and again
	}
	if t.once(call.Sub) && len(q.containers) > 0 {
		x.score -= 3
	}
	x.told = int(8*t.begins(call, q.keys)) + f.passes(t, call, q.collecting) + t.tells(call, q)
	x.score += x.told
	x.sure = x.known && stores && !(makesIt && len(q.containers) > 0)
	return x, true
}

// leads reports whether a sub of another class of the same distribution, or of one
// that names the module, calls what stores, and how many calls there are between.
func (f *finder) leads(class, sub string, q *question) (hops int, ok bool) {
	if class == "" || f.src.ownClass(class) || len(q.entries) == 0 {
		return 0, false
	}
	t := f.src.module(class)
	if t == nil || top(class) != top(q.pkg) && !strings.Contains(string(t.decoded), q.pkg) {
		return 0, false
	}
	for _, c := range t.record().Calls {
		if n, stores := q.entries[baseName(c.Name)]; stores && t.subAround(c.Sub) == sub && !(makes(baseName(c.Name)) && c.Method) && (!ok || n+1 < hops) {
			hops, ok = n+1, true
		}
	}
	return hops, ok
}

// top is the first word of a package's name, which its distribution shares.
func top(pkg string) string { first, _, _ := strings.Cut(pkg, "::"); return first }

// The beginnings of the names of methods that add something, and of those that
// take nothing but a look, or something out.
var (
	adding = []string{"add", "push", "put", "set", "insert", "store", "register", "enqueue", "append", "prepend", "unshift", "attach", "install", "subscribe", "on", "log", "write", "print", "save", "create", "post", "delay", "then", "connect"}
	taking = []string{"get", "is", "has", "can", "find", "look", "fetch", "count", "size", "keys", "values", "list", "peek", "dequeue", "shift", "pop", "remove", "delete", "del", "clear", "run", "exists", "stop", "cancel", "reset"}
)

// mutates says by the name of a method whether it adds something, 1, or not, -1;
// 0 for one that does not tell.
func mutates(name string) int {
	name = strings.TrimLeft(name, "_")
	begins := func(word string) bool {
		if len(name) < len(word) || !strings.EqualFold(name[:len(word)], word) {
			return false
		}
		rest := name[len(word):]
		return rest == "" || rest[0] == '_' || rest[0] >= 'A' && rest[0] <= 'Z' || rest[0] >= '0' && rest[0] <= '9'
	}
	switch {
	case slices.ContainsFunc(adding, begins):
		return 1
	case slices.ContainsFunc(taking, begins):
		return -1
	}
	return 0
}

// once reports whether a sub is one that runs once for each object, or when the
// file is loaded.
func (t *text) once(sub int) bool {
	switch name := t.subAround(sub); name {
	case "new", "BUILD", "BUILDARGS", "import", "init", "_init", "startup", "setup":
		return true
	case "":
		return sub < 0 && len(t.File.Packages) > 0
	}
	return false
}

// via gives what the program calls that which holds the object of a module: the
// last field or variable of its own on the way.
func (f *finder) via(c *collecting) map[string]bool {
	if len(c.containers) == 0 {
		return nil
	}
	for _, up := range f.paths.HoldersOf(c.in)[1:] {
		if class := up.Class(); class != "" && !f.src.ownClass(class) {
			continue
		}
		names := map[string]bool{}
		for _, w := range anchors(up.Path) {
			names[w.name] = true
			if w.sigil == 0 {
				break
			}
		}
		if len(names) > 0 {
			return names
		}
	}
	return nil
}

// throughHolder says whether the receiver of a call is what holds the module's
// object, as far as its name tells.
func (q *question) throughHolder(call *perl.Call) int {
	if len(q.via) == 0 || !call.Method {
		return 0
	}
	field := false
	for _, s := range call.Receiver.Steps {
		if q.via[s.Name] {
			return 5
		}
		field = field || s.Kind == perl.StepKey && s.Name != ""
	}
	if call.Receiver.Root == perl.RootVariable && q.via[baseName(call.Receiver.Name[1:])] {
		return 5
	}
	if field {
		return -5 // it is another one
	}
	return 0
}

// tells says how much the words that a call passes are in what collects: the keys
// that each member has, a name on the way, the beginning of its strings.
func (t *text) tells(call *perl.Call, q *question) (score int) {
	if len(call.Args) == 0 {
		return 0
	}
	from, to := call.Args[0].Start, call.Args[len(call.Args)-1].End
	if len(q.common) >= fewestKeys {
		has := map[string]bool{}
		for i := range t.record().Stores {
			s := &t.record().Stores[i]
			if n := len(s.Target.Steps); s.How == perl.StorePair && from <= s.Start && s.End <= to && n > 0 && q.common[s.Target.Steps[n-1].Name] {
				has[s.Target.Steps[n-1].Name] = true
			}
		}
		score += 6 * len(has) / len(q.common)
	}
	score += int(6 * t.begins(call, q.strings))
	names := map[string]bool{}
	for _, s := range q.in.Way() {
		if s.IsName() && len(s.Text) >= leastBeginning {
			names[strings.ToLower(s.Text)] = true
		}
	}
	for _, l := range t.record().Literals {
		if from <= l.Start && l.End <= to && l.Whole && names[strings.ToLower(l.Text)] {
			return score + 6
		}
	}
	return score
}

// textsIn gives some of the strings that collect; of a string that grows, its
// lines, of which a literal may be anywhere in one.
func (f *finder) textsIn(c *collecting) (all []string) {
	step := max(1, len(c.members)/samples)
	for i := 0; i < len(c.members); i += step {
		sv := c.members[i]
		if to, ok := f.h.Referent(sv); ok {
			sv = to
		}
		if f.h.Kind(sv) == heap.KindScalar && f.h.Flags(sv)&pmat.ScalarPV != 0 {
			if b, err := f.h.Text(sv, maxToldText); err == nil && len(b) >= leastBeginning {
				all = append(all, words.Decode(b))
			}
		}
	}
	return all
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
			if key == l.Text || !l.Whole && strings.HasPrefix(key, l.Text) || len(l.Text) >= 2*leastBeginning && strings.Contains(key, strings.TrimSpace(l.Text)) {
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
		case c.most.what == isObject && (arg.Kind == perl.ValueTerm || arg.Kind == perl.ValueCall) && f.classOf(t, arg.Term, call.At, 0) == c.most.key:
			score += 4
		case c.most.what == isObject && call.Package == c.most.key && strings.Contains(t.code(arg), "$self"):
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
