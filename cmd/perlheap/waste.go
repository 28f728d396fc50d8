package main

import (
	"errors"
	"io"

	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/waste"
)

func newWaste() *cobra.Command {
	var limit int
	var texts bool
	var src sourceFlags
	var told keysFlag
	cmd := onDump(&cobra.Command{
		Use:   "waste DUMP",
		Short: "Find memory that is spent without need",
		Long: "waste finds strings with the same text, hashes and arrays with at most one element, and\n" +
			"buffers with room that nothing fills. It says how many there are, how long they are,\n" +
			"and which variables, objects or closures they belong to. The texts of strings are data of\n" +
			"the program: they are shown only with --texts.\n\n" +
			"JSON: {dump, kinds: [{kind, title, bytes, atLeast?, more?, rows: [{what, in, count, bytes,\n" +
			"shortest, longest, example, text?}]}], cutStrings?, note?}",
		Example: "  perlheap waste worker.pmat\n  perlheap waste worker.pmat --texts --limit 5",
	}, func(c *call, h *heap.Heap, _ []string) error {
		if limit < 1 {
			return usageError{errors.New("--limit must be 1 or more")}
		}
		tree, err := src.tree(c.ctx)
		if err != nil {
			return err
		}
		ps, err := populations(c.cmd, []*heap.Heap{h})
		if err != nil {
			return err
		}
		found, err := waste.Find(c.ctx, h, ps, 0, limit)
		if err != nil {
			return err
		}
		prog := tree.program(h)
		words := population.Writer{Sub: prog.SubLine}
		if c.json {
			words.Keys = told.keys(prog)
		}
		j, err := found.JSON(h, words, texts)
		if err != nil {
			return err
		}
		if c.json {
			return c.answer(j, nil)
		}
		return c.page(func(w io.Writer) error { return waste.Write(w, &j) })
	})
	flags := cmd.Flags()
	flags.IntVar(&limit, "limit", 20, "how many lines of each kind to print")
	flags.BoolVar(&texts, "texts", false, "show the beginnings of equal strings")
	src.add(flags)
	told.add(flags)
	return cmd
}
