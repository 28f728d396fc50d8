package main

import (
	"fmt"
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
	root.AddCommand(
		newDemo(),
		newExport(),
		newIdentify(),
		newLines(),
		newLSP(),
	)
	return root
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

func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(unknown)"
	}
	return info.Main.Version
}
