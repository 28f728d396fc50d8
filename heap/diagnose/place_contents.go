package diagnose

import (
	"cmp"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/heap/pmat"
	words "github.com/perlheap/perlheap/heap/text"
)

// placeTold places what accumulates by what it is, where no statement is known to store
// it: by the program's own sub that the members refer to, or by the keys that they all
// have.
func (f *finder) placeTold(c *collecting) (Placement, bool) {
	if p, ok := f.placePassed(c); ok {
		return p, true
	}
	return f.placeKeys(c)
}

// told is a line that mentions what is in the contents.
type told struct {
	text  *text
	at    perl.At
	score float64
	final bool // it is the call that receives it
	vague bool // such a thing may stand anywhere, so the line is a guess
}

// certainty is how surely a line is the place.
func (x *told) certainty() Certainty {
	if x.vague {
		return Guessed
	}
	return Told
}

// maxTold bounds how many lines are looked at, the likeliest ones.
const maxTold = 128

// toldBy makes a placement of lines, of which the likeliest may be one of several.
func (f *finder) toldBy(all []told, reason string) (Placement, bool) {
	slices.SortStableFunc(all, func(a, b told) int { return -cmp.Compare(a.score, b.score) })
	var p Placement
	if len(f.s.Heaps) > 1 {
		all = slices.DeleteFunc(all, func(x told) bool { return f.loadedOnce(x.text, x.at) })
	}
	for _, x := range all[:min(len(all), maxTold)] {
		if len(p.Others) == maxCandidates || f.ctx.Err() != nil {
			break
		}
		if to, ok := x.text.handedOver(x.at); ok && !x.final { // it is made here, and kept by whatever it is given to
			made := Candidate{f.src.place(x.text, x.at.Line), Guessed, reason}
			if at := f.src.place(x.text, to.Line); p.Place.Line == 0 && at.At() != made.Place.At() {
				p.Place, p.Certainty, p.Reason = at, x.certainty(), "what is made at line "+itoa(int(made.Place.Line))+" is handed over here"
				p.Others = append(p.Others, made)
				continue
			}
		}
		at := f.src.place(x.text, x.at.Line)
		switch {
		case p.Place.Line == 0:
			p.Place, p.Certainty, p.Reason = at, x.certainty(), reason
		case at.At() != p.Place.At() && x.score*2 > all[0].score:
			p.Others = append(p.Others, Candidate{at, Guessed, reason})
			if x.score == all[0].score {
				p.Certainty = Guessed
			}
		}
	}
	return p, p.Place.Line > 0
}

// handedOver returns the call, in the same sub, that takes as an argument what a statement
// makes and keeps in a variable of its own.
func (t *text) handedOver(made perl.At) (perl.At, bool) {
	rec := t.record()
	for i := range rec.Stores {
		s := &rec.Stores[i]
		if !s.Declares || s.How != perl.StoreAssign || len(s.Target.Steps) > 0 || s.Target.Root != perl.RootVariable || s.Target.Name[0] != '$' || s.Value.Start > made.Start || s.Value.End < made.Start || s.Value.Kind == perl.ValueSub {
			continue
		}
		for k := range rec.Calls {
			c := &rec.Calls[k]
			if c.Start <= s.End || c.Sub != s.Sub || !c.Method || mutates(baseName(c.Name)) < 0 {
				continue
			}
			if slices.ContainsFunc(c.Args, func(v perl.Value) bool {
				return v.Kind == perl.ValueTerm && v.Term.Root == perl.RootVariable && v.Term.Name == s.Target.Name && len(v.Term.Steps) == 0
			}) {
				return c.At, true
			}
		}
	}
	return perl.At{}, false
}

// placePassed places members that refer to a named sub of the program where the program
// passes on or stores a reference to that sub.
func (f *finder) placePassed(c *collecting) (Placement, bool) {
	if c.most.what != isCode || !c.most.own || f.h.Code(c.most.sv).IsClosure() {
		return Placement{}, false
	}
	symbol, ok := f.h.Symbols().Name(c.most.sv)
	i := strings.LastIndex(symbol, "::")
	if !ok || i < 1 || symbol[0] != '&' || strings.Contains(symbol, "__ANON__") {
		return Placement{}, false
	}
	pkg, name := symbol[1:i], symbol[i+2:]
	names := func(at perl.At, v perl.Value) bool {
		if v.Kind == perl.ValueRef && v.Term.Root == perl.RootCall && len(v.Term.Steps) == 0 {
			return v.Term.Name == pkg+"::"+name || v.Term.Name == name && at.Package == pkg
		}
		return v.Kind == perl.ValueString && v.Text == name && at.Package == pkg
	}
	var all []told
	for _, t := range f.src.own {
		rec := t.record()
		for i := range rec.Calls {
			if call := &rec.Calls[i]; slices.ContainsFunc(call.Args, func(v perl.Value) bool { return names(call.At, v) }) {
				all = append(all, told{text: t, at: call.At, score: 2})
			}
		}
		for i := range rec.Stores {
			if s := &rec.Stores[i]; names(s.At, s.Value) && !slices.ContainsFunc(all, func(x told) bool { return x.text == t && x.at.Start <= s.Start && s.End <= x.at.End }) {
				all = append(all, told{text: t, at: s.At, score: 1})
			}
		}
	}
	return f.toldBy(all, "&"+name+", which each refers to, is passed on here")
}

