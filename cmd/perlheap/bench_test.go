package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// asPerlheap in the environment makes the program of the tests be perlheap:
// bench starts itself again.
const asPerlheap = "PERLHEAP_TEST_AS_COMMAND"

func TestMain(m *testing.M) {
	if filepath.Base(os.Args[0]) == "perlheap" { // what program made
		_ = os.Setenv(asPerlheap, "1") // for what starts itself again
	}
	if os.Getenv(asPerlheap) != "" {
		main()
		return
	}
	if len(os.Args) > 1 && !strings.HasPrefix(os.Args[1], "-") { // or it would run all tests, and they it
		_, _ = os.Stderr.WriteString("the tests' own program is not perlheap by this name: call what program returns\n")
		os.Exit(2)
	}
	os.Exit(m.Run())
}

// program returns a file named perlheap that is the program of the tests, and is
// perlheap by that name.
func program(t *testing.T) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "perlheap")
	if err := os.Symlink(self, link); err != nil {
		t.Fatal(err)
	}
	return link
}

// bench fills each of its tables: with numbers, whatever they are.
func TestBench(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	t.Setenv(asPerlheap, "1")
	t.Setenv("TMPDIR", t.TempDir())
	earlier, later := dumpPath("p536-amd64-d046-leak.1"), dumpPath("p536-amd64-d046-leak.2")
	out, errs, status := perlheap(t.Context(), "bench", earlier, later, "--root", filepath.Join(testdata, "dumps", "src"),
		"--runs", "1", "--questions", "20", "--cancels", "1")
	if status != 0 {
		t.Fatalf("status %d: %s", status, errs)
	}
	for _, row := range []string{
		"reading the file", "looking at every record", "perlheap lines", "first lens after loadDump",
		"identify", "show", "inrefs", "locate", "hover", "lens", "until the load has ended",
		"reading SVs", "sorting addresses", "resolving references", "all of it", "outrefs",
		"what it does then by itself", "the same for the later dump",
		"dominators and retained sizes", "loading the later dump", "the same, its retained sizes, and the growth",
	} {
		if !regexp.MustCompile(`(?m)^ *` + regexp.QuoteMeta(row) + ` +[0-9.]+ +`).MatchString(out) {
			t.Errorf("no numbers for %q in\n%s", row, out)
		}
	}
	if n := len(regexp.MustCompile(`(?m)^ *(identify|hover) .* 20$`).FindAllString(out, -1)); n != 4 {
		t.Errorf("%d rows of identify and hover with 20 answers, want 4, in\n%s", n, out)
	}
	if left, err := os.ReadDir(os.Getenv("TMPDIR")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// An earlier build is measured with the same things as this one.
func TestBenchBefore(t *testing.T) {
	earlier, later := dumpPath("p536-amd64-d046-leak.1"), dumpPath("p536-amd64-d046-leak.2")
	t.Setenv(asPerlheap, "1")
	t.Setenv("TMPDIR", t.TempDir())
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	out, errs, status := perlheap(t.Context(), "bench", earlier, later, "--before", self, "--runs", "1", "--questions", "5")
	if status != 0 {
		t.Fatalf("status %d: %s", status, errs)
	}
	for _, row := range []string{
		"lines, without an index", "lines, the second time", "show, the second time", "lines of a packed copy, without an index",
		"largest --retained, the second time", "growth of two dumps, without an index", "server: first answer of lines",
		"server: all of two dumps, with growth (peak)", "server: show while a dump loads, 99 % (s)",
	} {
		if n := len(regexp.MustCompile(`(?m)^`+regexp.QuoteMeta(row)+` +[0-9.]+ .* [0-9.]+ .* [0-9.]+ +[0-9.]+$`).FindAllString(out, -1)); n != 1 {
			t.Errorf("%d rows of numbers for %q in\n%s", n, row, out)
		}
	}
	if left, err := os.ReadDir(os.Getenv("TMPDIR")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestBenchLinear(t *testing.T) {
	t.Setenv(asPerlheap, "1")
	t.Setenv("TMPDIR", t.TempDir())
	out, errs, status := perlheap(t.Context(), "bench", "--linear", "--svs", "1600,3200", "--runs", "1")
	if status != 0 {
		t.Fatalf("status %d: %s", status, errs)
	}
	for _, row := range []string{`1606 .* lines`, `1606 .* largest --retained`, `3206 .* lines`, `3206 .* largest --retained`} {
		if !regexp.MustCompile(`(?m)^ *` + row + ` +[0-9.]+ +`).MatchString(out) {
			t.Errorf("no numbers for %q in\n%s", row, out)
		}
	}
	if left, err := os.ReadDir(os.Getenv("TMPDIR")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestBenchMistakes(t *testing.T) {
	for _, args := range [][]string{
		{"bench"},
		{"bench", "a", "b", "c"},
		{"bench", "--linear", "a"},
		{"bench", "a", "--against", "gdb"},
		{"bench", "a", "--runs", "0"},
	} {
		if _, errs, status := perlheap(t.Context(), args...); status != 2 {
			t.Errorf("%v: status %d: %s", args, status, errs)
		}
	}
}
