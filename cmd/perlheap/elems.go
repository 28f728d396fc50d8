package main

import (
	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/render"
)

func newElems() *cobra.Command {
	var start, count int
	cmd := onSV(&cobra.Command{
		Use:   "elems DUMP SV [START]",
		Short: "List the elements of an ARRAY",
		Long: "elems prints the elements of an ARRAY with what they hold, from index START on.\n\n" +
			"JSON: {total, offset, items: [{index, text, sv}]}.",
		Example: "  perlheap elems worker.pmat 0x55d0c8a3e2b8 50 --count 1",
	}, func(c *call, h *heap.Heap, sv heap.SV, args []string) error {
		if len(args) > 0 && !c.cmd.Flags().Changed("start") {
			var err error
			if start, err = number(args[0], "an index"); err != nil {
				return err
			}
		}
		page, err := render.NewElementsJSON(h, sv, start, count, c.style)
		if err != nil {
			return err
		}
		c.onward("start", page.Offset+len(page.Items), page.Total)
		return c.answer(page, func() string { return render.Elements(page, c.style) })
	})
	cmd.Flags().IntVarP(&start, "start", "s", 0, "the index of the first element, like START")
	cmd.Flags().IntVarP(&count, "count", "c", 50, "how many elements to print at most")
	return cmd
}
