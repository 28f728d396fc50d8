package main

import (
	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/render"
)

func newSummary() *cobra.Command {
	return onDump(&cobra.Command{
		Use:   "summary DUMP",
		Short: "Say what a dump is of",
		Long: "summary prints the version of the perl that wrote a dump and how many SVs it has.\n\n" +
			"JSON: {perl, threads, format, objects, bytes, program, workDir, truncated}.",
		Example: "  perlheap summary worker.pmat",
	}, func(c *call, h *heap.Heap, _ []string) error {
		return c.answer(render.NewSummaryJSON(h), func() string { return render.Summary(h) })
	})
}
