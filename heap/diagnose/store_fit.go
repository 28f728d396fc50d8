package diagnose

import (
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/perl"
)

// form is what an entry of a container is: a plain value, or a reference to
// something.
type form uint8

const (
	anyForm form = iota // not known
	plain               // a string, a number
	toHash
	toArray
	toCode
)

// formOf tells the form of an entry, or of what an entry that is a reference leads to.
func (f *finder) formOf(entry heap.SV) form {
	is := plain
	if to, ok := f.h.Referent(entry); ok {
		entry, is = to, anyForm // \ of a plain value is none
	}
	switch k := f.h.Kind(entry); {
	case k == heap.KindScalar:
		return is
	case k == heap.KindHash:
		return toHash
	case k == heap.KindArray:
		return toArray
	case k == heap.KindCode:
		return toCode
	}
	return anyForm
}

// formOfAll is the form of nearly all entries, or anyForm.
func (f *finder) formOfAll(entries []heap.SV) form {
	step := max(1, len(entries)/samples)
	count, n := map[form]int{}, 0
	for i := 0; i < len(entries); i += step {
		count[f.formOf(entries[i])]++
		n++
	}
	for is, c := range count {
		if float64(c) >= mostOfForm.Least*float64(n) {
			return is
		}
	}
	return anyForm
}

// formStored is the form of what a statement stores as an entry.
func formStored(from *perl.Store) form {
	switch {
	case from.How == perl.StoreChange || from.How == perl.StoreAppend:
		return plain
	case from.Value.Kind == perl.ValueString || from.Value.Kind == perl.ValueNumber:
		return plain
	case from.Value.Kind == perl.ValueHash:
		return toHash
	case from.Value.Kind == perl.ValueArray:
		return toArray
	case from.Value.Kind == perl.ValueSub:
		return toCode
	}
	return anyForm
}

// fitting leaves out the stores that cannot have made what a container has, and
// prefers those that say what they store, if it is that.
func (f *finder) fitting(stores []store, entries []heap.SV) []store {
	is := f.formOfAll(entries)
	if is == anyForm {
		return stores
	}
	stores = slices.DeleteFunc(stores, func(s store) bool { return s.form != anyForm && s.form != is })
	slices.SortStableFunc(stores, func(a, b store) int {
		switch {
		case a.score != b.score:
			return b.score - a.score
		case a.form == b.form:
			return 0
		case a.form == is:
			return -1
		}
		return 1
	})
	return stores
}
