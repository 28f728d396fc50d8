package main

import (
	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/mat"
	"github.com/perlheap/perlheap/heap/render"
)

func newCallers() *cobra.Command {
	var pad bool
	cmd := onDump(&cobra.Command{
		Use:   "callers DUMP",
		Short: "Show which subs were being called",
		Long: "callers prints the calls in progress when the dump was written, innermost\n" +
			"first, with their arguments.\n\n" +
			"JSON: {total, offset, items: [{type, context, file, line, code, depth, args}]}.",
		Example: "  perlheap callers worker.pmat --pad",
	}, func(c *call, h *heap.Heap, _ []string) error {
		if c.json {
			list, err := mat.CallersJSON(h)
			if err != nil {
				return err
			}
			return c.answer(list, nil)
		}
		text, err := render.Callers(h, pad, c.style)
		if err != nil {
			return err
		}
		return c.answer(nil, func() string { return text })
	})
	cmd.Flags().BoolVarP(&pad, "pad", "P", false, "also show the contents of the pads")
	return cmd
}
