package render

import (
	"fmt"
	"io"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/mat"
	words "github.com/perlheap/perlheap/heap/text"
)

// maxIndent bounds how deep trees of differences are indented: long lists
// would fill the screen with indent.
const maxIndent = 60

// Trees writes trees of SVs that only one of two dumps has, as pmat-diff does;
// sign is written before each tree.
func Trees(w io.Writer, h *heap.Heap, trees []*mat.Node, sign string, s Style) error {
	type item struct {
		node           *mat.Node
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
			note = " (" + words.Safe(it.node.Note) + ")"
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

// Stayed writes what stayed as pmat-leakreport does.
func Stayed(h *heap.Heap, list []mat.Stayed) string {
	var b strings.Builder
	for _, l := range list {
		fmt.Fprintf(&b, "LEAK[%d] %s at %s\n", l.Since, words.Name(h.Desc(l.SV)), h.Addr(l.SV))
	}
	return b.String()
}
