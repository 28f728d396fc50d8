package main

import (
	"os"
	"strconv"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

// newManPages writes the pages of man(1), for packages.
func newManPages() *cobra.Command {
	return &cobra.Command{
		Use:    "man-pages FOLDER",
		Short:  "Write the manual pages of all commands to a folder",
		Hidden: true,
		Args:   operands,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o755); err != nil {
				return err
			}
			root := cmd.Root()
			root.DisableAutoGenTag = true // the date of which would differ
			written := time.Unix(0, 0)
			if seconds, err := strconv.ParseInt(os.Getenv("SOURCE_DATE_EPOCH"), 10, 64); err == nil {
				written = time.Unix(seconds, 0)
			}
			written = written.UTC()
			return doc.GenManTree(root, &doc.GenManHeader{Section: "1", Source: "perlheap", Manual: "perlheap", Date: &written}, args[0])
		},
	}
}
