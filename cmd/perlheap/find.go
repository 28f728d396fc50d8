package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/mat"
)

func newFind() *cobra.Command {
	var count bool
	var offset, limit *int
	cmd := onDump(&cobra.Command{
		Use:   "find DUMP FILTER...",
		Short: "Find SVs by class, type or value",
		Long: "find lists the SVs that all filters match, by address. The options of find itself\n" +
			"come before the filters. The filters are\n\n" + mat.FilterHelp() +
			"\nJSON: {total, offset, items: [{sv, notes}]}; with --count {total}.",
		Example: "  perlheap find worker.pmat blessed Mojo::Redis2\n  perlheap find worker.pmat pv --regexp '^sess-' blessed Foo\n" +
			"  perlheap find --count worker.pmat cv --package Foo::Bar",
	}, func(c *call, h *heap.Heap, args []string) error {
		if strings.HasPrefix(args[0], "-") {
			flags := c.cmd.Flags()
			if err := flags.Parse(args); err != nil {
				return usageError{err}
			}
			args = flags.Args()
			c.json, _ = flags.GetBool("json") // it is defined
		}
		filters, err := mat.ParseFilters(args)
		if err != nil {
			return usageError{err}
		}
		return c.found(h, filters, *offset, *limit, count)
	})
	// What begins with a dash behind DUMP belongs to a filter.
	cmd.Flags().SetInterspersed(false)
	cmd.Flags().BoolVarP(&count, "count", "C", false, "only print how many there are")
	offset, limit = paging(cmd.Flags())
	return cmd
}
