package main

import (
	"bytes"
	"os"
	"testing"

	"github.com/perlheap/perlheap/heap/series"
)

// TestSchemasOfFiles holds what watch and capture write beside dumps against its
// schema, and what growth and ps say of a process.
func TestSchemasOfFiles(t *testing.T) {
	pid, _ := leaking(t)
	dir := t.TempDir()
	if _, errs, status := perlheap(t.Context(), "watch", "--out", dir, "--every", "30ms", "--count", "3", pid); status != 0 {
		t.Fatal(errs)
	}
	descriptions, ofSeries := matching(t, dir, "*.origin.json"), matching(t, dir, "*"+series.Ending)
	if len(descriptions) != 3 || len(ofSeries) != 1 {
		t.Fatalf("there are %q and %q", descriptions, ofSeries)
	}
	for _, path := range append(descriptions, ofSeries...) {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if path != ofSeries[0] {
			fits(t, compiled(t, "origin-file"), path, text)
			continue
		}
		for _, line := range bytes.Split(bytes.TrimSpace(text), []byte("\n")) {
			fits(t, compiled(t, "series-file"), path, line)
		}
	}
	for _, args := range [][]string{{"growth", "--json", dir}, {"ps", "--json"}, {"summary", "--json", matching(t, dir, "*.pmat")[0]}} {
		out, errs, status := perlheap(t.Context(), args...)
		if status != 0 {
			t.Fatal(errs)
		}
		fits(t, compiled(t, args[0]), args[0], []byte(out))
	}
}
