package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
	"github.com/perlheap/perlheap/heap/text"
)

// No command prints a name of a dump whole that is 1 MB long, but the beginning
// and how much is left out, in JSON, too. As a path of a file, it is longer.
func TestNamesAreCut(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	dir := t.TempDir()
	dump := filepath.Join(dir, "long.pmat")
	long, file := strings.Repeat("k", 200_000), strings.Repeat("f", 200_000)
	sv := func(addr pmat.Addr) pmatbuild.SV { return pmatbuild.SV{Addr: addr, Refcnt: 1, Size: 100} }
	b := pmatbuild.New(pmatbuild.Default, pmat.Root{Name: "defstash", Addr: 0x1000})
	b.Stash(sv(0x1000), "main", pmatbuild.Pair{Key: long + "::", Value: 0x1100}, pmatbuild.Pair{Key: "main::", Value: 0x1150})
	b.Glob(sv(0x1100), long+"::", file, 1, map[int]pmat.Addr{pmat.GlobStash: 0x1000, pmat.GlobHash: 0x1200})
	b.Glob(sv(0x1150), "main::", "x.pl", 1, map[int]pmat.Addr{pmat.GlobStash: 0x1000, pmat.GlobHash: 0x1000})
	b.Stash(sv(0x1200), long, pmatbuild.Pair{Key: long, Value: 0x1300})
	b.Glob(sv(0x1300), long, file, 7, map[int]pmat.Addr{pmat.GlobStash: 0x1200, pmat.GlobHash: 0x1400, pmat.GlobCode: 0x1500})
	b.Hash(sv(0x1400), 0, pmatbuild.Pair{Key: long, Value: 0x1600}, pmatbuild.Pair{Key: long + "2", Value: 0x1700})
	b.Code(sv(0x1500), pmatbuild.Code{Stash: 0x1200, Glob: 0x1300, File: file, Line: 8})
	object := sv(0x1600)
	object.Blessed = 0x1200
	b.Hash(object, 0, pmatbuild.Pair{Key: long, Value: 0x1800})
	b.Scalar(sv(0x1700), 0x08, 0, 0, long)
	var elems []pmat.Addr
	for i := range 400 {
		at := pmat.Addr(0x10000 + 0x20*i)
		elems = append(elems, at)
		one := sv(at)
		one.Blessed, one.Size = 0x1200, 2000
		b.Hash(one, 0)
	}
	b.Array(pmatbuild.SV{Addr: 0x1800, Refcnt: 1, Size: 4000}, elems...)
	b.End()
	if err := os.WriteFile(dump, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "out")
	for _, line := range onDamaged {
		for _, address := range []string{"0x1400", "0x1500", "0x1600"} {
			if address != "0x1400" && !strings.Contains(line, "SV") {
				continue
			}
			words := strings.Fields(strings.NewReplacer("DUMP", dump, "WHOLE", dumpPath("p540-amd64-d050"), "OUT", out, "SV", address).Replace(line))
			for _, json := range []bool{false, true} {
				args := words
				if json {
					if slices.Contains(withoutJSON, words[0]) {
						continue
					}
					args = append([]string{words[0], "--json"}, words[1:]...)
				}
				if err := os.RemoveAll(out); err != nil {
					t.Fatal(err)
				}
				said, errs, _ := perlheap(t.Context(), args...)
				if info, err := os.Stat(out); err == nil && !info.IsDir() { // the tables of Parquet are compressed
					said += contents(t, out)
				}
				said += errs
				for letter, limit := range map[string]int{"k": text.MaxName, "f": text.MaxPath} {
					run := regexp.MustCompile(letter + `{150,}`)
					for _, k := range run.FindAllStringIndex(said, -1) {
						if k[1]-k[0] > limit {
							t.Errorf("perlheap %q prints %d characters of a name behind %.300q", args, k[1]-k[0], said[max(0, k[0]-200):k[0]])
							break
						}
					}
				}
			}
		}
	}
}
