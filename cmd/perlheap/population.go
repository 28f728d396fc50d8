package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/text"
)

func newPopulation() *cobra.Command {
	var limit int
	var under, class, by string
	var asJSON *bool
	var src sourceFlags
	var order orderFlag
	var told keysFlag
	cmd := &cobra.Command{
		Use:   "population DUMP...",
		Short: "Show what a heap is made of, by what the program calls it",
		Long: "population counts SVs by shape: what the program calls them, with data left out.\n" +
			"The tree shows what holds what; the numbers below a line are included in that line's.\n" +
			"With several dumps, each number becomes a series. The dumps may be of different\n" +
			"processes, such as two workers, or one before and one after a change.\n\n" +
			"JSON: {dumps, order?, populations: [{id, parent?, path, class?, count, svs, bytes,\n" +
			"retainedBytes, perParent, example}]}; each with one number per dump.",
		Example: "  perlheap population worker.pmat\n  perlheap population early.pmat late.pmat --sort growth\n  perlheap population worker.pmat --class Mojo::Redis2",
		Args:    operands,
		RunE: func(cmd *cobra.Command, args []string) error {
			opt := population.Options{Limit: limit}
			var err error
			if opt.By, err = population.ParseOrder(by); err != nil {
				return usageError{fmt.Errorf("--sort: %w", err)}
			}
			tree, err := src.tree(cmd.Context())
			if err != nil {
				return err
			}
			heaps, closeAll, ordered, err := order.open(cmd, args)
			if err != nil {
				return err
			}
			defer closeAll()
			ps, err := populations(cmd, heaps)
			if err != nil {
				return err
			}
			top := ps.Top
			prog := tree.program(heaps[len(heaps)-1])
			words := population.Writer{Sub: prog.SubLine}
			tops := []*population.Population{top}
			switch {
			case class != "" && under != "":
				return usageError{fmt.Errorf("--class and --under exclude each other")}
			case class != "":
				if tops = top.OfClass(class); len(tops) == 0 {
					return fmt.Errorf("no object of %s is alive in these dumps", text.Name(class))
				}
			case under != "":
				if tops = top.Under(under, words); len(tops) == 0 {
					return fmt.Errorf("nothing is called %s: give a part of a line as population prints it", text.Safe(under))
				}
			}
			c := newCall(cmd, *asJSON)
			if c.json {
				words.Keys = told.keys(prog)
				j := population.JSON(tops, population.DumpsOf(heaps), opt, words)
				j.Order = ordered.JSON()
				return c.answer(j, nil)
			}
			opt.Style = c.style.Style
			return c.page(func(w io.Writer) error { return population.Write(w, tops, opt, words) })
		},
	}
	flags := cmd.Flags()
	flags.IntVar(&limit, "limit", 40, "how many populations to choose; 0 for all")
	flags.StringVar(&by, "sort", string(population.ByBytes), "choose by `ORDER`: bytes, count or growth")
	flags.StringVar(&under, "under", "", "only what is below the line that contains this `TEXT`")
	flags.StringVar(&class, "class", "", "only objects of this `CLASS`")
	src.add(flags)
	asJSON = jsonFlag(flags)
	order.add(flags)
	told.add(flags)
	return cmd
}

// populations finds the populations of heaps.
func populations(cmd *cobra.Command, heaps []*heap.Heap) (*population.Populations, error) {
	trees := make([]*population.Tree, len(heaps))
	for i, h := range heaps {
		sizes, err := retainedSizes(cmd, h)
		if err != nil {
			return nil, err
		}
		if trees[i], err = population.New(cmd.Context(), h, sizes); err != nil {
			return nil, err
		}
	}
	return growth.Overlay(cmd.Context(), heaps, trees)
}
