package main

import (
	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/mat"
	"github.com/perlheap/perlheap/heap/origin"
	"github.com/perlheap/perlheap/heap/render"
)

func newSummary() *cobra.Command {
	return onDump(&cobra.Command{
		Use:   "summary DUMP",
		Short: "Describe a dump",
		Long: "summary prints the version of the perl that wrote a dump and how many SVs it has.\n\n" +
			"For a capture that has its description, it also says when and from which process it\n" +
			"was taken, and what all memory of the process consisted of: perl's heap, what perl\n" +
			"and malloc keep free, C, files.\n\n" +
			"JSON: {perl, threads, format, objects, bytes, program, workDir, truncated, origin?}.",
		Example: "  perlheap summary worker.pmat",
	}, func(c *call, h *heap.Heap, _ []string) error {
		o, err := origin.Of(h)
		if err != nil {
			return err
		}
		j := mat.SummaryJSON(h)
		if o != nil {
			j.Origin = &o.Origin
		}
		return c.answer(j, func() string {
			if o == nil {
				return render.Summary(h)
			}
			return render.Summary(h) + origin.Describe(&o.Origin)
		})
	})
}
