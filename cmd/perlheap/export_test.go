package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestExportFormats(t *testing.T) {
	dir := t.TempDir()
	one, two := dumpPath("p536-amd64-d046-leak.1"), dumpPath("p536-amd64-d046-leak.2")
	lake := filepath.Join(dir, "lake")
	out, errs, status := perlheap(t.Context(), "export", "--format", "parquet", "--out", lake, "--label", "host=web1", "--label", "service=shop", one, two)
	if status != 0 || out != "" {
		t.Fatalf("status %d, stdout %q, stderr %s", status, out, errs)
	}
	for _, table := range []string{"svs", "references", "lines", "suspects"} {
		all, err := os.ReadDir(filepath.Join(lake, table))
		if err != nil || len(all) != 2 || filepath.Ext(all[0].Name()) != ".parquet" {
			t.Errorf("table %s: %v %v", table, all, err)
		}
	}
	printed, _, _ := perlheap(t.Context(), "export", one)
	file := filepath.Join(dir, "one.jsonl")
	if _, errs, status := perlheap(t.Context(), "export", "--out", file, one); status != 0 {
		t.Fatalf("export --out: %s", errs)
	}
	if b, err := os.ReadFile(file); err != nil || string(b) != printed || len(b) == 0 {
		t.Errorf("the file has %d bytes, %d are printed (%v)", len(b), len(printed), err)
	}
}

func TestExportMistakes(t *testing.T) {
	one, two := dumpPath("p536-amd64-d046-gadget"), dumpPath("p536-amd64-d046-leak.1")
	lake := filepath.Join(t.TempDir(), "lake")
	points := filepath.Join(t.TempDir(), "worker.series.jsonl")
	if err := os.WriteFile(points, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{one, two}, "--format parquet"},
		{[]string{points}, "--format parquet"},
		{[]string{"--format", "parquet", "--out", lake, "--values", points}, "--values has no effect with a series"},
		{[]string{"--format", "parquet", "--out", lake, "--root", ".", points, points}, "--root has no effect with a series"},
		{[]string{"--format", "parquet", "--out", lake, points, dumpPath("p536-amd64-d046-gadget")}, "export them apart"},
		{[]string{"--format", "csv", one}, "must be jsonl or parquet"},
		{[]string{"--format", "parquet", one}, "--out DIR"},
		{[]string{"--label", "host=a", one}, "--label has no effect"},
		{[]string{"--format", "parquet", "--out", lake, "--owned", one}, "--owned has no effect"},
		{[]string{"--format", "parquet", "--out", lake, "--label", "host", one}, "NAME=VALUE"},
		{[]string{"--format", "parquet", "--out", lake, "--label", "size=1", one}, "--label size"},
		{[]string{"--format", "parquet", "--out", lake, "--label", "host=a", "--label", "host=b", one}, "twice"},
		{[]string{"--format", "parquet", "--out", lake, "--label", "time=2026-11-22T10:31:00Z", one, two}, "one by one"},
		{[]string{"--format", "parquet", "--out", lake, "--root", "nowhere", one}, "not a folder"},
	} {
		out, errs, status := perlheap(t.Context(), append([]string{"export"}, c.args...)...)
		if status != 2 || out != "" || !strings.Contains(errs, c.says) {
			t.Errorf("%q: status %d, stdout %q, stderr %q; want %q", c.args, status, out, errs, c.says)
		}
	}
	if _, err := os.Stat(lake); err == nil {
		t.Error("a folder was made for a mistake")
	}
	missing := filepath.Join(t.TempDir(), "none.pmat")
	_, errs, status := perlheap(t.Context(), "export", "--format", "parquet", "--out", lake, one, missing)
	if status != 1 || !strings.Contains(errs, "none.pmat") || !strings.Contains(errs, "1 of 2 dumps were exported") {
		t.Errorf("a dump that is missing: status %d, %s", status, errs)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	file := filepath.Join(t.TempDir(), "one.jsonl")
	if err := os.WriteFile(file, []byte("as before"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := loaded(t, one)
	if _, errs, status := perlheap(withSession(ctx, s), "export", "--out", file, one); status != 1 {
		t.Errorf("cancelled: status %d, %s", status, errs)
	}
	left, err := os.ReadDir(filepath.Dir(file))
	if b, _ := os.ReadFile(file); err != nil || len(left) != 1 || string(b) != "as before" {
		t.Errorf("cancelled: the file has %q, and there are %v (%v)", b, left, err)
	}
}
