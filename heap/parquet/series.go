package parquet

import (
	"context"
	"errors"
	"fmt"

	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/series"
	"github.com/perlheap/perlheap/heap/site"
	words "github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// ExportSeries writes what the points of a series tell: lines and populations, one
// file of each. Lines are those that were recorded, so that their state is
// unlocated; objects, of which a series knows the class, have none. Of the options
// Labels count alone. Exporting the series again, when it has more points, replaces
// its files.
func ExportSeries(ctx context.Context, path, dir string, opt Options) error {
	var id *identity
	var lines, populations *table
	var done []*table
	defer func() { discard(done) }()
	err := series.Each(path, func(head wire.SeriesHead, p *series.Point) (err error) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if id == nil {
			if id, err = ofSeries(path, head, opt.Labels); err != nil {
				return err
			}
		}
		id.dump, id.time = dumpName(p.Dump)+id.file[len(id.file)-13:], p.Time
		for _, each := range []struct {
			t    **table
			name string
		}{{&lines, "lines"}, {&populations, "populations"}} {
			if *each.t != nil {
				err = (*each.t).of(id)
			} else if *each.t, err = newTable(dir, each.name, id, schemas[each.name]); err == nil {
				done = append(done, *each.t)
			}
			if err != nil {
				return err
			}
		}
		if err := errors.Join(amounts(lines, site.KindClosure, "CODE", p.Closures()), amounts(lines, site.KindObject, "", p.Objects())); err != nil {
			return err
		}
		tree, err := p.Tree()
		if err != nil {
			return err
		}
		return writePopulations(populations, tree, population.Writer{})
	})
	if err != nil {
		return err
	}
	if id == nil {
		return fmt.Errorf("%s: no points yet", path)
	}
	return publish(ctx, done)
}

// amounts writes a row of lines for every amount.
func amounts(t *table, kind site.Kind, typ string, list []growth.Amount) error {
	for i := range list {
		a := &list[i]
		file, line := textOf(words.Path(a.Recorded.File)), number(a.Recorded.Line)
		err := t.row(
			file, line, textValue(site.Unlocated.String()), file, line,
			textValue(string(kind)), textOf(words.Name(a.Name)), textOf(typ), null,
			number(a.Count), number(0), number(a.Bytes), null,
		)
		if err != nil {
			return err
		}
	}
	return nil
}
