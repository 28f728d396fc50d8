package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/suspect"
)

// checkFormats are the ways to write findings.
var checkFormats = map[string]func(io.Writer, []suspect.Finding) error{
	"text":  render.Check,
	"junit": render.CheckJUnit,
	"sarif": render.CheckSARIF,
}

func newCheck() *cobra.Command {
	var src sourceFlags
	var limits suspect.Limits
	var failOn, format string
	var force bool
	cmd := &cobra.Command{
		Use:     "check DUMP [DUMP…]",
		Short:   "Fail if a heap grows too much, for continuous integration",
		Long:    "check holds dumps of one process, oldest first, against limits and prints what\nexceeds them. The exit status is 1 if anything does, else 0.",
		Example: "  perlheap check early.pmat mid.pmat late.pmat --root . --fail-on high\n  perlheap check late.pmat --max-closures 1000 --format sarif > perlheap.sarif",
		Args:    arguments(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			write, ok := checkFormats[format]
			if !ok {
				return usageError{fmt.Errorf("--format %s: must be text, junit or sarif", format)}
			}
			limits.FailOn = suspect.Level(failOn)
			if failOn == "none" {
				limits.FailOn = ""
			} else if !slices.Contains(suspect.Levels(), limits.FailOn) {
				return usageError{fmt.Errorf("--fail-on %s: must be high, medium, low or none", failOn)}
			}
			tree, err := src.tree()
			if err != nil {
				return err
			}
			series, closeAll, err := loadSeries(cmd, args, force)
			if err != nil {
				return err
			}
			defer closeAll()
			opt := suspect.Options{Sources: tree.sources(series.Last())}
			found, err := suspect.Check(cmd.Context(), series, opt, limits)
			if err != nil {
				return err
			}
			if err := write(cmd.OutOrStdout(), found); err != nil {
				return err
			}
			if len(found) > 0 {
				return exitCode(1)
			}
			return nil
		},
	}
	flags := cmd.Flags()
	src.add(flags, "a folder with the program's own source")
	flags.Float64Var(&limits.Growth, "max-growth", -1, "by how many percent the heap may grow from the first dump to the last; negative for no limit")
	flags.IntVar(&limits.Closures, "max-closures", -1, "how many closures of one line may be alive; negative for no limit")
	flags.StringVar(&failOn, "fail-on", string(suspect.High), "the weakest level of a suspect that fails: high, medium, low, or none")
	flags.StringVar(&format, "format", "text", "text, junit or sarif")
	flags.BoolVar(&force, "force", false, "compare dumps that do not seem to be of one process")
	return cmd
}
