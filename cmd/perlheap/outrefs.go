package main

import (
	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
)

func newOutrefs() *cobra.Command {
	return onRefs(&cobra.Command{
		Use:   "outrefs DUMP SV",
		Short: "Show what an SV refers to",
		Long: "outrefs prints the references that an SV holds by name, each marked as strong (s),\n" +
			"weak (w), indirect (i) or inferred (~).\n\n" +
			"JSON: {total, offset, items: [{name, strength, sv}]}.",
		Example: "  perlheap outrefs worker.pmat 0x55d0c8a3e2b8\n  perlheap outrefs worker.pmat --all '%Foo::cache'",
	}, func(h *heap.Heap, sv heap.SV, want heap.Strength) ([]heap.Ref, error) {
		return h.Outrefs(sv, want)
	})
}
