package main

import (
	"fmt"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/series"
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
			"A series, or the folder that perlheap watch wrote it to, stands for its dumps. If it has\n" +
			"many points, 12 of them are shown, evenly spaced; what is new and what was kept is not\n" +
			"known for them.\n\n" +
			"For dumps of different processes, it is not known which single SVs are new and which\n" +
			"were kept. --force compares them as if they were of one process.\n\n" +
			"The JSON has lines as the dumps record them.",
		Example: "  perlheap growth early.pmat mid.pmat late.pmat\n  perlheap growth /var/tmp/watched",
		Args:    dumpsOrSeries,
		RunE: func(cmd *cobra.Command, args []string) error {
			tree, err := src.tree(cmd.Context())
			if err != nil {
				return err
			}
			if hasSeries(args) {
				if _, err := of.asGiven(); err != nil {
					return err
				}
				return growthOfSeries(cmd, args, tree, &told, of.force, limit, all, *asJSON)
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

// mostColumns is how many points of a series a table shows.
const mostColumns = 12

// growthOfSeries compares points of series, and of dumps given with them.
func growthOfSeries(cmd *cobra.Command, args []string, tree *sourceTree, told *keysFlag, force bool, limit int, all, asJSON bool) error {
	p, err := readPoints(args, mostColumns)
	if err != nil {
		return err
	}
	r, note, err := p.compare(cmd, tree, told, force)
	if err != nil {
		return err
	}
	if note != "" {
		fmt.Fprintf(cmd.ErrOrStderr(), "perlheap: %s\n", note)
	}
	if asJSON {
		return writeJSON(cmd.OutOrStdout(), r.JSON(all, population.Writer{}))
	}
	return r.Write(cmd.OutOrStdout(), nil, limit, all)
}

// hasSeries reports whether a series is among arguments, or a folder.
func hasSeries(args []string) bool {
	return slices.ContainsFunc(args, func(arg string) bool {
		info, err := os.Stat(arg)
		return err == nil && info.IsDir() || series.IsSeries(arg)
	})
}

// dumpsOrSeries checks the arguments of commands that take a series instead of dumps.
func dumpsOrSeries(cmd *cobra.Command, args []string) error {
	if hasSeries(args) {
		return nil
	}
	return operands(cmd, args)
}
