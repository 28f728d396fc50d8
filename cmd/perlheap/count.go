package main

import (
	"context"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/mat"
	"github.com/perlheap/perlheap/heap/render"
)

func newCount() *cobra.Command {
	var opt mat.CensusOptions
	var size sizeOption
	cmd := onDump(&cobra.Command{
		Use:   "count DUMP",
		Short: "Count the SVs by kind",
		Long: "count prints how many SVs of each kind there are, and how large they are in total.\n\n" +
			"JSON: {kinds, packages, scalars, total}, of {name, count, blessed, bytes, blessedBytes, least};\n" +
			"least means that the bytes are lower bounds: owned sizes that would have taken too long to find.",
		Example: "  perlheap count worker.pmat\n  perlheap count worker.pmat --blessed --owned",
	}, func(c *call, h *heap.Heap, _ []string) error {
		measure, err := size(c.ctx, h)
		if err != nil {
			return err
		}
		census, err := mat.NewCensus(c.ctx, h, measure)
		if err != nil {
			return err
		}
		return c.answer(census.JSON(opt), func() string { return render.Census(census, opt, c.style) })
	})
	size = censusOptions(cmd.Flags(), &opt)
	return cmd
}

// sizeOption gives the size that options ask for.
type sizeOption func(context.Context, *heap.Heap) (mat.Measure, error)

// censusOptions adds the options of a census.
func censusOptions(f *pflag.FlagSet, opt *mat.CensusOptions) sizeOption {
	f.BoolVarP(&opt.Blessed, "blessed", "b", false, "also count blessed SVs by package")
	f.BoolVarP(&opt.Scalars, "scalars", "S", false, "also count SCALARs by the values that they have")
	structure := f.Bool("struct", false, "add up structural sizes")
	owned := f.Bool("owned", false, "add up owned sizes")
	return func(ctx context.Context, h *heap.Heap) (mat.Measure, error) {
		switch {
		case *owned:
			sizes, err := mat.NewOwned(ctx, h)
			if err != nil {
				return nil, err
			}
			return sizes.Size, nil
		case *structure:
			return mat.Structure(h), nil
		}
		return mat.Alone(h), nil
	}
}
