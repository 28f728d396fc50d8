package pmat_test

import (
	"bytes"
	"compress/gzip"
	"encoding/hex"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
)

// plainDump is a dump of n SVs.
func plainDump(n int) []byte {
	b := pmatbuild.New(pmatbuild.Default)
	for i := range n {
		b.Scalar(pmatbuild.SV{Addr: pmat.Addr(0x1000 + 24*i), Refcnt: 1, Size: 24}, pmat.ScalarPV, 0, 0, hex.EncodeToString([]byte{byte(i), byte(i * i >> 3)}))
	}
	b.End()
	return b.Bytes()
}

// pack packs each of the pieces by itself, one behind the other.
func pack(t *testing.T, how string, pieces ...[]byte) []byte {
	t.Helper()
	var out bytes.Buffer
	for _, piece := range pieces {
		var w io.WriteCloser
		var err error
		switch how {
		case "gzip":
			w = gzip.NewWriter(&out)
		case "zstd":
			w, err = zstd.NewWriter(&out)
		case "xz":
			w, err = xz.NewWriter(&out)
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(piece); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return out.Bytes()
}

var packings = []string{"gzip", "zstd", "xz"}

func write(t *testing.T, b []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.pmat")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// countSVs reads all of an open dump.
func countSVs(t *testing.T, f *pmat.File, err error) (svs int, cut *pmat.Truncation) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // it is only read
	d := f.Records()
	for d.Next() {
	}
	return d.SVs, d.Truncation()
}

// A dump is read however it is packed: in pieces, with something behind it,
// and as much of it as there is where it ends early.
func TestPackings(t *testing.T) {
	const svs = 8_000
	plain := plainDump(svs)
	for _, how := range packings {
		t.Run(how, func(t *testing.T) {
			for name, packed := range map[string][]byte{
				"whole":          pack(t, how, plain),
				"in pieces":      pack(t, how, plain[:7], plain[7:5000], nil, plain[5000:]),
				"signed":         append(pack(t, how, plain), "-- signature"...),
				"padded":         append(pack(t, how, plain), make([]byte, 512)...),
				"a byte too far": append(pack(t, how, plain), '\n'),
			} {
				if how == "zstd" && name == "a byte too far" {
					continue // may be the beginning of a frame
				}
				f, err := pmat.Open(t.Context(), write(t, packed), nil)
				if err == nil {
					if note, harmless := f.UnpackNote(); (note != "") != (name != "whole" && name != "in pieces" && (how != "xz" || name != "padded")) || note != "" && !harmless {
						t.Errorf("%s: %q, harmless: %t", name, note, harmless)
					}
				}
				if n, cut := countSVs(t, f, err); n != svs || cut != nil {
					t.Errorf("%s: %d SVs, cut %v", name, n, cut)
				}
			}
			whole := pack(t, how, plain[:len(plain)/2], plain[len(plain)/2:])
			f, err := pmat.Open(t.Context(), write(t, whole[:len(whole)-30]), nil)
			if err == nil {
				if note, harmless := f.UnpackNote(); note == "" || harmless {
					t.Errorf("cut: %q, harmless: %t", note, harmless)
				}
			}
			if n, _ := countSVs(t, f, err); n < svs/3 {
				t.Errorf("cut: %d SVs", n)
			}
			_, err = pmat.Open(t.Context(), write(t, whole[:8]), nil)
			if !errors.Is(err, pmat.ErrNotDump) || !strings.Contains(err.Error(), how) || !strings.Contains(err.Error(), "copy the file again") {
				t.Errorf("cut at once: %v", err)
			}
		})
	}
}

// What is no dump is told as soon as its first block is unpacked.
func TestPackedIsNoDump(t *testing.T) {
	big := make([]byte, 8<<20)
	rand.NewChaCha8([32]byte{1}).Read(big) //nolint:errcheck // it never fails
	for _, how := range packings[:2] {     // packing that much by xz takes long
		_, err := pmat.Open(t.Context(), write(t, pack(t, how, big)), func(done, total int64) {
			if done > total/2 {
				t.Errorf("%d of %d bytes were read", done, total)
			}
		})
		if !errors.Is(err, pmat.ErrNotDump) || !strings.Contains(err.Error(), "does not begin with PMAT") {
			t.Errorf("%s: %v", how, err)
		}
	}
}

// What unpacks to very much more than any heap does is refused early.
func TestPackedBomb(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	b := pmatbuild.New(pmatbuild.Default)
	b.Undef(pmatbuild.SV{Addr: 0x100})
	b.End()
	var packed bytes.Buffer
	w, err := zstd.NewWriter(&packed)
	if err != nil {
		t.Fatal(err)
	}
	zeros := make([]byte, 1<<20)
	_, err = w.Write(b.Bytes())
	for range 160 {
		_, err = w.Write(zeros)
	}
	if err = errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	_, err = pmat.Open(t.Context(), write(t, packed.Bytes()), nil)
	if !errors.Is(err, pmat.ErrNotDump) || !strings.Contains(err.Error(), "decompress to more than 13") {
		t.Errorf("%d bytes: %v", packed.Len(), err)
	}
}

// What asks for much memory to be unpacked is refused before it gets it.
func TestPackedWindow(t *testing.T) {
	var big bytes.Buffer
	w, err := zstd.NewWriter(&big, zstd.WithWindowSize(256<<20), zstd.WithSingleSegment(false))
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.Write(plainDump(10))
	if err = errors.Join(err, w.Flush(), w.Close()); err != nil {
		t.Fatal(err)
	}
	dictionaries := pack(t, "xz", plainDump(10), plainDump(10))
	// The size of the second dictionary: 2 bytes of size and flags, its id and
	// length before it. The checksum of the block's header is not looked at
	// before.
	at := bytes.LastIndex(dictionaries, []byte{0x21, 0x01}) + 2
	dictionaries[at] = 40
	for name, packed := range map[string][]byte{"zstd": big.Bytes(), "xz": dictionaries} {
		f, err := pmat.Open(t.Context(), write(t, packed), nil)
		var note string
		if err == nil {
			note, _ = f.UnpackNote()
			_ = f.Close()
		} else {
			note = err.Error()
		}
		if !strings.Contains(note, "more than 128 MiB") {
			t.Errorf("%s: %q", name, note)
		}
	}
}

// What is not read is called by its name, with what to do.
func TestPackingsByName(t *testing.T) {
	tar := make([]byte, 1024)
	copy(tar[257:], "ustar\x0000")
	for name, first := range map[string]string{
		"bzip2": "BZh91AY&SY", "lz4": "\x04\x22\x4d\x18\x64\x40", "zip": "PK\x03\x04\x14\x00", "7z": "7z\xbc\xaf\x27\x1c\x00\x04",
		"tar": string(tar), "lzip": "LZIP\x01", "rar": "Rar!\x1a\x07\x01\x00", "lzma": "\x5d\x00\x00\x80\x00", "compress": "\x1f\x9d\x90",
	} {
		if _, err := pmat.Open(t.Context(), write(t, []byte(first)), nil); err == nil || !strings.Contains(err.Error(), "packed with "+name+",") || !strings.Contains(err.Error(), "first with ") {
			t.Errorf("%s: %v", name, err)
		}
		inside := append([]byte(first), make([]byte, 3<<20)...)
		if _, err := pmat.Open(t.Context(), write(t, pack(t, "gzip", inside)), nil); err == nil || !strings.Contains(err.Error(), "its contents are packed with "+name+";") {
			t.Errorf("%s inside gzip: %v", name, err)
		}
	}
}

// A size that no process has is not believed, nor are its like in lists of
// frames and files.
func TestAbsurdNumbers(t *testing.T) {
	for _, size := range []uint64{1<<47 + 1, 1<<63 - 1, 1 << 63, 1<<64 - 1} {
		b := pmatbuild.New(pmatbuild.Default)
		b.Undef(pmatbuild.SV{Addr: 0x100, Size: size})
		b.Undef(pmatbuild.SV{Addr: 0x118, Size: 24})
		b.End()
		d := open(t, b.Bytes()).Records()
		var sizes []uint64
		for d.Next() {
			sizes = append(sizes, d.Record().Size)
		}
		if !slices.Equal(sizes, []uint64{0, 24}) || d.Oversized != 1 {
			t.Errorf("%d bytes: %v, %d not believed", size, sizes, d.Oversized)
		}
	}
}
