package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap/pmat"
)

func newBench() *cobra.Command {
	b := &bench{}
	var sizes []int
	var linear, noRetained bool
	var before string
	cmd := &cobra.Command{
		Use:    "bench DUMP [LATER-DUMP]",
		Hidden: true,
		Short:  "Measure how fast a dump is loaded, and how much memory it takes",
		Long: `bench measures, and prints one table after the other:

- the floor: one reading of the file, and one look at every record;
- perlheap lines as a process of its own, without an index, --runs times, and with --against pmat
  Devel::MAT's load and largest;
- commands on a dump that has an index, and a copy that gzip has packed;
- a server as a process of its own: the first lens after loadDump, then how long
  --questions requests of each kind about random SVs and lines take, the same
  while another dump loads, and how soon --cancels cancelled loads have ended;
- each phase of a load, and how many bytes of memory each SV takes by column;
- all retained sizes, and the populations;
- LATER-DUMP, a later dump of the same process: its load, and the growth.

With --before an earlier build and this one are measured in turns instead, on the
same things, and the least of --runs runs counts: on a busy machine the seconds of
CPU and their ratios say something, the others do not.

With --linear no dump is needed: heaps of growing size are written to the folder
for temporary files, loaded, and removed.

Seconds of CPU are those of all processors together. Where the system does not
say something there is a dash; peaks and resident memory are Linux's.`,
		Example: "  perlheap bench worker.pmat --root ~/src/app\n  perlheap bench 1.pmat 2.pmat --against pmat\n  perlheap bench --linear",
		RunE: func(cmd *cobra.Command, args []string) error {
			b.ctx, b.w, b.sizes = cmd.Context(), cmd.OutOrStdout(), !noRetained
			b.out = tabwriter.NewWriter(b.w, 0, 0, 2, ' ', tabwriter.AlignRight)
			if b.against != "" && b.against != "pmat" {
				return usageError{fmt.Errorf("--against %s: only pmat is known", b.against)}
			}
			if b.runs < 1 {
				return usageError{errors.New("--runs must be 1 or more")}
			}
			var err error
			if b.self, err = os.Executable(); err != nil {
				return err
			}
			if linear {
				if len(args) > 0 {
					return usageError{errors.New("--linear makes its own dumps; give none")}
				}
				return b.linear(sizes)
			}
			if err := operands(cmd, args); err != nil {
				return err
			}
			if before != "" {
				return b.compare(before, args)
			}
			return b.run(args)
		},
	}
	flags := cmd.Flags()
	flags.IntVar(&b.runs, "runs", 5, "how often to load; the median counts")
	flags.IntVar(&b.questions, "questions", 1000, "how many requests of each kind to send")
	flags.IntVar(&b.cancels, "cancels", 20, "how many loads to cancel")
	b.source.add(flags)
	flags.StringVar(&b.against, "against", "", "also measure `TOOL`: pmat (needs perl with Devel::MAT, minutes, and gigabytes of memory)")
	flags.BoolVar(&noRetained, "no-retained", false, "leave retained sizes and growth out")
	flags.StringVar(&before, "before", "", "instead, measure `PROGRAM`, an earlier build, and this one in turns")
	flags.BoolVar(&linear, "linear", false, "measure how time and memory grow with the heap")
	flags.IntSliceVar(&sizes, "svs", []int{300_000, 1_000_000, 3_000_000, 10_000_000, 30_000_000}, "the sizes for --linear")
	return cmd
}

// bench is one run of the command.
type bench struct {
	ctx                      context.Context
	w                        io.Writer
	out                      *tabwriter.Writer // onto w
	self                     string            // this program
	runs, questions, cancels int
	source                   sourceFlags
	against                  string
	sizes                    bool        // also retained sizes
	cache                    string      // a folder for indexes
	env                      []string    // of the processes that are measured
	sample                   []pmat.Addr // of SVs, that questions are about
}

// run measures with dumps. What runs in processes of its own comes first, while
// this one is small: Linux counts the peak of a parent as its child's.
func (b *bench) run(dumps []string) error {
	path := dumps[0]
	remove, err := b.ownCache()
	if err != nil {
		return err
	}
	defer remove()
	f, err := b.floor(path)
	if err != nil {
		return err
	}
	first, err := b.firstNumber(path, f)
	if err != nil {
		return err
	}
	if err := b.again(path, f); err != nil {
		return err
	}
	if err := b.server(dumps, f.sample, first.lines); err != nil {
		return err
	}
	return b.inProcess(dumps, f)
}

// printf adds to the table at hand.
func (b *bench) printf(format string, args ...any) { fmt.Fprintf(b.out, format, args...) }

// section prints the table at hand and begins another.
func (b *bench) section(title string) error {
	if err := b.out.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(b.w, "\n%s\n\n", title)
	return err
}
