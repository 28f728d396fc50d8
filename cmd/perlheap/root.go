package main

import (
	"errors"

	"github.com/spf13/cobra"
)

// newRoot makes the command with all its subcommands.
func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:           "perlheap",
		Short:         "Find out why a Perl process keeps growing",
		Long:          "perlheap reads heap dumps of Perl processes (Devel::MAT::Dumper's .pmat files)\nand says what is alive, who holds it, and which line of source made it.",
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetVersionTemplate(buildText(readBuild()))
	root.SetFlagErrorFunc(noOption)
	root.PersistentFlags().Bool(noCache, false, "keep nothing of dumps, and use nothing that was kept")
	colored := colorFlag("auto")
	root.PersistentFlags().Var(&colored, color, "use colors: `WHEN` is auto (on a terminal, unless NO_COLOR is set), always or never")
	help := newHelp()
	root.SetHelpCommand(help)
	root.SetUsageTemplate(topicsLast(root.UsageTemplate()))
	root.SetGlobalNormalizationFunc(underscores)
	root.AddCommand(
		newCache(),
		newCallers(),
		newCapture(),
		newCount(),
		newCounts(),
		newBench(),
		newCheck(),
		newDemo(),
		newDiff(),
		newElems(),
		newExport(),
		newFind(),
		newGrowth(),
		newPopulation(),
		newHistogram(),
		help,
		newIdentify(),
		newInrefs(),
		newLargest(),
		newLeakreport(),
		newLines(),
		newListDanglingPtrs(),
		newLSP(),
		newManPages(),
		newMCP(),
		newOrphans(),
		newOutrefs(),
		newPackages(),
		newPprof(),
		newPs(),
		newQuery(),
		newRun(),
		newReachable(),
		newReport(),
		newRoots(),
		newSchema(),
		newShell(),
		newShow(),
		newSize(),
		newStack(),
		newStrtab(),
		newSummary(),
		newSuspects(),
		newSymbols(),
		newTestModule(),
		newTime(),
		newTools(),
		newValues(),
		newVerify(),
		newVersion(),
		newWaste(),
		newWatch(),
	)
	for i := range topics {
		root.AddCommand(newTopic(&topics[i]))
	}
	root.AddCommand(newLayoutTopic())
	// A dump alone opens a shell; see habitual for a dump before a command.
	root.Args = cobra.ArbitraryArgs
	root.Flags().SetInterspersed(false)
	root.ValidArgsFunction = func(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
		if len(args) == 1 {
			return commandNames(cmd), cobra.ShellCompDirectiveNoFileComp
		}
		return completeDumps(cmd, args, begun)
	}
	root.RunE = func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) == 0:
			return cmd.Help()
		case args[0] == "-" && len(args) == 1:
			return usageError{errors.New("a shell reads its commands from standard input, so the dump cannot come from there too: name a command, as in perlheap - largest")}
		case !isDump(args[0]):
			return noCommand(cmd, args[0], false)
		case len(args) > 1:
			return noCommand(cmd, args[1], false)
		}
		return runShell(cmd, args[0])
	}
	return root
}
