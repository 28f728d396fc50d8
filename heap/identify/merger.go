package identify

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
)

// merger groups one step of the ways after the other.
type merger struct {
	ctx     context.Context
	h       *heap.Heap
	parents parents
	g       *graph // for names
}

// alike is what referrers of one group have in common.
type alike struct {
	by    By
	root  bool
	kind  heap.Kind
	class heap.SV       // package of an object; NoSV
	code  heap.Location // of a CODE
}

// link is one reference of the ways, elided.
type link struct {
	from    heap.SV // who refers
	via, to heap.SV // what it refers to: the REF or PAD that was elided, or what the ways lead to
	count   int
}

// step finds the groups that refer to the SVs of one group, and for each what
// the ways go through.
func (m *merger) step(group *Group, from ways) ([]ways, error) {
	if err := m.ctx.Err(); err != nil {
		return nil, err
	}
	found := map[alike][]link{}
	for _, x := range from {
		if ref, ok := m.end(x.sv, group.depth == 0); ok {
			k := alike{by: By{Ref: ref}, root: true, class: heap.NoSV}
			found[k] = append(found[k], link{heap.NoSV, x.sv, x.sv, x.count})
			continue
		}
		l := m.elide(x.sv)
		l.count = x.count
		k := m.alike(l.from)
		found[k] = append(found[k], l)
	}
	named := map[alike][]link{}
	for k, links := range found {
		if k.root {
			named[k] = links
			continue
		}
		if err := m.name(named, k, links); err != nil {
			return nil, err
		}
	}
	return m.groups(group, named), nil
}

// end reports whether the ways end at an SV: it has a name, or a root holds it.
// What was asked about is no end by its name.
func (m *merger) end(sv heap.SV, asked bool) (heap.Ref, bool) {
	if !asked {
		if ref, ok := m.named(sv); ok {
			return ref, true
		}
	}
	if m.parents[sv] != sv {
		return heap.Ref{}, false
	}
	refs, _ := m.h.Inrefs(sv, heap.Strong, 0) // what is readable helps
	for _, r := range refs {
		if r.SV == heap.NoSV {
			return r, true
		}
	}
	if m.h.State(sv).IsMortal() {
		return root(heap.RefMortal, ""), true
	}
	return root(heap.RefStack, ""), true
}

// named returns the name that ends a chain at an SV. What is no CODE has its name
// from the GLOB that holds it.
func (m *merger) named(sv heap.SV) (heap.Ref, bool) {
	switch from := m.h.Kind(m.parents[sv]); {
	case m.parents[sv] == sv, from == heap.KindGlob, from.IsStash():
	case m.h.Kind(sv) == heap.KindCode && !m.h.Code(sv).IsClosure(), m.h.Kind(sv) == heap.KindGlob:
	default:
		return heap.Ref{}, false
	}
	return m.g.end(sv)
}

// elide finds the referrer of an SV on its way, past REFs that only one thing
// holds and past PADs.
func (m *merger) elide(sv heap.SV) link {
	l := link{from: m.parents[sv], via: sv, to: sv}
	if m.h.Kind(l.from) == heap.KindRef && m.parents[l.from] != l.from {
		if _, named := m.named(l.from); !named {
			l.via, l.from = l.from, m.parents[l.from]
		}
	}
	if m.h.Kind(l.from) == heap.KindPad {
		// A PAD is reached through its PADLIST and that through the CODE.
		if cv, ok := m.h.PadCode(l.from); ok {
			return link{from: cv, via: l.via, to: sv}
		}
	}
	return l
}

func (m *merger) alike(from heap.SV) alike {
	k := alike{kind: m.h.Kind(from), class: heap.NoSV}
	if stash, ok := m.h.Blessed(from); ok {
		k.class = stash
	}
	if k.kind == heap.KindCode {
		if loc, ok := m.h.Code(from).Location(); ok {
			k.code = loc
		}
	}
	return k
}

