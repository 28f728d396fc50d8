package main

import (
	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/mat"
	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/wire"
)

func newOrphans() *cobra.Command {
	var offset, limit *int
	cmd := onDump(&cobra.Command{
		Use:   "orphans DUMP",
		Short: "List the SVs that nothing refers to",
		Long: "orphans prints the SVs that no other SV, no root and nothing on the stack refers to:\n" +
			"perl's own, temporaries, and what C code keeps.\n\n" +
			"JSON: {total, offset, items: [sv]}.",
		Example: "  perlheap orphans worker.pmat",
	}, func(c *call, h *heap.Heap, _ []string) error {
		list, err := mat.Orphans(c.ctx, h)
		if err != nil {
			return err
		}
		page := wire.NewPage(list, *offset, *limit)
		return c.answer(wire.Map(page, h.JSON), func() string { return render.SVs(h, page.Items, c.style) })
	})
	offset, limit = paging(cmd.Flags())
	return cmd
}
