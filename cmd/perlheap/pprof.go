package main

import (
	"cmp"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/pprof"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/text"
)

func newPprof() *cobra.Command {
	var src sourceFlags
	var out string
	var told keysFlag
	cmd := &cobra.Command{
		Use:   "pprof DUMP -o FILE",
		Short: "Write what is alive as a profile for go tool pprof",
		Long: "pprof writes the populations that perlheap population shows as a profile, in which\n" +
			"each has its holders as its stack. go tool pprof draws the flame graph and, with\n" +
			"-diff_base, the difference between two dumps. Cumulative bytes are what a population\n" +
			"retains.",
		Example: "  perlheap pprof late.pmat -o late.pb.gz --root ~/src/app\n  go tool pprof -http : late.pb.gz\n  go tool pprof -top -diff_base early.pb.gz late.pb.gz",
		Args:    operands,
		RunE: func(cmd *cobra.Command, args []string) error {
			if out == "" {
				return usageError{fmt.Errorf("pprof: give the file to write with -o; usage: %s", cmd.UseLine())}
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
			ps, err := populations(cmd, []*heap.Heap{h})
			if err != nil {
				return err
			}
			prog := tree.program(h)
			return writeProfile(out, h, ps.Top, prog, told.keys(prog))
		},
	}
	flags := cmd.Flags()
	src.add(flags)
	told.add(flags)
	flags.StringVarP(&out, "output", "o", "", "the file to write, FILE.pb.gz")
	return cmd
}

// writeProfile writes a profile of a heap, whose populations are below top.
func writeProfile(path string, h *heap.Heap, top *population.Population, prog *site.Program, keys text.Keys) error {
	line := func(p site.Place) (string, int) { return cmp.Or(p.Path, p.Recorded.File), int(p.Line) }
	opt := pprof.Options{
		Code:  func(cv heap.SV) (string, int) { return line(prog.PlaceCode(cv)) },
		Sub:   func(recorded heap.Location) (string, int) { return line(prog.PlaceSub(recorded)) },
		Words: population.Writer{Keys: keys, Sub: prog.SubLine},
	}
	return files.Write(path, func(w io.Writer) error { return pprof.Write(w, h, top, opt) })
}
