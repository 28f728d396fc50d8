package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/mat"
	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/wire"
)

func newReachable() *cobra.Command {
	var list string
	var offset, limit *int
	cmd := onDump(&cobra.Command{
		Use:   "reachable DUMP [SV]",
		Short: "Classify SVs by how they are reachable",
		Long: "reachable counts the SVs that are reachable as part of the symbol table (symtab),\n" +
			"as the program's data (user), as lexical variables (lexical), as pads (padlist) or\n" +
			"only as perl's own (internal), and those that are not reachable (none). With SV, it\n" +
			"names the class of that SV.\n\n" +
			"JSON: [{class, count, bytes}]; with SV {sv, class}; with --list\n{total, offset, items: [sv]}.",
		Example: "  perlheap reachable worker.pmat\n  perlheap reachable worker.pmat 0x55d0c8a3e2b8\n  perlheap reachable worker.pmat --list none",
	}, func(c *call, h *heap.Heap, args []string) error {
		if list != "" && !slices.Contains(mat.ReachNames(), list) {
			return usageError{fmt.Errorf("there is no class %q; there are %s", list, strings.Join(mat.ReachNames(), ", "))}
		}
		var sv heap.SV
		if len(args) > 0 {
			var err error
			if sv, err = find(c.cmd, h, args[0]); err != nil {
				return err
			}
		}
		classes, err := mat.Reachability(c.ctx, h)
		if err != nil {
			return err
		}
		switch {
		case list != "":
			var svs []heap.SV
			for sv, class := range classes {
				if class.String() == list {
					svs = append(svs, heap.SV(sv))
				}
			}
			page := wire.NewPage(svs, *offset, *limit)
			return c.answer(wire.Map(page, h.JSON), func() string { return render.SVs(h, page.Items, c.style) })
		case len(args) > 0:
			class := mat.ReachInternal.String() // perl's immortals
			if !h.Immortal(sv) {
				class = classes[sv].String()
			}
			return c.answer(wire.Reached{SV: h.JSON(sv), Class: class},
				func() string { return render.SV(h, sv, c.style) + ": " + class + "\n" })
		}
		tallies := mat.ReachJSON(h, classes)
		return c.answer(tallies, func() string { return render.Reach(tallies) })
	})
	cmd.Flags().StringVar(&list, "list", "", "list the SVs of a `CLASS`")
	offset, limit = paging(cmd.Flags())
	return cmd
}
