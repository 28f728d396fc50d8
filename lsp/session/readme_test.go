package session

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The READMEs name each setting that the server reads, and that of the server
// no other.
func TestREADMENamesSettings(t *testing.T) {
	for file, alsoOthers := range map[string]bool{
		filepath.Join("..", "README.md"):                           false,
		filepath.Join("..", "..", "vscode-extension", "README.md"): true,
	} {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		_, section, ok := strings.Cut(string(raw), "\n## Settings\n")
		if !ok {
			t.Fatalf("%s has no section Settings", file)
		}
		section, _, _ = strings.Cut(section, "\n## ")
		var named []string
		for line := range strings.Lines(section) {
			if cells := strings.Split(line, "|"); len(cells) > 2 {
				for _, m := range regexp.MustCompile("`perlheap\\.([^`]+)`").FindAllStringSubmatch(cells[1], -1) {
					named = append(named, m[1])
				}
			}
		}
		all := known.paths("")
		for _, name := range all {
			if !slices.Contains(named, name) && !slices.Contains(others, name) {
				t.Errorf("%s does not name perlheap.%s", file, name)
			}
		}
		for _, name := range named {
			first, _, _ := strings.Cut(name, ".")
			if !slices.Contains(all, name) && !(alsoOthers && slices.Contains(others, first)) {
				t.Errorf("%s: perlheap.%s is not a setting", file, name)
			}
		}
	}
}
