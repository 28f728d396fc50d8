package waste

import (
	"fmt"
	"io"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// mostText is how many bytes of a text are shown.
const mostText = 60

// JSON describes a report for machines. The texts of strings are in it only if they
// are asked for.
func (r *Report) JSON(h *heap.Heap, w population.Writer, texts bool) (wire.Waste, error) {
	j := wire.Waste{Dump: h.File().Path(), CutStrings: r.Cut, Kinds: []wire.WasteKind{}}
	for _, kind := range Kinds {
		k := wire.WasteKind{Kind: string(kind), Title: titles[kind], Bytes: r.Bytes[kind], AtLeast: kind == Unused, More: r.More[kind], Rows: []wire.WasteRow{}}
		for i := range r.Rows {
			row := &r.Rows[i]
			if row.Kind != kind {
				continue
			}
			one := wire.WasteRow{
				What: row.what(), In: place(row, w), Count: row.Count, Bytes: row.Bytes,
				Shortest: row.Shortest, Longest: row.Longest, Example: h.Addr(row.Example).String(),
			}
			if texts && kind == EqualStrings {
				s, err := h.Scalar(row.Example)
				if err != nil {
					return j, err
				}
				one.Text = text.Quote(s.Text[:min(len(s.Text), mostText)])
				if len(s.Text) > mostText {
					one.Text += "…"
				}
			}
			k.Rows = append(k.Rows, one)
		}
		j.Kinds = append(j.Kinds, k)
	}
	if r.Cut > 0 {
		j.Note = fmt.Sprintf("The dump has only the beginning of %s, which %s not compared.", text.CountOf(r.Cut, "string", "strings"), text.Plural(r.Cut, "was", "were"))
	}
	return j, nil
}

var titles = map[Kind]string{
	EqualStrings: "Equal strings, as the text in all but one (perl may keep copies in one buffer, which no dump shows)",
	NearEmpty:    "Hashes and arrays with at most one element, but for the @_ of subs, by their own size",
	Unused:       "Room in the buffers of strings and arrays that nothing fills",
}

// what says what a row counts.
func (r *Row) what() string {
	switch {
	case r.Kind == EqualStrings:
		return text.CountOf(r.Count, "string", "strings") + " of " + text.CountOf(int(r.Longest), "byte", "bytes")
	case r.Type == heap.KindHash.String():
		return text.CountOf(r.Count, "hash", "hashes") + " with " + span(r, "key", "keys")
	case r.Type == heap.KindArray.String():
		return text.CountOf(r.Count, "array", "arrays") + " with " + span(r, "element", "elements")
	}
	return text.CountOf(r.Count, "string", "strings") + " of " + span(r, "byte", "bytes")
}

func span(r *Row, one, many string) string {
	if r.Shortest == r.Longest {
		return text.CountOf(int(r.Longest), one, many)
	}
	return fmt.Sprintf("%s to %s", text.Count(int(r.Shortest)), text.CountOf(int(r.Longest), one, many))
}

// place says which variable, object or line they belong to.
func place(r *Row, w population.Writer) string {
	if r.In == nil {
		return ""
	}
	path := w.Path(r.In)
	if others := r.Count - r.Here; others > 0 {
		path += fmt.Sprintf(", and %s elsewhere", text.Count(others))
	}
	return path
}

// Write writes a table for each kind.
func Write(w io.Writer, j *wire.Waste) error {
	out := ""
	for _, k := range j.Kinds {
		bytes := text.Bytes(k.Bytes)
		if k.AtLeast {
			bytes = text.AtLeast(k.Bytes)
		}
		if out != "" {
			out += "\n"
		}
		out += k.Title + ": " + bytes + "\n"
		t := text.Table{Seps: []string{"  "}, Right: []bool{true}}
		for _, r := range k.Rows {
			cells := []string{text.Bytes(r.Bytes), r.What, r.In}
			if r.Text != "" {
				cells = append(cells, r.Text)
			}
			t.Add(cells...)
		}
		out += t.String()
		if k.More > 0 {
			out += text.Count(k.More) + " more are not shown; a larger --limit shows more\n"
		}
	}
	if j.Note != "" {
		out += "\n" + j.Note + "\n"
	}
	_, err := io.WriteString(w, out)
	return err
}
