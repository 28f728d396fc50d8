package heap

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
)

// packedFile packs a dump into a file.
func packedFile(t *testing.T, dump []byte) string {
	t.Helper()
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, err := w.Write(dump)
	path := filepath.Join(t.TempDir(), "a.pmat.gz")
	if err := errors.Join(err, w.Close(), os.WriteFile(path, packed.Bytes(), 0o600)); err != nil {
		t.Fatal(err)
	}
	return path
}

// openAhead opens a packed dump of which the first MiB is there.
func openAhead(ctx context.Context, t *testing.T, path string) *pmat.File {
	t.Helper()
	f, err := pmat.OpenAhead(ctx, path, pmat.AheadOptions{InMemory: 1})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, ahead := f.Unpacking(); !ahead {
		t.Fatal("all of the dump is there when it is opened")
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// A dump that is unpacked while it is read makes the same heap as one that is there:
// also where it breaks off, in itself or in the packed data.
func TestUnpackedMeanwhile(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	rng := rand.New(rand.NewPCG(15, 16))
	for round := range 4 {
		dump := mixedDump(rng, 40_000)
		if round == 1 {
			dump = dump[:len(dump)*3/4]
		}
		path := packedFile(t, dump)
		if round == 2 {
			if info, err := os.Stat(path); err != nil || os.Truncate(path, info.Size()*3/4) != nil {
				t.Fatal(err)
			}
		}
		f, err := pmat.Open(t.Context(), path, nil)
		if err != nil {
			t.Fatal(err)
		}
		one, err := load(t.Context(), f, func(Progress) {})
		if err != nil {
			t.Fatal(err)
		}
		l := defaultLimits
		l.part = 50_000
		last := Progress{}
		many, err := loadWithin(t.Context(), openAhead(t.Context(), t, path), func(p Progress) {
			if p.Phase == last.Phase && p.Done < last.Done || p.Done > p.Total {
				t.Errorf("%v after %v", p, last)
			}
			last = p
		}, l)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := everything(many), everything(one); got != want {
			t.Errorf("round %d: %s", round, firstDifferentLine(got, want))
		}
		if round == 2 && many.Damage().Truncation == nil {
			t.Error("packed data that is cut makes a whole dump")
		}
	}
}

// A load whose dump cannot be unpacked says why.
func TestNotUnpacked(t *testing.T) {
	b := pmatbuild.New(pmatbuild.Default)
	b.Undef(pmatbuild.SV{Addr: 0x1000})
	b.End()
	path := packedFile(t, append(bytes.Clone(b.Bytes()), make([]byte, 200<<20)...))
	if h, err := load(t.Context(), openAhead(t.Context(), t, path), func(Progress) {}); err == nil {
		t.Errorf("%d SVs", h.Count()) // gzip packs at most to a thousandth
	} else if !strings.Contains(err.Error(), "decompress to more than") {
		t.Error(err)
	}
	path = packedFile(t, mixedDump(rand.New(rand.NewPCG(17, 18)), 40_000))
	ctx, cancel := context.WithCancel(t.Context())
	f := openAhead(ctx, t, path)
	if _, err := load(ctx, f, func(Progress) { cancel() }); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// A heap that was saved is given when its dump is there, and not before.
func TestRestoredWhenUnpacked(t *testing.T) {
	path := packedFile(t, mixedDump(rand.New(rand.NewPCG(19, 20)), 40_000))
	saved := &Heap{}
	f := openAhead(t.Context(), t, path)
	h, err := restored(t.Context(), f, func(context.Context, *pmat.File) *Heap { return saved }, func(Progress) {})
	if done, total, _ := f.Unpacking(); h != saved || err != nil || done < total {
		t.Errorf("%v, %v with %d of %d bytes", h, err, done, total)
	}
	h, err = restored(t.Context(), f, func(context.Context, *pmat.File) *Heap { return nil }, func(Progress) {})
	if h != nil || err != nil {
		t.Errorf("%v, %v of one that was not saved", h, err)
	}
}
