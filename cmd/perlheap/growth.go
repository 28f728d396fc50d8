package main

import (
	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap/population"
)

func newGrowth() *cobra.Command {
	var limit int
	var all bool
	var asJSON *bool
	var src sourceFlags
	of := seriesFlags{across: true}
	var told keysFlag
	cmd := &cobra.Command{
		Use:   "growth DUMP DUMP...",
		Short: "Compare dumps of one process, or of several",
		Long: "growth compares dumps in chronological order: closures by line, objects by class, and\n" +
			"the populations (see perlheap population) that grew on their own account. These and\n" +
			"the rest add up to the heap. Two dumps cannot tell a leak from a busy hour; three can.\n\n" +
			"For dumps of different processes, it is not known which single SVs are new and which\n" +
			"were kept. --force compares them as if they were of one process.\n\n" +
			"The JSON has lines as the dumps record them.",
		Example: "  perlheap growth early.pmat mid.pmat late.pmat",
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
			report, err := series.Compare(cmd.Context())
			if err != nil {
				return err
			}
			prog := tree.program(series.Last())
			if *asJSON {
				j := report.JSON(all, population.Writer{Keys: told.keys(prog), Sub: prog.SubLine})
				j.Order = series.Order.JSON()
				return writeJSON(cmd.OutOrStdout(), j)
			}
			return report.Write(cmd.OutOrStdout(), prog, limit, all)
		},
	}
	flags := cmd.Flags()
	flags.IntVar(&limit, "limit", 10, "how many lines, classes and holders to print; 0 for all")
	flags.BoolVar(&all, "all", false, "also show what is stable")
	src.add(flags)
	asJSON = jsonFlag(flags)
	of.add(flags)
	told.add(flags)
	return cmd
}