// subName is the name of a sub, for a person.
func (f *finder) subName(cv heap.SV) string {
	name, _ := f.h.Symbols().Name(cv)
	return words.Name(name)
}

// Bounds of what is read of a lost component.
const (
	maxStrings  = 256
	maxToldText = 256 // bytes of a string
	leastString = 3   // bytes of one that tells something
)

// placeLost places what nothing holds, and what has no sub or class of the program's own,
// by the strings in it that also stand in the program's text: they are what the program
// passed to the module. An array that was an @ISA is placed where the program sets one.
func (f *finder) placeLost(members []heap.SV) (Placement, bool) {
	if f.isISA(members) {
		if p, ok := f.placeISA(); ok {
			return p, true
		}
	}
	strings := f.strings(members)
	if len(strings) == 0 {
		return Placement{}, false
	}
	// A string that stands in few places says more than one that stands in many.
	type mention struct {
		t    *text
		call *perl.Call
		has  []string
	}
	var mentions []mention
	where := map[string]int{}
	for _, t := range f.src.own {
		rec := t.record()
		for i := range rec.Calls {
			c := &rec.Calls[i]
			if f.loadedOnce(t, c.At) {
				continue
			}
			var has []string
			for _, s := range t.saidIn(c) {
				if strings[s] && !slices.Contains(has, s) {
					has = append(has, s)
					where[s]++
				}
			}
			if len(has) >= fewestKeys {
				mentions = append(mentions, mention{t, c, has})
			}
		}
	}
	var all []told
	own := false
	for _, m := range mentions {
		x := told{text: m.t, at: m.call.At}
		for _, s := range m.has {
			x.score += 1 / float64(where[s])
		}
		if x.score >= 1 { // it says something that no other call does
			all = append(all, x)
		}
		own = own || !f.foreignCall(m.t, m.call)
	}
	p, ok := f.toldBy(all, "what it was made of is passed here")
	if own && p.Certainty > Guessed {
		p.Certainty = Guessed // the program may do anything with it, even just look something up
	}
	return p, ok
}

// saidIn returns the strings and the names of pairs that a call passes.
func (t *text) saidIn(c *perl.Call) []string {
	if len(c.Args) == 0 {
		return nil
	}
	from, to := c.Args[0].Start, c.Args[len(c.Args)-1].End
	var all []string
	for _, v := range c.Args {
		if v.Kind == perl.ValueString {
			all = append(all, v.Text)
		}
	}
	for _, l := range t.record().Literals {
		if from <= l.Start && l.End <= to && !l.Number && l.Whole {
			all = append(all, l.Text)
		}
	}
	for i := range t.record().Stores {
		if s := &t.record().Stores[i]; s.How == perl.StorePair && from <= s.Start && s.Start < to && len(s.Target.Steps) > 0 {
			all = append(all, s.Target.Steps[len(s.Target.Steps)-1].Name)
		}
	}
	return all
}

// strings returns the short strings that some SVs are or hold, and the keys of
// those that are HASHes.
func (f *finder) strings(svs []heap.SV) map[string]bool {
	found := map[string]bool{}
	note := func(b string) {
		if len(b) >= leastString && len(b) <= maxToldText && len(found) < maxStrings {
			found[b] = true
		}
	}
	text := func(sv heap.SV) {
		if f.h.Kind(sv) != heap.KindScalar || f.h.Flags(sv)&pmat.ScalarPV == 0 {
			return
		}
		if b, err := f.h.Text(sv, maxToldText); err == nil {
			note(words.Decode(b))
		}
	}
	for _, sv := range svs[:min(len(svs), maxStrings)] {
		text(sv)
		if f.h.Kind(sv).HashLike() {
			_ = f.h.Hash(sv).Values(func(name []byte, _ heap.SV) bool { // what can be read is enough
				note(words.Decode(name))
				return len(found) < maxStrings
			})
		}
		for to, i, ok := f.h.NextHeld(sv, 0); ok && len(found) < maxStrings; to, i, ok = f.h.NextHeld(sv, i) {
			text(to)
		}
	}
	return found
}

// isISA reports whether an ARRAY among some SVs has the magic of an @ISA.
func (f *finder) isISA(svs []heap.SV) bool {
	for _, sv := range svs[:min(len(svs), samples)] {
		refs, _ := f.h.Outrefs(sv, heap.Strong) // what can be read is enough
		for _, r := range refs {
			if (r.Kind == heap.RefMagicObject || r.Kind == heap.RefMagicPointer) && (r.Text == "I" || r.Text == "i") {
				return true
			}
		}
	}
	return false
}

// placeISA places an @ISA that is set under a name made at run time.
func (f *finder) placeISA() (Placement, bool) {
	var all []told
	for _, t := range f.src.own {
		for _, l := range t.record().Literals {
			if !l.Whole && slices.ContainsFunc(t.decoded.MentionsIn(l.Start, l.End), func(m perl.Mention) bool { return m.Base() == "ISA" }) {
				all = append(all, told{text: t, at: l.At, score: 1})
			}
		}
	}
	return f.toldBy(all, "an @ISA is set here, under a name made at run time")
}
