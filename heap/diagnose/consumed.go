package diagnose

import (
	"fmt"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/perl"
)

// consumes says that a container is filled from another one that runs empty: each
// statement that leads to the store takes something out of the other, which has
// less in every dump and which nothing refills. "" if not.
func (f *finder) consumes(c *collection) string {
	if len(c.stores) == 0 || len(f.s.Heaps) < trendDumps || c.stores[0].at.Sub < 0 {
		return ""
	}
	s := c.stores[0]
	runs := f.consumers(s.text, s.text.runOf(s.at.Sub))
	if len(runs) == 0 {
		return f.goesThrough(&s)
	}
	for _, from := range f.shrinking() {
		if f.ctx.Err() != nil {
			return ""
		}
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
	return f.goesThrough(&s)
}

// goesThrough says that the sub of a store iterates over a list that nothing adds
// to: it counts a position up and compares it with the size of the list. "" if not.
func (f *finder) goesThrough(s *store) string {
	t, sub := s.text, s.text.runOf(s.at.Sub)
	rec := t.record()
	asked := map[string]bool{}
	for i := range rec.Limits {
		l := &rec.Limits[i]
		list, position := l.Term, l.Than.Term
		if l.Kind == perl.LimitValue {
			list, position = position, list
		}
		if t.runOf(l.Sub) != sub || !strings.ContainsAny(l.Op, "<>") || l.Than.Kind != perl.ValueTerm || list.Sigil != '@' || position.Sigil != '$' {
			continue
		}
		if !t.statements().changed[sub][position.String()] || mentions(list, s.name) || len(asked) == maxShrinking || asked[list.String()] || f.ctx.Err() != nil {
			continue
		}
		asked[list.String()] = true
		if o, ok := t.owner(list, l.At); ok && !f.refilled(o, true) {
			return fmt.Sprintf("line %d goes through %s, which nothing adds to", l.Line, f.say(o))
		}
	}
	return ""
}

// owner returns what a term of a text refers to, if it is a field of the sub's own
// object, or a variable of the file.
func (t *text) owner(term perl.Term, at perl.At) (path.Path, bool) {
	switch n := len(term.Steps); {
	case term.Root != perl.RootVariable:
	case n == 1 && (term.Name == "$self" || term.Name == "$this") && term.Steps[0].Kind == perl.StepKey && term.Steps[0].Name != "":
		return path.OfClass(at.Package).Then(path.Step{Kind: path.Key, Text: term.Steps[0].Name}), true
	case n == 0 && term.Name[0] != '$':
		i := slices.IndexFunc(t.coded.Declares, func(v perl.Variable) bool { return v.Name == term.Name })
		if i < 0 {
			break
		}
		if t.coded.Declares[i].Declarator == "our" {
			return path.New(path.Step{Kind: path.Symbol, Text: term.Name[:1] + at.Package + "::" + term.Name[1:]}), true
		}
		return path.New(path.Step{Kind: path.Lexical, Text: term.Name, At: heap.Location{File: t.Path, Line: int(t.coded.Declares[i].Line)}}), true
	}
	return path.Path{}, false
}

// run is a sub of a text, with the blocks in it.
type run struct {
	text *text
	sub  int
}

// consumers returns the subs that take something out of a container before a store
// in a sub: the sub itself, or else all that call it. None if one of them does not.
func (f *finder) consumers(t *text, sub int) []run {
	known := map[run]bool{}
	takes := func(r run) bool {
		does, ok := known[r]
		if !ok {
			does = r.sub >= 0 && slices.ContainsFunc(r.text.statements().removals[r.sub], func(i int) bool {
				m := &r.text.record().Removals[i]
				return m.How <= perl.RemoveDelete && m.Target.Name != "@_"
			})
			known[r] = does
		}
		return does
	}
	if own := (run{t, sub}); takes(own) {
		return []run{own}
	}
	if sub < 0 { // the body of the file, which nothing calls
		return nil
	}
	name := baseName(t.coded.Subs[sub].Name)
	if name == "" {
		return nil
	}
	var callers []run
	for _, from := range f.src.own {
		for _, i := range from.statements().calls[name] {
			r := run{from, from.runOf(from.record().Calls[i].Sub)}
			_, met := known[r]
			if !takes(r) {
				return nil
			}
			if !met {
				callers = append(callers, r)
			}
		}
	}
	return callers
}

// refilled reports whether anything other than a constructor or the loading of a
// file stores into what an owner names.
func (f *finder) refilled(o path.Path, array bool) bool {
	return slices.ContainsFunc(f.stores(o, array, false), func(s store) bool {
		return s.how != declares && s.how != looks && !s.other && !s.text.once(s.at.Sub) && (s.text.runOf(s.at.Sub) >= 0 || s.text.isLooped(s.at))
	})
}

// maxShrinking bounds how many shrinking containers are looked up in the source.
const maxShrinking = 32

// shrinking returns the containers that have less in each dump than in the one before,
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
