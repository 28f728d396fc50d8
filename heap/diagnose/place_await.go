package diagnose

import (
	"slices"

	"github.com/perlheap/perlheap/heap/perl"
)

// awaitable reports whether async subs can wait for objects of a class, as for
// promises and futures: it has the methods that await asks for.
func (f *finder) awaitable(class string) bool {
	return slices.ContainsFunc(append([]string{class}, f.bases(class)...), func(of string) bool {
		_, err := f.h.Symbols().Find("&" + of + "::AWAIT_ON_READY")
		return err == nil
	})
}

// placeAwait places promises and futures that accumulate, and that nothing of the
// program's own holds, where a sub awaits one after another: a suspended sub is not in
// the dump but holds what it waits for. This is a guess unless the loop is endless.
func (f *finder) placeAwait(class string) (Placement, bool) {
	if f.src.ownClass(class) || !f.awaitable(class) {
		return Placement{}, false
	}
	endless, others := awaits(f.src.own)
	var p Placement
	for _, at := range endless {
		p.Others = append(p.Others, Candidate{f.src.place(at.text, at.at.Line), Guessed, "a loop without an end waits here for one after the other"})
	}
	for _, at := range others {
		p.Others = append(p.Others, Candidate{f.src.place(at.text, at.at.Line), Guessed, "a loop waits here for one after the other, and whether it ends is not known"})
	}
	if len(p.Others) == 0 {
		return p, false
	}
	p.Place, p.Certainty, p.Reason = p.Others[0].Place, Guessed, p.Others[0].Reason
	if len(endless) == 1 {
		p.Certainty = Told
	}
	p.Others = p.Others[1:min(len(p.Others), maxCandidates+1)]
	return p, p.Place.Line > 0
}

// placeAgain places promises that keep each other alive where a callback of one calls the
// sub around it again and returns the result: the first is settled only when the last
// is. This is a guess if there are several such lines, or if no promise is seen to wait
// for what the callback returns.
func (f *finder) placeAgain(class string) (Placement, bool) {
	if f.src.ownClass(class) || !f.awaitable(class) {
		return Placement{}, false
	}
	return f.again()
}

// again is placeAgain for any class of promises.
func (f *finder) again() (Placement, bool) {
	var chained, others []Candidate
	for _, t := range f.src.own {
		for _, a := range t.returnsAgain() {
			if a.chained {
				chained = append(chained, Candidate{f.src.place(t, a.line), Guessed, "the callback returns what the sub around it returns when it is called again"})
			} else {
				others = append(others, Candidate{f.src.place(t, a.line), Guessed, "a sub returns here what the sub around it returns when it is called again, and whether a promise waits for that each time is not known"})
			}
		}
	}
	all := append(chained, others...)
	if len(all) == 0 {
		return Placement{}, false
	}
	certainty := Guessed
	if len(all) == 1 && len(chained) == 1 {
		certainty = Told
	}
	p := placement(all[0].Place, certainty, all[0].Reason)
	p.Others = all[1:min(len(all), maxCandidates+1)]
	return p, p.Place.Line > 0
}

// chaining are the methods of promises and futures that call their first argument when
// one is done, and return another that waits for its result. What is called only on
// failure, as by catch, is not called each time.
var chaining = []string{"then", "then_with_f", "followed_by", "finally"}

// returnAgain is a line where an anonymous sub returns a call of the named sub that it is in.
type returnAgain struct {
	line    perl.Line
	chained bool // a promise waits for what the anonymous sub returns
}

// returnsAgain finds the lines where an anonymous sub returns a call of the named sub
// that it is in.
func (t *text) returnsAgain() (all []returnAgain) {
	for _, r := range t.record().Returns {
		run := t.runOf(r.Sub)
		if run < 0 || t.coded.Subs[run].Kind != perl.Anonymous || r.Value.Kind != perl.ValueCall {
			continue
		}
		name := r.Value.Term.Name
		if n := len(r.Value.Term.Steps); n > 0 {
			name = r.Value.Term.Steps[n-1].Name
		}
		around := run
		for around >= 0 && t.coded.Subs[around].Kind != perl.Named && t.coded.Subs[around].Kind != perl.Method {
			around = t.coded.Subs[around].Parent
		}
		if around < 0 || name == "" || baseName(t.coded.Subs[around].Name) != baseName(name) {
			continue
		}
		if i := slices.IndexFunc(all, func(a returnAgain) bool { return a.line == r.Line }); i < 0 {
			all = append(all, returnAgain{r.Line, t.isChained(run)})
		} else {
			all[i].chained = all[i].chained && t.isChained(run)
		}
	}
	return all
}

