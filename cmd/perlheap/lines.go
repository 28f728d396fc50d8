package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/retained"
	"github.com/perlheap/perlheap/heap/site"
	words "github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// linesFlags are the options of lines that choose among the items.
type linesFlags struct {
	kinds    []string
	minBytes string
	sort     string
	limit    int
	retained bool
	json     *bool
}

// shownBytes is what objects, variables, subs and allocations must take by default
// to be in the table.
const shownBytes = 4096

func newLines() *cobra.Command {
	var src sourceFlags
	var f linesFlags
	cmd := &cobra.Command{
		Use:   "lines DUMP",
		Short: "Rank lines of source by what they made that is still alive",
		Long: `lines lists what is alive by the line of source that made or declared it:
closures, objects, variables, subs and allocations. perlheap help numbers says
at which lines each kind is shown, and what its bytes are.

LINE refers to the current source, below --root or where the process had it. If
that is not found, it is the line that the dump records, which for a sub is that of
its first statement; perlheap help places says more.

The table leaves out what takes less than 4 KiB and is not a closure, unless
--min-bytes says otherwise; the JSON has everything.`,
		Example: "  perlheap lines worker.pmat --root ~/src/app\n  perlheap lines worker.pmat --kind closure --sort count\n  perlheap lines worker.pmat --map /srv/app=~/src/app --json",
		Args:    operands,
		RunE: func(cmd *cobra.Command, args []string) error {
			opt, err := f.options()
			if err != nil {
				return err
			}
			tree, err := src.tree(cmd.Context())
			if err != nil {
				return err
			}
			h, done, err := open(cmd, args[0])
			if err != nil {
				return err
			}
			defer done()
			j, err := f.lines(cmd, h, tree, opt)
			if err != nil {
				return err
			}
			if *f.json {
				return writeJSON(cmd.OutOrStdout(), j)
			}
			c := newCall(cmd, false)
			if err := c.page(func(w io.Writer) error { return site.WriteLines(w, j, c.style.Style) }); err != nil {
				return err
			}
			return tellMissing(cmd.ErrOrStderr(), j.Missing)
		},
	}
	flags := cmd.Flags()
	src.add(flags)
	flags.StringSliceVar(&f.kinds, "kind", nil, "only these kinds: closure, object, variable, sub, allocation; may be repeated")
	flags.StringVar(&f.minBytes, "min-bytes", "", "leave out items that are smaller and not closures: 0, 64KiB, 1MB")
	flags.StringVar(&f.sort, "sort", "bytes", "sort by bytes or count")
	flags.IntVar(&f.limit, "limit", 0, "how many to print; 0 for all")
	f.json = jsonFlag(flags)
	flags.BoolVar(&f.retained, "retained", false, "also show what would be freed if everything of a line went away")
	return cmd
}

// options checks what was asked for.
func (f *linesFlags) options() (site.Options, error) {
	var opt site.Options
	for _, k := range f.kinds {
		if !slices.Contains(site.Kinds, site.Kind(k)) {
			return opt, usageError{fmt.Errorf("--kind %s: must be one of closure, object, variable, sub, allocation", k)}
		}
		opt.Kinds = append(opt.Kinds, site.Kind(k))
	}
	if f.sort != "bytes" && f.sort != "count" {
		return opt, usageError{fmt.Errorf("--sort %s: must be bytes or count", f.sort)}
	}
	switch {
	case f.minBytes != "":
		n, err := words.ParseBytes(f.minBytes)
		if err != nil {
			return opt, usageError{fmt.Errorf("--min-bytes %s: must be a size, such as 4096, 64KiB or 1MB", f.minBytes)}
		}
		opt.MinBytes = n
	case !*f.json:
		opt.MinBytes = shownBytes
	}
	return opt, nil
}

// lines finds what is alive, and its places.
func (f *linesFlags) lines(cmd *cobra.Command, h *heap.Heap, tree *sourceTree, opt site.Options) (wire.Lines, error) {
	ctx := cmd.Context()
	j := wire.Lines{Dump: h.File().Path(), Lines: []wire.Line{}}
	t, err := tableOf(cmd, h)
	if err != nil {
		return j, err
	}
	items, err := site.Alive(ctx, h, t, opt)
	if err != nil {
		return j, err
	}
	keepTally(cmd, h, t)
	if f.sort == "count" {
		slices.SortStableFunc(items, func(a, b site.Item) int { return -cmp.Compare(a.Count, b.Count) })
	}
	j.Total, j.Codes, j.Bytes = len(items), t.Codes, t.HeapBytes
	if f.limit > 0 && f.limit < len(items) {
		items = items[:f.limit]
	}
	prog := tree.program(h)
	members := site.MembersOf(h)
	var sizes *retained.Sizes
	if f.retained {
		if sizes, err = retainedSizes(cmd, h); err != nil {
			return j, err
		}
	}
	for i := range items {
		if err := ctx.Err(); err != nil {
			return j, err
		}
		line := items[i].JSON(h, t, prog.Places(&items[i]))
		if sizes != nil { // members looks at all SVs
			if svs, ok := members.Of(&items[i]); ok {
				size := sizes.Of(svs...)
				line.RetainedBytes, line.RetainedLeast = &size.Bytes, size.Least
			}
		}
		j.Lines = append(j.Lines, line)
	}
	prog.Miss(&j)
	return j, nil
}

// tellMissing reports recorded files that were not found, and what can be done
// about it.
func tellMissing(w io.Writer, missing []wire.Missing) error {
	for i, m := range missing {
		if i == 0 {
			if _, err := fmt.Fprintf(w, "\nThese files were not found or could not be read, so their lines are those that the dump records.\nSay where they are with --root FOLDER or --map PREFIX=FOLDER:\n"); err != nil {
				return err
			}
		}
		text := m.Shown
		if m.Reason != "" {
			text += ": " + m.Reason
		}
		if len(m.Candidates) > 0 {
			safe := make([]string, len(m.Candidates))
			for k, c := range m.Candidates {
				safe[k] = words.Name(c)
			}
			text += "; it may be " + strings.Join(safe, " or ")
		}
		if _, err := fmt.Fprintf(w, "  %s\n", text); err != nil {
			return err
		}
	}
	return nil
}
