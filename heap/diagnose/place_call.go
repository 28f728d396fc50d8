package diagnose

import (
	"cmp"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/perl"
)

// placeCall places what a module keeps, which is what a path begins with, at the
// program's own calls of the module: of the subs that, by the module's text, store what
// accumulates or call those that do; failing these, of any of its methods that take
// something; failing these too, of the module's class. What is passed there, and what
// holds the module's object, decide between several. It returns false for what is the
// program's own, and if the program calls nothing of the module.
func (f *finder) placeCall(c *collecting) (Placement, bool) {
	pkg := packageOf(c.in.Path)
	if f.src.ownClass(pkg) { // what it inherits from may fill it
		bases := f.bases(pkg)
		i := slices.IndexFunc(bases, func(of string) bool { return !f.src.ownClass(of) && f.src.module(of) != nil })
		if i < 0 || c.in.Symbol() == "" {
			return Placement{}, false
		}
		pkg = bases[i]
	}
	if pkg == "" {
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
	if c.sub != "" && slices.ContainsFunc(calls, func(c ownCall) bool { return c.stores }) {
		calls = slices.DeleteFunc(calls, func(c ownCall) bool { return !c.stores })
	}
	namedAlike(calls)
	if slices.ContainsFunc(calls, func(c ownCall) bool { return c.sure }) {
		calls = slices.DeleteFunc(calls, func(c ownCall) bool {
			return !c.sure && !c.may && c.told == 0 && !(c.known && mutates(baseName(c.call.Name)) > 0)
		})
	}
	slices.SortStableFunc(calls, func(a, b ownCall) int { return -cmp.Compare(a.score, b.score) })
	return f.candidates(calls, pkg, len(c.containers) == 0), true
}

// namedAlike admits calls of what stores even if their receiver is not known, where a
// variable of the same name holds the module's object elsewhere in the text.
func namedAlike(calls []ownCall) {
	type receiver struct {
		of   *text
		name string
	}
	known := map[receiver]bool{}
	for _, c := range calls {
		if c.known && c.call.Method && c.call.Receiver.Root == perl.RootVariable {
			known[receiver{c.text, c.call.Receiver.String()}] = true
		}
	}
	for i := range calls {
		if c := &calls[i]; !c.known && !c.may && c.stores && known[receiver{c.text, c.call.Receiver.String()}] {
			c.may, c.score = true, c.score+6
		}
	}
}

// question is what a call is compared with.
type question struct {
	*collecting
	pkg     string
	entries map[string]int  // subs of the module that store, and how many calls there are between
	keys    []string        // of the container
	via     map[string]bool // the program's names for what holds the module's object
	common  map[string]bool // the keys that each member has
	strings []string        // some of the members

	leading map[string]map[string]int // subs of other classes that lead to what stores, by class
}

// ownCall is a call in the program's own text.
type ownCall struct {
	text   *text
	call   *perl.Call
	score  int
	told   int  // how much of the score is for what is passed
	known  bool // the receiver is known to be of the module
	sure   bool // it leads to the sub that stores as well
	may    bool // it has the name of a sub of the module that stores, on what is reached through the holder of the module's object, or has the name of what is known to hold it
	stores bool // it has the name of a sub of the module that stores
}

// mayHops is how many calls there may be between a sub of the module and what stores, if
// the name alone says that the program calls it.
const mayHops = 1

// maxCandidates is how many lines a person may want to look at.
const maxCandidates = 4

// muchTold is how much of a call's score must be for what is passed for the call to count
// as the origin of the contents, if no other call has as much.
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

// calls says how likely a call of the program makes a module keep what accumulates;
// false if it cannot.
func (f *finder) calls(t *text, call *perl.Call, q *question) (ownCall, bool) {
	x := ownCall{text: t, call: call}
	name := baseName(call.Name)
	hops, stores := q.entries[name]
	makesIt := false // what collects, and not what is collected
	switch {
	case call.Method:
		if f.overridden(f.classOf(t, call.Receiver, call.At, 0), name) {
			return x, false
		}
		fit := f.receives(t, call.Receiver, call.At, q.pkg)
		class := call.Receiver.Root == perl.RootClass && len(call.Receiver.Steps) == 0
		if fit == fitsNot {
			n, leads := f.leads(f.classOf(t, call.Receiver, call.At, 0), name, q)
			if !leads {
				return x, false
			}
			hops, stores, fit, class = n, true, fitsClass, false
		}
		if !stores && (fit != fitsClass || !class && len(call.Args) == 0) {
			return x, false
		}
		if fit == mayFit && len(call.Args) == 0 {
			return x, false
		}
		x.may = fit == mayFit && hops <= mayHops && q.throughHolder(call) > 0 && f.src.sub(name).text == nil
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
	if x.known || x.may {
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
	switch {
	case len(q.containers) == 0:
	case f.runsOnce(t, call.At):
		x.score -= 8
	case t.once(call.Sub):
		x.score -= 3
	}
	x.told = int(8*t.begins(call, q.keys)) + f.passes(t, call, q.collecting) + t.tells(call, q)
	x.score += x.told
	x.stores = stores
	x.sure = x.known && stores && !(makesIt && len(q.containers) > 0) || q.sub != "" && hops == 0 && x.may
	return x, true
}

// overridden reports whether a method of a class is one of the program's own subs: a
// call of it is none of a module that the class inherits from.
func (f *finder) overridden(class, method string) bool {
	return f.src.ownClass(class) && slices.ContainsFunc(f.src.own, func(t *text) bool {
		return slices.ContainsFunc(t.coded.Subs, func(s perl.Sub) bool {
			return (s.Kind == perl.Named || s.Kind == perl.Method) && baseName(s.Name) == method && (s.Package == class || slices.Contains(f.bases(class), s.Package))
		})
	})
}

// via returns the program's name for what holds the object of a module: the last field
// or variable of its own on the way.
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

// throughHolder reports whether the receiver of a call, judging by its name, is what
// holds the module's object.
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

// usedAt places cycles that a module itself makes where the program uses the module,
// which may have to be told that it is done with them. A call of the sub that makes the
// closure says more than a call that makes an object in the cycle.
func (f *finder) usedAt(s *Suspect, c *componentClass) {
	if s.Place.Path != "" && f.src.below(s.Place.Path) {
		return
	}
	members := c.example[0].members
	p, ok := Placement{}, false
	for class := range f.classesOf(members) {
		if p, ok = f.placeAwait(class); ok {
			break
		}
	}
	if !ok {
		p, ok = f.placeLostMade(members)
	}
	if !ok && s.Kind == SelfSub {
		p = f.met(s.Placement)
		ok = p.Place.Line > 0 && !p.Certainty.IsGuess()
	}
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
		p, ok = f.placeDistribution(f.classesOf(members))
	}
	if !ok {
		return
	}
	p.Place.Recorded = s.Place.Recorded
	s.Placement = p
	s.Fix = "the cycle is inside a module: tell the module here that the object is no longer needed, as its documentation describes, or release here what it was given"
	s.Case = nil
}

// placeLostMade places what a module lost at the only call that makes such an
// object, or else by what was passed to the module.
func (f *finder) placeLostMade(members []heap.SV) (Placement, bool) {
	made, isMade := f.placeMade(members)
	if isMade && !made.Certainty.IsGuess() && len(made.Others) == 0 {
		return made, true
	}
	if p, ok := f.placeLost(members); ok && (!isMade || !p.Certainty.IsGuess()) {
		return p, true
	}
	return made, isMade
}

// met finds where the program's own code uses the module of a place.
func (f *finder) met(p Placement) Placement {
	pkg, sub := f.packageAt(p)
	if pkg == "" {
		return Placement{}
	}
	at, _ := f.placeCall(&collecting{in: path.Found{Path: path.OfClass(pkg), From: heap.NoSV}, most: content{sv: heap.NoSV}, sub: sub})
	return at
}

// packageAt returns the package that a place is in, and the name of the sub around it;
// both are empty without the text.
func (f *finder) packageAt(p Placement) (pkg, sub string) {
	t := f.src.text(p.Place.Path)
	if t == nil || p.Place.Line < 1 || int(p.Place.Line) > t.File.Lines() {
		return "", ""
	}
	return t.File.PackageAt(t.File.LineStart(p.Place.Line)), t.subAround(p.Place.Sub)
}
