package lsp

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.lsp.dev/protocol"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/lsp/session"
)

// Each address that a document shows leads on, but for that of the document
// itself, and so does each place in a file of the program.
func TestAllAddressesAndPlacesAreLinks(t *testing.T) {
	dir := workspace(t, "p536-amd64-d046")
	e := start(t, dir, withHeapFeatures(true, true), `{"dumps": ["*.pmat.gz"], "status": true}`)
	e.status("ready")
	shown := regexp.MustCompile(`\b0x[0-9a-f]+\b|\blib/Leaky/\w+\.pm line [0-9]+\b`)
	for name, params := range map[string]string{
		"overview": `{"kind":"overview"}`,
		"array":    `{"kind":"sv","address":"` + closuresArray + `"}`,
		"identify": `{"kind":"identify","address":"` + typicalClosure + `"}`,
		"line":     fmt.Sprintf(`{"kind":"line","file":%q,"line":121}`, e.uri("lib/Leaky/App.pm")),
	} {
		t.Run(name, func(t *testing.T) {
			document := e.opened(params)
			content := e.content(document)
			var links []protocol.DocumentLink
			if err := e.call("textDocument/documentLink", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, document), &links); err != nil {
				t.Fatal(err)
			}
			mapper := session.NewMapper([]byte(content), protocol.PositionEncodingKindUTF16)
			missing, all := 0, shown.FindAllStringIndex(content, -1)
			for _, at := range all {
				if name == "array" && content[at[0]:at[1]] == closuresArray || strings.HasSuffix(content[:at[0]], "Recorded as ") {
					continue // it is here, or of a text that is not here
				}
				if !slices.ContainsFunc(links, func(l protocol.DocumentLink) bool { return l.Range == mapper.Range(at[0], at[1]) }) {
					if missing++; missing < 5 {
						t.Errorf("%q leads nowhere", content[at[0]:at[1]])
					}
				}
			}
			if len(all) < 3 {
				t.Errorf("nothing was compared:\n%s", content)
			}
		})
	}
}

// A text that a client got earlier has the links of the lines that are the same.
func TestLinksOfAnEarlierText(t *testing.T) {
	p := &heapPage{marks: &text.Links{}}
	p.say("one %s", p.marks.Mark("0x1", heap.SV(1)))
	p.say("more is known: 2")
	p.say("%s and %s", p.marks.Mark("0x3", heap.SV(3)), p.marks.Mark("0x4", heap.SV(4)))
	was := []byte("  something\n  one 0x1\n  not known yet\n  0x3 and 0x4\n  0x3\n")
	var got []string
	for _, l := range p.linksIn(was) {
		got = append(got, fmt.Sprintf("%s at %d leads to %d", was[l.start:l.end], l.start, l.sv))
	}
	if want := []string{"0x1 at 18 leads to 1", "0x3 at 40 leads to 3", "0x4 at 48 leads to 4"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
