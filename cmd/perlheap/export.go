package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/export"
	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/parquet"
	"github.com/perlheap/perlheap/heap/series"
	"github.com/perlheap/perlheap/heap/site"
)

// exporting are the options of export.
type exporting struct {
	format string
	out    string
	owned  bool
	values bool
	label  []string
	limit  int
	source sourceFlags
	told   keysFlag
}

func newExport() *cobra.Command {
	o := &exporting{}
	cmd := &cobra.Command{
		Use:   "export DUMP...",
		Short: "Write everything known about a heap, as JSON Lines or Parquet",
		Long: "export --format jsonl prints one JSON object per line: first the dump (perl's\n" +
			"version, the roots, the stack, the contexts), then every SV in order of address,\n" +
			"with its type, sizes, reference count, names, values and references.\n\n" +
			"export --format parquet writes the tables svs, references, lines, suspects and\n" +
			"populations of any number of dumps below --out, one file per dump and table, to be\n" +
			"queried with DuckDB, Spark or Trino. Of series that perlheap watch writes it makes\n" +
			"lines and populations. perlheap help fleet says more.",
		Example: "  perlheap export worker.pmat | jq -c 'select(.type == \"CODE\") | [.addr, .symname]'\n" +
			"  perlheap export --format parquet --out lake --label host=web1 dumps/web1/*.pmat\n" +
			"  duckdb -c \"SELECT class, sum(size) FROM 'lake/svs/*.parquet' GROUP BY ALL\"",
		Args:              operands,
		ValidArgsFunction: completeDumps,
		RunE:              func(cmd *cobra.Command, args []string) error { return o.run(cmd, args) },
	}
	flags := cmd.Flags()
	flags.StringVar(&o.format, "format", "jsonl", "jsonl or parquet")
	flags.StringVar(&o.out, "out", "", "parquet: the folder to write the tables into; jsonl: a file to write instead of standard output")
	flags.BoolVar(&o.owned, "owned", false, "jsonl: also write the owned size of every SV")
	flags.BoolVar(&o.values, "values", false, "parquet: also write the values of strings and numbers, and all keys of hashes (as --keys does), even if they are secrets")
	flags.StringArrayVar(&o.label, "label", nil, "parquet: NAME=VALUE, a column in every row; host, process and time replace the guessed values; may be repeated")
	flags.IntVar(&o.limit, "limit", diagnose.DefaultLimit, "parquet: how many suspects of each dump to write")
	o.source.add(flags)
	o.told.add(flags)
	return cmd
}

func (o *exporting) run(cmd *cobra.Command, args []string) error {
	switch o.format {
	case "jsonl":
		if err := unused(cmd, "--format jsonl", "values", "label", "limit", "root", "map", "revision", "keys"); err != nil {
			return err
		}
		if len(args) > 1 {
			return usageError{errors.New("export: --format jsonl writes one dump; give one, or --format parquet")}
		}
		if series.IsSeries(args[0]) {
			return usageError{fmt.Errorf("export: %s is a series, of which --format jsonl writes nothing; give --format parquet", args[0])}
		}
		return o.jsonLines(cmd, args[0])
	case "parquet":
		if err := unused(cmd, "--format parquet", "owned"); err != nil {
			return err
		}
		if i := slices.IndexFunc(args, series.IsSeries); i >= 0 {
			if err := unused(cmd, "a series", "values", "limit", "root", "map", "revision", "keys"); err != nil {
				return err
			}
			if k := slices.IndexFunc(args, func(path string) bool { return !series.IsSeries(path) }); k >= 0 {
				return usageError{fmt.Errorf("export: %s is a series and %s is not: export them apart; what a watch captured is in its series, and would be in the tables twice", args[i], args[k])}
			}
		}
		if o.out == "" {
			return usageError{errors.New("export: --format parquet needs the folder to write into: --out DIR")}
		}
		return o.parquet(cmd, args)
	}
	return usageError{fmt.Errorf("--format %s: must be jsonl or parquet", o.format)}
}

// unused refuses options that would have no effect.
func unused(cmd *cobra.Command, with string, names ...string) error {
	for _, name := range names {
		if cmd.Flags().Changed(name) {
			return usageError{fmt.Errorf("--%s has no effect with %s", name, with)}
		}
	}
	return nil
}

func (o *exporting) jsonLines(cmd *cobra.Command, path string) error {
	h, done, err := open(cmd, path)
	if err != nil {
		return err
	}
	defer done()
	write := func(w io.Writer) error {
		return export.Write(cmd.Context(), w, h, export.Options{Owned: o.owned})
	}
	if o.out == "" {
		return write(cmd.OutOrStdout())
	}
	return files.Write(o.out, write)
}

func (o *exporting) parquet(cmd *cobra.Command, paths []string) error {
	labels, err := o.labels(len(paths))
	if err != nil {
		return err
	}
	tree, err := o.source.tree(cmd.Context())
	if err != nil {
		return err
	}
	for i, path := range paths {
		err := o.one(cmd, path, labels, tree)
		if err != nil && i > 0 {
			return fmt.Errorf("%w; %d of %d dumps were exported before", err, i, len(paths))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// labels reads the options --label for so many dumps.
func (o *exporting) labels(dumps int) (map[string]string, error) {
	labels := map[string]string{}
	for _, l := range o.label {
		name, value, ok := strings.Cut(l, "=")
		if !ok {
			return nil, usageError{fmt.Errorf("--label %s: must be NAME=VALUE", l)}
		}
		if _, twice := labels[name]; twice {
			return nil, usageError{fmt.Errorf("--label %s: is given twice", name)}
		}
		labels[name] = value
	}
	if err := parquet.CheckLabels(labels); err != nil {
		return nil, usageError{fmt.Errorf("--%w", err)}
	}
	if dumps > 1 && labels["time"] != "" {
		return nil, usageError{errors.New("--label time is that of one dump; export the dumps one by one")}
	}
	return labels, nil
}

// one exports a dump, and keeps nothing of it.
func (o *exporting) one(cmd *cobra.Command, path string, labels map[string]string, tree *sourceTree) error {
	if series.IsSeries(path) {
		return parquet.ExportSeries(cmd.Context(), path, o.out, parquet.Options{Labels: labels})
	}
	h, done, err := open(cmd, path)
	if err != nil {
		return err
	}
	defer done()
	return parquet.Export(cmd.Context(), h, o.out, o.options(h, labels, tree))
}

func (o *exporting) options(h *heap.Heap, labels map[string]string, tree *sourceTree) parquet.Options {
	prog := tree.program(h)
	return parquet.Options{
		Labels: labels, Values: o.values, Keys: o.told.keys(prog), Sub: prog.SubLine,
		Locate: func(i *site.Item) (string, int, site.State) {
			p := prog.Places(i)[0]
			return p.File, int(p.Line), p.State
		},
		Suspects: diagnose.Options{Program: prog, Limit: o.limit},
	}
}
