package text

import (
	"strings"

	"github.com/rivo/uniseg"
)

// FitMiddle cuts a text to a number of cells by leaving out its middle, which tells
// less of a place than its ends; its end, with the line, tells most.
func FitMiddle(s string, width int) string {
	if Width(s) <= width {
		return s
	}
	if width < 3 {
		return Fit(s, width)
	}
	var parts []string
	var widths []int
	for state, rest := -1, s; rest != ""; {
		var part string
		var w int
		part, rest, w, state = uniseg.FirstGraphemeClusterInString(rest, state)
		parts, widths = append(parts, part), append(widths, w)
	}
	room := width - 1
	from, to := 0, len(parts)
	for left := room / 3; from < to && widths[from] <= left; from++ {
		left -= widths[from]
		room -= widths[from]
	}
	for to > from && widths[to-1] <= room {
		to--
		room -= widths[to]
	}
	return strings.Join(parts[:from], "") + "…" + strings.Join(parts[to:], "")
}

// Wrap breaks the lines of a text between words so that they fit into the columns of
// the terminal. What a line goes on with stands a little further in than its beginning.
func (s Style) Wrap(text string) string {
	if s.width <= 0 {
		return text
	}
	var b strings.Builder
	for line := range strings.Lines(text) {
		s.wrapLine(&b, line)
	}
	return b.String()
}

const wrapIndent = "  "

func (s Style) wrapLine(b *strings.Builder, line string) {
	words := strings.TrimLeft(line, " ")
	indent := line[:len(line)-len(words)]
	column := Width(indent)
	b.WriteString(indent)
	for n, word := range strings.SplitAfter(words, " ") {
		w := Width(strings.TrimRight(word, " \n"))
		if n > 0 && column+w > s.width {
			b.WriteString("\n" + indent + wrapIndent)
			column = Width(indent + wrapIndent)
		}
		b.WriteString(word)
		column += Width(strings.TrimSuffix(word, "\n"))
	}
}
