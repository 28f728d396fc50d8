package identify

import (
	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// JSON describes an identify chain for machines. The nesting is at most
// MaxDepth deep.
func (t *Tree) JSON(h *heap.Heap) wire.Chain {
	type job struct {
		from []*Entry
		into *[]wire.ChainEntry
	}
	j := wire.Chain{SV: h.JSON(t.SV)}
	for jobs := []job{{t.Entries, &j.Entries}}; len(jobs) > 0; {
		next := jobs[len(jobs)-1]
		jobs = jobs[:len(jobs)-1]
		*next.into = make([]wire.ChainEntry, len(next.from))
		for i, e := range next.from {
			out := &(*next.into)[i]
			*out = wire.ChainEntry{Kind: e.Kind, Name: text.Name(e.Ref.Name()), Label: e.Label, Circular: e.Circular, Count: e.Count}
			switch e.Kind {
			case Reference:
				sv := h.JSON(e.Ref.SV)
				out.SV, out.Strength = &sv, wire.Strength(e.Ref.Strength.String())
				out.Text = text.Name(e.Ref.Spoken())
				jobs = append(jobs, job{e.Entries, &out.Entries})
			case Root:
				out.Strength = wire.Strength(e.Ref.Strength.String())
				out.Text = out.Name
			default:
				out.Text = e.Words(func(s string) string { return s })
			}
		}
	}
	return j
}

// JSON describes merged paths for machines. The nesting is limited.
func (m *Merged) JSON(h *heap.Heap) wire.Merged {
	j := wire.Merged{Count: m.Count, Unreached: m.Unreached, Entries: groupsJSON(h, m.Entries)}
	if m.Unreached > 0 {
		j.Lost = "no root leads to " + text.Count(m.Unreached)
	}
	if m.Point != nil {
		sv := h.JSON(m.Point.SV)
		j.Point = &sv
	}
	return j
}

func groupsJSON(h *heap.Heap, groups []*Group) []wire.MergedGroup {
	out := []wire.MergedGroup{}
	for _, g := range groups {
		j := wire.MergedGroup{Kind: Reference, Name: text.Name(g.By.String()), Text: text.Name(g.By.Spoken()), Count: g.Count, SVs: g.SVs, More: g.More}
		if g.Root {
			j.Kind = Root
		} else {
			sv := h.JSON(g.SV)
			j.SV = &sv
			j.Entries = groupsJSON(h, g.Entries)
		}
		out = append(out, j)
	}
	return out
}
