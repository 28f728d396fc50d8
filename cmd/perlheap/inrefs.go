package main

import (
	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
)

func newInrefs() *cobra.Command {
	return onRefs(&cobra.Command{
		Use:   "inrefs DUMP SV",
		Short: "Show what refers to an SV",
		Long: "inrefs prints the references to an SV by name, each marked as strong (s), weak (w),\n" +
			"indirect (i) or inferred (~). Roots come last.\n\n" +
			"JSON: {total, offset, items: [{name, strength, sv}]}.",
		Example: "  perlheap inrefs worker.pmat 0x55d0c8a3e2b8\n  perlheap inrefs worker.pmat --all '%Foo::cache'",
	}, func(h *heap.Heap, sv heap.SV, want heap.Strength) ([]heap.Ref, error) {
		return h.Inrefs(sv, want, 0)
	})
}
