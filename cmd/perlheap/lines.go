package main

import (
	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/site"
)

func newLines() *cobra.Command {
	var src sourceFlags
	var limit int
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "lines DUMP",
		Short:   "Rank the lines of source by what is alive that was made there",
		Long:    "lines lists the subs that closures were cloned from, with how many of them are\nalive. LINE is that of the `sub` where the source is found, below --root or\nwhere the process had it; else the line that the dump records, which is that of\nthe sub's first statement.",
		Example: "  perlheap lines worker.pmat --root ~/src/app\n  perlheap lines worker.pmat --json",
		Args:    arguments(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			tree, err := src.tree()
			if err != nil {
				return err
			}
			h, err := load(cmd, args[0])
			if err != nil {
				return err
			}
			defer h.Close() //nolint:errcheck // it was only read
			t, err := site.Collect(cmd.Context(), h)
			if err != nil {
				return err
			}
			j := placed(h, t, tree.locator(h), limit)
			if asJSON {
				return writeJSON(cmd.OutOrStdout(), j)
			}
			return render.Lines(cmd.OutOrStdout(), j, tree.folders[0])
		},
	}
	flags := cmd.Flags()
	src.add(flags, "a folder with the source")
	flags.IntVar(&limit, "limit", 0, "how many lines to print; 0 for all")
	flags.BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// placed finds the source lines of the sites.
func placed(h *heap.Heap, t *site.Table, locator *site.Locator, limit int) render.LinesJSON {
	sites := t.Sites
	if limit > 0 && limit < len(sites) {
		sites = sites[:limit]
	}
	j := render.LinesJSON{Dump: h.Path(), Total: len(t.Sites), Codes: t.Codes, Bytes: t.HeapBytes, Lines: []render.LineJSON{}}
	for i := range sites {
		j.Lines = append(j.Lines, render.NewLineJSON(h, t, &sites[i], locator.Place(&sites[i])))
	}
	return j
}
