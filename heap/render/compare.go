package render

import (
	"fmt"
	"io"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/compare"
)

// maxIndent bounds how deep trees of differences are indented: long lists
// would fill the screen with indent.
const maxIndent = 60

// Trees writes trees of SVs that only one of two dumps has, as pmat-diff
// does; sign stands before each tree.
func Trees(w io.Writer, h *heap.Heap, trees []*compare.Node, sign string, s Style) error {
	type item struct {
		node           *compare.Node
		indent, leader string
		below          string // what the indent grows by
	}
	var stack []item
	for i := len(trees) - 1; i >= 0; i-- {
		stack = append(stack, item{trees[i], "", sign + " ", "  "})
	}
	for len(stack) > 0 {
		it := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		note := ""
		if it.node.Note != "" {
			note = " (" + Safe(it.node.Note) + ")"
		}
		if _, err := fmt.Fprintf(w, "  %s%s%s%s\n", it.indent, it.leader, SV(h, it.node.SV, s), note); err != nil {
			return err
		}
		indent := it.indent + it.below
		if len(indent) > 3*maxIndent {
			indent = it.indent
		}
		for i := len(it.node.Nodes) - 1; i >= 0; i-- {
			leader, below := "├─ ", "│  "
			if i == len(it.node.Nodes)-1 {
				leader, below = "└─ ", "   "
			}
			stack = append(stack, item{it.node.Nodes[i], indent, leader, below})
		}
	}
	return nil
}

// DiffJSON is what two dumps have at addresses that the other has not.
type DiffJSON struct {
	OnlyA  []SVJSON `json:"onlyA"`
	OnlyB  []SVJSON `json:"onlyB"`
	Common int      `json:"common"`
}

// NewDiffJSON gives a difference for machines.
func NewDiffJSON(a, b *heap.Heap, d compare.Difference) DiffJSON {
	return DiffJSON{svs(a, d.OnlyA), svs(b, d.OnlyB), d.Common}
}

func svs(h *heap.Heap, list []heap.SV) []SVJSON {
	out := make([]SVJSON, len(list))
	for i, sv := range list {
		out[i] = NewSVJSON(h, sv)
	}
	return out
}

// StayedJSON is an SV that appeared in a series of dumps and stayed.
type StayedJSON struct {
	Since int    `json:"since"` // number of the dump it appeared in, from 1 on
	SV    SVJSON `json:"sv"`
}

// NewStayedJSON gives what stayed for machines.
func NewStayedJSON(h *heap.Heap, list []compare.Stayed) []StayedJSON {
	out := make([]StayedJSON, len(list))
	for i, l := range list {
		out[i] = StayedJSON{l.Since, NewSVJSON(h, l.SV)}
	}
	return out
}

// Stayed writes what stayed as pmat-leakreport does.
func Stayed(h *heap.Heap, list []compare.Stayed) string {
	var b strings.Builder
	for _, l := range list {
		fmt.Fprintf(&b, "LEAK[%d] %s at %s\n", l.Since, Name(h.Desc(l.SV)), h.Addr(l.SV))
	}
	return b.String()
}
