package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestCheckStatus: 0 if nothing exceeds, 1 if something does, 2 if that could
// not be found out.
func TestCheckStatus(t *testing.T) {
	var dumps []string
	for _, n := range []string{"1", "2", "3"} {
		dumps = append(dumps, dumpPath("p536-amd64-d046-leak."+n))
	}
	root := []string{"--root", filepath.Join(testdata, "dumps", "src")}
	for _, c := range []struct {
		args   []string
		status int
		out    []string // the ends of the lines
		errs   string
	}{
		{dumps, 1, []string{"[suspect, high, closures]"}, ""},
		{append([]string{"--fail-on", "medium"}, dumps...), 1, []string{"[suspect, high, closures]", "[suspect, medium, closure cycle]"}, ""},
		{append([]string{"--fail-on", "none"}, dumps...), 0, nil, ""},
		{append([]string{"--fail-on", "none", "--max-growth", "9.9", "--max-closures", "180"}, dumps...), 1, []string{"[max-growth]"}, ""},
		{append([]string{"--fail-on", "none", "--max-growth", "10", "--max-closures", "179"}, dumps...), 1, []string{"[max-closures]"}, ""},
		{append([]string{"--fail-on", "none", "--max-growth", "10", "--max-closures", "180"}, dumps...), 0, nil, ""},
		{[]string{"--fail-on", "none", "--max-closures", "180", dumps[2]}, 0, nil, ""},
		{[]string{"--max-growth", "10", dumps[2]}, 2, nil, "give at least two"},
		{[]string{"--fail-on", "severe", dumps[2]}, 2, nil, "high, medium, low or none"},
		{[]string{"--format", "xml", dumps[2]}, 2, nil, "text, json, junit or sarif"},
		{[]string{filepath.Join(t.TempDir(), "none.pmat")}, 2, nil, "none.pmat"},
		{[]string{dumps[0], dumpPath("p540-amd64-d050")}, 2, nil, "not a dump of the same process"},
	} {
		out, errs, status := perlheap(t.Context(), slices.Concat([]string{"check"}, root, c.args)...)
		var ends []string
		for _, line := range strings.Split(strings.TrimSuffix(out, "\n"), "\n") {
			if i := strings.LastIndex(line, "["); i >= 0 {
				ends = append(ends, line[i:])
			}
		}
		if status != c.status || !slices.Equal(ends, c.out) || (c.errs == "") != (errs == "") || !strings.Contains(errs, c.errs) {
			t.Errorf("check %v: status %d, %q, %q; want %d, %q, %q", c.args, status, out, errs, c.status, c.out, c.errs)
		}
	}
}

// TestCheckFormats: files in SARIF are relative to the repository, wherever in
// it --root is.
func TestCheckFormats(t *testing.T) {
	repo := t.TempDir()
	lib := filepath.Join(repo, "backend", "lib", "Leaky")
	if err := os.MkdirAll(lib, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(repo, ".git"), 0o755); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(testdata, "dumps", "src", "lib", "Leaky", "App.pm"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(lib, "App.pm"), text, 0o600); err != nil {
		t.Fatal(err)
	}
	args := []string{"check", "--root", filepath.Join(repo, "backend"), "--max-closures", "100", "--fail-on", "none", dumpPath("p536-amd64-d046-leak.3")}
	out, errs, status := perlheap(t.Context(), append(args, "--format", "sarif")...)
	if status != 1 || errs != "" || !json.Valid([]byte(out)) || !strings.Contains(out, `"uri": "backend/lib/Leaky/App.pm"`) {
		t.Errorf("sarif: status %d, %s\n%s", status, errs, out)
	}
	out, _, status = perlheap(t.Context(), append(args, "--format", "junit")...)
	if status != 1 || !strings.Contains(out, `file="lib/Leaky/App.pm" line="121"`) {
		t.Errorf("junit: status %d\n%s", status, out)
	}
}
