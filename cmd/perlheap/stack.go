package main

import (
	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/render"
)

func newStack() *cobra.Command {
	return onDump(&cobra.Command{
		Use:     "stack DUMP",
		Short:   "Show perl's argument stack",
		Long:    "stack prints the values on perl's argument stack, topmost first.\n\nJSON: {total, offset, items: [{index, text, sv}]}.",
		Example: "  perlheap stack worker.pmat",
	}, func(c *call, h *heap.Heap, _ []string) error {
		list, err := render.NewStackJSON(h, c.style)
		if err != nil {
			return err
		}
		return c.answer(list, func() string { return render.Stack(h, list, c.style) })
	})
}
