package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/cache"
	"github.com/perlheap/perlheap/heap/wire"
)

// keepsAll lets commands keep dumps of any size, in a folder of the test.
func keepsAll(t *testing.T) (folder string) {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", dir)
	t.Setenv("HOME", dir)
	t.Setenv("LocalAppData", dir)
	t.Setenv(cacheSize, "")
	before := minCached
	minCached = 1
	t.Cleanup(func() { minCached = before })
	folder, err := cache.DefaultFolder()
	if err != nil {
		t.Fatal(err)
	}
	return folder
}

func keptIn(t *testing.T, folder string) []string {
	t.Helper()
	kept, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

// Every command answers the same, byte for byte, from what was kept of a dump.
func TestFromIndexAsFromDump(t *testing.T) {
	folder := keepsAll(t)
	dumps, err := filepath.Glob(filepath.Join(testdata, "dumps", "*.pmat.gz"))
	if err != nil || len(dumps) < 10 {
		t.Fatal(len(dumps), err)
	}
	if testing.Short() {
		dumps = []string{dumpPath("p540-amd64-d050-class"), dumpPath("p514-amd64-d012")}
	}
	whole := 0
	for d, path := range dumps {
		h, err := heap.Open(t.Context(), path, heap.Options{})
		if err != nil {
			continue // it is refused
		}
		lines := []string{"lines", "suspects", "population", "histogram", "identify --weak defstash", "values defstash"}
		for n, line := range append(lines, every...) {
			words := strings.Fields(strings.ReplaceAll(line, "SV", h.Addr(heap.SV(h.Count()/2)).String()))
			if h.Damage().Truncation != nil && withoutSymbols[words[0]] {
				continue
			}
			var options []string
			if (d+n)%2 == 1 && words[0] != "export" {
				options = []string{"--json"}
			}
			args := insertDump(subcommand(t, words[0]), path, with(words, options...))
			want, _, status := perlheap(t.Context(), with(args, "--no-cache")...)
			runs := 1
			if n == 0 {
				runs = 2 // the first loads, the second does not
			}
			for range runs {
				got, errs, now := perlheap(t.Context(), args...)
				if got != want || now != status {
					t.Errorf("%v: status %d, then %d: %s%s", args, status, now, differentLine(want, got), errs)
				}
			}
		}
		if h.Savable() {
			whole++
		}
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	}
	if kept := keptIn(t, folder); len(kept) != 3*whole {
		t.Errorf("of %d whole dumps there are %d files: %v", whole, len(kept), kept)
	}
}

// Growth of several dumps says the same when all of them are kept.
func TestGrowthFromIndexes(t *testing.T) {
	keepsAll(t)
	series := []string{dumpPath("p536-amd64-d046-leak.1"), dumpPath("p536-amd64-d046-leak.2"), dumpPath("p536-amd64-d046-leak.3")}
	for _, words := range [][]string{{"growth", "--all"}, {"growth", "--json"}, {"suspects", "--json"}, {"counts"}, {"population"}} {
		args := append(words, series...)
		want, _, _ := perlheap(t.Context(), with(args, "--no-cache")...)
		for range 2 {
			if got, errs, _ := perlheap(t.Context(), args...); got != want || got == "" {
				t.Errorf("%v: %s%s", args, differentLine(want, got), errs)
			}
		}
	}
}

func TestCacheCommand(t *testing.T) {
	folder := keepsAll(t)
	dump := dumpPath("p536-amd64-d046-gadget")
	ask := func(args ...string) wire.Cache {
		t.Helper()
		out, errs, status := perlheap(t.Context(), args...)
		var c wire.Cache
		if err := json.Unmarshal([]byte(out), &c); err != nil || status != 0 {
			t.Fatalf("%v: status %d, %v: %s%s", args, status, err, out, errs)
		}
		return c
	}
	if c := ask("cache", "--json"); c != (wire.Cache{Folder: folder, MaxBytes: cache.DefaultSize}) {
		t.Errorf("at first %+v", c)
	}
	for _, off := range [][]string{{"--no-cache", "count", dump}, {"count", "--no-cache", dump}} {
		if _, errs, status := perlheap(t.Context(), off...); status != 0 {
			t.Fatal(errs)
		}
	}
	t.Setenv(cacheSize, "0")
	if _, errs, status := perlheap(t.Context(), "count", dump); status != 0 {
		t.Fatal(errs)
	}
	if kept := keptIn(t, folder); len(kept) != 0 {
		t.Errorf("though it is off, there is %v", kept)
	}
	t.Setenv(cacheSize, "")
	for range 2 {
		if _, errs, status := perlheap(t.Context(), "largest", "--retained", dump); status != 0 {
			t.Fatal(errs)
		}
	}
	c := ask("cache", "--json")
	if c.Files != 2 || c.Bytes == 0 || c.Folder != folder {
		t.Errorf("after largest %+v, %v", c, keptIn(t, folder))
	}
	out, _, _ := perlheap(t.Context(), "cache")
	if !strings.HasPrefix(out, folder+": 2 files, ") || !strings.HasSuffix(out, " of at most 4.0 GiB\n") {
		t.Errorf("%q", out)
	}
	if removed := ask("cache", "clear", "--json"); removed != c {
		t.Errorf("removed %+v", removed)
	}
	if kept := keptIn(t, folder); len(kept) != 0 {
		t.Errorf("after clear there is %v", kept)
	}
	if err := os.Remove(folder); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(folder, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if c, out := ask("cache", "--json"), folder+" is not a folder"; c.Refused != out {
		t.Errorf("of what is no folder %+v", c)
	} else if said, _, _ := perlheap(t.Context(), "cache"); said != "nothing can be kept: "+out+"\n" {
		t.Errorf("%q", said)
	} else if _, errs, status := perlheap(t.Context(), "count", dump); status != 0 || !strings.Contains(errs, "nothing could be kept") || !strings.Contains(errs, out) {
		t.Errorf("count ends with %d and says %q", status, errs)
	} else if _, errs, _ := perlheap(t.Context(), "count", dump, "--"+noCache); errs != "" {
		t.Errorf("count without says %q", errs)
	}
	t.Setenv(cacheSize, "many")
	for _, args := range [][]string{{"count", dump}, {"cache"}} {
		if _, errs, status := perlheap(t.Context(), args...); status != 2 || !strings.Contains(errs, cacheSize+` is "many"`) {
			t.Errorf("%v: status %d: %s", args, status, errs)
		}
	}
	if _, err := os.Stat(folder); err != nil {
		t.Error(err)
	}
}
