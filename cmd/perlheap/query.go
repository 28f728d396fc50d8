package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/mat"
	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

func newQuery() *cobra.Command {
	var count bool
	var offset, limit *int
	cmd := onDump(&cobra.Command{
		Use:   "query DUMP EXPRESSION...",
		Short: "Find SVs by an expression, such as class=Foo and retained>1MB",
		Long: "query lists the SVs that an expression is true for, by address. Several arguments are one\n" +
			"expression with blanks between them.\n\n" + mat.QueryHelp() +
			"\nJSON: {total, offset, items: [{sv, notes}]}; with --count {total}.",
		Example: "  perlheap query worker.pmat 'class=Foo and retained>1MB'\n" +
			"  perlheap query worker.pmat 'type=CODE and closure and package~^My::'\n" +
			"  perlheap query --count worker.pmat 'unreached and not class~\"^(DBI|IO)::\"'",
	}, func(c *call, h *heap.Heap, args []string) error {
		q, err := mat.ParseQuery(strings.Join(args, " "))
		if err != nil {
			return usageError{pointed(err)}
		}
		var sizes mat.Retained
		if q.NeedsRetained() {
			if sizes, err = retainedSizes(c.cmd, h); err != nil {
				return err
			}
		}
		filter, err := q.Filter(c.ctx, h, sizes)
		if err != nil {
			return err
		}
		return c.found(h, []mat.Filter{filter}, *offset, *limit, count)
	})
	cmd.Flags().BoolVarP(&count, "count", "C", false, "only print how many there are")
	offset, limit = paging(cmd.Flags())
	return cmd
}

// pointed puts a mark under the mistake in a query, if it can be located.
func pointed(err error) error {
	var wrong *mat.QueryError
	if !errors.As(err, &wrong) || text.Safe(wrong.Query) != wrong.Query || wrong.Query == "" {
		return err
	}
	before := string([]rune(wrong.Query)[:wrong.Column-1])
	return fmt.Errorf("%w\n  %s\n  %s^", err, wrong.Query, strings.Repeat(" ", text.Width(before)))
}

// found answers with the SVs that filters match, or with how many there are.
func (c *call) found(h *heap.Heap, filters []mat.Filter, offset, limit int, count bool) error {
	total := 0
	wanted := func() bool { return !count && total > offset && (limit <= 0 || total <= offset+limit) }
	if c.json || count {
		found := wire.Page[wire.Found]{Offset: offset, Items: []wire.Found{}}
		if err := mat.Find(c.ctx, h, filters, func(m mat.Match) bool {
			if total++; wanted() {
				found.Items = append(found.Items, render.NewFoundJSON(h, m))
			}
			return true
		}); err != nil {
			return err
		}
		found.Total = total
		if count {
			return c.answer(wire.Total{Total: total}, func() string { return fmt.Sprintf("Total: %d SVs\n", total) })
		}
		return c.answer(found, nil)
	}
	return c.page(func(w io.Writer) error {
		var failed error
		err := mat.Find(c.ctx, h, filters, func(m mat.Match) bool {
			if total++; wanted() {
				line := render.SV(h, m.SV, c.style)
				if notes := strings.Join(render.Notes(h, m, c.style), " "); notes != "" {
					line += ": " + notes
				}
				_, failed = io.WriteString(w, line+"\n")
			}
			return failed == nil && (limit <= 0 || total < offset+limit)
		})
		if err == nil {
			err = failed
		}
		return err
	})
}
