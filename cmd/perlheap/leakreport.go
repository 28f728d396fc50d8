package main

import (
	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/mat"
	"github.com/perlheap/perlheap/heap/render"
)

func newLeakreport() *cobra.Command {
	var asJSON *bool
	var stays mat.Stays
	var order orderFlag
	cmd := &cobra.Command{
		Use:   "leakreport DUMP DUMP...",
		Short: "List what appears in a series of dumps and stays",
		Long: "leakreport prints the SVs that appear between two dumps of a process and stay in all\n" +
			"later ones, with the number of the dump that they first appear in, counting from 1.\n" +
			"What is new in the last dump may still go away, and is not listed.\n\n" +
			"JSON: [{since, sv}].",
		Example:           "  perlheap leakreport worker.1.pmat worker.2.pmat worker.3.pmat",
		Args:              operands,
		ValidArgsFunction: completeDumps,
		RunE: func(cmd *cobra.Command, args []string) error {
			args, err := order.paths(cmd, args)
			if err != nil {
				return err
			}
			for i, path := range args {
				h, done, err := open(cmd, path)
				if err != nil {
					return err
				}
				last := i == len(args)-1
				stays.Next(h, last)
				if last {
					err = reportStayed(newCall(cmd, *asJSON), h, &stays)
				}
				done()
				if err != nil {
					return err
				}
			}
			return nil
		},
	}
	cmd.Flags().BoolVarP(&stays.OneFile, "onefile", "1", false, "only look at what appears in the first dump that has anything new")
	asJSON = jsonFlag(cmd.Flags())
	order.add(cmd.Flags())
	return cmd
}

func reportStayed(c *call, h *heap.Heap, stays *mat.Stays) error {
	list := stays.Result(h)
	if c.json {
		return c.answer(mat.StayedJSON(h, list), nil)
	}
	return c.answer(nil, func() string { return render.Stayed(h, list) })
}
