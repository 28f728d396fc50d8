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

// SharedStrings writes part of the shared string table as pmat does; rest is
// the number of entries left out.
func SharedStrings(h *heap.Heap, list []mat.SharedString, rest int, s Style) string {
	t := &words.Table{Indent: "  ", Seps: []string{" "}}
	for _, entry := range list {
		hek := ""
		if entry.HEK != 0 {
			hek = "HEK at " + s.Value(entry.HEK.String())
		}
		t.Add(s.key(entry.Key, false), hek)
		for _, u := range entry.Users {
			t.Add("  "+u.How+" of "+SV(h, u.SV, s), "")
		}
	}
	return t.String() + more(rest)
}

// Dangling writes a dangling pointer as pmat does.
func Dangling(w io.Writer, h *heap.Heap, d mat.Dangling, s Style) error {
	_, err := fmt.Fprintf(w, "%s has no %s SV at addr %s\n", SV(h, d.SV, s), words.Safe(d.Name), d.Addr)
	return err
}

// Reach writes how many SVs are reachable in which way.
func Reach(tallies []wire.ReachTally) string {
	t := &words.Table{Indent: "  ", Seps: []string{"    "}, Right: []bool{false, true, true}}
	t.Add("Reachable", "Count", "Bytes")
	for _, r := range tallies {
		t.Add(r.Class, fmt.Sprint(r.Count), words.Bytes(r.Bytes))
	}
	return t.String()
}

// SVs writes SVs, one per line.
func SVs(h *heap.Heap, list []heap.SV, s Style) string {
	var b strings.Builder
	for _, sv := range list {
		b.WriteString(SV(h, sv, s) + "\n")
	}
	return b.String()
}
