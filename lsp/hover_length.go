package lsp

import (
	"strings"
	"unicode/utf8"

	"go.lsp.dev/protocol"

	words "github.com/perlheap/perlheap/heap/text"
)

const (
	// hoverLines is how many lines a hover has. What does not fit is left out, the
	// last first, and the hover ends with where it is.
	hoverLines = 12
	// leastList is how many lines are worth a title when others are left out.
	leastList = 3
	// hoverColumns is about how wide a line of a hover is.
	hoverColumns = 90
)

// shortText is markup of a few lines.
type shortText struct {
	*markup
	left int  // lines that there still may be
	more bool // something was left out
}

func newShortText(kind protocol.MarkupKind) *shortText {
	return &shortText{markup: newMarkup(kind), left: hoverLines}
}

// say adds a paragraph, if it fits.
func (b *shortText) say(text string) {
	lines := (utf8.RuneCountInString(text) + hoverColumns - 1) / hoverColumns
	if lines > b.left {
		b.more = true
		return
	}
	b.left -= lines
	b.paragraph(text)
}

// list adds lines from anywhere as they are below a title, as many as fit; keep is
// how many lines it leaves to what follows.
func (b *shortText) list(title string, lines []string, keep int) {
	if !b.fits(lines, keep) {
		b.more = true
		if b.room(keep) < leastList {
			return
		}
		lines = cut(lines, b.room(keep))
	}
	b.say(title)
	b.block(strings.Join(lines, "\n"))
	b.left -= len(lines)
}

// room is how many lines a list below a title may have.
func (b *shortText) room(keep int) int { return b.left - keep - 1 }

func (b *shortText) fits(lines []string, keep int) bool { return len(lines) <= b.room(keep) }

// cut returns lines, the last of them replaced if there are more than a limit.
func cut(lines []string, limit int) []string {
	if len(lines) <= limit {
		return lines
	}
	return append(lines[:limit-1:limit-1], "… and "+words.CountOf(len(lines)-limit+1, "more line", "more lines"))
}

// cutMiddle returns the first and the last of lines, of which there are more than a
// limit: the last of a chain say where it ends.
func cutMiddle(lines []string, limit int) []string {
	last := min(2, (limit-1)/2)
	first := limit - 1 - last
	all := append(lines[:first:first], "… "+words.CountOf(len(lines)-first-last, "line", "lines")+" in between")
	return append(all, lines[len(lines)-last:]...)
}

// end says where the rest is, if something was left out: an action that every editor
// offers on the line.
func (b *shortText) end() {
	if b.more {
		b.paragraph("More: " + b.strong(whyTitle))
	}
}
