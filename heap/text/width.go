package text

import (
	"strings"

	"github.com/rivo/uniseg"
)

// Width returns how many cells of a terminal, or columns of an editor with a
// fixed-width font, a text takes. Terminal colors and the marks of [Links] take none.
func Width(s string) int {
	if strings.IndexByte(s, linkBegins) >= 0 {
		s, _ = (&Links{}).Cut(s)
	}
	n := 0
	for {
		i := strings.IndexByte(s, '\x1b')
		if i < 0 {
			return n + cells(s)
		}
		n += cells(s[:i])
		end := strings.IndexByte(s[i:], 'm')
		if end < 0 {
			return n
		}
		s = s[i+end+1:]
	}
}

func cells(s string) int {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return uniseg.StringWidth(s)
		}
	}
	return len(s)
}

// Pad appends blanks to a text until it takes a number of cells.
func Pad(s string, width int) string { return s + blanks(s, width) }

// PadLeft prepends blanks to a text until it takes a number of cells.
func PadLeft(s string, width int) string { return blanks(s, width) + s }

func blanks(s string, width int) string { return strings.Repeat(" ", max(0, width-Width(s))) }

// Fit cuts a text to a number of cells, the last of which is … if something is
// left out.
func Fit(s string, width int) string {
	if Width(s) <= width {
		return s
	}
	var b strings.Builder
	room, state := width-1, -1
	for s != "" {
		var cluster string
		var w int
		cluster, s, w, state = uniseg.FirstGraphemeClusterInString(s, state)
		if room -= w; room < 0 {
			break
		}
		b.WriteString(cluster)
	}
	if width > 0 {
		b.WriteString("…")
	}
	return b.String()
}
