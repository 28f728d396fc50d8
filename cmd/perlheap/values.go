package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/render"
)

func newValues() *cobra.Command {
	var opt render.ValuesOptions
	cmd := onSV(&cobra.Command{
		Use:   "values DUMP SV [SKIP|/PATTERN/]",
		Short: "List the keys and values of a HASH",
		Long: "values prints the pairs of a HASH, STASH or CLASS, sorted by key, with what the values\n" +
			"hold. It skips the first SKIP, or prints only those whose keys match a pattern.\n" +
			"" + aboutPatterns + "\n\n" +
			"JSON: {total, offset, items: [{key, hek, text, sv}]}; hek with --hek.",
		Example: "  perlheap values worker.pmat '%Foo::cache'\n  perlheap values worker.pmat '%Foo::cache' 50 --count 10\n" +
			"  perlheap values worker.pmat '%main::ENV' /^HTTP_/",
	}, func(c *call, h *heap.Heap, sv heap.SV, args []string) error {
		if len(args) > 0 {
			if strings.HasPrefix(args[0], "/") {
				re, err := pattern(args[0])
				if err != nil {
					return usageError{err}
				}
				opt.Match = re.Match
			} else if n, err := number(args[0], "a number of values to skip, and not a /PATTERN/"); err != nil {
				return err
			} else if !c.cmd.Flags().Changed("skip") {
				opt.Skip = n
			}
		}
		page, err := render.NewValuesJSON(h, sv, opt, c.style)
		if err != nil {
			return err
		}
		c.onward("skip", page.Offset+len(page.Items), page.Total)
		return c.answer(page, func() string { return render.Values(page, c.style) })
	})
	flags := cmd.Flags()
	flags.IntVarP(&opt.Count, "count", "c", 50, "how many values to print at most")
	flags.IntVarP(&opt.Skip, "skip", "s", 0, "skip this many first, like SKIP")
	flags.BoolVarP(&opt.Unsorted, "no-sort", "n", false, "in the order of the dump instead of by key")
	flags.BoolVarP(&opt.HEK, "hek", "H", false, "also show the addresses of the key strings (dumps of format 0.6)")
	return cmd
}
