package main

import (
	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/render"
)

func newShow() *cobra.Command {
	opt := render.ShowOptions{Referent: true}
	cmd := onSV(&cobra.Command{
		Use:   "show DUMP SV",
		Short: "Show everything known about an SV",
		Long: "show prints the type, size, reference count, names and magic of an SV, and details\n" +
			"that depend on its type: strings and numbers, the slots of a GLOB, the pads of a CODE.\n" +
			"For a REF it also shows what it refers to.\n\n" +
			"JSON: {address, type, desc, bytes, refcnt, package, symbol, file, line, magic,\n" +
			"created, integer, number, string, length, bool, weak, count, lexicals, values,\n" +
			"outrefs: [{name, strength, sv}], refersTo}; keys that do not apply are omitted.",
		Example: "  perlheap show worker.pmat 0x55d0c8a3e2b8\n  perlheap show worker.pmat --pad '&Foo::bar'\n  perlheap show worker.pmat defstash",
	}, func(c *call, h *heap.Heap, sv heap.SV, _ []string) error {
		if c.json {
			v, err := render.NewShowJSON(h, sv, opt)
			if err != nil {
				return err
			}
			return c.answer(v, nil)
		}
		text, err := render.Show(h, sv, opt, c.style)
		if err != nil {
			return err
		}
		return c.answer(nil, func() string { return text })
	})
	cmd.Flags().BoolVarP(&opt.FullPV, "full-pv", "F", false, "show as much of the string as the dump contains")
	cmd.Flags().BoolVarP(&opt.Pad, "pad", "P", false, "for a CODE, also show its first pad")
	return cmd
}
