package main

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap/identify"
	"github.com/perlheap/perlheap/heap/render"
)

func newIdentify() *cobra.Command {
	var asJSON, noElide bool
	opt := identify.Options{}
	cmd := &cobra.Command{
		Use:     "identify DUMP ADDRESS",
		Short:   "Show who refers to an SV, back to the roots",
		Long:    "identify walks the references to an SV back to the roots of the heap, as pmat does.\nADDRESS is an address (0x55d0c8a3e2b8), a symbol ('%Foo::cache') or a root (defstash).",
		Example: "  perlheap identify worker.pmat 0x55d0c8a3e2b8\n  perlheap identify worker.pmat '%Helpers::singleton'",
		Args:    arguments(cobra.ExactArgs(2)),
		RunE: func(cmd *cobra.Command, args []string) error {
			h, err := load(cmd, args[0])
			if err != nil {
				return err
			}
			defer h.Close() //nolint:errcheck // it was only read
			sv, err := h.Find(args[1])
			if err != nil {
				return err
			}
			opt.Elide = !noElide
			tree, err := identify.Chain(cmd.Context(), h, sv, opt)
			if err != nil {
				return err
			}
			if asJSON {
				return writeJSON(cmd.OutOrStdout(), render.NewChainJSON(h, tree))
			}
			_, err = io.WriteString(cmd.OutOrStdout(), render.Identify(h, tree, style(cmd.OutOrStdout())))
			return err
		},
	}
	flags := cmd.Flags()
	flags.IntVarP(&opt.Depth, "depth", "d", identify.DefaultDepth, "how many steps to walk back")
	flags.BoolVar(&opt.Weak, "weak", false, "also follow weak references")
	flags.BoolVarP(&opt.All, "all", "a", false, "also follow weak, indirect and inferred references")
	flags.BoolVarP(&noElide, "no-elide", "n", false, "do not fold REFs, PADs and symbols")
	flags.IntVar(&opt.Limit, "limit", 0, "how many referrers of one SV to follow; 0 for all")
	flags.BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}
