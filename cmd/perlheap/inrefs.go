package main

import (
	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/wire"
)

func newInrefs() *cobra.Command {
	var want func() heap.Strength
	var offset, limit *int
	cmd := onSV(&cobra.Command{
		Use:   "inrefs DUMP SV",
		Short: "Show what refers to an SV",
		Long: "inrefs prints the references to an SV by name, each marked as strong (s), weak (w),\n" +
			"indirect (i) or inferred (~). Roots come last.\n\n" +
			"JSON: {total, offset, items: [{name, strength, sv}]}.",
		Example: "  perlheap inrefs worker.pmat 0x55d0c8a3e2b8\n  perlheap inrefs worker.pmat --all '%Foo::cache'",
	}, func(c *call, h *heap.Heap, sv heap.SV, _ []string) error {
		refs, err := h.Inrefs(sv, want(), 0)
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
