package main

import (
	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/wire"
)

// onRefs completes a command that lists references of one SV.
func onRefs(cmd *cobra.Command, refsOf func(h *heap.Heap, sv heap.SV, want heap.Strength) ([]heap.Ref, error)) *cobra.Command {
	var want func() heap.Strength
	var offset, limit *int
	cmd = onSV(cmd, func(c *call, h *heap.Heap, sv heap.SV, _ []string) error {
		refs, err := refsOf(h, sv, want())
		if err != nil {
			return err
		}
		render.SortRefs(refs)
		page := wire.NewPage(refs, *offset, *limit)
		if c.json {
			return c.answer(wire.Map(page, func(r heap.Ref) wire.NamedRef { return r.JSON(h) }), nil)
		}
		return c.answer(nil, func() string { return render.Refs(h, page.Items, c.style) })
	})
	want = strengths(cmd.Flags())
	offset, limit = paging(cmd.Flags())
	return cmd
}
