// Package parquet writes heaps as Apache Parquet files, so that the dumps of a
// whole fleet of workers form one database: for DuckDB on one machine, for
// Spark or Trino on many.
//
// There are five tables. Each is a folder with one file for every dump, which
// all of these programs read as one table (svs/*.parquet):
//
//	svs         every SV with its type, class, sizes and place
//	references  every counted, weak and inferred reference between them
//	lines       what is alive by line of source
//	suspects    the probable causes, judged from this dump alone
//	populations what the heap is made of, by the shape of its paths
//
// Of a series ([ExportSeries]) there are lines and populations: the rest went with
// its dumps.
//
// Every row begins with the columns of its dump: dump, host, process, pid,
// program, time, and the labels that were given. Dumps are processed one by
// one, and rows are written as they are found: memory does not grow with the
// number of dumps. What grew is a question to ask of the tables.
//
// Text is UTF-8, made safe by [words.Safe]. The contents of strings and numbers
// are left out unless [Options.Values] asks for them, and so are the keys of
// hashes that [Options.Keys] does not allow: they are data.
package parquet

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/site"
	words "github.com/perlheap/perlheap/heap/text"
)

// Tables are the names of the tables, which are those of their folders.
var Tables = []string{"svs", "references", "lines", "suspects", "populations"}

// Options are for [Export].
type Options struct {
	// Labels say what the dumps cannot: host and process replace what is
	// guessed from the dump, and time (RFC 3339) the modification time of the
	// file; every other label is a column of its own. See [CheckLabels].
	Labels map[string]string
	// Values includes the contents of SCALARs, and the keys of all hashes.
	Values bool
	// Keys are the hash keys that are written even without Values; nil for
	// none.
	Keys words.Keys
	// Locate returns where something alive is in the current source, and how
	// sure that is; nil to use the places that the dump records.
	Locate func(i *site.Item) (file string, line int, state site.State)
	// Sub writes where a sub stands whose first statement is recorded at a line,
	// for the paths of populations; nil for the recorded line.
	Sub func(recorded heap.Location) string
	// Suspects are the options for finding suspects. Their Limit is the number
	// of suspects per dump.
	Suspects diagnose.Options
}

// Export writes the files of a heap below a folder, which it creates if
// necessary. Their name is that of the dump with a part of its SHA-256, so that
// the dumps of many hosts can share a folder, and exporting a dump again
// replaces its files. Files appear under their names only when all are
// complete; after an error, or if ctx ends, nothing of this dump is left that
// was not there before.
func Export(ctx context.Context, h *heap.Heap, dir string, opt Options) error {
	id, err := identify(ctx, h, opt.Labels)
	if err != nil {
		return err
	}
	series, err := growth.NewSeries(ctx, []*heap.Heap{h}, false)
	if err != nil {
		return err
	}
	keys := opt.Keys
	switch {
	case opt.Values:
		keys = words.AllKeys
	case keys == nil:
		keys = words.NoKeys
	}
	opt.Suspects.Keys = keys
	e := &exporter{keys: keys, ctx: ctx, h: h, opt: &opt, id: id, series: series}
	writers := map[string]func(*table) error{
		"svs": e.svs, "references": e.references, "lines": e.lines, "suspects": e.suspects, "populations": e.populations,
	}
	var done []*table
	defer func() { discard(done) }()
	for _, name := range Tables {
		t, err := newTable(dir, name, id, schemas[name])
		if err != nil {
			return err
		}
		done = append(done, t)
		if err := writers[name](t); err != nil {
			return fmt.Errorf("parquet: table %s of %s: %w", name, h.File().Path(), err)
		}
	}
	return publish(ctx, done)
}

// publish finishes the files of tables, and gives them their names.
func publish(ctx context.Context, tables []*table) error {
	for _, t := range tables {
		if err := t.finish(); err != nil {
			return err
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, t := range tables {
		if err := t.publish(); err != nil {
			return err
		}
	}
	return nil
}

// discard removes the files of tables that were not published.
func discard(tables []*table) {
	for _, t := range tables {
		t.discard()
	}
}

// path is where the file of a table of a dump or series is.
func (id *identity) path(dir, table string) string {
	return filepath.Join(dir, table, id.file+".parquet")
}

type exporter struct {
	keys   words.Keys
	ctx    context.Context
	h      *heap.Heap
	opt    *Options
	id     *identity
	series *growth.Series
}

// checkEvery is after how many SVs the context is asked.
const checkEvery = 1 << 12

func (e *exporter) each(f func(sv heap.SV) error) error {
	for sv := range heap.SV(e.h.Count()) {
		if sv%checkEvery == 0 {
			if err := e.ctx.Err(); err != nil {
				return err
			}
		}
		if err := f(sv); err != nil {
			return err
		}
	}
	return nil
}
