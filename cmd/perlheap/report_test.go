package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestReport(t *testing.T) {
	var dumps []string
	for _, n := range []string{"1", "2", "3"} {
		dumps = append(dumps, dumpPath("p536-amd64-d046-leak."+n))
	}
	file := filepath.Join(t.TempDir(), "report.html")
	root := filepath.Join(testdata, "dumps", "src")
	out, errs, status := perlheap(t.Context(), append([]string{"report", "-o", file, "--root", root}, dumps...)...)
	if status != 0 || out != "" {
		t.Fatalf("status %d, stdout %q, stderr %s", status, out, errs)
	}
	page, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"lib/Leaky/App.pm line 121", "lib/Leaky/App.pm:121", "3 dumps of one process", "60 → 120 → 180",
		"{events}{error} of Leaky::Redis", "closure &amp;Leaky::App::__ANON__",
	} {
		if !strings.Contains(string(page), want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	forced := filepath.Join(t.TempDir(), "forced.html")
	if _, errs, status := perlheap(t.Context(), "report", "-o", forced, "--force", dumps[0], dumpPath("p540-amd64-d050")); status != 0 {
		t.Fatal(errs)
	}
	if page, err := os.ReadFile(forced); err != nil || !strings.Contains(string(page), "2 dumps of several processes") {
		t.Errorf("%v: the page of two processes does not say so", err)
	}
	if len(page) > 300_000 {
		t.Errorf("the page has %d bytes", len(page))
	}
	if left, err := os.ReadDir(filepath.Dir(file)); err != nil || len(left) != 1 {
		t.Errorf("beside the page there are %v (%v)", left, err)
	}
	for _, c := range []struct {
		args   []string
		status int
		says   string
	}{
		{[]string{"report", dumps[0]}, 2, "-o"},
		{[]string{"report", "-o", file}, 2, "report DUMP"},
		{[]string{"report", "-o", filepath.Join(t.TempDir(), "none", "x.html"), dumps[0]}, 1, "x.html"},
		{[]string{"report", "-o", file, dumps[0], dumpPath("p540-amd64-d050")}, 1, "not a dump of the same process"},
	} {
		if _, errs, status := perlheap(t.Context(), c.args...); status != c.status || !strings.Contains(errs, c.says) {
			t.Errorf("%q: status %d, %s; want %d, %q", c.args, status, errs, c.status, c.says)
		}
	}
}
