package diagnose

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/perl"
)

// elementStores finds the lines that put something into a container which is
// an element of an object that is an ARRAY. Programs name such elements by
// constants: `use constant { QUEUE => 3 }` and `$self->[QUEUE]`.
func (f *finder) elementStores(o path.Path, array, isText bool) []store {
	way := o.Way()
	if o.Class() == "" || len(way) != 1 || way[0].Kind != path.Element {
		return nil
	}
	index := strconv.FormatInt(way[0].Index, 10)
	var found []store
	for tier, texts := range f.textsOf(o)[:2] {
		for _, t := range texts {
			for _, s := range t.elementStores(index, wanted{array: array, text: isText}) {
				s.score -= 3 * tier
				found = append(found, s)
			}
		}
	}
	slices.SortStableFunc(found, func(a, b store) int { return -cmp.Compare(a.score, b.score) })
	return found
}

// elementStores finds the stores into the element at an index.
func (t *text) elementStores(index string, w wanted) []store {
	w.index = map[string]bool{index: true}
	rec := t.record()
	for _, s := range rec.Stores { // use constant { QUEUE => 3 }
		if n := len(s.Target.Steps); s.How == perl.StorePair && n > 0 && s.Value.Kind == perl.ValueNumber && s.Value.Text == index {
			w.index[s.Target.Steps[n-1].Name] = true
		}
	}
	for _, l := range rec.Literals { // sub QUEUE () { 3 }
		if l.Sub >= 0 && l.Number && l.Text == index {
			if sub := &t.coded.Subs[l.Sub]; sub.Kind == perl.Named && len(sub.Words) == 1 && len(sub.Uses) == 0 {
				w.index[sub.Name] = true
			}
		}
	}
	delete(w.index, "")
	return t.stores(w)
}
