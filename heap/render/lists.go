package render

import (
	"fmt"
	"io"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/mat"
	words "github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// NewSharedStringsJSON gives a part of the shared string table for machines.
func NewSharedStringsJSON(h *heap.Heap, list []mat.SharedString, total, offset int) wire.Page[wire.SharedString] {
	items := make([]wire.SharedString, len(list))
	for i, s := range list {
		items[i].Key = words.WholeKey(s.Key)
		if s.HEK != 0 {
			items[i].HEK = s.HEK.String()
		}
		for _, u := range s.Users {
			items[i].Users = append(items[i].Users, wire.StringUser{How: u.How, SV: NewSVJSON(h, u.SV)})
		}
	}
	return wire.Page[wire.SharedString]{Total: total, Offset: min(offset, total), Items: items}
}

// SharedStrings writes a part of the shared string table as pmat does; rest
// is how many more there are.
func SharedStrings(h *heap.Heap, list []mat.SharedString, rest int, s Style) string {
	t := &table{indent: "  ", seps: []string{" "}}
	for _, entry := range list {
		hek := ""
		if entry.HEK != 0 {
			hek = "HEK at " + s.value(entry.HEK.String())
		}
		t.add(s.key(entry.Key, false), hek)
		for _, u := range entry.Users {
			t.add("  "+u.How+" of "+SV(h, u.SV, s), "")
		}
	}
	return t.String() + more(rest)
}

// NewDanglingJSON describes a dangling pointer for machines.
func NewDanglingJSON(h *heap.Heap, d mat.Dangling) wire.Dangling {
	return wire.Dangling{SV: NewSVJSON(h, d.SV), Name: words.Whole(d.Name), Address: d.Addr.String()}
}

// Dangling writes a dangling pointer as pmat does.
func Dangling(w io.Writer, h *heap.Heap, d mat.Dangling, s Style) error {
	_, err := fmt.Fprintf(w, "%s has no %s SV at addr %s\n", SV(h, d.SV, s), words.Safe(d.Name), d.Addr)
	return err
}

// NewReachJSON counts the SVs by what they are reachable as.
func NewReachJSON(h *heap.Heap, classes []mat.Reach) []wire.ReachTally {
	var order = [...]mat.Reach{mat.ReachSymtab, mat.ReachUser, mat.ReachLexical, mat.ReachPadlist, mat.ReachInternal, mat.Unreached}
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

// Reach writes how many SVs are reachable as what.
func Reach(tallies []wire.ReachTally) string {
	t := &table{indent: "  ", seps: []string{"    "}, right: []bool{false, true, true}}
	t.add("Reachable", "Count", "Bytes")
	for _, r := range tallies {
		t.add(r.Class, fmt.Sprint(r.Count), words.Bytes(r.Bytes))
	}
	return t.String()
}

// SVs writes SVs, one a line.
func SVs(h *heap.Heap, list []heap.SV, s Style) string {
	var b strings.Builder
	for _, sv := range list {
		b.WriteString(SV(h, sv, s) + "\n")
	}
	return b.String()
}

// NewSVsJSON gives a list of SVs for machines.
func NewSVsJSON(h *heap.Heap, page wire.Page[heap.SV]) wire.Page[wire.SV] {
	return wire.Page[wire.SV]{Total: page.Total, Offset: page.Offset, Items: svs(h, page.Items)}
}
