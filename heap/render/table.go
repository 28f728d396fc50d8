package render

import (
	"strings"

	words "github.com/perlheap/perlheap/heap/text"
)

// table writes rows in columns, as pmat does. A row without cells is a rule.
type table struct {
	indent string
	seps   []string // between columns; the last one is used for all that follow
	right  []bool   // by column: aligned to the right
	rows   [][]string
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

func (t *table) sep(column int) string {
	if column == 0 {
		return ""
	}
	return t.seps[min(column, len(t.seps))-1]
}

func (t *table) String() string {
	var widths []int
	for _, row := range t.rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], words.Width(cell))
		}
	}
	var b strings.Builder
	for _, row := range t.rows {
		b.WriteString(t.indent)
		for i, width := range widths {
			b.WriteString(t.sep(i))
			cell := ""
			switch {
			case len(row) == 0:
				cell = strings.Repeat("-", width)
			case i < len(row):
				cell = row[i]
			}
			padding := strings.Repeat(" ", width-words.Width(cell))
			switch {
			case i < len(t.right) && t.right[i]:
				b.WriteString(padding + cell)
			case i == len(widths)-1:
				b.WriteString(cell)
			default:
				b.WriteString(cell + padding)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}
