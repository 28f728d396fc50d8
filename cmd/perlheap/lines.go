package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/source"
)

func newLines() *cobra.Command {
	var roots []string
	var limit int
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "lines DUMP",
		Short:   "Rank the lines of source by what is alive that was made there",
		Long:    "lines lists the subs that closures were cloned from, with how many of them are\nalive. LINE is that of the `sub` where the source is found, below --root or\nwhere the process had it; else the line that the dump records, which is that of\nthe sub's first statement.",
		Example: "  perlheap lines worker.pmat --root ~/src/app\n  perlheap lines worker.pmat --json",
		Args:    arguments(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			h, err := load(cmd, args[0])
			if err != nil {
				return err
			}
			defer h.Close() //nolint:errcheck // it was only read
			t, err := site.Collect(cmd.Context(), h)
			if err != nil {
				return err
			}
			folders, err := absolute(roots)
			if err != nil {
				return err
			}
			j := placed(h, t, folders, limit)
			if asJSON {
				return writeJSON(cmd.OutOrStdout(), j)
			}
			return render.Lines(cmd.OutOrStdout(), j, folders[0])
		},
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&roots, "root", []string{"."}, "a folder with the source; may be repeated")
	flags.IntVar(&limit, "limit", 0, "how many lines to print; 0 for all")
	flags.BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// placed finds the source lines of the sites.
func placed(h *heap.Heap, t *site.Table, folders []string, limit int) render.LinesJSON {
	resolver := source.NewResolver(source.Config{Folders: folders, PWD: h.WorkDir(), Inc: h.Inc(), IncDirs: h.IncDirs()})
	locator := site.Locator{
		Resolve: func(recorded string) (string, bool) {
			r := resolver.Resolve(recorded)
			return r.Path, r.Path != ""
		},
		Read: os.ReadFile,
	}
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

func absolute(folders []string) ([]string, error) {
	abs := make([]string, len(folders))
	for i, f := range folders {
		info, err := os.Stat(f)
		if err != nil || !info.IsDir() {
			return nil, usageError{fmt.Errorf("--root %s: not a folder", f)}
		}
		if abs[i], err = filepath.Abs(f); err != nil {
			return nil, err
		}
	}
	return abs, nil
}
