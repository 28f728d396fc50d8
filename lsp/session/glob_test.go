package session

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// What a glob enters leads to what it matches, and to little else.
func TestGlobEnters(t *testing.T) {
	for pattern, enters := range map[string]string{
		"*.pmat":                   "",
		"*/*.pmat":                 "a b dumps .git node_modules",
		"dumps/*.pmat":             "dumps",
		"**/*.pmat":                "a b dumps a/b a/b/c dumps/x",
		"dumps/**/x.pmat":          "dumps dumps/x",
		"**/x/*.pmat":              "a b dumps a/b a/b/c dumps/x",
		"a/*/c/*.pmat":             "a a/b a/b/c",
		"{a,dumps}/*.pmat":         "a dumps",
		"{a/b,dumps}/*.pmat":       "a b dumps a/b a/b/c dumps/x node_modules/m",
		"[ab]/?/**":                "a b a/b a/b/c",
		".git/*.pmat":              ".git",
		"a\\*/*.pmat":              "",
		"node_modules/**/*.pmat":   "node_modules node_modules/m",
		"**/node_modules/m/*.pmat": "a b dumps node_modules a/b a/b/c dumps/x node_modules/m",
	} {
		g := newGlob(pattern)
		var got []string
		for _, rel := range strings.Fields("a b dumps .git node_modules a/b a/b/c dumps/x node_modules/m") {
			if g.enters(rel) {
				got = append(got, rel)
			}
		}
		if !reflect.DeepEqual(got, strings.Fields(enters)) && (len(got) > 0 || enters != "") {
			t.Errorf("%s enters %q, want %q", pattern, got, enters)
		}
	}
}

// Whatever a pattern matches is found: what is not entered has nothing of it.
func TestGlobFinds(t *testing.T) {
	dir := t.TempDir()
	var all []string
	for _, folder := range []string{"", "a", "b", "a/b", "a/b/c", "b/a", "c/c/c"} {
		for _, name := range []string{"x.pmat", "y.pmat.gz", "z.txt"} {
			rel := strings.TrimPrefix(folder+"/"+name, "/")
			write(t, filepath.Join(dir, filepath.FromSlash(rel)), nil, 0)
			all = append(all, rel)
		}
	}
	for _, pattern := range []string{
		"*.pmat", "**/*.pmat", "**", "a/**", "**/b/*.pmat*", "*/*/*.pmat", "{a,b}/*.pmat", "{a/b,c/*}/**/*.pmat", "[a-b]/**/x.*", "a/b/**/x.pmat",
		"**/*.{pmat,pmat.gz}", "?/?/?/*", "**/c/**/c/*",
	} {
		target := parseTarget(dir, pattern)
		var want, got []string
		for _, rel := range all {
			if path := filepath.Join(dir, filepath.FromSlash(rel)); target.match(path) {
				want = append(want, path)
			}
		}
		got, _, err := target.find(t.Context())
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) || err != nil || len(want) == 0 {
			t.Errorf("%s: found %q, want %q, %v", pattern, got, want, err)
		}
	}
}

// A watch is had of few folders, however many there are.
func TestWatchedFoldersAreFew(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	dir := t.TempDir()
	for i := range maxDirs + 10 {
		if err := os.Mkdir(filepath.Join(dir, fmt.Sprint(i)), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	_, dirs, err := parseTarget(dir, "**/*.pmat").find(t.Context())
	if len(dirs) != maxDirs || err != nil {
		t.Errorf("%d folders, %v", len(dirs), err)
	}
	_, dirs, _ = parseTarget(dir, "*.pmat").find(t.Context())
	if !slices.Equal(dirs, []string{dir}) {
		t.Errorf("%q", dirs)
	}
	_, dirs, _ = parseTarget(dir, "not/yet/*.pmat").find(t.Context())
	if !slices.Equal(dirs, []string{dir}) {
		t.Errorf("%q", dirs)
	}
}
