package main

import (
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap/capture"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

func newPs() *cobra.Command {
	var asJSON *bool
	cmd := &cobra.Command{
		Use:   "ps",
		Short: "List the running perls that can be captured",
		Long: "ps lists the processes that run perl, children below their parents, with their age,\n" +
			"memory and version. If one cannot be captured, it says why.\n\n" +
			"JSON: [{pid, parent, uid, name, start, rssBytes, perl, reason}].",
		Example: "  perlheap ps",
		Args:    operands,
		RunE: func(cmd *cobra.Command, _ []string) error {
			list, err := capture.Processes()
			if err != nil {
				return err
			}
			if *asJSON {
				if list == nil {
					list = []wire.Process{}
				}
				return writeJSON(cmd.OutOrStdout(), list)
			}
			if len(list) == 0 {
				_, err := fmt.Fprintln(cmd.OutOrStdout(), "no perl is running")
				return err
			}
			w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', tabwriter.AlignRight)
			fmt.Fprintln(w, "PID\tAGE\tMEMORY\tPERL\t  PROGRAM")
			for _, row := range capture.Tree(list) {
				r := row.Process
				program := strings.Repeat("  ", row.Depth) + text.Safe(r.Name)
				if r.Reason != "" {
					program += " (cannot be captured: " + text.Safe(r.Reason) + ")"
				}
				fmt.Fprintf(w, "%d\t%s\t%s\t%s\t  %s\n", r.PID, text.Age(time.Since(r.Start)), text.Bytes(max(0, r.RSSBytes)), r.Perl, program)
			}
			return w.Flush()
		},
	}
	asJSON = jsonFlag(cmd.Flags())
	return cmd
}
