package main

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/growth"
)

func newSuspects() *cobra.Command {
	var src sourceFlags
	var limit int
	var asJSON *bool
	var explain bool
	var of seriesFlags
	var told keysFlag
	cmd := &cobra.Command{
		Use:   "suspects DUMP [DUMP...]",
		Short: "Rank the lines that probably make the heap grow",
		Long: "suspects looks for the traces that the various kinds of leaks in Perl programs leave,\n" +
			"and ranks the lines that cause them. Give several dumps of one process: three can tell a\n" +
			"leak from a warm-up, one only shows what is big. Code below --root is the program's\n" +
			"own; modules elsewhere are assumed to work as they should.",
		Example: "  perlheap suspects early.pmat mid.pmat late.pmat --root ~/src/app\n  perlheap suspects early.pmat mid.pmat late.pmat --explain\n  perlheap suspects late.pmat --json",
		Args:    operands,
		RunE: func(cmd *cobra.Command, args []string) error {
			tree, err := src.tree(cmd.Context())
			if err != nil {
				return err
			}
			series, closeAll, err := of.open(cmd, args)
			if err != nil {
				return err
			}
			defer closeAll()
			opt := diagnose.Options{Program: tree.program(series.Last()), Limit: limit}
			if *asJSON { // the text is for who asked
				opt.Keys = told.keys(opt.Program)
			}
			all, err := diagnose.Find(cmd.Context(), series, opt)
			if err != nil {
				return err
			}
			if *asJSON {
				unreached, err := diagnose.Unreached(cmd.Context(), series.Last(), series.Sizes[len(series.Sizes)-1])
				if err != nil {
					return err
				}
				j := diagnose.JSON(paths(series), all, series.Last(), unreached)
				j.Order = series.Order.JSON()
				return writeJSON(cmd.OutOrStdout(), j)
			}
			c := newCall(cmd, false)
			return c.page(func(w io.Writer) error {
				return diagnose.Write(w, all, len(series.Heaps) > 1, explain, c.style.Style)
			})
		},
	}
	flags := cmd.Flags()
	src.add(flags)
	flags.IntVar(&limit, "limit", diagnose.DefaultLimit, "how many suspects to print")
	flags.BoolVar(&explain, "explain", false, "show the evidence for and against each: what was measured, and what is required")
	asJSON = jsonFlag(flags)
	of.add(flags)
	told.add(flags)
	return cmd
}

// paths are those of the dumps of a series.
func paths(s *growth.Series) []string {
	all := make([]string, len(s.Heaps))
	for i, h := range s.Heaps {
		all[i] = h.File().Path()
	}
	return all
}
