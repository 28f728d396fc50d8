package parquet

import (
	"strings"

	"github.com/parquet-go/parquet-go"

	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/wire"
)

// suspectColumns are those of the table suspects: what the JSON of
// `perlheap suspects` has, with one name a column, but for growth, which one dump
// does not have.
var suspectColumns = []column{
	{"rank", integer}, {"score", fraction}, {"level", text}, {"kind", text},
	{"file", text}, {"line", integer}, {"state", text}, {"recorded_line", nullable},
	{"class", text}, {"captured", text},
	{"holder", text}, {"holder_file", text}, {"holder_line", nullable},
	{"count", integer}, {"retained_bytes", integer},
	{"cycle", text}, // a step a line
	{"why", text}, {"fix", text},
}

// suspects writes a row for every suspect.
func (e *exporter) suspects(t *table) error {
	all, err := diagnose.Find(e.ctx, e.series, e.opt.Suspects)
	if err != nil {
		return err
	}
	for _, s := range diagnose.JSON(nil, all, e.h, nil).Suspects {
		var holder wire.Place
		if s.HolderPlace != nil {
			holder = *s.HolderPlace
		}
		err := t.row(
			number(s.Rank), parquet.DoubleValue(s.Score), textValue(string(s.Level)), textValue(s.Kind),
			textValue(s.File), number(s.Line), textValue(string(s.State)), maybe(s.RecordedLine),
			maybeText(s.Class), maybeText(s.Captured),
			maybeText(s.Holder), textOf(holder.File), maybe(holder.Line),
			number(s.Count), number(s.RetainedBytes),
			textValue(strings.Join(s.Cycle, "\n")), textValue(s.Why), textValue(s.Fix),
		)
		if err != nil {
			return err
		}
	}
	return nil
}

// maybe is the number of a line, or null for none.
func maybe(n int) parquet.Value {
	if n == 0 {
		return null
	}
	return number(n)
}

func textOf(s string) parquet.Value {
	if s == "" {
		return null
	}
	return textValue(s)
}

func maybeText(s *string) parquet.Value {
	if s == nil {
		return null
	}
	return textValue(*s)
}
