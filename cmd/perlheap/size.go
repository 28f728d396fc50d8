package main

import (
	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/mat"
	"github.com/perlheap/perlheap/heap/render"
)

func newSize() *cobra.Command {
	var withRetained bool
	cmd := onSV(&cobra.Command{
		Use:   "size DUMP SV",
		Short: "Show the size of an SV",
		Long: "size prints how many bytes an SV takes alone, with what is part of its structure,\n" +
			"and with what it owns: everything that strong references reach through SVs of\n" +
			"refcount 1.\n" +
			"With --retained it also prints what would be freed with the SV.\n\n" +
			"JSON: {sv, bytes, structureBytes, ownedBytes, retainedBytes}.",
		Example: "  perlheap size worker.pmat '%Foo::cache'",
	}, func(c *call, h *heap.Heap, sv heap.SV, _ []string) error {
		sizes, err := mat.SizesJSON(h, sv)
		if err != nil {
			return err
		}
		if withRetained {
			all, err := retainedSizes(c.cmd, h)
			if err != nil {
				return err
			}
			bytes := all.Bytes(sv)
			sizes.RetainedBytes = &bytes
		}
		return c.answer(sizes, func() string { return render.Sizes(h, sv, sizes, c.style) })
	})
	cmd.Flags().BoolVar(&withRetained, "retained", false, "also print the retained size")
	return cmd
}
