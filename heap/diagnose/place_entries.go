package diagnose

import (
	"maps"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/perl"
)

// Bounds on how the program's call may lead to the sub of a module that stores.
const (
	maxHops   = 2 // calls inside the module, except those of private subs
	maxRounds = 8 // calls in all
)

// entries returns the subs of a module through which a program may make it store what
// accumulates, and how many calls lie between.
func (f *finder) entries(pkg string, c *collecting) map[string]int {
	hops := map[string]int{}
	var texts []*text
	for _, of := range append([]string{pkg}, f.bases(pkg)...) {
		for _, t := range f.moduleTexts(of) {
			if !slices.Contains(texts, t) {
				texts = append(texts, t)
			}
		}
	}
	sees := baseName(strings.TrimPrefix(c.in.Start().Sub, "&"))
	switch {
	case c.sub != "":
		hops[baseName(c.sub)] = 0
		return f.callers(texts, hops, "")
	case sees != "" && sees[0] != '_': // what the program may call itself
		hops[sees] = 0
	}
	array, text := false, false
	if len(c.containers) > 0 {
		k := f.h.Kind(c.containers[0])
		array, text = k == heap.KindArray, k == heap.KindScalar
	}
	field := ""
	stored := false
	for _, w := range anchors(c.in.Path) {
		w.array, w.text = array, text
		lowering := map[string]int{} // gives back what another sub takes, if there is one
		for _, t := range texts {
			for _, s := range t.stores(w) {
				if s.how == declares || s.how == looks {
					continue
				}
				name := t.subAround(s.at.Sub)
				switch {
				case name == "" || s.value.Kind == perl.ValueUndef || s.value.Empty || t.clearedBefore(s.at, w.name):
				case s.lowers:
					lowering[name] = 0
				default:
					hops[name], stored = 0, true
				}
			}
		}
		if !stored && len(lowering) > 0 {
			maps.Copy(hops, lowering)
			stored = true
		}
		if field = w.name; stored {
			break // a name nearer to what collects says more
		}
	}
	if len(hops) == 0 && sees != "" {
		hops[sees] = 0
	}
	if len(hops) == 0 {
		for _, t := range texts {
			t.storesUnnamed(hops)
		}
	}
	return f.callers(texts, hops, field)
}

// callers adds to subs of a module those that call them.
func (f *finder) callers(texts []*text, hops map[string]int, field string) map[string]int {
	for range maxRounds {
		grew := false
		for _, t := range texts {
			for _, c := range t.record().Calls {
				called := baseName(c.Name)
				n, ok := hops[called]
				name := t.subAround(c.Sub)
				if !ok || name == "" || t.clearedBefore(c.At, field) {
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

// clearedBefore reports whether the sub of something has by then released all that a field
// held, as a fulfilled promise releases those who wait for it: what is added afterwards
// goes elsewhere, or replaces what was there.
func (t *text) clearedBefore(at perl.At, field string) bool {
	return slices.ContainsFunc(t.statements().removals[t.runOf(at.Sub)], func(i int) bool {
		m := &t.record().Removals[i]
		whole := m.How == perl.RemoveDelete || m.How == perl.RemoveUndef || m.How == perl.RemoveAll
		return whole && m.IsCertain && m.Start < at.Start && endsWith(m.Target, field) && !t.isLooped(m.At)
	})
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

// storesUnnamed notes the subs of a text that store into an object under a computed key,
// or push onto one that is an ARRAY: nothing there has a name.
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

// leads reports whether a sub of another class of the same distribution, or of a class
// that names the module, calls what stores, directly or through its own subs, and how
// many calls lie between.
func (f *finder) leads(class, sub string, q *question) (hops int, ok bool) {
	if class == "" || f.src.ownClass(class) || len(q.entries) == 0 {
		return 0, false
	}
	if q.leading == nil {
		q.leading = map[string]map[string]int{}
	}
	subs, known := q.leading[class]
	if !known {
		subs = f.leading(class, q)
		q.leading[class] = subs
	}
	hops, ok = subs[sub]
	return hops, ok
}

// leading returns the subs of a class that lead to what stores.
func (f *finder) leading(class string, q *question) map[string]int {
	t := f.src.module(class)
	if t == nil || top(class) != top(q.pkg) && !t.speaksOf(q.pkg) {
		return nil
	}
	subs := map[string]int{}
	for range maxHops {
		grew := false
		for _, c := range t.record().Calls {
			called, around := baseName(c.Name), t.subAround(c.Sub)
			n, stores := q.entries[called]
			if m, leads := subs[called]; leads && called != around && (!stores || m < n) {
				n, stores = m, true
			}
			if !stores || around == "" || makes(called) && c.Method {
				continue
			}
			if was, known := subs[around]; !known || n+1 < was {
				subs[around], grew = n+1, true
			}
		}
		if !grew {
			break
		}
	}
	return subs
}

// top is the first word of a package's name, which its distribution shares.
func top(pkg string) string { first, _, _ := strings.Cut(pkg, "::"); return first }

// module returns the text of the module that a package is in, which has its name or that
// of a package around it; nil if there is none.
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
