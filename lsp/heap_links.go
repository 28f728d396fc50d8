package lsp

import (
	"regexp"
	"strconv"

	"go.lsp.dev/protocol"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/lsp/session"
)

// heapLink is a part of a heap document that leads somewhere.
type heapLink struct {
	start, end int // bytes
	sv         heap.SV
	next       bool             // leads to the next page of the document
	path       string           // of a line, of a file that the dump is known to be of
	line       session.PerlLine // … in the text of now
}

// maxLinks bounds how many links of a document are listed.
const maxLinks = 5000

// linkPattern matches addresses, and the places that this server writes. A file
// name with blanks is not found in running text.
var linkPattern = regexp.MustCompile(`\b0x[0-9a-fA-F]{1,16}\b|[^\s()\[\]{}"',;=]+ line [0-9]{1,9}\b|` + nextPageText + `[0-9,]+`)

// links finds what leads somewhere in a part of a document: what is written
// there is looked up, so that text of the dump leads to nothing but SVs of the
// dump and files that are its sources.
func (s *Server) links(v heapView, from, to int) []heapLink {
	var links []heapLink
	text := v.Text.Text()[from:to]
	sources := s.sourcesOf(v.View)
	for _, m := range linkPattern.FindAllIndex(text, maxLinks) {
		l := heapLink{start: from + m[0], end: from + m[1], sv: heap.NoSV}
		word := string(text[m[0]:m[1]])
		if sv, err := lookUp(v.View, word); err == nil && word[0] == '0' {
			l.sv = sv
			links = append(links, l)
			continue
		}
		if len(word) > len(nextPageText) && word[:len(nextPageText)] == nextPageText {
			l.next = true
			links = append(links, l)
			continue
		}
		if m := placePattern.FindStringSubmatch(word); m != nil {
			if path, ok := sources[m[1]]; ok {
				n, _ := strconv.Atoi(m[2])
				l.path, l.line = path, session.PerlLine(n)
				links = append(links, l)
			}
		}
	}
	return links
}

var placePattern = regexp.MustCompile(`^(.*) line ([0-9]+)$`)

// sourcesOf are the files of a dump that are here, by the names that documents
// have for them.
func (s *Server) sourcesOf(v *session.View) map[string]string {
	sources := make(map[string]string)
	for _, path := range v.Sources() {
		sources[s.displaySlash(path)] = path
	}
	return sources
}

// linkAt is the link at a position.
func (s *Server) linkAt(v heapView, p protocol.Position) (heapLink, bool) {
	offset := v.Text.Offset(p)
	line := v.Text.PerlLineOf(offset)
	for _, l := range s.links(v, v.Text.LineStart(line), v.Text.LineStart(line+1)) {
		if l.start <= offset && offset <= l.end {
			return l, true
		}
	}
	return heapLink{}, false
}
