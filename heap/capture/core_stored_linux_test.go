package capture

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"testing"
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
