package mat

import (
	"fmt"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// JSON describes the difference of heaps a and b for machines.
func (d Difference) JSON(a, b *heap.Heap) wire.Diff {
	return wire.Diff{OnlyA: svs(a, d.OnlyA), OnlyB: svs(b, d.OnlyB), Common: d.Common}
}

func svs(h *heap.Heap, list []heap.SV) []wire.SV {
	out := make([]wire.SV, len(list))
	for i, sv := range list {
		out[i] = h.JSON(sv)
	}
	return out
}

// StayedJSON describes what stayed in h for machines.
func StayedJSON(h *heap.Heap, list []Stayed) []wire.Stayed {
	out := make([]wire.Stayed, len(list))
	for i, l := range list {
		out[i] = wire.Stayed{Since: l.Since, SV: h.JSON(l.SV)}
	}
	return out
}

// JSON describes a census for machines.
func (c *Census) JSON(opt CensusOptions) wire.Census {
	j := wire.Census{Kinds: tallies(c.Kinds), Total: tallies([]Tally{c.Total})[0]}
	if opt.Blessed {
		j.Packages = map[string][]wire.Tally{}
		for kind, list := range c.ByPackage {
			j.Packages[kind] = tallies(list)
		}
	}
	if opt.Scalars {
		j.Scalars = tallies(c.Scalars)
	}
	return j
}

func tallies(list []Tally) []wire.Tally {
	out := make([]wire.Tally, len(list))
	for i, t := range list {
		out[i] = wire.Tally{Name: text.Name(t.Name), Count: t.SVs, Blessed: t.Blessed, Bytes: t.Bytes, BlessedBytes: t.BlessedBytes, Least: t.Least}
	}
	return out
}

// JSON describes a string of the shared string table of h for machines.
func (s SharedString) JSON(h *heap.Heap) wire.SharedString {
	j := wire.SharedString{Key: text.Key(s.Key)}
	if s.HEK != 0 {
		j.HEK = s.HEK.String()
	}
	for _, u := range s.Users {
		j.Users = append(j.Users, wire.StringUser{How: u.How, SV: h.JSON(u.SV)})
	}
	return j
}

// JSON describes a dangling pointer of h for machines.
func (d Dangling) JSON(h *heap.Heap) wire.Dangling {
	return wire.Dangling{SV: h.JSON(d.SV), Name: text.Name(d.Name), Address: d.Addr.String()}
}

// ReachJSON counts the SVs of h by how they are reachable, given one class for
// each SV, for machines.
func ReachJSON(h *heap.Heap, classes []Reach) []wire.ReachTally {
	var order = [...]Reach{ReachSymtab, ReachUser, ReachLexical, ReachPadlist, ReachInternal, Unreached}
	out := make([]wire.ReachTally, len(order))
	for i, r := range order {
		out[i].Class = r.String()
		for sv, class := range classes {
			if class == r {
				out[i].Count++
				out[i].Bytes += h.Size(heap.SV(sv))
			}
		}
	}
	return out
}

// SummaryJSON describes a dump for machines.
func SummaryJSON(h *heap.Heap) wire.Summary {
	hdr := h.File().Header
	j := wire.Summary{
		Perl: hdr.PerlVersion(), Threads: hdr.Ithreads, Format: fmt.Sprintf("0.%d", hdr.Minor), Objects: h.Count(), Bytes: h.Bytes(),
		Program: text.Path(h.Process().Program()), WorkDir: text.Path(h.Process().WorkDir()),
	}
	if t := h.Damage().Truncation; t != nil {
		j.Truncated = text.Safe(t.String())
	}
	return j
}

// SizesJSON measures an SV, except for what it retains, for machines.
func SizesJSON(h *heap.Heap, sv heap.SV) (j wire.Sizes, err error) {
	j.SV, j.Bytes = h.JSON(sv), h.Size(sv)
	if h.Immortal(sv) {
		return j, nil
	}
	if j.StructureBytes, err = StructureSize(h, sv); err != nil {
		return j, err
	}
	j.OwnedBytes, err = OwnedSize(h, sv)
	return j, err
}

// RootsJSON lists the roots that are not null, by name, for machines.
func RootsJSON(h *heap.Heap) wire.Page[wire.Root] {
	var all []wire.Root
	for _, r := range h.Roots().All() {
		if r.Addr == 0 {
			continue
		}
		j := wire.Root{Name: text.Name(r.Name), Desc: text.Name(r.Desc), Strength: wire.Strength(r.Strength.String()), Address: r.Addr.String()}
		if sv, ok := h.At(r.Addr); ok {
			described := h.JSON(sv)
			j.SV = &described
		}
		all = append(all, j)
	}
	return wire.NewPage(all, 0, 0)
}

// CallersJSON lists the calls in progress, innermost first, for machines.
func CallersJSON(h *heap.Heap) (wire.Page[wire.Caller], error) {
	var all []wire.Caller
	for _, c := range h.Calls() {
		j := wire.Caller{Type: c.Type.String(), Context: c.GimmeName(), File: text.Path(c.File), Line: c.Line}
		if cv, ok := h.At(c.CV); ok && c.Type == pmat.ContextSub {
			code := h.JSON(cv)
			j.Code, j.Depth = &code, max(0, c.Depth)
			args, err := arguments(h, c)
			if err != nil {
				return wire.Page[wire.Caller]{}, err
			}
			for _, arg := range args {
				if arg != heap.NoSV {
					j.Args = append(j.Args, h.JSON(arg))
				}
			}
		}
		all = append(all, j)
	}
	return wire.NewPage(all, 0, 0), nil
}

func arguments(h *heap.Heap, c heap.Call) ([]heap.SV, error) {
	list, ok := c.ArgsArray()
	if !ok {
		return nil, nil
	}
	return h.Elems(list)
}
