package main

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
)

// TestDamagedDumpsForOtherTools lets the commands that write for other tools
// work on damaged dumps: they may fail, with an error, and must neither crash
// nor leave half of a file.
func TestDamagedDumpsForOtherTools(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	whole, err := os.ReadFile(unpacked(t, "p536-amd64-d046-gadget"))
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(2, uint64(len(whole))))
	succeeded := 0
	for range 25 {
		dir := t.TempDir()
		path, out := filepath.Join(dir, "damaged.pmat"), filepath.Join(dir, "out")
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
		for name, words := range map[string][]string{
			"lake":  {"export", "--format", "parquet", "--values", "--out"},
			"page":  {"report", "-o"},
			"pprof": {"pprof", "-o"},
			"jsonl": {"export", "--out"},
		} {
			target := filepath.Join(out, name)
			if err := os.MkdirAll(out, 0o755); err != nil {
				t.Fatal(err)
			}
			_, errs, status := perlheap(t.Context(), append(words, target, path)...)
			files, want := everyFile(t, out), 0
			if status == 0 {
				succeeded++
				if want = 1; name == "lake" {
					want = 5
				}
			}
			if len(files) != want {
				t.Errorf("%v: status %d, the files are %q\n%s", words, status, files, errs)
			}
			if err := os.RemoveAll(out); err != nil {
				t.Fatal(err)
			}
		}
		for _, format := range []string{"text", "junit", "sarif"} {
			_, _, _ = perlheap(t.Context(), "check", "--max-closures", "0", "--fail-on", "low", "--format", format, path)
		}
	}
	if succeeded < 20 {
		t.Errorf("only %d commands wrote something", succeeded)
	}
}

// everyFile returns the files below a folder, hidden ones among them.
func everyFile(t *testing.T, dir string) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestPprofFile(t *testing.T) {
	dump := dumpPath("p536-amd64-d046-gadget")
	file := filepath.Join(t.TempDir(), "heap.pb.gz")
	if out, errs, status := perlheap(t.Context(), "pprof", "-o", file, dump); status != 0 || out != "" {
		t.Fatalf("status %d, %q, %s", status, out, errs)
	}
	if b, err := os.ReadFile(file); err != nil || len(b) < 100 || b[0] != 0x1f || b[1] != 0x8b {
		t.Errorf("the profile is no gzip file: %v", err)
	}
	if _, errs, status := perlheap(t.Context(), "pprof", dump); status != 2 {
		t.Errorf("without -o: status %d, %s", status, errs)
	}
}
