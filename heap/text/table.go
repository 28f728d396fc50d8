package text

import "strings"

// Table writes rows in columns, each as wide as its widest cell.
type Table struct {
	Indent string   // before each row
	Seps   []string // between columns; the last one is used for all that follow
	Right  []bool   // by column: aligned to the right
	// On a terminal that is too narrow, the columns of Drop are left out, the first of
	// them first, until those of Cut have some room; what has no room in these loses
	// its middle. Mark marks up the cells of a column but for the heading.
	Style Style
	Cut   []int
	Room  int // for each column of Cut; 16 unless more is said
	Drop  []int
	Mark  map[int]func(string) string
	rows  [][]string
}

// leastRoom is how many columns a cell needs that is cut.
const leastRoom = 16

// Add adds a row. A row without cells is a horizontal rule.
func (t *Table) Add(cells ...string) { t.rows = append(t.rows, cells) }

func (t *Table) sep(column int) string {
	if column == 0 {
		return ""
	}
	return t.Seps[min(column, len(t.Seps))-1]
}

// widths are those of the columns; 0 for one that is left out.
func (t *Table) widths() []int {
	var widths []int
	for _, row := range t.rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], Width(cell))
		}
	}
	if t.Style.width <= 0 {
		return widths
	}
	total := func() int {
		n := Width(t.Indent)
		for i, w := range widths {
			if w > 0 {
				n += w + Width(t.sep(i))
			}
		}
		return n
	}
	least := 0 // what all takes when that is cut which may be
	for _, i := range t.Cut {
		if i < len(widths) {
			least += max(0, widths[i]-max(leastRoom, t.Room))
		}
	}
	for _, i := range t.Drop {
		if i < len(widths) && total()-least > t.Style.width {
			widths[i] = 0
		}
	}
	for over := total() - t.Style.width; over > 0; over-- {
		widest := -1
		for _, i := range t.Cut {
			if i < len(widths) && (widest < 0 || widths[i] > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 || widths[widest] <= 1 {
			break
		}
		widths[widest]--
	}
	return widths
}

// String writes the rows, each ending with a newline.
func (t *Table) String() string {
	widths := t.widths()
	var b strings.Builder
	for n, row := range t.rows {
		b.WriteString(t.Indent)
		for i, width := range widths {
			if width == 0 && i < len(widths)-1 {
				continue
			}
			b.WriteString(t.sep(i))
			cell := ""
			switch {
			case len(row) == 0:
				cell = strings.Repeat("-", width)
			case i < len(row):
				cell = row[i]
			}
			if t.Style.width > 0 {
				cell = FitMiddle(cell, width)
			}
			padding := strings.Repeat(" ", width-Width(cell))
			if mark := t.Mark[i]; mark != nil && n > 0 && cell != "" {
				cell = mark(cell)
			}
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
