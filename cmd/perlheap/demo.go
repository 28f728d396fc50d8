package main

import (
	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/lsp/demo"
)

func newDemo() *cobra.Command {
	return &cobra.Command{
		Use:     "demo",
		Short:   "Show a leak as an editor shows it, on a built-in example",
		Long:    "demo loads a built-in heap dump, opens the leaking Perl file through the language\nserver as an editor would, and prints it with its lenses, problems and a hover.",
		Example: "  perlheap demo",
		Args:    operands,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return demo.Run(cmd.Context(), cmd.OutOrStdout(), style(cmd).Within(0) == text.Terminal)
		},
	}
}
