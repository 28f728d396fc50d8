package render

import (
	"io"

	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/population"
	words "github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// NewHistogramJSON describes rows of a histogram for machines.
func NewHistogramJSON(rows []population.Row, dumps Dumps) wire.Histogram {
	j := wire.Histogram{Dumps: dumps.Paths, Rows: []wire.HistogramRow{}}
	for i := range rows {
		r := &rows[i]
		one := wire.HistogramRow{
			Name: RowName(r), Kind: rowKind(r), Origin: string(r.Origin), Count: r.Count, Bytes: r.Bytes, RetainedBytes: r.Retained, Example: dumps.addresses(r.Example),
		}
		if r.Class.Kind == path.Closure {
			one.RecordedFile, one.RecordedLine = words.Whole(r.Class.At.File), r.Class.At.Line
		}
		j.Rows = append(j.Rows, one)
	}
	return j
}

func rowKind(r *population.Row) string {
	switch {
	case r.Folded:
		return "static"
	case r.Class.Kind == path.Object:
		return "class"
	case r.Class.Kind == path.Closure:
		return "closures"
	}
	return "data"
}

// RowName is what a row counts, in words.
func RowName(r *population.Row) string {
	switch {
	case r.Folded && r.Origin == population.Perl:
		return "symbol tables of perl"
	case r.Folded:
		return "symbol tables of installed modules"
	case r.Class.Kind == path.Closure:
		return population.Sub(r.Class)
	}
	return words.Name(r.Class.Text)
}

// Histogram writes rows of a histogram as a table, limit of them at most (0 for
// all).
func Histogram(w io.Writer, rows []population.Row, limit int) error {
	t := table{seps: []string{"  "}, right: []bool{true, true, true}}
	t.add("count", "bytes", "retained", "what")
	shown := rows
	if limit > 0 && len(rows) > limit {
		shown = rows[:limit]
	}
	for i := range shown {
		r := &shown[i]
		what := RowName(r)
		if r.Origin != population.Own && !r.Folded {
			what += " (" + string(r.Origin) + ")"
		}
		t.add(Course(r.Count, func(n int) string { return words.Count(n) }), Course(r.Bytes, words.Bytes), Course(r.Retained, words.Bytes), what)
	}
	out := t.String()
	if n := len(rows) - len(shown); n > 0 {
		out += "\n" + words.Count(n) + " more are not shown; --limit 0 shows all\n"
	}
	_, err := io.WriteString(w, out)
	return err
}
