package main

import (
	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/render"
)

func newPackages() *cobra.Command {
	var versions bool
	cmd := onDump(&cobra.Command{
		Use:   "packages DUMP",
		Short: "List the packages",
		Long: "packages prints the packages of the symbol table and, with --versions, the value of\n" +
			"their $VERSION.\n\n" +
			"JSON: {total, offset, items: [{name, version, sv}]}.",
		Example: "  perlheap packages worker.pmat --versions",
	}, func(c *call, h *heap.Heap, _ []string) error {
		list, err := render.NewPackagesJSON(h, versions)
		if err != nil {
			return err
		}
		return c.answer(list, func() string { return render.Packages(h, list, c.style) })
	})
	cmd.Flags().BoolVarP(&versions, "versions", "V", false, "show the $VERSION of each")
	return cmd
}
