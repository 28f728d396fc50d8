package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap/check"

	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/site"
)

// checkFormats are the ways to write findings.
var checkFormats = map[string]func(io.Writer, check.Report) error{
	"text":  check.Write,
	"json":  check.JSON,
	"junit": check.JUnit,
	"sarif": check.SARIF,
}

func newCheck() *cobra.Command {
	var src sourceFlags
	var limits diagnose.Limits
	var failOn, format string
	var of seriesFlags
	var told keysFlag
	var live liveFlags
	cmd := &cobra.Command{
		Use:   "check DUMP [DUMP...] | --pid PID --for TIME",
		Short: "Fail if a heap grows too much, for continuous integration",
		Long: "check compares dumps of one process with limits, and prints one finding per line.\n" +
			"perlheap help ci explains the limits, the formats and the exit status.\n" +
			"--format json: {dumps, findings: [{rule, level, message, fix?, place?, suspect?}]}.\n\n" +
			"With --pid it takes the dumps itself: at once, after half the time of --for, and at\n" +
			"its end. They are removed, unless --keep names a folder for them.",
		Example: "  perlheap check early.pmat mid.pmat late.pmat --root . --fail-on high\n  perlheap check late.pmat --max-closures 1000 --format sarif > perlheap.sarif\n  perlheap check --pid 4711 --for 10m",
		Args:    live.args,
		RunE: func(cmd *cobra.Command, args []string) error {
			write, ok := checkFormats[format]
			if !ok {
				return usageError{fmt.Errorf("--format %s: must be text, json, junit or sarif", format)}
			}
			limits.FailOn = diagnose.Level(failOn)
			if failOn == "none" {
				limits.FailOn = ""
			} else if !slices.Contains(diagnose.Levels(), limits.FailOn) {
				return usageError{fmt.Errorf("--fail-on %s: must be high, medium, low or none", failOn)}
			}
			if limits.Growth >= 0 && len(args) < 2 && live.pid == 0 {
				return usageError{errors.New("--max-growth compares dumps: give at least two")}
			}
			tree, err := src.tree(cmd.Context())
			if err != nil {
				return err
			}
			if live.pid != 0 {
				dumps, done, err := live.take(cmd)
				if err != nil {
					return statusError{err, 2}
				}
				defer done()
				args, of.order = dumps, orderGiven
			}
			checked, err := runCheck(cmd, args, tree, limits, &of, &told, write)
			if err != nil {
				return statusError{err, 2} // 1 says that something exceeds
			}
			if len(checked.Found) > 0 {
				return exitCode(1)
			}
			return nil
		},
	}
	flags := cmd.Flags()
	src.add(flags)
	flags.Float64Var(&limits.Growth, "max-growth", -1, "by how many percent the heap may grow from the first dump to the last; negative for no limit")
	flags.IntVar(&limits.Closures, "max-closures", -1, "how many closures of one line may be alive; negative for no limit")
	flags.StringVar(&failOn, "fail-on", string(diagnose.High), "the lowest level of suspect that fails: high, medium, low, or none")
	flags.StringVar(&format, "format", "text", "text, json, junit or sarif")
	live.add(flags)
	of.add(flags)
	told.add(flags)
	return cmd
}

func runCheck(cmd *cobra.Command, paths []string, tree *sourceTree, limits diagnose.Limits, of *seriesFlags, told *keysFlag, write func(io.Writer, check.Report) error) (check.Report, error) {
	checked := check.Report{Limits: limits, Root: repository(tree.folders[0])}
	if v := version(); v != unknownVersion {
		checked.Version = v
	}
	series, closeAll, err := of.open(cmd, paths)
	if err != nil {
		return checked, err
	}
	defer closeAll()
	h := series.Last()
	prog := tree.program(h)
	if t := prog.TextOf(h.Process().Program()); t != nil {
		checked.Program = prog.PlaceLine(t, 1, site.RoleLine)
	}
	checked.Found, err = diagnose.Check(cmd.Context(), series, diagnose.Options{Program: prog, Keys: told.keys(prog)}, limits)
	if err == nil {
		checked.Heaps = series.Heaps
		err = write(cmd.OutOrStdout(), checked)
	}
	return checked, err
}

// repository returns the nearest folder, from one upwards, that Git takes for the
// top of a repository; the folder itself if there is none.
func repository(folder string) string {
	for at := folder; ; at = filepath.Dir(at) {
		if _, err := os.Stat(filepath.Join(at, ".git")); err == nil { // a file in worktrees
			return at
		}
		if at == filepath.Dir(at) {
			return folder
		}
	}
}
