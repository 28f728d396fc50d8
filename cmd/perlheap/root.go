package main

import (
	"fmt"
	"os"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// newRoot makes the command with all its subcommands.
func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:           "perlheap",
		Short:         "Find out why a Perl process keeps growing",
		Long:          "perlheap reads heap dumps of Perl processes (Devel::MAT::Dumper's .pmat files)\nand says what is alive, who holds it, and at which line of source it was made.",
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.SetGlobalNormalizationFunc(underscores)
	root.AddCommand(
		newCallers(),
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
		newIdentify(),
		newInrefs(),
		newLargest(),
		newLeakreport(),
		newLines(),
		newListDanglingPtrs(),
		newLSP(),
		newOrphans(),
		newOutrefs(),
		newPackages(),
		newPprof(),
		newReachable(),
		newReport(),
		newRoots(),
		newShell(),
		newShow(),
		newSize(),
		newStack(),
		newStrtab(),
		newSummary(),
		newSuspects(),
		newSymbols(),
		newValues(),
	)
	// A dump alone opens a shell.
	root.Args = cobra.ArbitraryArgs
	root.ValidArgsFunction = completeDumps
	root.RunE = func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) == 0:
			return cmd.Help()
		case len(args) == 1 && isFile(args[0]):
			return runShell(cmd, args[0])
		}
		return usageError{fmt.Errorf("there is no command %q and no such dump; perlheap help lists the commands", args[0])}
	}
	return root
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// arguments makes a check of positional arguments report a mistake in usage.
func arguments(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return usageError{fmt.Errorf("%w; usage: %s", err, cmd.UseLine())}
		}
		return nil
	}
}

const unknownVersion = "(unknown)"

func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return unknownVersion
	}
	return info.Main.Version
}
