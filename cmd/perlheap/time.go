package main

import (
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"
)

func newTime() *cobra.Command {
	return &cobra.Command{
		Use:   "time COMMAND [ARG...]",
		Short: "Measure how long a command takes",
		Long: "time runs a command and says how long it took. Outside a shell, that includes loading\n" +
			"the dump.",
		Example:            "  perlheap time largest worker.pmat",
		DisableFlagParsing: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 && wantsHelp(args) {
				return cmd.Help()
			}
			if err := operands(cmd, args); err != nil {
				return err
			}
			root := newRoot()
			root.SetIn(cmd.InOrStdin())
			root.SetOut(cmd.OutOrStdout())
			root.SetErr(cmd.ErrOrStderr())
			return timed(cmd.OutOrStdout(), func() error { return execute(cmd.Context(), root, args) })
		},
	}
}

// timed runs f and writes how long it took, if it did not fail.
func timed(w io.Writer, f func() error) error {
	start := time.Now()
	if err := f(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\nran in %.3f s\n", time.Since(start).Seconds())
	return err
}
