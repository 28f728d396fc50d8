package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/text"
)

func newHistogram() *cobra.Command {
	var limit int
	var class, at, by string
	var asJSON *bool
	var src sourceFlags
	var order orderFlag
	cmd := &cobra.Command{
		Use:   "histogram DUMP...",
		Short: "Count what is alive by class, line of closures and type",
		Long: "histogram counts the objects of each class, the closures of each line, and the data\n" +
			"of each type, wherever they are: how many, their own bytes, and what they retain.\n" +
			"The program's own entries come first. What the symbol tables of perl and of installed\n" +
			"modules hold is one line each. The bytes of all lines add up to the heap.\n\n" +
			"With several dumps, each number becomes a series; the dumps may be of different\n" +
			"processes.\n\n" +
			"JSON: {dumps, order?, rows: [{name, kind, origin, recordedFile?, recordedLine?, count,\n" +
			"bytes, retainedBytes, example}]}; each with one number per dump.",
		Example: "  perlheap histogram worker.pmat\n  perlheap histogram early.pmat late.pmat --sort growth\n  perlheap histogram worker.pmat --site lib/Helpers.pm",
		Args:    operands,
		RunE: func(cmd *cobra.Command, args []string) error {
			sort, err := population.ParseOrder(by)
			if err != nil {
				return usageError{fmt.Errorf("--sort: %w", err)}
			}
			tree, err := src.tree(cmd.Context())
			if err != nil {
				return err
			}
			heaps, closeAll, ordered, err := order.open(cmd, args)
			if err != nil {
				return err
			}
			defer closeAll()
			ps, err := populations(cmd, heaps)
			if err != nil {
				return err
			}
			last := heaps[len(heaps)-1]
			prog := tree.program(last)
			words := population.Writer{Sub: prog.SubLine}
			rows := ps.Histogram(population.Origins{Own: prog.IsOwn, Inc: last.Process().Inc()})
			rows = slices.DeleteFunc(rows, func(r population.Row) bool {
				if class != "" && (r.Class.Kind != path.Object || r.Class.Text != class) {
					return true
				}
				return at != "" && (r.Class.Kind != path.Closure || !strings.Contains(prog.SubLine(r.Class.At), at) && !strings.Contains(fmt.Sprintf("%s:%d", r.Class.At.File, r.Class.At.Line), at))
			})
			if len(rows) == 0 {
				return fmt.Errorf("nothing in these dumps is of %s", text.Safe(class+at))
			}
			population.SortRows(rows, sort)
			c := newCall(cmd, *asJSON)
			if c.json {
				words.NameRows(rows)
				j := population.HistogramJSON(rows, population.DumpsOf(heaps))
				j.Order = ordered.JSON()
				return c.answer(j, nil)
			}
			return c.page(func(w io.Writer) error { return population.WriteHistogram(w, rows, limit, words, c.style.Style) })
		},
	}
	flags := cmd.Flags()
	flags.IntVar(&limit, "limit", 40, "how many lines to print; 0 for all")
	flags.StringVar(&by, "sort", string(population.ByBytes), "sort by `ORDER`: bytes (retained), count or growth")
	flags.StringVar(&class, "class", "", "only objects of this `CLASS`")
	flags.StringVar(&at, "site", "", "only closures whose file and line, current or as recorded, contain this `TEXT`")
	src.add(flags)
	asJSON = jsonFlag(flags)
	order.add(flags)
	return cmd
}
