package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
)

// Of several dumps, each that is kept becomes a map of its file, so that not all
// are in memory side by side.
func TestSeveralDumpsBecomeMaps(t *testing.T) {
	folder := keepsAll(t)
	dir := t.TempDir()
	var paths []string
	for n := range 2 {
		b := pmatbuild.New(pmatbuild.Default)
		for i := range 100_000 + n { // columns of fewer are too small to be maps
			b.Undef(pmatbuild.SV{Addr: pmat.Addr(0x10000 + 24*i), Refcnt: 1, Size: 24})
		}
		b.End()
		paths = append(paths, filepath.Join(dir, fmt.Sprintf("%d.pmat", n)))
		if err := os.WriteFile(paths[n], b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := newRoot()
	cmd.SetContext(t.Context())
	heaps, closeAll, _, err := (&orderFlag{order: orderGiven}).open(cmd, paths)
	if err != nil || len(heaps) != len(paths) {
		t.Fatal(len(heaps), err)
	}
	defer closeAll()
	for _, h := range heaps {
		kept(h)
	}
	maps, err := os.ReadFile("/proc/self/maps")
	if err != nil {
		t.Fatal(err)
	}
	files := regexp.MustCompile(regexp.QuoteMeta(folder)+`\S+\.heap`).FindAllString(string(maps), -1)
	slices.Sort(files)
	if files = slices.Compact(files); len(files) != len(paths) {
		t.Errorf("of %d dumps, these are mapped: %v", len(paths), files)
	}
}
