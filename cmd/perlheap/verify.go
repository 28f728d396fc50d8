package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/verify"
)

func newVerify() *cobra.Command {
	var src sourceFlags
	var level string
	var asJSON *bool
	var of seriesFlags
	var told keysFlag
	cmd := &cobra.Command{
		Use:   "verify BEFORE... -- AFTER...",
		Short: "Tell whether a cure worked, from dumps of a run before and a run after it",
		Long: "verify follows the suspects of a run before a cure in a run after it: which are gone,\n" +
			"which are still there, and what is new. The runs are different processes, and the\n" +
			"source may have changed; --root is the current one. With several dumps on both sides,\n" +
			"growth is compared; otherwise, amounts. If a variable counts what the program did, the\n" +
			"numbers are weighed against it; otherwise make both runs do the same work.\n\n" +
			"The exit status is 0 if all are gone and nothing is new, 1 if not, and 2 if that\n" +
			"could not be determined. If there are just two dumps, the first is the one before.\n\n" +
			"JSON: {before, after, growth, level, changes: [{state, counted, before, after, per,\n" +
			"note?, suspect}], notes, order?}.",
		Example: "  perlheap verify before-*.pmat -- after-*.pmat\n  perlheap verify --root ~/src/app --level high before.pmat -- after.pmat",
		Args: func(cmd *cobra.Command, args []string) error {
			_, _, err := sides(args, cmd.ArgsLenAtDash())
			return err
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			before, after, err := sides(args, cmd.ArgsLenAtDash())
			if err != nil {
				return err
			}
			if !slices.Contains(diagnose.Levels(), diagnose.Level(level)) {
				return usageError{fmt.Errorf("--level %s: must be high, medium or low", level)}
			}
			tree, err := src.tree(cmd.Context())
			if err != nil {
				return err
			}
			cured, err := runVerify(cmd, before, after, tree, diagnose.Level(level), &of, &told, *asJSON)
			if err != nil {
				return statusError{err, 2} // 1 says that something is left
			}
			if !cured {
				return exitCode(1)
			}
			return nil
		},
	}
	flags := cmd.Flags()
	src.add(flags)
	flags.StringVar(&level, "level", string(diagnose.Medium), "the lowest `LEVEL` of suspect to follow, or to report if it is new: high, medium or low")
	asJSON = jsonFlag(flags)
	of.add(flags)
	told.add(flags)
	return cmd
}

// sides returns the dumps before and after the --, given how many arguments precede
// it; -1 if there is none.
func sides(args []string, dash int) (before, after []string, err error) {
	switch {
	case dash < 0 && len(args) == 2:
		dash = 1
	case dash < 0:
		return nil, nil, usageError{errors.New("name the dumps before the cure, then --, then those after it, as in perlheap verify before.pmat -- after.pmat")}
	case dash == 0:
		return nil, nil, usageError{errors.New("no dump is named before the --: those of the run before the cure belong there")}
	case dash == len(args):
		return nil, nil, usageError{errors.New("no dump is named behind the --: those of the run after the cure belong there")}
	}
	for _, arg := range args[dash:] {
		if len(arg) > 1 && strings.HasPrefix(arg, "-") {
			return nil, nil, usageError{fmt.Errorf("%s stands behind the --, where all is taken for dumps: put options before them", arg)}
		}
	}
	return args[:dash], args[dash:], nil
}

func runVerify(cmd *cobra.Command, before, after []string, tree *sourceTree, level diagnose.Level, of *seriesFlags, told *keysFlag, asJSON bool) (cured bool, err error) {
	var both [2]verify.Side
	for i, paths := range [][]string{before, after} {
		series, closeAll, err := of.open(cmd, paths)
		if err != nil {
			return false, err
		}
		defer closeAll()
		both[i] = verify.Side{Series: series, Program: tree.program(series.Last())}
	}
	opt := verify.Options{Level: level}
	if asJSON { // the text is for who asked
		opt.Keys = told.keys(both[1].Program)
	}
	r, err := verify.Compare(cmd.Context(), both[0], both[1], opt)
	if err != nil {
		return false, err
	}
	if asJSON {
		return r.Cured(), writeJSON(cmd.OutOrStdout(), r.JSON(both[0], both[1]))
	}
	return r.Cured(), r.Write(cmd.OutOrStdout(), style(cmd))
}
