package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire/schema"
)

func newSchema() *cobra.Command {
	return &cobra.Command{
		Use:   "schema [NAME]",
		Short: "Print the JSON Schema of what a command prints with --json",
		Long: "schema prints a JSON Schema (draft 2020-12). NAME is that of a command that takes --json;\n" +
			"origin-file is the description that capture writes beside a dump, and series-file each line\n" +
			"of a series. Without NAME it lists all names.\n\n" +
			"Fields that a schema does not have are not allowed: it describes this version of perlheap,\n" +
			"and later ones may add fields.",
		Example: "  perlheap schema suspects",
		Args:    operands,
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return schema.Names(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			out := cmd.OutOrStdout()
			if len(args) == 0 {
				_, err := io.WriteString(out, strings.Join(schema.Names(), "\n")+"\n")
				return err
			}
			printed, ok := schema.Of(strings.ReplaceAll(args[0], "_", "-"))
			if !ok {
				said := fmt.Sprintf("there is no schema of %q", args[0])
				if meant := text.Nearest(args[0], schema.Names()); meant != "" {
					said += "; did you mean " + meant + "?"
				}
				return usageError{fmt.Errorf("%s (perlheap schema lists all)", said)}
			}
			_, err := out.Write(printed)
			return err
		},
	}
}
