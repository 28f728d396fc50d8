package main

import (
	"cmp"
	"context"
	"errors"
	"io"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/report"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/text"
)

func newReport() *cobra.Command {
	var src sourceFlags
	var out string
	var told keysFlag
	var of seriesFlags
	cmd := &cobra.Command{
		Use:   "report DUMP [DUMP...] -o FILE",
		Short: "Write a page about a heap, to read and pass on",
		Long: "report writes one self-contained HTML page: summary, suspects, what grew (if there\n" +
			"are several dumps of one process), a map of retained bytes, and the lines with the\n" +
			"most alive. The page needs no network, runs no scripts, and contains no values;\n" +
			"perlheap help privacy says what else it shows.",
		Example:           "  perlheap report early.pmat mid.pmat late.pmat -o report.html --root ~/src/app",
		Args:              operands,
		ValidArgsFunction: completeDumps,
		RunE: func(cmd *cobra.Command, args []string) error {
			if out == "" {
				return usageError{errors.New("report: give the file to write with -o, such as report.html")}
			}
			tree, err := src.tree(cmd.Context())
			if err != nil {
				return err
			}
			series, closeAll, err := of.open(cmd, args)
			if err != nil {
				return err
			}
			defer closeAll()
			prog := tree.program(series.Last())
			in, err := reportInput(cmd.Context(), series, prog, told.keys(prog))
			if err != nil {
				return err
			}
			return files.Write(out, func(w io.Writer) error { return report.Write(cmd.Context(), w, in) })
		},
	}
	flags := cmd.Flags()
	src.add(flags)
	flags.StringVarP(&out, "output", "o", "", "the file to write, FILE.html")
	of.add(flags)
	told.add(flags)
	return cmd
}

func reportInput(ctx context.Context, series *growth.Series, prog *site.Program, keys text.Keys) (report.Input, error) {
	in := report.Input{Series: series, Program: prog, Keys: keys, Made: time.Now()}
	for _, h := range series.Heaps {
		in.Times = append(in.Times, growth.TimeOf(h.File().Path()))
	}
	if slices.ContainsFunc(in.Times, time.Time.IsZero) {
		in.Times = nil
	}
	var err error
	if in.Suspects, err = diagnose.Find(ctx, series, diagnose.Options{Program: prog, Keys: keys}); err != nil {
		return in, err
	}
	in.Lines, err = hotLines(ctx, prog)
	return in, err
}

// leastBytes is what something other than closures must take to be listed.
const leastBytes = 4096

// hotLines gives what is alive by line, what takes most first.
func hotLines(ctx context.Context, prog *site.Program) ([]report.Line, error) {
	h := prog.Heap()
	closures, err := site.Collect(ctx, h)
	if err != nil {
		return nil, err
	}
	items, err := site.Alive(ctx, h, closures, site.Options{MinBytes: leastBytes})
	if err != nil {
		return nil, err
	}
	var lines []report.Line
	for i := range items {
		item := &items[i]
		l := report.Line{Place: prog.Places(item)[0], Kind: string(item.Kind), Name: item.Name, Count: item.Count, Bytes: item.Bytes}
		lines = append(lines, l)
	}
	slices.SortStableFunc(lines, func(a, b report.Line) int { return -cmp.Compare(a.Bytes, b.Bytes) })
	return lines, nil
}
