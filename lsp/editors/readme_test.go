package editors

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// What the README quotes of a snippet are lines of the file that it names
// before, in their order: some may be left out, none is other.
func TestREADMEQuotesSnippets(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, section, ok := strings.Cut(string(raw), "\n## Editors\n")
	if !ok {
		t.Fatal("the README has no section Editors")
	}
	section, _, _ = strings.Cut(section, "\n## What the editor shows\n")

	link := regexp.MustCompile(`\]\(\.\./testdata/editors/([^)]+)\)`)
	named := map[string]bool{}
	var file string   // the first that the paragraph before names
	var rest []string // its lines that are not quoted yet
	quoted := 0
	for paragraph := range strings.SplitSeq(section, "\n\n") {
		if !strings.HasPrefix(paragraph, "    ") {
			file = ""
			for i, m := range link.FindAllStringSubmatch(paragraph, -1) {
				named[m[1]] = true
				if i == 0 {
					file, rest = m[1], linesOf(t, m[1])
				}
			}
			continue
		}
		if file == "" {
			t.Errorf("the README does not say where this is from:\n%s", paragraph)
			continue
		}
		quoted++
		for line := range strings.Lines(paragraph) {
			line = strings.TrimSpace(line)
			for len(rest) > 0 && rest[0] != line {
				rest = rest[1:]
			}
			if len(rest) == 0 {
				t.Errorf("%s has no line, or not there: %s", file, line)
				break
			}
			rest = rest[1:]
		}
	}
	if quoted < 4 {
		t.Errorf("the README quotes %d snippets", quoted)
	}

	files, err := os.ReadDir(filepath.Dir(snippet(t, "any")))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !named[f.Name()] {
			t.Errorf("the README does not name %s", f.Name())
		}
	}
}

// linesOf are the lines of a snippet without what indents them.
func linesOf(t *testing.T, name string) (lines []string) {
	t.Helper()
	raw, err := os.ReadFile(snippet(t, name))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(raw)) {
		lines = append(lines, strings.TrimSpace(line))
	}
	return lines
}
