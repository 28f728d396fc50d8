package lsp

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The README names each command of the server, and no other.
func TestREADMENamesCommands(t *testing.T) {
	_, section, ok := strings.Cut(README, "\n## Commands of the server\n")
	if !ok {
		t.Fatal("README.md has no section Commands of the server")
	}
	section, _, _ = strings.Cut(section, "`perlheap lsp")
	table, paragraph, _ := strings.Cut(section, "|\n\n`perlheap.")
	var named []string
	for _, m := range regexp.MustCompile("(?m)^\\| `(perlheap\\.[A-Za-z]+)`").FindAllStringSubmatch(table, -1) {
		named = append(named, m[1])
	}
	sentence, _, _ := strings.Cut(paragraph, " answer ")
	for word := range strings.FieldsFuncSeq(sentence, func(r rune) bool { return r == '`' || r == ',' || r == ' ' || r == '\n' }) {
		if word != "and" {
			named = append(named, "perlheap."+word)
		}
	}
	slices.Sort(named)
	want := commandNames()
	slices.Sort(want)
	if !slices.Equal(named, want) {
		t.Errorf("README.md names %v\nthere are       %v", named, want)
	}
}
