package heap

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
	"github.com/perlheap/perlheap/heap/section"
)

// saved saves a heap, and gives that of the same dump as it is restored.
func saved(t *testing.T, h *Heap) *Heap {
	t.Helper()
	w := &section.Writer{}
	h.Save(w)
	out, err := os.Create(filepath.Join(t.TempDir(), "heap"))
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close() //nolint:errcheck // it is read back
	if err := w.Write(t.Context(), out, section.Identity{}); err != nil {
		t.Fatal(err)
	}
	r, err := section.Open(t.Context(), out, section.Identity{})
	if err != nil {
		t.Fatal(err)
	}
	file, err := pmat.Open(t.Context(), h.File().Path(), nil)
	if err != nil {
		t.Fatal(err)
	}
	restored, err := Restore(file, r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = restored.Close() })
	return restored
}

// sameHeap compares all that two heaps of one dump have.
func sameHeap(t *testing.T, loaded, restored *Heap) {
	t.Helper()
	same := func(what string, a, b any) {
		t.Helper()
		if x, y := reflect.ValueOf(a), reflect.ValueOf(b); x.Kind() == reflect.Slice && x.Len() == 0 && y.Len() == 0 || x.Kind() == reflect.Map && x.Len() == 0 && y.Len() == 0 {
			return
		}
		if !reflect.DeepEqual(a, b) {
			t.Errorf("%s: %v, restored %v", what, a, b)
		}
	}
	same("count", loaded.count, restored.count)
	same("bytes", loaded.bytes, restored.bytes)
	same("damage", loaded.Damage().Oversized, restored.Damage().Oversized)
	same("skipped", loaded.skip, restored.skip)
	same("tail", loaded.tail, restored.tail)
	same("roots", loaded.Roots().All(), restored.Roots().All())
	same("stack", loaded.file.Stack, restored.file.Stack)
	same("index", loaded.index, restored.index)
	same("offsets", [2]any{loaded.offset, loaded.offsetHi}, [2]any{restored.offset, restored.offsetHi})
	same("kinds", loaded.kinds, restored.kinds)
	same("flags", loaded.flags, restored.flags)
	same("states", loaded.state, restored.state)
	same("sizes", [2]any{loaded.sizes.small, loaded.sizes.large}, [2]any{restored.sizes.small, restored.sizes.large})
	same("reference counts", [2]any{loaded.refcnt.small, loaded.refcnt.large}, [2]any{restored.refcnt.small, restored.refcnt.large})
	same("outrefs", loaded.out, restored.out)
	same("inrefs", loaded.in, restored.in)
	same("codes", loaded.codes, restored.codes)
	same("optrees", loaded.optrees, restored.optrees)
	same("prototypes", loaded.prototypes, restored.prototypes)
	same("closures", loaded.closures, restored.closures)
	same("closures of optrees", loaded.closuresOf, restored.closuresOf)
	same("chunks", loaded.large, restored.large)
	same("struct types", loaded.file.StructTypes(), restored.file.StructTypes())
	for i := range loaded.detached {
		loaded, restored := loaded.detached[i], restored.detached[i]
		same("detached", []int64{int64(loaded.sv), loaded.offset}, []int64{int64(restored.sv), restored.offset})
	}
	same("number of files", len(loaded.files.known), len(restored.files.known))
	for i := range loaded.files.known {
		same("file", loaded.fileName(uint32(i)), restored.fileName(uint32(i)))
	}
	for sv := range SV(loaded.Count()) {
		if loaded.Kind(sv) == KindStruct {
			a, errA := loaded.Struct(sv).Values()
			b, errB := restored.Struct(sv).Values()
			same("struct", a, b)
			same("struct", errA, errB)
			same("struct", loaded.Struct(sv).Name(), restored.Struct(sv).Name())
		}
	}
}

func TestRestore(t *testing.T) {
	var paths []string
	for _, pattern := range []string{"dumps", "hostile"} {
		found, err := filepath.Glob(filepath.Join("../testdata", pattern, "*.pmat*"))
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, found...)
	}
	if len(paths) < 10 {
		t.Fatalf("%d dumps", len(paths))
	}
	whole := 0
	for _, path := range paths {
		h, err := Open(context.Background(), path, Options{})
		if err != nil {
			continue // it is refused
		}
		if h.Savable() {
			whole++
			t.Run(filepath.Base(path), func(t *testing.T) { sameHeap(t, h, saved(t, h)) })
		}
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	}
	if whole < 10 {
		t.Errorf("%d of %d dumps can be saved", whole, len(paths))
	}
}

// What few dumps have: numbers that do not fit columns, large containers,
// extensions that stand elsewhere, records of unknown types, C structs.
func TestRestoreWhatIsRare(t *testing.T) {
	at := func(i int) pmat.Addr { return pmat.Addr(0x1000 + 24*i) }
	b := pmatbuild.New(pmatbuild.Default, pmat.Root{Name: "main_cv", Addr: at(0)})
	var elems []pmat.Addr
	for i := range 5 * entriesPerChunk {
		elems = append(elems, at(10+i))
	}
	b.Array(pmatbuild.SV{Addr: at(0), Refcnt: 1, Size: 1 << 30}, elems...)
	b.Array(pmatbuild.SV{Addr: at(1), Refcnt: 1 << 20, Size: 1<<16 - 1}, slices.Concat(elems, elems)...)
	for i := range elems {
		b.Undef(pmatbuild.SV{Addr: at(10 + i), Refcnt: 255, Size: 24})
	}
	b.Undef(pmatbuild.SV{Addr: 0x7fff_0000_0000, Refcnt: 1, Size: 24}) // a segment of its own
	b.Magic(at(11), 'q', true, at(12), 0)
	b.End(at(12))
	path := filepath.Join(t.TempDir(), "rare.pmat")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	h, err := Open(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close() //nolint:errcheck // it was only read
	if len(h.large) != 2 || len(h.sizes.large) == 0 || len(h.refcnt.large) == 0 || len(h.detached) == 0 || len(h.index.segments) < 2 {
		t.Fatalf("%d large containers, %d sizes, %d counts, %d extensions, %d segments", len(h.large), len(h.sizes.large), len(h.refcnt.large), len(h.detached), len(h.index.segments))
	}
	restored := saved(t, h)
	sameHeap(t, h, restored)
	for _, sv := range []SV{2, 3, SV(h.Count() - 1)} {
		a, errA := h.Inrefs(sv, All, 0)
		b, errB := restored.Inrefs(sv, All, 0)
		if !reflect.DeepEqual(a, b) || errA != nil || errB != nil || len(a) == 0 && sv != SV(h.Count()-1) {
			t.Errorf("inrefs of %d: %v, %v; restored %v, %v", sv, a, errA, b, errB)
		}
	}
}
