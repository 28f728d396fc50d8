package main

import (
	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap/export"
)

func newExport() *cobra.Command {
	opt := export.Options{}
	cmd := &cobra.Command{
		Use:   "export DUMP",
		Short: "Print everything that is known of a heap as JSON Lines",
		Long: "export prints one JSON object a line: first the dump (perl's version, the roots,\n" +
			"the stack, the contexts), then every SV in the order of addresses, with its\n" +
			"type, sizes, reference count, names, values and references.",
		Example: "  perlheap export worker.pmat | jq -c 'select(.type == \"CODE\") | [.addr, .symname]'\n" +
			"  perlheap export --owned worker.pmat > worker.jsonl",
		Args:              arguments(cobra.ExactArgs(1)),
		ValidArgsFunction: completeDumps,
		RunE: func(cmd *cobra.Command, args []string) error {
			h, done, err := open(cmd, args[0])
			if err != nil {
				return err
			}
			defer done()
			return export.Write(cmd.Context(), cmd.OutOrStdout(), h, opt)
		},
	}
	cmd.Flags().BoolVar(&opt.Owned, "owned", false, "also the owned size of every SV")
	return cmd
}
