package capture

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap"
)

// unpacked returns what a packed file of testdata/cores has.
func unpacked(t *testing.T, name string) []byte {
	t.Helper()
	f, err := os.Open(filepath.Join("../../testdata/cores", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // it is only read
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestCoreOfArm64 reads a core of another architecture, which does not say what
// files were mapped, as qemu writes it, and holds it against what the Dumper wrote
// in that process.
func TestCoreOfArm64(t *testing.T) {
	exe := filepath.Join(t.TempDir(), "perl")
	if err := os.WriteFile(exe, unpacked(t, "arm64.perl.gz"), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	s, err := Core(t.Context(), "../../testdata/cores/arm64.core.gz", &out, CoreOptions{Exe: exe})
	if err != nil {
		t.Fatal(err)
	}
	if s.SVs < 11000 || s.SVs != s.Count || s.Perl != "5.36.0" {
		t.Errorf("captured %+v", s)
	}
	compareTold(t, out.Bytes(), written{dump: unpacked(t, "arm64.pmat.gz"), lost: true, bare: true})
	if _, err := Core(t.Context(), "../../testdata/cores/arm64.core.gz", io.Discard, CoreOptions{}); err == nil {
		t.Error("it is read without its program")
	}
}

// TestCoresOfOldPerls reads cores of perls that no Debian has any more: as many SVs
// are found as perl counts, and what the program made is in the dump.
func TestCoresOfOldPerls(t *testing.T) {
	cores, err := filepath.Glob("../../testdata/cores/perl-*.core.gz")
	if err != nil || len(cores) == 0 {
		t.Fatal(cores, err)
	}
	for _, core := range cores {
		name := strings.TrimSuffix(filepath.Base(core), ".core.gz")
		t.Run(name, func(t *testing.T) {
			exe := filepath.Join(t.TempDir(), "perl")
			if err := os.WriteFile(exe, unpacked(t, name+".perl.gz"), 0o600); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(t.TempDir(), "core.pmat")
			s, err := CoreToFile(t.Context(), core, path, PackNone, CoreOptions{Exe: exe})
			if err != nil {
				t.Fatal(err)
			}
			if s.SVs < 1000 || s.SVs != s.Count || s.Unreadable != 0 || "perl-"+s.Perl != name {
				t.Errorf("captured %+v", s)
			}
			h, err := heap.Open(t.Context(), path, heap.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer h.Close() //nolint:errcheck // it is only read
			elems := func(symbol string) int {
				t.Helper()
				sv, err := h.Symbols().Find(symbol)
				if err != nil {
					t.Fatal(err)
				}
				list, err := h.Elems(sv)
				if err != nil {
					t.Fatal(err)
				}
				return len(list)
			}
			if kept, closures := elems("@main::kept"), elems("@main::closures"); kept != 77 || closures != 9 {
				t.Errorf("it kept %d objects and %d closures", kept, closures)
			}
			counters, err := h.Symbols().Find("%Counter::")
			if err != nil {
				t.Fatal(err)
			}
			objects := 0
			for sv := range heap.SV(h.Count()) {
				if class, ok := h.Blessed(sv); ok && class == counters {
					objects++
				}
			}
			if objects != 77 {
				t.Errorf("%d objects are of class Counter", objects)
			}
			// eval { deep(3) } calls it four times, the last of which evals last_of.
			calls := ""
			for _, c := range h.Calls() {
				calls += fmt.Sprintf("%v:%d ", c.Type, c.Line)
			}
			if want := "SUB:1 EVAL:8 SUB:8 SUB:8 SUB:8 SUB:10 TRY:10 "; calls != want {
				t.Errorf("calls are %s, not %s", calls, want)
			}
		})
	}
}
