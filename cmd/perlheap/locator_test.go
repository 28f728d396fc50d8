package main

import (
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A sub stands on one line, whatever asks for it: that of its `sub` where the
// source is here, not the line of the first statement, which the dump records.
func TestOneLocator(t *testing.T) {
	dumps := []string{dumpPath("p536-amd64-d046-leak.1"), dumpPath("p536-amd64-d046-leak.2"), dumpPath("p536-amd64-d046-leak.3")}
	page, profile := filepath.Join(t.TempDir(), "page.html"), filepath.Join(t.TempDir(), "heap.pb.gz")
	for name, args := range map[string][]string{
		"lines":        {dumps[2], "--limit", "0"},
		"suspects":     dumps,
		"histogram":    append([]string{"--limit", "0"}, dumps...),
		"population":   append([]string{"--limit", "0"}, dumps...),
		"growth":       dumps,
		"report":       append([]string{"-o", page}, dumps...),
		"pprof":        {"-o", profile, dumps[2]},
		"lines --json": {dumps[2]}, "suspects --json": dumps, "histogram --json": dumps,
		"population --json": append([]string{"--limit", "0"}, dumps...), "growth --json": dumps,
	} {
		command := append(strings.Fields(name), "--root", filepath.Join(testdata, "dumps", "src"))
		out, errs, status := perlheap(t.Context(), append(command, args...)...)
		if status != 0 {
			t.Fatalf("%s: status %d: %s", name, status, errs)
		}
		switch name {
		case "report":
			out = read(t, page)
		case "pprof":
			out = read(t, profile)
		}
		if !strings.Contains(out, "App.pm:121") && !strings.Contains(out, "App.pm line 121") && name != "lines --json" && name != "suspects --json" {
			t.Errorf("%s does not say where the closures are", name)
		}
		for _, recorded := range []string{"App.pm:122", "App.pm line 122"} {
			if at := strings.Index(out, recorded); at >= 0 {
				t.Errorf("%s says the recorded line: %.200q", name, out[max(0, at-100):])
			}
		}
	}
}

// read reads a file, unpacked if it is compressed.
func read(t *testing.T, path string) string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // it was only read
	var r io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
