package parquet

import (
	"github.com/perlheap/perlheap/heap/population"
)

// populationColumns are those of the table populations: what the JSON of
// `perlheap population` has, of one dump.
var populationColumns = []column{
	{"id", integer}, {"parent", nullable}, // within the dump; that of the whole heap is 1, and has no parent
	{"path", longText}, {"kind", text}, {"class", text}, {"type", text},
	{"count", integer}, {"svs", integer}, {"bytes", integer}, {"retained_bytes", integer},
}

// mostPopulations is how many of a dump are written, those that retain most first,
// with all that leads to them.
const mostPopulations = 10_000

// populations writes a row for every population.
func (e *exporter) populations(t *table) error {
	tree, err := population.New(e.ctx, e.h, e.series.Sizes[0])
	if err != nil {
		return err
	}
	return writePopulations(t, tree, population.Writer{Keys: e.keys, Sub: e.opt.Sub})
}

func writePopulations(t *table, tree *population.Tree, w population.Writer) error {
	top := population.Merge(tree).Top
	all := population.JSON([]*population.Population{top}, population.Dumps{}, population.Options{By: population.ByBytes, Limit: mostPopulations}, w)
	for i := range all.Populations {
		p := &all.Populations[i]
		err := t.row(
			number(p.ID), maybe(p.Parent), safeValue(p.Path), textValue(string(p.Kind)), textOf(p.Class), textOf(p.Type),
			number(p.Count[0]), number(p.SVs[0]), number(p.Bytes[0]), number(p.RetainedBytes[0]),
		)
		if err != nil {
			return err
		}
	}
	return nil
}
