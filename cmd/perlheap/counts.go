package main

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap/mat"
	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/wire"
)

func newCounts() *cobra.Command {
	var opt mat.CensusOptions
	var size sizeOption
	var asJSON *bool
	var order orderFlag
	cmd := &cobra.Command{
		Use:   "counts DUMP...",
		Short: "Count the SVs of several dumps and how they change",
		Long: "counts prints for each dump what count prints, and the change to the dump before.\n\n" +
			"JSON: [{dump, kinds, packages, scalars, total}].",
		Example:           "  perlheap counts worker.1.pmat worker.2.pmat worker.3.pmat",
		Args:              operands,
		ValidArgsFunction: completeDumps,
		RunE: func(cmd *cobra.Command, args []string) error {
			args, err := order.paths(cmd, args)
			if err != nil {
				return err
			}
			c := newCall(cmd, *asJSON)
			counts := &render.Counts{Options: opt, Style: c.style}
			list := []wire.DumpCensus{}
			each := func(w io.Writer) error {
				for _, path := range args {
					census, err := censusOf(cmd, path, size)
					if err != nil {
						return err
					}
					list = append(list, wire.DumpCensus{Dump: path, Census: census.JSON(opt)})
					if _, err := io.WriteString(w, counts.Next(path, census)); err != nil {
						return err
					}
				}
				return nil
			}
			if !c.json {
				return c.page(each)
			}
			if err := each(io.Discard); err != nil {
				return err
			}
			return c.answer(list, nil)
		},
	}
	size = censusOptions(cmd.Flags(), &opt)
	asJSON = jsonFlag(cmd.Flags())
	order.add(cmd.Flags())
	return cmd
}

func censusOf(cmd *cobra.Command, path string, size sizeOption) (*mat.Census, error) {
	h, done, err := open(cmd, path)
	if err != nil {
		return nil, err
	}
	defer done()
	measure, err := size(cmd.Context(), h)
	if err != nil {
		return nil, err
	}
	return mat.NewCensus(cmd.Context(), h, measure)
}
