package main

import (
	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/mat"
	"github.com/perlheap/perlheap/heap/render"
)

func newRoots() *cobra.Command {
	return onDump(&cobra.Command{
		Use:     "roots DUMP",
		Short:   "List the roots",
		Long:    "roots prints the roots, where a walk over the heap begins: what perl itself refers to.\n\nJSON: {total, offset, items: [{name, desc, strength, address, sv}]}.",
		Example: "  perlheap roots worker.pmat",
	}, func(c *call, h *heap.Heap, _ []string) error {
		list := mat.RootsJSON(h)
		return c.answer(list, func() string { return render.Roots(h, list, c.style) })
	})
}
