package main

import (
	"errors"
	"io"

	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/report"
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
			"perlheap help privacy says what else it shows.\n\n" +
			"For a series, or the folder that perlheap watch wrote it to, the page draws its course;\n" +
			"the rest is about the dumps that are still there.",
		Example:           "  perlheap report early.pmat mid.pmat late.pmat -o report.html --root ~/src/app\n  perlheap report /var/tmp/watched -o report.html",
		Args:              dumpsOrSeries,
		ValidArgsFunction: completeDumps,
		RunE: func(cmd *cobra.Command, args []string) error {
			if out == "" {
				return usageError{errors.New("report: give the file to write with -o, such as report.html")}
			}
			tree, err := src.tree(cmd.Context())
			if err != nil {
				return err
			}
			p, err := readPoints(args, mostDrawn)
			if err != nil {
				return err
			}
			var course *growth.Report
			if p != nil {
				if course, _, err = p.compare(cmd, tree, &told, of.force); err != nil {
					return err
				}
				if args = p.all(); len(args) == 0 {
					return errors.New("none of its dumps is left; perlheap growth shows its numbers")
				}
			}
			series, closeAll, err := of.open(cmd, args)
			if err != nil {
				return err
			}
			defer closeAll()
			prog := tree.program(series.Last())
			in, err := report.Collect(cmd.Context(), series, prog, told.keys(prog))
			if err != nil {
				return err
			}
			in.Course = course
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

// mostDrawn is how many points of a series a page draws.
const mostDrawn = 24
