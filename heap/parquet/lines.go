package parquet

import (
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/site"
	words "github.com/perlheap/perlheap/heap/text"
)

// lineColumns are those of the table lines.
var lineColumns = []column{
	{"file", text},             // of the source of today; as recorded if it was not found
	{"line", integer},          // that made it or declares it; the recorded line if that was not found
	{"state", text},            // of the line: exact, moved, uncertain, gone, unlocated
	{"recorded_file", text},    // as the dump has it …
	{"recorded_line", integer}, // … of the first statement of a sub, the first mention of a variable
	{"kind", text},             // closure, object, variable, sub, allocation
	{"name", text},             // of the prototype, class, variable or sub
	{"type", text},             // as pmat says it: CODE, HASH, …
	{"captured", text},         // by closures: variables with sigil, separated by commas
	{"count", integer},         // alive
	{"elements", integer},      // elements, keys or constants in them
	{"bytes", integer},         // as site.Item counts them
	{"example", nullable},      // the address of one
}

// lines writes a row for everything alive that has a line.
func (e *exporter) lines(t *table) error {
	closures, err := site.Collect(e.ctx, e.h)
	if err != nil {
		return err
	}
	items, err := site.Alive(e.ctx, e.h, closures, site.Options{})
	if err != nil {
		return err
	}
	known := texts{}
	for i := range items {
		item := &items[i]
		file, line, state := item.Recorded.File, item.Recorded.Line, site.Unlocated
		if e.opt.Locate != nil {
			file, line, state = e.opt.Locate(item)
		}
		captured, example := null, null
		if len(item.Sites) > 0 {
			captures := make([]string, len(item.Sites[0].Captures))
			for k, c := range item.Sites[0].Captures {
				captures[k] = words.Name(c)
			}
			captured = known.value(strings.Join(captures, ", "))
		}
		if item.Example != heap.NoSV {
			example = number(e.h.Addr(item.Example))
		}
		err := t.row(
			known.path(file), number(line), known.value(state.String()), known.path(item.Recorded.File), number(item.Recorded.Line),
			known.value(string(item.Kind)), known.name(item.Name), known.value(item.Type), captured,
			number(item.Count), number(item.Elements), number(item.Bytes), example,
		)
		if err != nil {
			return err
		}
	}
	return nil
}
