package main

import (
	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/wire"
)

func newOutrefs() *cobra.Command {
	var want func() heap.Strength
	var offset, limit *int
	cmd := onSV(&cobra.Command{
		Use:   "outrefs DUMP SV",
		Short: "Show what an SV refers to",
		Long: "outrefs prints the references that an SV holds by name, each marked as strong (s),\n" +
			"weak (w), indirect (i) or inferred (~).\n\n" +
			"JSON: {total, offset, items: [{name, strength, sv}]}.",
		Example: "  perlheap outrefs worker.pmat 0x55d0c8a3e2b8\n  perlheap outrefs worker.pmat --all '%Foo::cache'",
	}, func(c *call, h *heap.Heap, sv heap.SV, _ []string) error {
		refs, err := h.Outrefs(sv, want())
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
