package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Every path that CONTRIBUTING.md names is there.
func TestPathsOfCONTRIBUTING(t *testing.T) {
	top := filepath.Join("..", "..")
	raw, err := os.ReadFile(filepath.Join(top, ".github", "CONTRIBUTING.md"))
	if err != nil {
		t.Fatal(err)
	}
	made := func(path string) bool { // by building or testing
		return strings.HasPrefix(path, ".cache/") || path == "vscode-extension/test-results" || strings.ContainsAny(path, "*…") || strings.Contains(path, "NAME")
	}
	n := 0
	for _, m := range regexp.MustCompile("`([^`\\s]+)(?: [^`]*)?`").FindAllStringSubmatch(string(raw), -1) {
		path := m[1]
		if !strings.Contains(path, "/") && !strings.HasSuffix(path, ".go") || made(path) {
			continue
		}
		n++
		if _, err := os.Stat(filepath.Join(top, path)); err != nil {
			t.Errorf("CONTRIBUTING.md names %s, which is not there", path)
		}
	}
	if n < 30 {
		t.Errorf("only %d paths were found", n)
	}

	_, picture, _ := strings.Cut(string(raw), "\n    cmd/perlheap/")
	picture, _, _ = strings.Cut("    cmd/perlheap/"+picture, "\n\n")
	shown := map[string]bool{}
	parent := ""
	for line := range strings.Lines(picture) {
		indent := len(line) - len(strings.TrimLeft(line, " "))
		for word := range strings.FieldsSeq(line) {
			name, folder := strings.CutSuffix(word, "/")
			if !folder {
				break
			}
			if indent == 4 {
				parent = name
			} else {
				name = parent + "/" + name
			}
			shown[name] = true
			if info, err := os.Stat(filepath.Join(top, name)); err != nil || !info.IsDir() {
				t.Errorf("the picture has %s, which is no folder", name)
			}
		}
	}
	if len(shown) < 20 {
		t.Errorf("the picture has only %d folders", len(shown))
	}
}
