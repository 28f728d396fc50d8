package pmat_test

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"

	"github.com/perlheap/perlheap/heap/pmat"
)

// FuzzPacked opens anything as a packed dump.
func FuzzPacked(f *testing.F) {
	plain := plainDump(40)
	var packed bytes.Buffer
	zw := gzip.NewWriter(&packed)
	_, _ = zw.Write(plain) // to memory, as all below
	_ = zw.Close()
	f.Add(bytes.Clone(packed.Bytes()))
	packed.Reset()
	if w, err := zstd.NewWriter(&packed); err == nil {
		_, _ = w.Write(plain)
		_ = w.Close()
		f.Add(bytes.Clone(packed.Bytes()))
	}
	packed.Reset()
	if w, err := xz.NewWriter(&packed); err == nil {
		_, _ = w.Write(plain)
		_ = w.Close()
		f.Add(bytes.Clone(packed.Bytes()))
		f.Add(bytes.Repeat(packed.Bytes(), 2))
	}
	path := filepath.Join(f.TempDir(), "fuzzed")
	f.Fuzz(func(t *testing.T, b []byte) {
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		file, err := pmat.Open(t.Context(), path, nil)
		if err != nil {
			return
		}
		d := file.Records()
		for d.Next() {
		}
		if err := file.Close(); err != nil {
			t.Fatal(err)
		}
	})
}
