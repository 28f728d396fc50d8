package main

import (
	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/identify"
	"github.com/perlheap/perlheap/heap/render"
)

func newIdentify() *cobra.Command {
	var noElide bool
	opt := identify.Options{}
	cmd := onSV(&cobra.Command{
		Use:   "identify DUMP SV",
		Short: "Show who refers to an SV, back to the roots",
		Long: "identify follows the references to an SV back to the roots of the heap, as pmat does.\n\n" +
			"JSON: {sv, entries: [{kind, name, strength, sv, label, circular, count, entries}]}.",
		Example: "  perlheap identify worker.pmat 0x55d0c8a3e2b8\n  perlheap identify worker.pmat '%Helpers::singleton'",
	}, func(c *call, h *heap.Heap, sv heap.SV, _ []string) error {
		opt.Elide = !noElide
		tree, err := identify.Chain(c.ctx, h, sv, opt)
		if err != nil {
			return err
		}
		if c.json {
			return c.answer(tree.JSON(h), nil)
		}
		return c.answer(nil, func() string { return render.Identify(h, tree, c.style) })
	})
	flags := cmd.Flags()
	flags.IntVarP(&opt.Depth, "depth", "d", identify.DefaultDepth, "how many steps to walk back")
	flags.BoolVar(&opt.Weak, "weak", false, "also follow weak references")
	flags.BoolVarP(&opt.All, "all", "a", false, "also follow weak, indirect and inferred references")
	flags.BoolVarP(&noElide, "no-elide", "n", false, "do not fold REFs, PADs and symbols")
	flags.IntVar(&opt.Limit, "limit", 0, "how many referrers of each SV to follow; 0 for all")
	return cmd
}
