package lsp

import (
	"fmt"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/render"
	words "github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/lsp/session"
)

// heapPage is the text of a heap document being written. What belongs to a heading
// is indented below it, so that it can be folded.
type heapPage struct {
	s     *Server
	v     *session.View
	style render.Style
	doc   session.HeapDocument
	b     strings.Builder
	// marks are the links of the text that is being assembled, links those of the
	// text that is written.
	marks   *words.Links
	links   []heapLink
	sources map[string]string // see sourcesOf; nil until it is asked for
	// referrers are the byte offsets of the lines that list inrefs.
	referrers []int
}

func (p *heapPage) text() string { return p.b.String() }

func (p *heapPage) mapper() *session.Mapper {
	return session.NewMapper([]byte(p.b.String()), p.s.caps.encoding)
}

// write adds text as it is; what is marked in it becomes links.
func (p *heapPage) write(text string) {
	plain, links := p.marks.Cut(text)
	for _, l := range links {
		if to, ok := p.link(l); ok {
			p.links = append(p.links, to)
		}
	}
	p.b.WriteString(plain)
}

// link is what a mark of a text that is about to be written leads to; false for a
// line of a file that is not here.
func (p *heapPage) link(l words.Link) (heapLink, bool) {
	to := heapLink{start: p.b.Len() + l.Start, end: p.b.Len() + l.End, sv: heap.NoSV}
	switch target := l.Target.(type) {
	case heap.SV:
		to.sv = target
	case nextPage:
		to.next = true
	case heap.Location:
		if p.sources == nil {
			p.sources = p.s.sourcesOf(p.v)
		}
		path, ok := p.sources[target.File]
		if !ok {
			return to, false
		}
		to.path, to.line = path, session.PerlLine(target.Line)
	}
	return to, true
}

// heading begins a section.
func (p *heapPage) heading(text string) {
	if p.b.Len() > 0 {
		p.write("\n")
	}
	p.write(text + "\n")
}

// say adds a sentence to the section.
func (p *heapPage) say(format string, args ...any) {
	p.write("  " + fmt.Sprintf(format, args...) + "\n")
}

// block adds lines to the section as they are.
func (p *heapPage) block(text string) {
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) != "" {
			p.write("  ")
		}
		p.write(strings.TrimSuffix(line, "\n") + "\n")
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
		p.write(strings.TrimRight(line.String(), " ") + "\n")
	}
}

// more says how much of a list is left out.
func (p *heapPage) more(n int, what string) {
	if n > 0 {
		p.say("… and %s more %s", words.Count(n), what)
	}
}
