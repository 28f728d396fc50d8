package main

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/mat"
	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/wire"
)

func newListDanglingPtrs() *cobra.Command {
	return onDump(&cobra.Command{
		Use:   "list-dangling-ptrs DUMP",
		Short: "List the pointers that lead to no SV",
		Long: "list-dangling-ptrs prints the pointers of SVs to addresses where the dump has no\n" +
			"SV and no root.\n\n" +
			"JSON: {total, offset, items: [{sv, name, address}]}.",
		Example: "  perlheap list-dangling-ptrs worker.pmat",
	}, func(c *call, h *heap.Heap, _ []string) error {
		if c.json {
			var all []wire.Dangling
			if err := eachDangling(c, h, func(d mat.Dangling) error {
				all = append(all, d.JSON(h))
				return nil
			}); err != nil {
				return err
			}
			return c.answer(wire.NewPage(all, 0, 0), nil)
		}
		return c.page(func(w io.Writer) error {
			return eachDangling(c, h, func(d mat.Dangling) error { return render.Dangling(w, h, d, c.style) })
		})
	})
}

func eachDangling(c *call, h *heap.Heap, f func(mat.Dangling) error) error {
	for sv := range heap.SV(h.Count()) {
		if err := c.ctx.Err(); err != nil {
			return err
		}
		var failed error
		err := mat.EachDangling(h, sv, func(d mat.Dangling) bool {
			failed = f(d)
			return failed == nil
		})
		if err == nil {
			err = failed
		}
		if err != nil {
			return err
		}
	}
	return nil
}
