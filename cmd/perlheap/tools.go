package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"
)

// matTools are the tools that Devel::MAT loads when they are asked for, and
// the commands that answer the same here.
var matTools = []struct{ name, commands string }{
	{"Callers", "callers"},
	{"Count", "count"},
	{"Find", "find"},
	{"Identify", "identify"},
	{"Inrefs", "inrefs"},
	{"ListDanglingPtrs", "list-dangling-ptrs"},
	{"Outrefs", "outrefs"},
	{"Reachability", "reachable"},
	{"Roots", "roots"},
	{"Show", "show, elems, values"},
	{"Sizes", "size, largest"},
	{"Stack", "stack"},
	{"Strtab", "strtab"},
	{"Summary", "summary"},
	{"Symbols", "symbols, packages"},
}

func newTools() *cobra.Command {
	return &cobra.Command{
		Use:     "tools",
		Aliases: []string{"tool"},
		Short:   "List the tools of Devel::MAT and the commands that do the same here",
		Long: "tools lists the tools of Devel::MAT, and the commands that do the same here. All are\n" +
			"built in; none needs to be loaded.",
		Args: cobra.ArbitraryArgs, // tool NAME loads one in pmat
		RunE: func(cmd *cobra.Command, _ []string) error {
			w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 1, ' ', 0)
			for _, t := range matTools {
				fmt.Fprintf(w, "* %s\t- %s\n", t.name, t.commands)
			}
			return w.Flush()
		},
	}
}
