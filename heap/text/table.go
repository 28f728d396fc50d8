package text

import "strings"

// Table writes rows in columns, each as wide as its widest cell.
type Table struct {
	Indent string   // before each row
	Seps   []string // between columns; the last one is used for all that follow
	Right  []bool   // by column: aligned to the right
	rows   [][]string
}

// Add adds a row. A row without cells is a horizontal rule.
func (t *Table) Add(cells ...string) { t.rows = append(t.rows, cells) }

func (t *Table) sep(column int) string {
	if column == 0 {
		return ""
	}
	return t.Seps[min(column, len(t.Seps))-1]
}

// String writes the rows, each ending with a newline.
func (t *Table) String() string {
	var widths []int
	for _, row := range t.rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], Width(cell))
		}
	}
	var b strings.Builder
	for _, row := range t.rows {
		b.WriteString(t.Indent)
		for i, width := range widths {
			b.WriteString(t.sep(i))
			cell := ""
			switch {
			case len(row) == 0:
				cell = strings.Repeat("-", width)
			case i < len(row):
				cell = row[i]
			}
			padding := strings.Repeat(" ", width-Width(cell))
			switch {
			case i < len(t.Right) && t.Right[i]:
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

// Course writes the numbers of several dumps, `3 → 5`, or just one if all are
// written the same.
func Course[T any](ns []T, word func(T) string) string {
	all := make([]string, len(ns))
	changed := false
	for i, n := range ns {
		all[i] = word(n)
		changed = changed || all[i] != all[0]
	}
	if !changed {
		return all[0]
	}
	return strings.Join(all, " → ")
}
