package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/mat"
	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/text"
)

func newDiff() *cobra.Command {
	var asJSON *bool
	var order orderFlag
	cmd := &cobra.Command{
		Use:   "diff DUMP DUMP",
		Short: "Show what only one of two dumps has",
		Long: "diff compares two dumps of one process, the older one first. It prints the SVs at\n" +
			"addresses that only one of them has, as trees of what refers to what.\n\n" +
			"JSON: {onlyA: [sv], onlyB: [sv], common}; A is the older dump.",
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
			if a, b, err = order.pair(cmd, a, b); err != nil {
				return err
			}
			c := newCall(cmd, *asJSON)
			d := mat.Diff(a, b)
			if c.json {
				return c.answer(d.JSON(a, b), nil)
			}
			return c.page(func(w io.Writer) error {
				if err := only(c, w, a, d.OnlyA, "-"); err != nil {
					return err
				}
				if err := only(c, w, b, d.OnlyB, "+"); err != nil {
					return err
				}
				_, err := fmt.Fprintf(w, "\n%d common\n", d.Common)
				return err
			})
		},
	}
	asJSON = jsonFlag(cmd.Flags())
	order.add(cmd.Flags())
	return cmd
}

// only writes what only one dump has.
func only(c *call, w io.Writer, h *heap.Heap, svs []heap.SV, sign string) error {
	if _, err := fmt.Fprintf(w, "\n%d unique to %s:\n", len(svs), text.Safe(h.File().Path())); err != nil {
		return err
	}
	trees, err := mat.Trees(c.ctx, h, svs)
	if err != nil {
		return err
	}
	return render.Trees(w, h, trees, sign, c.style)
}
