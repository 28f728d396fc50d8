package main

import (
	"errors"

	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/mat"
	"github.com/perlheap/perlheap/heap/render"
)

func newLargest() *cobra.Command {
	var structure, owned, retained bool
	cmd := onDump(&cobra.Command{
		Use:   "largest DUMP [COUNT] [COUNT] [COUNT]",
		Short: "Find the largest SVs",
		Long: "largest lists the largest SVs; the first COUNT says how many (default 5). With --struct,\n" +
			"--owned or --retained it also lists the largest parts of each (default 3), and the\n" +
			"largest parts of these (default 2). The retained size of an SV is what would be freed with it.\n\n" +
			"JSON: {items: [{sv, bytes, least, of, ofOtherBytes}], otherBytes}, in bytes; least means that\n" +
			"they are a lower bound: an owned size that would have taken too long to find.",
		Example: "  perlheap largest worker.pmat\n  perlheap largest worker.pmat --owned 10 2",
	}, func(c *call, h *heap.Heap, args []string) error {
		if structure && owned || structure && retained || owned && retained {
			return usageError{errors.New("--struct, --owned and --retained exclude each other")}
		}
		counts := []int{5, 3, 2}
		for i, arg := range args {
			n, err := number(arg, "a count")
			if err != nil {
				return err
			}
			counts[i] = n
		}
		opt := mat.LargestOptions{Size: mat.Alone(h), Counts: counts}
		switch {
		case retained:
			sizes, err := retainedSizes(c.cmd, h)
			if err != nil {
				return err
			}
			opt.Size = func(sv heap.SV) (int64, bool, error) { return sizes.Bytes(sv), false, nil }
			opt.Set = func(sv heap.SV) ([]heap.SV, error) { return sizes.Dominated(sv), nil }
		case owned:
			sizes, err := mat.NewOwned(c.ctx, h)
			if err != nil {
				return err
			}
			opt.Size, opt.Set = sizes.Size, sizes.Set
		case structure:
			opt.Size, opt.Set = mat.Structure(h), func(sv heap.SV) ([]heap.SV, error) { return mat.StructureSet(h, sv) }
		}
		list, err := mat.LargestJSON(c.ctx, h, opt)
		if err != nil {
			return err
		}
		return c.answer(list, func() string { return render.Largest(h, list, c.style) })
	})
	cmd.Flags().BoolVar(&structure, "struct", false, "measure structural sizes")
	cmd.Flags().BoolVar(&owned, "owned", false, "measure owned sizes")
	cmd.Flags().BoolVar(&retained, "retained", false, "measure retained sizes")
	return cmd
}
