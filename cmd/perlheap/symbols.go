package main

import (
	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/wire"
)

func newSymbols() *cobra.Command {
	var recurse bool
	var offset, limit *int
	cmd := onDump(&cobra.Command{
		Use:   "symbols DUMP [PACKAGE]",
		Short: "List the symbol table",
		Long: "symbols prints everything with a name in the symbol table of PACKAGE, or of main.\n\n" +
			"JSON: {total, offset, items: [{name, sv}]}.",
		Example: "  perlheap symbols worker.pmat\n  perlheap symbols worker.pmat Foo::Bar --recurse",
	}, func(c *call, h *heap.Heap, args []string) error {
		pkg := ""
		if len(args) > 0 {
			pkg = args[0]
		}
		var all []heap.Symbol
		if err := h.Symbols().Of(pkg, recurse, func(s heap.Symbol) bool {
			all = append(all, s)
			return c.ctx.Err() == nil
		}); err != nil {
			return err
		}
		page := wire.NewPage(all, *offset, *limit)
		if c.json {
			return c.answer(wire.Map(page, func(s heap.Symbol) wire.Symbol { return s.JSON(h) }), nil)
		}
		return c.answer(nil, func() string { return render.Symbols(h, page.Items, c.style) })
	})
	cmd.Flags().BoolVarP(&recurse, "recurse", "R", false, "also list the packages inside it")
	offset, limit = paging(cmd.Flags())
	return cmd
}
