package session

import (
	"cmp"
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/safe"
	"github.com/perlheap/perlheap/heap/site"
)

// Item is something alive at a place of the current text: one item of a dump,
// or several that are one thing in the source, such as the closures of a text
// that was compiled several times.
type Item struct {
	Kind  site.Kind
	Name  string
	Items []*site.Item // most bytes first
	Sites []*site.Site // of closures: what they were cloned from, most first

	Start, End int      // byte offsets in the text of what it stands at
	Line       PerlLine // of Start
	Placed     PerlLine // the same in the text of when the dump was loaded
	Role       site.Role
	// Attributed means that the place is inferred, not recorded; Lines are how
	// many there are that it may be.
	Attributed bool
	Lines      int
	// Also means that the item has a likelier place than this one. What is said of it
	// unasked is said there only.
	Also bool
	// State is how the place was found when the dump was loaded. Edits since
	// move it, or take it out of the text.
	State site.State
	// Reason is why, if that is not plain.
	Reason site.Reason
	// Ambiguous means that another sub of the text fits as well. Subs is how
	// many there are on the line, at least 2, or 0 if the other is elsewhere.
	Ambiguous bool
	Subs      int
}

// NewItem makes an item from one item of a dump at a place.
func NewItem(one *site.Item, spot site.Place) *Item {
	i := &Item{Kind: one.Kind, Name: one.Name, Role: spot.Role, Attributed: spot.Attributed, Lines: spot.Of, Line: PerlLine(spot.Line), Placed: PerlLine(spot.Line)}
	i.add(one, spot)
	return i
}

// Count returns how many are alive.
func (i *Item) Count() int {
	n := 0
	for _, one := range i.Items {
		n += one.Count
	}
	return n
}

// Bytes returns how many bytes they take.
func (i *Item) Bytes() int64 {
	n := int64(0)
	for _, one := range i.Items {
		n = safe.Add(n, one.Bytes)
	}
	return n
}

// Elements returns how many elements and keys they have.
func (i *Item) Elements() int64 {
	n := int64(0)
	for _, one := range i.Items {
		n += one.Elements
	}
	return n
}

// Temporaries returns how many of the bytes are results that operators keep.
func (i *Item) Temporaries() int64 {
	n := int64(0)
	for _, one := range i.Items {
		n = safe.Add(n, one.Temporaries)
	}
	return n
}

// Example returns a typical SV of the item.
func (i *Item) Example() heap.SV { return i.Items[0].Example }

// add merges another item of the dump into the item.
func (i *Item) add(one *site.Item, spot site.Place) {
	i.Items = append(i.Items, one)
	slices.SortStableFunc(i.Items, func(a, b *site.Item) int { return -cmp.Compare(a.Bytes, b.Bytes) })
	i.Sites = append(i.Sites, one.Sites...)
	slices.SortStableFunc(i.Sites, func(a, b *site.Site) int { return -cmp.Compare(a.Closures, b.Closures) })
	i.Ambiguous = i.Ambiguous || spot.Ambiguous
	if spot.State > i.State || i.Reason == "" && spot.State == i.State {
		i.Reason = spot.Reason
	}
	i.State = max(i.State, spot.State)
}

// Shown reports whether lenses show an item: its kind is enabled and it reaches one
// of the thresholds.
func (c CodeLensSettings) Shown(i *Item) bool {
	return slices.Contains(c.Kinds, string(i.Kind)) && c.Reached(i)
}

// Reached reports whether an item reaches one of the thresholds. The count of a
// variable is how many elements it has.
func (c CodeLensSettings) Reached(i *Item) bool {
	n := int64(i.Count())
	switch i.Kind {
	case site.KindVariable:
		n = i.Elements()
	case site.KindSub:
		n = 0 // it is one sub, however many pads it has
	}
	return n >= int64(c.MinimumCount) || i.Bytes() >= c.MinimumBytes
}
