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

// asTheyAre are the commands that give strings as the dump has them, and not
// names.
var asTheyAre = []string{"export"}

// No command prints a name of a dump whole that is 1 MB long: people get the
// beginning and how much is left out, machines more of it.
func TestNamesAreCut(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	dir := t.TempDir()
	dump := filepath.Join(dir, "long.pmat")
	long := strings.Repeat("k", 1_000_000)
	sv := func(addr pmat.Addr) pmatbuild.SV { return pmatbuild.SV{Addr: addr, Refcnt: 1, Size: 100} }
	b := pmatbuild.New(pmatbuild.Default, pmat.Root{Name: "defstash", Addr: 0x1000})
	b.Stash(sv(0x1000), "main", pmatbuild.Pair{Key: long + "::", Value: 0x1100}, pmatbuild.Pair{Key: "main::", Value: 0x1150})
	b.Glob(sv(0x1100), long+"::", long, 1, map[int]pmat.Addr{pmat.GlobStash: 0x1000, pmat.GlobHash: 0x1200})
	b.Glob(sv(0x1150), "main::", "x.pl", 1, map[int]pmat.Addr{pmat.GlobStash: 0x1000, pmat.GlobHash: 0x1000})
	b.Stash(sv(0x1200), long, pmatbuild.Pair{Key: long, Value: 0x1300})
	b.Glob(sv(0x1300), long, long, 7, map[int]pmat.Addr{pmat.GlobStash: 0x1200, pmat.GlobHash: 0x1400, pmat.GlobCode: 0x1500})
	b.Hash(sv(0x1400), 0, pmatbuild.Pair{Key: long, Value: 0x1600}, pmatbuild.Pair{Key: long + "2", Value: 0x1700})
	b.Code(sv(0x1500), pmatbuild.Code{Stash: 0x1200, Glob: 0x1300, File: long, Line: 8})
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
	run := regexp.MustCompile(`k{150,}`)
	out := filepath.Join(dir, "out")
	for _, line := range onDamaged {
		for _, address := range []string{"0x1400", "0x1500", "0x1600"} {
			if address != "0x1400" && !strings.Contains(line, "SV") {
				continue
			}
			words := strings.Fields(strings.NewReplacer("DUMP", dump, "WHOLE", dumpPath("p540-amd64-d050"), "OUT", out, "SV", address).Replace(line))
			if slices.Contains(asTheyAre, words[0]) {
				continue
			}
			for _, json := range []bool{false, true} {
				limit, args := text.MaxName, words
				if json {
					if slices.Contains(withoutJSON, words[0]) {
						continue
					}
					limit, args = text.MaxWhole, append([]string{words[0], "--json"}, words[1:]...)
				}
				if err := os.RemoveAll(out); err != nil {
					t.Fatal(err)
				}
				said, errs, _ := perlheap(t.Context(), args...)
				if _, err := os.Stat(out); err == nil {
					said += contents(t, out)
					limit = text.MaxWhole // pages and profiles are for machines too
				}
				for _, k := range run.FindAllString(said+errs, -1) {
					if len(k) > limit {
						i := strings.Index(said+errs, k)
						t.Errorf("perlheap %q prints %d characters of a name behind %.300q", args, len(k), (said + errs)[max(0, i-200):i])
						break
					}
				}
			}
		}
	}
}
