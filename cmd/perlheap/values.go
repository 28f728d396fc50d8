package main

import (
	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/render"
)

func newValues() *cobra.Command {
	var count int
	cmd := onSV(&cobra.Command{
		Use:   "values DUMP SV [SKIP]",
		Short: "List the keys and values of a HASH",
		Long: "values prints the pairs of a HASH, STASH or CLASS by key with what the values\n" +
			"hold, without the first SKIP.\n\n" +
			"JSON: {total, offset, items: [{key, text, sv}]}.",
		Example: "  perlheap values worker.pmat '%Foo::cache'\n  perlheap values worker.pmat '%Foo::cache' 50 --count 10",
	}, 1, func(c *call, h *heap.Heap, sv heap.SV, args []string) error {
		skip := 0
		if len(args) > 0 {
			var err error
			if skip, err = number(args[0], "number of values to skip"); err != nil {
				return err
			}
		}
		page, err := render.NewValuesJSON(h, sv, skip, count, c.style)
		if err != nil {
			return err
		}
		return c.answer(page, func() string { return render.Values(page) })
	})
	cmd.Flags().IntVarP(&count, "count", "c", 50, "how many values to print at most")
	return cmd
}
