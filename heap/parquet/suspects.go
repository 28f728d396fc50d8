package parquet

import (
	"strings"

	"github.com/parquet-go/parquet-go"

	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/suspect"
)

// suspectColumns are those of the table suspects: the keys of the JSON of
// `perlheap suspects`, but for growth, which one dump does not have.
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
	all, err := suspect.Find(e.ctx, e.series, e.opt.Suspects)
	if err != nil {
		return err
	}
	for _, s := range render.NewSuspectsJSON(nil, all, e.h, nil).Suspects {
		err := t.row(
			number(s.Rank), parquet.DoubleValue(s.Score), textValue(s.Level), textValue(s.Kind),
			textValue(s.File), number(s.Line), textValue(s.State), maybe(s.RecordedLine),
			maybeText(s.Class), maybeText(s.Captured),
			maybeText(s.Holder), maybeText(s.HolderFile), maybe(s.HolderLine),
			number(s.Count), number(s.RetainedBytes),
			textValue(strings.Join(s.Cycle, "\n")), textValue(s.Why), textValue(s.Fix),
		)
		if err != nil {
			return err
		}
	}
	return nil
}

func maybe(n *int) parquet.Value {
	if n == nil {
		return null
	}
	return number(*n)
}

func maybeText(s *string) parquet.Value {
	if s == nil {
		return null
	}
	return textValue(*s)
}
