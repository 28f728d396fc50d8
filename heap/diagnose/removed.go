package diagnose

import (
	"fmt"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/heap/pmat"
)

// removal is a statement that takes something out of a container, or that seems to.
type removal struct {
	text *text
	at   perl.At
	on   perl.Condition // that it depends on
	vain bool           // it empties an entry, and leaves it where it is
	all  bool           // it takes out everything, or the container with it
	of   naming         // what it calls the container
}

// removals finds the statements that take something out of what an owner names: by
// its name, a second name, or the parameter of a sub to which it is passed; also in
// closures. Those in the constructor and at loading only set it up.
func (f *finder) removals(o path.Path, array bool) []removal {
	var found []removal
	for tier, texts := range f.textsOf(o) {
		for _, w := range anchors(o) {
			w.array = array
			for _, t := range texts {
				if t == nil {
					continue
				}
				fits := func(term perl.Term, at perl.At) bool { return f.surelyOf(o, tier, t, term, at, w) }
				found = append(found, t.removals(w, -1, fits)...)
				if tier < 2 && w.sigil == 0 && w.index == nil {
					found = append(found, f.delegatedRemovals(t, w, o.Class())...)
				}
				if tier == 2 {
					continue // a second name there says too little
				}
				for _, a := range f.aliases(t, w) {
					found = append(found, a.text.removals(a.wanted, a.sub, nil)...)
				}
			}
		}
	}
	return found
}

// surelyOf reports whether a term in a file is what an owner names, and not
// something else of that name: elsewhere than in the files of the owner's class or
// package, the class of the object or the package must be known.
func (f *finder) surelyOf(o path.Path, tier int, t *text, term perl.Term, at perl.At, w wanted) bool {
	if w.sigil != 0 {
		return tier < 2 || strings.Contains(term.Name, "::")
	}
	if tier < 2 {
		return !f.another(o.Class(), &store{text: t, field: term, at: at}, w)
	}
	i := slices.IndexFunc(term.Steps, func(step perl.Step) bool { _, ok := w.step(step); return ok })
	if i < 0 || o.Class() == "" {
		return false
	}
	of := f.classOf(t, perl.Term{Root: term.Root, Name: term.Name, Steps: term.Steps[:i]}, at, 0)
	return of != "" && f.related(of, o.Class())
}

// removals finds the statements of a sub, or of a whole text for -1, that take
// something out of what is wanted. fits may be nil.
func (t *text) removals(w wanted, sub int, fits func(perl.Term, perl.At) bool) (found []removal) {
	rec := t.record()
	each := func(term perl.Term, at perl.At, on perl.Condition, takes func(behind []perl.Step) (taken, vain, all bool)) {
		if sub >= 0 && !t.within(at.Sub, sub) || t.once(at.Sub) && t.runOf(at.Sub) == at.Sub || t.isIdle(at.Sub) {
			return
		}
		for behind := range w.behind(term) {
			if taken, vain, all := takes(behind); (taken || vain) && (fits == nil || fits(term, at)) {
				found = append(found, removal{t, at, on, vain, all, w.naming()})
				return
			}
		}
	}
	for i := range rec.Removals {
		m := &rec.Removals[i]
		each(m.Target, m.At, m.Condition, func(behind []perl.Step) (taken, vain, all bool) {
			entry := len(behind) == w.nested+1
			switch m.How {
			case perl.RemoveShift, perl.RemovePop, perl.RemoveSplice:
				return w.array && len(behind) == w.nested, false, false
			case perl.RemoveDelete: // of the field that has it, everything goes
				return entry || len(behind) <= w.nested, false, len(behind) == 0
			}
			whole := len(behind) <= w.nested
			return whole, entry, whole && m.How != perl.RemoveTruncate
		})
	}
	for i := range rec.Stores {
		s := &rec.Stores[i]
		if s.How != perl.StoreAssign || s.Declares || s.Value.Kind == perl.ValueUndef || s.Value.Empty {
			continue
		}
		each(s.Target, s.At, perl.Condition{Guard: -1}, func(behind []perl.Step) (taken, vain, all bool) {
			return len(behind) == w.nested && w.name != "" && t.filters(s, w.name), false, false
		})
	}
	return found
}

// removedBy says which line takes entries out of a container; "" if none does.
func (f *finder) removedBy(all []removal) string {
	for _, r := range all {
		if !r.vain {
			return fmt.Sprintf("%s takes out of it what is done with", f.src.place(r.text, r.at.Line))
		}
	}
	return ""
}

// placeVain places what collects at the statement that was to remove it, and only
// empties it: `undef $x{$key}`, where nearly all entries have nothing in them any
// more. False if there is none, or if it is all that stores into them: the keys of
// such a HASH are what it is for.
func (f *finder) placeVain(s *Suspect, c *collection, all []removal) (Placement, bool) {
	if len(c.entries) == 0 || !slices.ContainsFunc(all, func(r removal) bool { return r.vain }) {
		return Placement{}, false
	}
	step := max(1, len(c.entries)/samples)
	n, empty := 0, 0
	for i := 0; i < len(c.entries); i += step {
		n++
		if f.isEmpty(c.entries[i]) {
			empty++
		}
	}
	if !s.reaches(entriesEmpty, float64(empty)/float64(n)) {
		return Placement{}, false
	}
	for _, r := range all {
		if !r.vain {
			continue
		}
		fills := func(s store) bool {
			return s.how != declares && (s.text != r.text || s.at.Start != r.at.Start) && s.value.Kind != perl.ValueUndef && !s.value.Empty
		}
		if i := slices.IndexFunc(c.stores, fills); i >= 0 {
			p := placement(f.src.place(r.text, r.at.Line), Stored, "the statement empties the entry and does not remove it")
			p.Others = []Candidate{{f.src.place(c.stores[i].text, c.stores[i].line), Stored, "the statement stores into it"}}
			return p, p.Place.Line > 0
		}
	}
	return Placement{}, false
}

// isEmpty reports whether an entry has nothing in it: undef, an empty string, or a
// reference to an empty ARRAY or HASH.
func (f *finder) isEmpty(sv heap.SV) bool {
	if to, ok := f.h.Referent(sv); ok {
		sv = to
	}
	switch k := f.h.Kind(sv); {
	case k == heap.KindArray, k == heap.KindHash:
		return f.h.HeldCount(sv) == 0
	case k == heap.KindScalar:
		if f.h.Flags(sv)&(pmat.ScalarIV|pmat.ScalarNV) != 0 {
			return false
		}
		if f.h.Flags(sv)&pmat.ScalarPV == 0 {
			return true
		}
		b, err := f.h.Text(sv, 1)
		return err == nil && len(b) == 0
	}
	return false
}
