package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Each promise of the README names tests that hold it, and there are such tests.
func TestPromises(t *testing.T) {
	root, declared := filepath.Join("..", ".."), map[string]bool{}
	declares := regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`)
	for _, top := range []string{"cmd", "heap", "lsp"} {
		err := filepath.WalkDir(filepath.Join(root, top), func(file string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(file, "_test.go") {
				return err
			}
			text, err := os.ReadFile(file)
			for _, m := range declares.FindAllSubmatch(text, -1) {
				declared[string(m[1])] = true
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	i := slices.IndexFunc(topics, func(t topic) bool { return t.name == "promises" })
	rows, named := 0, regexp.MustCompile("`((?:Test|Fuzz)\\w+)`")
	for line := range strings.Lines(topics[i].section()) {
		promise, tests, ok := strings.Cut(strings.TrimPrefix(line, "| "), " | ")
		if !ok || !strings.HasPrefix(line, "| ") || promise == "promised" || strings.HasPrefix(promise, "---") {
			continue
		}
		rows++
		names := named.FindAllStringSubmatch(tests, -1)
		if len(names) == 0 {
			t.Errorf("no test is named of %q", promise)
		}
		for _, m := range names {
			if !declared[m[1]] {
				t.Errorf("of %q there is no %s", promise, m[1])
			}
		}
	}
	if rows < 10 {
		t.Errorf("there are %d promises", rows)
	}
}
