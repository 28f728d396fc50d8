package cache

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/retained"
	"github.com/perlheap/perlheap/heap/section"
	"github.com/perlheap/perlheap/heap/site"
)

// dump copies a dump of testdata, so that a test may write to it.
func dump(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile("../../testdata/dumps/" + name + ".pmat.gz")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "worker.pmat.gz")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// cache makes a cache for dumps of any size; what it logs is an error of the
// test, unless logged takes it.
func cache(t *testing.T, logged *[]string) *Cache {
	t.Helper()
	c := New(Options{Folder: filepath.Join(t.TempDir(), "cache"), Size: 1 << 30, Build: "test", MinDump: 1, Log: func(what string, err error) {
		if logged == nil {
			t.Errorf("%s: %v", what, err)
			return
		}
		*logged = append(*logged, what+": "+err.Error())
	}})
	if c == nil {
		t.Fatal("there is no cache")
	}
	return c
}

// open loads a dump, or takes what the cache has; it tells which.
func open(t *testing.T, c *Cache, path string) (h *heap.Heap, kept bool) {
	t.Helper()
	h, err := heap.Open(t.Context(), path, heap.Options{Saved: func(ctx context.Context, f *pmat.File) *heap.Heap {
		h := c.Heap(ctx, f)
		kept = h != nil
		return h
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Close() })
	return h, kept
}

// buffer is a file in memory.
type buffer struct {
	mu sync.Mutex
	b  []byte
}

func (b *buffer) WriteAt(p []byte, off int64) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if need := int(off) + len(p); need > len(b.b) {
		b.b = append(b.b, make([]byte, need-len(b.b))...)
	}
	return copy(b.b[off:], p), nil
}

// digest is of all that is kept of something.
func digest(t *testing.T, save func(*section.Writer)) [32]byte {
	t.Helper()
	w, b := &section.Writer{}, &buffer{}
	save(w)
	err := w.Write(context.Background(), b, section.Identity{})
	runtime.KeepAlive(save) // the columns are those of what it saves, and are unmapped with it
	if err != nil {
		t.Fatal(err)
	}
	return sha256.Sum256(b.b)
}

func only(t *testing.T, c *Cache, part string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(c.opt.Folder, "*."+part))
	if err != nil || len(found) != 1 {
		t.Fatalf("%v, %v", found, err)
	}
	return found[0]
}

func TestKeep(t *testing.T) {
	c, path := cache(t, nil), dump(t, "p536-amd64-d046-leak.3")
	h, kept := open(t, c, path)
	if kept {
		t.Fatal("an empty cache has the dump")
	}
	sizes, err := retained.Compute(t.Context(), h)
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Sizes(t.Context(), h); got != nil {
		t.Fatal("an empty cache has the sizes")
	}
	want, wantSizes := digest(t, h.Save), digest(t, sizes.Save)
	if err := errors.Join(c.Become(t.Context(), h), c.BecomeSizes(t.Context(), h, sizes)); err != nil {
		t.Fatal(err)
	}
	if digest(t, h.Save) != want || digest(t, sizes.Save) != wantSizes {
		t.Error("the heap is another than before it became a map")
	}
	again, kept := open(t, c, path)
	if !kept || digest(t, again.Save) != want {
		t.Errorf("the heap that was kept (%t) is another", kept)
	}
	if got := c.Sizes(t.Context(), again); got == nil || digest(t, got.Save) != wantSizes {
		t.Error("the sizes that were kept are others")
	}
	if runtime.GOOS != "windows" {
		for file, mode := range map[string]fs.FileMode{c.opt.Folder: 0o700, only(t, c, heapPart): 0o600, only(t, c, sizesPart): 0o600} {
			if info, err := os.Stat(file); err != nil || info.Mode().Perm() != mode {
				t.Errorf("%s: %v, %v", file, info.Mode(), err)
			}
		}
	}
	// Files that are removed meanwhile are there for who uses them.
	if removed, err := c.Clear(); err != nil || removed.Files != 2 || removed.Bytes == 0 {
		t.Errorf("removed %+v, %v", removed, err)
	}
	if digest(t, again.Save) != want || digest(t, h.Save) != want {
		t.Error("what was removed is not what it was")
	}
	if s, err := c.Contents(); err != nil || s.Files != 0 {
		t.Errorf("it has %+v, %v", s, err)
	}
}

// Nothing of a dump that is text may be in a cache.
func TestKeepsNoText(t *testing.T) {
	c, path := cache(t, nil), dump(t, "p536-amd64-d046-leak.3")
	h, _ := open(t, c, path)
	sizes, err := retained.Compute(t.Context(), h)
	if err != nil {
		t.Fatal(err)
	}
	_ = c.Keep(t.Context(), h)
	_ = c.KeepSizes(t.Context(), h, sizes)
	_ = c.KeepTally(t.Context(), h, tally(t, h))
	texts := map[string]bool{}
	add := func(b []byte) {
		if len(b) >= 8 && len(texts) < 5000 && bytes.IndexFunc(b, func(r rune) bool { return r < ' ' || r > '~' }) < 0 {
			texts[string(b)] = true
		}
	}
	for sv := range heap.SV(h.Count()) {
		if b, err := h.Text(sv, 64); err == nil {
			add(b)
		}
		_ = h.Hash(sv).Values(func(key []byte, _ heap.SV) bool { add(key); return true })
		if at, ok := h.Code(sv).Location(); ok {
			add([]byte(at.File))
		}
	}
	if len(texts) < 100 {
		t.Fatalf("%d texts", len(texts))
	}
	for _, part := range []string{heapPart, sizesPart, tallyPart} {
		b, err := os.ReadFile(only(t, c, part))
		if err != nil {
			t.Fatal(err)
		}
		b = b[1<<16:] // behind the names of the sections
		for s := range texts {
			if bytes.Contains(b, []byte(s)) {
				t.Errorf("%q is in the %s", s, part)
			}
		}
	}
}

