package main

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap"
)

// TestDamagedDumps lets every command answer on dumps with bytes changed and
// ends cut off: it may fail, with an error, and must not crash.
func TestDamagedDumps(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	for _, name := range []string{"p536-amd64-d046-gadget", "p540-amd64-d050-class"} {
		whole, err := os.ReadFile(unpacked(t, name))
		if err != nil {
			t.Fatal(err)
		}
		rng := rand.New(rand.NewPCG(1, uint64(len(whole))))
		path := filepath.Join(t.TempDir(), "damaged.pmat")
		opened := 0
		for range 12 {
			b := append([]byte{}, whole...)
			for range 1 + rng.IntN(40) {
				b[200+rng.IntN(len(b)-200)] ^= byte(1 << rng.IntN(8))
			}
			if rng.IntN(3) == 0 {
				b = b[:rng.IntN(len(b))]
			}
			if err := os.WriteFile(path, b, 0o600); err != nil {
				t.Fatal(err)
			}
			h, err := heap.Open(t.Context(), path, heap.Options{})
			if err != nil {
				continue
			}
			opened++
			s := &session{path: path, heap: h, last: heap.NoSV}
			for _, line := range append([]string{"export --owned", "symbols --recurse", "show --pad --json SV", "elems SV", "values SV"}, every...) {
				for n := range 6 {
					at := heap.SV(rng.IntN(h.Count()))
					words := strings.Fields(strings.ReplaceAll(line, "SV", h.Addr(at).String()))
					words = insertDump(subcommand(t, words[0]), s.path, words)
					_, _, _ = perlheap(withSession(t.Context(), s), words...)
					if n > 0 && !strings.Contains(line, "SV") {
						break
					}
				}
			}
			if err := h.Close(); err != nil {
				t.Fatal(err)
			}
		}
		if opened < 4 {
			t.Errorf("%s: only %d damaged dumps could be opened at all", name, opened)
		}
	}
}
