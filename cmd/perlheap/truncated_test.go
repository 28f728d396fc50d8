package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/wire"
)

// What a dump that breaks off lacks may hold what looks unheld, or be the rest of
// it: no suspect is above low then, and it is said why.
func TestTruncatedSuspects(t *testing.T) {
	broken := filepath.Join(t.TempDir(), "broken.pmat")
	whole := read(t, dumpPath("p536-amd64-d046-leak.3"))
	if err := os.WriteFile(broken, []byte(whole[:len(whole)-4096]), 0o600); err != nil {
		t.Fatal(err)
	}
	src := filepath.Join(testdata, "dumps", "src")
	for name, dumps := range map[string][]string{
		"one":   {broken},
		"three": {dumpPath("p536-amd64-d046-leak.1"), dumpPath("p536-amd64-d046-leak.2"), broken},
	} {
		args := append([]string{"suspects", "--root", src}, dumps...)
		text, errs, _ := perlheap(t.Context(), append(args, "--explain")...)
		if !strings.Contains(text, "against: truncated dump: ") || !strings.Contains(text, "breaks off") || strings.Contains(text, "[high") || strings.Contains(text, "[medium") {
			t.Errorf("%s: %s\n%s", name, errs, text)
		}
		out, _, _ := perlheap(t.Context(), append(args, "--json")...)
		var got wire.Suspects
		if err := json.Unmarshal([]byte(out), &got); err != nil || len(got.Suspects) == 0 {
			t.Fatalf("%s: %v in\n%.300s", name, err, out)
		}
		for _, s := range got.Suspects {
			said := false
			for _, e := range s.Evidence {
				said = said || e.Principle == "truncated dump" && !e.For
			}
			if s.Level != wire.LevelLow || !said {
				t.Errorf("%s: %s, %v", name, s.Level, s.Evidence)
			}
		}
	}
}
