package site

import "github.com/perlheap/perlheap/heap"

// Members knows the SVs that items consist of.
type Members struct {
	h       *heap.Heap
	objects map[string][]heap.SV
}

// MembersOf prepares a Members for the items of a heap. It is not safe for
// concurrent use.
func MembersOf(h *heap.Heap) *Members { return &Members{h: h} }

// Closures returns the closures of the subs of sites.
func (m *Members) Closures(sites ...*Site) []heap.SV {
	if len(sites) == 1 {
		return Closures(m.h, sites[0].Example)
	}
	seen := map[int]bool{}
	var all []heap.SV
	for _, s := range sites {
		if optree, ok := m.h.Code(s.Example).Optree(); ok && !seen[optree] {
			seen[optree] = true
			all = append(all, m.h.Codes().ClosuresOf(optree)...)
		}
	}
	return all
}

// Closures returns all closures of the sub that a CODE is of.
func Closures(h *heap.Heap, cv heap.SV) []heap.SV {
	optree, ok := h.Code(cv).Optree()
	if !ok {
		return nil
	}
	return h.Codes().ClosuresOf(optree)
}

// Objects returns the objects of a class. The first call looks at all SVs of
// the heap.
func (m *Members) Objects(class string) []heap.SV { return m.ByClass()[class] }

// ByClass returns the objects of each class. The first call looks at all SVs of
// the heap.
func (m *Members) ByClass() map[string][]heap.SV {
	if m.objects != nil {
		return m.objects
	}
	m.objects = map[string][]heap.SV{}
	names := map[heap.SV]string{} // by stash
	for sv := range heap.SV(m.h.Count()) {
		stash, ok := m.h.Blessed(sv)
		if !ok {
			continue
		}
		name, known := names[stash]
		if !known {
			name, _ = m.h.Package(sv)
			names[stash] = name
		}
		m.objects[name] = append(m.objects[name], sv)
	}
	return m.objects
}

// Of returns the SVs that an item consists of, whose retained size is that of
// the item; false if it is not one thing: a sub with its parts, what was
// allocated at a line, a variable that is alive several times.
func (m *Members) Of(i *Item) ([]heap.SV, bool) {
	switch {
	case i.Kind == KindClosure:
		return m.Closures(i.Sites...), true
	case i.Kind == KindObject:
		return m.Objects(i.Name), true
	case i.Kind == KindVariable && i.Count == 1:
		return []heap.SV{i.Example}, true
	}
	return nil, false
}
