package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/compare"
	"github.com/perlheap/perlheap/heap/render"
)

func newDiff() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "diff DUMP DUMP",
		Short: "Show what only one of two dumps has",
		Long: "diff prints the SVs at addresses where the other dump of the same process has\n" +
			"none, as trees of who refers to whom among them.\n\n" +
			"JSON: {onlyA: [sv], onlyB: [sv], common}.",
		Example:           "  perlheap diff worker.1.pmat worker.2.pmat",
		Args:              operands,
		ValidArgsFunction: completeDumps,
		RunE: func(cmd *cobra.Command, args []string) error {
			a, doneA, err := open(cmd, args[0])
			if err != nil {
				return err
			}
			defer doneA()
			b, doneB, err := open(cmd, args[1])
			if err != nil {
				return err
			}
			defer doneB()
			c := &call{cmd: cmd, ctx: cmd.Context(), json: asJSON}
			d := compare.Diff(a, b)
			if asJSON {
				return c.answer(render.NewDiffJSON(a, b, d), nil)
			}
			c.style = style(cmd.OutOrStdout())
			return c.page(func(w io.Writer) error {
				if err := only(c, w, a, args[0], d.OnlyA, "-"); err != nil {
					return err
				}
				if err := only(c, w, b, args[1], d.OnlyB, "+"); err != nil {
					return err
				}
				_, err := fmt.Fprintf(w, "\n%d common\n", d.Common)
				return err
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// only writes what only one dump has.
func only(c *call, w io.Writer, h *heap.Heap, path string, svs []heap.SV, sign string) error {
	if _, err := fmt.Fprintf(w, "\n%d unique to %s:\n", len(svs), render.Safe(path)); err != nil {
		return err
	}
	trees, err := compare.Trees(c.ctx, h, svs)
	if err != nil {
		return err
	}
	return render.Trees(w, h, trees, sign, c.style)
}
