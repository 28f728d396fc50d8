package lsp

import (
	"fmt"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap/render"
	words "github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/lsp/session"
)

// heapPage is the text of a heap document being written. Headings begin their
// lines, what belongs to them is indented: so it can be folded.
type heapPage struct {
	s     *Server
	v     *session.View
	style render.Style
	doc   session.HeapDocument
	b     strings.Builder
	// referrers are the byte offsets of the lines that tell of inrefs.
	referrers []int
}

func (p *heapPage) text() string { return p.b.String() }

func (p *heapPage) mapper() *session.Mapper {
	return session.NewMapper([]byte(p.b.String()), p.s.caps.encoding)
}

// heading begins a section.
func (p *heapPage) heading(text string) {
	if p.b.Len() > 0 {
		p.b.WriteByte('\n')
	}
	p.b.WriteString(text + "\n")
}

// say adds a line to the section.
func (p *heapPage) say(format string, args ...any) {
	p.b.WriteString("  " + fmt.Sprintf(format, args...) + "\n")
}

// block adds lines to the section as they are.
func (p *heapPage) block(text string) {
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) != "" {
			p.b.WriteString("  ")
		}
		p.b.WriteString(strings.TrimSuffix(line, "\n") + "\n")
	}
}

// table adds rows in columns, the first of them headings. The columns that are
// named are aligned to the right.
func (p *heapPage) table(rows [][]string, right ...int) {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], words.Width(cell))
		}
	}
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			if slices.Contains(right, i) {
				cell = words.PadLeft(cell, widths[i])
			}
			line.WriteString("  " + words.Pad(cell, widths[i]))
		}
		p.b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
}

// more says how much of a list is left out.
func (p *heapPage) more(n int, what string) {
	if n > 0 {
		p.say("… and %s more %s", words.Count(n), what)
	}
}
