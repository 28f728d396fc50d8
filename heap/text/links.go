package text

import (
	"strconv"
	"strings"
)

// Links notes what parts of a text lead to while the text is put together: a
// part is marked where it is made, keeps its mark through formatting, and loses
// it when the text is written. The marks are control characters, which text from
// a dump never has, because it is escaped. The zero value is ready for use, and
// a nil *Links marks nothing.
type Links struct{ targets []any }

// Link is a part of a text that leads somewhere. Offsets are bytes.
type Link struct {
	Start, End int
	Target     any
}

const (
	linkBegins = '\x02' // the number of the target follows
	linkText   = '\x03' // ends the number
	linkEnds   = '\x04'
)

// Mark marks a text that leads to a target.
func (l *Links) Mark(text string, target any) string {
	if l == nil {
		return text
	}
	l.targets = append(l.targets, target)
	return string(linkBegins) + strconv.Itoa(len(l.targets)-1) + string(linkText) + text + string(linkEnds)
}

// Cut takes the marks out of a text and says where they were, in order.
func (l *Links) Cut(marked string) (plain string, links []Link) {
	if strings.IndexByte(marked, linkBegins) < 0 {
		return marked, nil
	}
	var b strings.Builder
	for rest := marked; ; {
		before, from, ok := strings.Cut(rest, string(linkBegins))
		b.WriteString(before)
		if !ok {
			return b.String(), links
		}
		number, from, _ := strings.Cut(from, string(linkText))
		text, behind, _ := strings.Cut(from, string(linkEnds))
		start := b.Len()
		b.WriteString(text)
		if n, err := strconv.Atoi(number); err == nil && n >= 0 && n < len(l.targets) {
			links = append(links, Link{start, b.Len(), l.targets[n]})
		}
		rest = behind
	}
}