// name splits links of alike referrers by how they refer: all of few, those
// of a sample of many.
func (m *merger) name(into map[alike][]link, k alike, links []link) error {
	if len(links) <= mergedNamed {
		for _, l := range links {
			by, err := m.by(l)
			if err != nil {
				return err
			}
			k.by = by
			into[k] = append(into[k], l)
		}
		return nil
	}
	for i := 0; i < len(links); i += max(1, len(links)/mergedSample) {
		by, err := m.by(links[i])
		if err != nil {
			return err
		}
		if i == 0 {
			k.by = by
		} else {
			k.by = k.by.and(by)
		}
	}
	into[k] = links
	return nil
}

// by tells how one reference refers, without what is data: the index of an
// element, the key of a large HASH.
func (m *merger) by(l link) (By, error) {
	h := m.h
	data := func(k heap.RefKind) By {
		return By{heap.Ref{SV: heap.NoSV, Kind: k, Strength: heap.Strong, Elided: l.via != l.to}, DifferPlace}
	}
	switch k := h.Kind(l.from); {
	case k == heap.KindArray:
		return data(heap.RefElement), nil
	case k.HashLike() && k != heap.KindStash:
		if n, err := h.Len(l.from); err == nil && n > manyKeys {
			return data(heap.RefValue), nil
		}
	}
	holder := l.from
	if p := m.parents[l.via]; h.Kind(p) == heap.KindPad {
		holder = p
	}
	refs, err := h.Inrefs(l.via, heap.Strong, 0)
	if err != nil {
		return By{}, err
	}
	for _, r := range refs {
		if r.SV == holder {
			r.SV, r.Elided = heap.NoSV, l.via != l.to
			if r.Kind == heap.RefField || r.Kind == heap.RefLexical {
				r.Index = 0 // the name tells it
			}
			return By{Ref: r}, nil
		}
	}
	return By{Ref: heap.Ref{SV: heap.NoSV, Kind: heap.RefOther, Strength: heap.Strong, Elided: l.via != l.to, Text: "reference"}}, nil
}

// and is what two have in common.
func (b By) and(c By) By {
	elided := b.Ref.Elided && c.Ref.Elided
	switch {
	case b == c:
		return b
	case b.Differ != DifferKind && c.Differ != DifferKind && b.Ref.Kind == c.Ref.Kind && b.Ref.Elided == c.Ref.Elided && isData(b.Ref.Kind):
		return By{heap.Ref{SV: heap.NoSV, Kind: b.Ref.Kind, Strength: heap.Strong, Elided: elided}, DifferPlace}
	}
	return By{heap.Ref{SV: heap.NoSV, Strength: heap.Strong, Elided: elided}, DifferKind}
}

// isData reports whether the index or key of such a reference is data.
func isData(k heap.RefKind) bool { return k == heap.RefElement || k == heap.RefValue }

// manyKeys is how many keys make a HASH a table, whose keys are data.
const manyKeys = 64

// groups makes the groups of one step, and the ways through each.
func (m *merger) groups(of *Group, found map[alike][]link) []ways {
	type made struct {
		group *Group
		name  string
		ways  ways
	}
	var all []made
	for k, links := range found {
		g := &Group{By: k.by, Root: k.root, SV: heap.NoSV}
		w := make(ways, 0, len(links))
		for _, l := range links {
			g.Count += l.count
			if !k.root {
				w = append(w, way{l.from, l.count})
			}
		}
		if !k.root {
			w = join(w)
			g.SVs, g.SV = len(w), w[0].sv
		}
		all = append(all, made{g, g.By.String(), w})
	}
	slices.SortFunc(all, func(a, b made) int {
		return cmp.Or(-cmp.Compare(a.group.Count, b.group.Count), strings.Compare(a.name, b.name), cmp.Compare(a.group.SV, b.group.SV))
	})
	below := make([]ways, 0, len(all))
	for i, a := range all {
		if i >= mergedWidth {
			of.More += a.group.Count
			continue
		}
		of.Entries = append(of.Entries, a.group)
		below = append(below, a.ways)
	}
	return below
}
