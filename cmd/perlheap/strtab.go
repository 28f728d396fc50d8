package main

import (
	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/mat"
	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/wire"
)

func newStrtab() *cobra.Command {
	var count, skip int
	var unsorted bool
	cmd := onDump(&cobra.Command{
		Use:   "strtab DUMP [/PATTERN/]",
		Short: "List the shared strings and who uses them",
		Long: "strtab prints the entries of perl's table of shared strings, sorted by key, or those\n" +
			"that match a pattern. Dumps of format 0.6 and later say who uses them: keys of HASHes,\n" +
			"names, strings. " + aboutPatterns + "\n\n" +
			"JSON: {total, offset, items: [{key, hek, users: [{how, sv}]}]}.",
		Example: "  perlheap strtab worker.pmat\n  perlheap strtab worker.pmat /session/i --count 50",
	}, func(c *call, h *heap.Heap, args []string) error {
		match := func([]byte) bool { return true }
		if len(args) > 0 {
			re, err := pattern(args[0])
			if err != nil {
				return usageError{err}
			}
			match = re.Match
		}
		list, total, err := mat.SharedStrings(c.ctx, h, match, !unsorted, skip, count)
		if err != nil {
			return err
		}
		c.onward("skip", skip+len(list), total)
		if c.json {
			return c.answer(wire.Map(wire.Page[mat.SharedString]{Total: total, Offset: min(skip, total), Items: list}, func(s mat.SharedString) wire.SharedString { return s.JSON(h) }), nil)
		}
		return c.answer(nil, func() string { return render.SharedStrings(h, list, total-skip-len(list), c.style) })
	})
	cmd.Flags().IntVarP(&count, "count", "c", 10, "how many strings to print at most; 0 for all")
	cmd.Flags().IntVarP(&skip, "skip", "s", 0, "skip this many strings first")
	cmd.Flags().BoolVarP(&unsorted, "no-sort", "n", false, "in the order of the dump instead of by key")
	return cmd
}
