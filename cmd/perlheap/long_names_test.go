package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/text"
)

// No command prints a name of a dump whole that is 200,000 bytes long, but the beginning
// and how much is left out, in JSON, too. As a path of a file, it is longer.
func TestNamesAreCut(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	dir := t.TempDir()
	dump := filepath.Join(dir, "long.pmat")
	long, file := strings.Repeat("k", 200_000), strings.Repeat("f", 200_000)
	namedDump(t, dump, long, file)
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