// tally counts what is alive by line.
func tally(t *testing.T, h *heap.Heap) *site.Tally {
	t.Helper()
	table, err := site.Collect(t.Context(), h)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := site.Alive(t.Context(), h, table, site.Options{MinBytes: 1 << 20}); err != nil {
		t.Fatal(err)
	}
	return table.Tally()
}

// A tally is kept once all of it is known, and damaged it is not used, or says
// the same.
func TestTally(t *testing.T) {
	var logged []string
	c := cache(t, &logged)
	h, _ := open(t, c, dump(t, "p536-amd64-d046-leak.1"))
	if err := c.KeepTally(t.Context(), h, &site.Tally{}); err != nil || c.Tally(t.Context(), h) != nil {
		t.Fatalf("a tally of nothing was kept, %v", err)
	}
	whole := tally(t, h)
	want := digest(t, whole.Save)
	if err := c.KeepTally(t.Context(), h, whole); err != nil {
		t.Fatal(err)
	}
	if got := c.Tally(t.Context(), h); got == nil || digest(t, got.Save) != want {
		t.Fatal("the tally that was kept is another")
	}
	file := only(t, c, tallyPart)
	kept, err := os.ReadFile(file)
	if err != nil || len(logged) > 0 {
		t.Fatal(err, logged)
	}
	rng := rand.New(rand.NewPCG(5, 6))
	for n := range 1000 {
		what, b := damage(rng, kept, kept[:len(kept)/2])
		if err := os.WriteFile(file, b, 0o600); err != nil {
			t.Fatal(err)
		}
		if got := c.Tally(t.Context(), h); got != nil && digest(t, got.Save) != want {
			t.Fatalf("%d, %s: it says something else", n, what)
		}
	}
	if len(logged) < 300 {
		t.Errorf("only %d of 1000 were refused", len(logged))
	}
}

// What a dump was is not what it is: not after it is written to, and not by
// another version of the program.
func TestOfOneVersion(t *testing.T) {
	var logged []string
	c, path := cache(t, &logged), dump(t, "p536-amd64-d046-leak.1")
	h, _ := open(t, c, path)
	_ = c.Keep(t.Context(), h)
	if _, kept := open(t, c, path); !kept {
		t.Fatal("it is not kept")
	}
	newer := *c
	newer.opt.Build = "newer"
	if _, kept := open(t, &newer, path); kept {
		t.Error("another version of the program uses it")
	}
	if err := os.Chtimes(path, time.Time{}, time.Now().Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	if _, kept := open(t, c, path); kept {
		t.Error("it is used for a dump of another time")
	}
	_ = c.Keep(t.Context(), h)
	if len(logged) != 1 {
		t.Errorf("the dump changed after it was loaded: %q", logged)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path+".copy", b, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, kept := open(t, c, path+".copy"); kept {
		t.Error("it is used for a copy, which somebody else may write to")
	}
}

func TestBounds(t *testing.T) {
	var logged []string
	c := cache(t, &logged)
	var dumps []string
	var sizes []int64
	for _, name := range []string{"p536-amd64-d046-leak.1", "p536-amd64-d046-leak.2", "p536-amd64-d046-leak.3"} {
		path := dump(t, name)
		h, _ := open(t, c, path)
		before, err := c.Contents()
		if err != nil {
			t.Fatal(err)
		}
		_ = c.Keep(t.Context(), h)
		after, err := c.Contents()
		if err != nil {
			t.Fatal(err)
		}
		dumps, sizes = append(dumps, path), append(sizes, after.Bytes-before.Bytes)
	}
	// The first was used last.
	past := time.Now().Add(-time.Minute)
	files, err := c.files()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if err := os.Chtimes(f.path, past, past); err != nil {
			t.Fatal(err)
		}
	}
	if _, kept := open(t, c, dumps[0]); !kept {
		t.Fatal("the first is not kept")
	}
	c.opt.Size = sizes[0] + sizes[1]/2
	c.trim("")
	for i, want := range []bool{true, false, false} {
		if _, kept := open(t, c, dumps[i]); kept != want {
			t.Errorf("dump %d: kept is %t", i+1, kept)
		}
	}
	c.opt.Size = sizes[1] / 2
	h, _ := open(t, c, dumps[1])
	_ = c.Keep(t.Context(), h)
	if _, kept := open(t, c, dumps[1]); kept || len(logged) != 1 {
		t.Errorf("what is larger than all may be is kept (%t): %q", kept, logged)
	}
}
