package main

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/cmd/perlheap/testmodule"
)

func newTestModule() *cobra.Command {
	return &cobra.Command{
		Use:   "test-module",
		Short: "Print Test::PerlHeap, which fails a test of a Perl program that leaks",
		Long: "test-module prints a module of pure Perl for tests:\n\n" +
			"  use Test::PerlHeap;\n" +
			"  no_growth_ok { $app->request } 'requests keep nothing', warmup => 20, count => 100;\n\n" +
			"runs the block, takes dumps before, between and after, and fails with the line that\n" +
			"leaks, what holds it, and the cure. It needs this program in $PATH when it runs.",
		Example: "  mkdir -p t/lib/Test\n  perlheap test-module > t/lib/Test/PerlHeap.pm\n  prove -l -It/lib t",
		Args:    operands,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := io.WriteString(cmd.OutOrStdout(), testmodule.Module)
			return err
		},
	}
}