// isChained reports whether an anonymous sub is the first argument of a method that chains
// promises.
func (t *text) isChained(sub int) bool {
	return slices.ContainsFunc(chaining, func(name string) bool {
		return slices.ContainsFunc(t.statements().calls[name], func(i int) bool {
			c := &t.record().Calls[i]
			return c.Method && len(c.Args) > 0 && c.Args[0].Kind == perl.ValueSub && c.Args[0].Sub == sub
		})
	})
}

// awaits finds the loops that await in some texts; those without an end are returned separately.
func awaits(texts []*text) (endless, others []told) {
	for _, t := range texts {
		for i := range t.record().Calls {
			c := &t.record().Calls[i]
			switch {
			case c.Name != "await" || c.Method || !t.isLooped(c.At):
			case slices.ContainsFunc(t.loopsAround(c.At), func(l perl.Loop) bool { return l.Endless }):
				endless = append(endless, told{text: t, at: c.At})
			default:
				others = append(others, told{text: t, at: c.At})
			}
		}
	}
	return endless, others
}

// runsOnce reports whether a statement runs only once, judging by the program's own
// texts: it stands at their top level, or in a sub that is called only there, and not in
// a loop.
func (f *finder) runsOnce(t *text, at perl.At) bool { return f.runOnce(t, at, map[run]bool{}, 0) }

// runOnce is runsOnce with what is known about subs: one that is being examined
// calls itself, so it does not run once.
func (f *finder) runOnce(t *text, at perl.At, known map[run]bool, depth int) bool {
	if t.isLooped(at) || depth > maxRenamed || t.inBlock(at.Sub) {
		return false
	}
	r := run{t, t.runOf(at.Sub)}
	if r.sub < 0 {
		return true
	}
	if once, ok := known[r]; ok {
		return once
	}
	known[r] = false
	sub := &t.coded.Subs[r.sub]
	if sub.Kind != perl.Named && sub.Kind != perl.Method || sub.Name == "" {
		return false
	}
	name, called := baseName(sub.Name), false
	for _, from := range f.src.own {
		for _, i := range from.statements().calls[name] {
			c := &from.record().Calls[i]
			if c.Method && c.Receiver.Root == perl.RootClass && len(c.Receiver.Steps) == 0 && c.Receiver.Name != sub.Package && f.src.packages[c.Receiver.Name] && !f.related(c.Receiver.Name, sub.Package) {
				continue
			}
			if called = true; f.ctx.Err() != nil || !f.runOnce(from, c.At, known, depth+1) {
				return false
			}
		}
	}
	known[r] = called
	return called
}

// onceBlocks are functions that call the block they are given at most once.
var onceBlocks = map[string]bool{"try": true, "catch": true, "finally": true, "async": true}

// inBlock reports whether something stands in a block that a function may call
// repeatedly, as first and repeat do.
func (t *text) inBlock(sub int) bool {
	for ; sub >= 0 && t.coded.Subs[sub].Kind == perl.Block; sub = t.coded.Subs[sub].Parent {
		if !onceBlocks[baseName(t.coded.Subs[sub].Name)] {
			return true
		}
	}
	return false
}

// isLooped reports whether something is in a loop of its sub.
func (t *text) isLooped(at perl.At) bool { return len(t.loopsAround(at)) > 0 }

// loopsAround returns the loops of its sub that something is in.
func (t *text) loopsAround(at perl.At) (around []perl.Loop) {
	from := 0
	if run := t.runOf(at.Sub); run >= 0 {
		from = t.coded.Subs[run].Body
	}
	loops := t.record().Loops
	for i := upTo(loops, at.Start, func(l *perl.Loop) int { return l.Start }) - 1; i >= 0 && from <= loops[i].Start; i = t.statements().around[i] {
		if at.End <= loops[i].End {
			around = append(around, loops[i])
		}
	}
	slices.Reverse(around)
	return around
}
