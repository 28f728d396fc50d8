package diagnose

import (
	"fmt"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/perl"
)

// reuses says that a container is a pool: the sub that takes objects out of it makes one
// only if it is empty, and nothing else makes any. There are as many as were once in
// use together. "" if not.
func (f *finder) reuses(c *collection, removals []removal) string {
	from, ok := f.refilling(c, removals)
	if !ok {
		from, ok = f.takenOrMade(c, removals)
	}
	if ok {
		return fmt.Sprintf("the sub at %s makes one only if none is there to be taken out", f.src.place(from.text, from.text.coded.Subs[from.sub].Line))
	}
	return ""
}

// refilling returns the sub that takes objects out of a container, and makes one only if
// there is none.
func (f *finder) refilling(c *collection, removals []removal) (run, bool) {
	if c.most.what != isObject {
		return run{}, false
	}
	for i := range removals {
		r := &removals[i]
		sub := r.text.runOf(r.at.Sub)
		if r.all || r.vain || sub < 0 || !r.takesAny(c) {
			continue
		}
		if f.makesIfEmpty(run{r.text, sub}, c.most.key) {
			return run{r.text, sub}, true
		}
	}
	return run{}, false
}

// takenOrMade returns the sub that takes whatever there is out of a container of data, and
// makes something instead only if there is nothing: pop(@free) || {}. What is stored there
// must be what somebody has, not anything new.
func (f *finder) takenOrMade(c *collection, removals []removal) (run, bool) {
	fresh := func(s store) bool {
		return s.how != declares && s.how != looks && !s.other && (s.how != adds || s.value.Kind != perl.ValueTerm)
	}
	if f.h.Kind(c.sv) != heap.KindArray || len(c.stores) == 0 || slices.ContainsFunc(c.stores, fresh) {
		return run{}, false
	}
	for i := range removals {
		r := &removals[i]
		sub := r.text.runOf(r.at.Sub)
		if r.all || r.vain || sub < 0 || !r.takesAny(c) {
			continue
		}
		for _, a := range r.text.record().Absences {
			if a.From >= r.text.coded.Subs[sub].Start && a.To <= r.text.coded.Subs[sub].End && r.isMissing(c, a.Term) {
				return run{r.text, sub}, true
			}
		}
	}
	return run{}, false
}

// isMissing reports whether a term is the variable that has what a removal takes out, or
// the container itself.
func (r *removal) isMissing(c *collection, term perl.Term) bool {
	m := perl.Removal{At: r.at}
	for _, i := range r.text.statements().taken(r.text, &m) {
		if to := &r.text.record().Stores[i]; len(term.Steps) == 0 && to.Target.Name == term.Name {
			return true
		}
	}
	for _, w := range anchors(c.in.Path) {
		for behind := range w.behind(term) {
			if len(behind) == w.nested && term.Sigil == '@' {
				return true
			}
		}
	}
	return false
}

// takesAny reports whether a removal takes out what there is, whatever that is: it depends
// on nothing, or on the container alone.
func (r *removal) takesAny(c *collection) bool {
	if r.on.IsCertain {
		return true
	}
	anchor := anchors(c.in.Path)
	if len(anchor) == 0 || r.on.Guard >= 0 && r.text.record().Limits[r.on.Guard].Kind != perl.LimitSize {
		return false
	}
	in, again := r.text.decoded.MentionsIn(r.at.End, r.text.statementAt(r.at.Start).End), false
	for _, m := range in {
		switch {
		case m.Kind == perl.MentionVariable && m.Base() != anchor[0].name && m.Base() != "self" && m.Base() != "this":
			return false
		case m.Base() == anchor[0].name:
			again = true
		}
	}
	return again
}

// makesIfEmpty reports whether all objects of a class are made in a sub, or in one that
// only this calls, and only on a condition.
func (f *finder) makesIfEmpty(taker run, class string) bool {
	inTaker := func(t *text, c *perl.Call) bool {
		return t == taker.text && t.runOf(c.Sub) == taker.sub && !c.IsCertain
	}
	made := false
	for _, t := range f.src.own {
		for i := range t.record().Calls {
			c := &t.record().Calls[i]
			if !c.Method || c.Receiver.Root != perl.RootClass || len(c.Receiver.Steps) > 0 || !(makes(c.Name) || strings.HasPrefix(c.Name, "connect")) {
				continue
			}
			if of := strings.TrimSuffix(c.Receiver.Name, "::"); of != class && !strings.HasPrefix(class, of+"::") {
				continue
			}
			made = true
			if inTaker(t, c) {
				continue
			}
			sub := t.runOf(c.Sub)
			if sub < 0 || t.coded.Subs[sub].Name == "" {
				return false
			}
			name, asks := baseName(t.coded.Subs[sub].Name), false
			for _, from := range f.src.own {
				for _, k := range from.statements().calls[name] {
					if asks = inTaker(from, &from.record().Calls[k]); !asks {
						return false
					}
				}
			}
			if !asks { // who calls it is not known
				return false
			}
		}
	}
	return made || slices.ContainsFunc(taker.text.record().Calls, func(c perl.Call) bool { return c.Name == "" && inTaker(taker.text, &c) })
}
