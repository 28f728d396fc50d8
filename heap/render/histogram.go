package render

import (
	"io"
	"strconv"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/population"
	words "github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// NewHistogramJSON describes rows of a histogram for machines.
func NewHistogramJSON(rows []population.Row, heaps []*heap.Heap) wire.Histogram {
	j := wire.Histogram{Dumps: []string{}, Rows: []wire.HistogramRow{}}
	for _, h := range heaps {
		j.Dumps = append(j.Dumps, h.File().Path())
	}
	for i := range rows {
		r := &rows[i]
		one := wire.HistogramRow{
			Name: rowName(r), Kind: rowKind(r), Origin: string(r.Origin), Count: r.Count, Bytes: r.Bytes, RetainedBytes: r.Retained, Example: make([]string, len(heaps)),
		}
		if r.Class.Kind == path.Closure {
			one.RecordedFile, one.RecordedLine = words.Whole(r.Class.At.File), r.Class.At.Line
		}
		for k, h := range heaps {
			if r.Example[k] != heap.NoSV {
				one.Example[k] = h.Addr(r.Example[k]).String()
			}
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

func rowName(r *population.Row) string {
	switch {
	case r.Folded && r.Origin == population.Perl:
		return "symbol tables of perl"
	case r.Folded:
		return "symbol tables of installed modules"
	case r.Class.Kind == path.Closure:
		return "sub " + words.Name(r.Class.At.File) + ":" + strconv.Itoa(r.Class.At.Line)
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
		what := rowName(r)
		if r.Origin != population.Own && !r.Folded {
			what += " (" + string(r.Origin) + ")"
		}
		t.add(course(r.Count, func(n int) string { return words.Count(n) }), course(r.Bytes, words.Bytes), course(r.Retained, words.Bytes), what)
	}
	out := t.String()
	if n := len(rows) - len(shown); n > 0 {
		out += "\n" + words.Count(n) + " more are not shown; --limit 0 shows all\n"
	}
	_, err := io.WriteString(w, out)
	return err
}
