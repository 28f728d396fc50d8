// Package handbook has the text that tells how Perl programs leak, a section for
// each kind of suspects: what it looks like, how to be sure, and how to cure it.
package handbook

import (
	_ "embed"
	"strings"
)

// Text is the whole handbook, as Markdown.
//
//go:embed README.md
var Text string

// Page is the address of the handbook. A section is at # and its name.
const Page = "https://github.com/perlheap/perlheap/blob/main/heap/diagnose/handbook/README.md"

// Sections gives the names of the sections in their order. Those of kinds of
// suspects are called by the code of the kind.
func Sections() (names []string) {
	for _, part := range strings.Split(Text, "\n## ")[1:] {
		name, _, _ := strings.Cut(part, "\n")
		names = append(names, name)
	}
	return names
}

// Section gives the text of a section without its heading; false if there is none
// of the name.
func Section(name string) (string, bool) {
	_, text, ok := strings.Cut(Text, "\n## "+name+"\n")
	text, _, _ = strings.Cut(text, "\n## ")
	return strings.TrimPrefix(text, "\n"), ok && name != ""
}
