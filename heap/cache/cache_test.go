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
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/retained"
	"github.com/perlheap/perlheap/heap/safe"
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

// An index that is damaged in any way is not used and not shown to anybody, or
// says all the same.
func TestDamage(t *testing.T) {
	ways := 10_000
	if testing.Short() {
		ways = 300
	}
	var logged []string
	c := cache(t, &logged)
	path, other := dump(t, "p536-amd64-d046-leak.1"), dump(t, "p536-amd64-d046-leak.2")
	h, _ := open(t, c, other)
	_ = c.Keep(t.Context(), h)
	foreign, err := os.ReadFile(only(t, c, heapPart))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Clear(); err != nil {
		t.Fatal(err)
	}
	h, _ = open(t, c, path)
	_ = c.Keep(t.Context(), h)
	file, want := only(t, c, heapPart), digest(t, h.Save)
	whole, err := os.ReadFile(file)
	if err != nil || len(logged) > 0 {
		t.Fatal(err, logged)
	}
	rng := rand.New(rand.NewPCG(3, 4))
	used := 0
	for n := range ways {
		what, b := damage(rng, whole, foreign)
		if err := os.WriteFile(file, b, 0o600); err != nil {
			t.Fatal(err)
		}
		got := c.Heap(t.Context(), h.File())
		switch _, err := os.Stat(file); {
		case got == nil && !errors.Is(err, fs.ErrNotExist):
			t.Fatalf("%d, %s: it was not used, and is still there", n, what)
		case got != nil && digest(t, got.Save) != want:
			t.Fatalf("%d, %s: it says something else", n, what)
		case got != nil:
			used++ // between sections there is nothing
		}
	}
	if used > ways/2 || len(logged) < ways/2 {
		t.Errorf("%d of %d were used, %d refused", used, ways, len(logged))
	}
}

// damage gives an index as it must never be.
func damage(rng *rand.Rand, whole, foreign []byte) (what string, b []byte) {
	b = bytes.Clone(whole)
	// Most of a small file is between sections; what is not is where bytes are.
	place := func() int {
		for range 64 {
			if at := rng.IntN(len(b)); b[at] != 0 {
				return at
			}
		}
		return rng.IntN(len(b))
	}
	const page = 1 << 12
	switch rng.IntN(9) {
	case 0:
		b[place()] ^= 1 << rng.IntN(8)
		return "a bit", b
	case 1:
		for range 1 + rng.IntN(64) {
			b[place()] = byte(rng.Uint32())
		}
		return "some bytes", b
	case 2:
		return "cut", b[:rng.IntN(len(b))]
	case 3:
		return "longer", append(b, make([]byte, 1+rng.IntN(page))...)
	case 4:
		at := place() &^ (page - 1)
		clear(b[at:min(len(b), at+page)])
		return "an empty page", b
	case 5:
		x, y := place()&^(page-1), place()&^(page-1)
		for i := range page {
			if x+i < len(b) && y+i < len(b) && x != y {
				b[x+i], b[y+i] = b[y+i], b[x+i]
			}
		}
		return "two pages, each for the other", b
	case 6:
		b[rng.IntN(2048)] ^= 1 << rng.IntN(8)
		return "a bit of the header", b
	case 7:
		from := rng.IntN(len(foreign))
		n := copy(b[min(len(b), from):], foreign[from:])
		return "the rest of another dump's", b[:min(len(b), from+n)]
	}
	return "another dump's", bytes.Clone(foreign)
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

// Where nothing can be kept, everything else goes on.
func TestGoesOnWithout(t *testing.T) {
	path := dump(t, "p536-amd64-d046-leak.1")
	var none *Cache
	if New(Options{}) != nil {
		t.Error("a cache of no bytes is one")
	}
	h, kept := open(t, none, path)
	_ = none.Keep(t.Context(), h)
	if kept || none.Sizes(t.Context(), h) != nil {
		t.Error("no cache has something")
	}
	var logged []string
	c := cache(t, &logged)
	if err := os.WriteFile(c.opt.Folder, nil, 0o600); err != nil { // no folder
		t.Fatal(err)
	}
	h, kept = open(t, c, path)
	_ = c.Keep(t.Context(), h)
	if kept || len(logged) == 0 {
		t.Errorf("in a file: kept is %t, logged %q", kept, logged)
	}
	small := cache(t, nil)
	small.opt.MinDump = 1 << 40
	_ = small.Keep(t.Context(), h)
	if s, err := small.Contents(); err != nil || s.Files != 0 {
		t.Errorf("of a small dump there is %+v, %v", s, err)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	logged = nil
	stopped := cache(t, &logged)
	_ = stopped.Keep(ended, h)
	if s, err := stopped.Contents(); err != nil || s.Files != 0 || len(logged) != 1 {
		t.Errorf("when it is to end there is %+v, %v; %q", s, err, logged)
	}
	if left, err := os.ReadDir(stopped.opt.Folder); err != nil || len(left) != 0 {
		t.Errorf("what was not written whole is left: %v, %v", left, err)
	}
}

// A file that a writer who was killed has left takes room, and is removed.
func TestLeftByAKilledWriter(t *testing.T) {
	c, path := cache(t, nil), dump(t, "p536-amd64-d046-leak.1")
	h, _ := open(t, c, path)
	_ = c.Keep(t.Context(), h)
	whole := only(t, c, heapPart)
	before, err := c.Contents()
	if err != nil {
		t.Fatal(err)
	}
	leave := func(size int) string {
		t.Helper()
		f, err := os.CreateTemp(c.opt.Folder, newPattern)
		if err != nil {
			t.Fatal(err)
		}
		_, err = f.Write(make([]byte, size))
		if err := errors.Join(err, f.Close()); err != nil {
			t.Fatal(err)
		}
		return f.Name()
	}
	left := leave(1000)
	if s, err := c.Contents(); err != nil || s.Files != 2 || s.Bytes != before.Bytes+1000 {
		t.Errorf("with what was left %+v, %v; before %+v", s, err, before)
	}
	past := time.Now().Add(-2 * abandoned)
	if err := os.Chtimes(left, past, past); err != nil {
		t.Fatal(err)
	}
	c.trim("")
	if s, err := c.Contents(); err != nil || s != before {
		t.Errorf("what was left long ago is still there: %+v, %v", s, err)
	}
	// What is being written counts, but is not removed for others.
	c.opt.Size, left = before.Bytes+999, leave(1000)
	if c.trim(""); exists(whole) || !exists(left) {
		t.Errorf("in %d bytes: the index is there %t, what is written %t", c.opt.Size, exists(whole), exists(left))
	}
	if removed, err := c.Clear(); err != nil || removed.Files != 1 || removed.Bytes != 1000 || exists(left) {
		t.Errorf("removed %+v, %v", removed, err)
	}
}

func exists(path string) bool { _, err := os.Lstat(path); return err == nil }

// A folder in which nothing can be kept says why, and what is in there stays.
func TestRefusedFolder(t *testing.T) {
	var logged []string
	c, path := cache(t, &logged), dump(t, "p536-amd64-d046-leak.1")
	target := t.TempDir()
	other := filepath.Join(target, "other.heap")
	if err := errors.Join(os.WriteFile(other, []byte("x"), 0o600), os.WriteFile(c.opt.Folder, nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	says := func(want string) {
		t.Helper()
		for _, what := range []func() (Contents, error){c.Contents, c.Clear} {
			if s, err := what(); err != nil || s.Files != 0 || s.Refused == nil || !strings.Contains(s.Refused.Error(), want) {
				t.Errorf("%+v, %v; want %q", s, err, want)
			}
		}
		logged = nil
		h, _ := open(t, c, path)
		if err := c.Keep(t.Context(), h); err == nil || len(logged) == 0 || !strings.Contains(logged[len(logged)-1], c.opt.Folder) {
			t.Errorf("the log has %q", logged)
		}
	}
	says("is not a folder")
	if err := os.Remove(c.opt.Folder); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(target, c.opt.Folder); err != nil {
		t.Skip(err)
	}
	if says("is a symbolic link"); !exists(other) {
		t.Error("a file behind the link was removed")
	}
	if os.Geteuid() != 0 {
		return
	}
	if err := errors.Join(os.Remove(c.opt.Folder), os.Mkdir(c.opt.Folder, 0o700), os.Chown(c.opt.Folder, 12345, -1)); err != nil {
		t.Fatal(err)
	}
	says("does not belong to you")
}

// What is of somebody else, or that others may write to, is not believed.
func TestOfOthers(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no owners and modes")
	}
	var logged []string
	c, path := cache(t, &logged), dump(t, "p536-amd64-d046-leak.1")
	h, _ := open(t, c, path)
	_ = c.Keep(t.Context(), h)
	file := only(t, c, heapPart)
	if err := os.Chmod(file, 0o622); err != nil {
		t.Fatal(err)
	}
	if _, kept := open(t, c, path); kept {
		t.Error("a file that anybody may write to is used")
	}
	_ = c.Keep(t.Context(), h)
	if _, kept := open(t, c, path); !kept {
		t.Error("it is not made anew")
	}
	whole := file + ".whole"
	if err := os.Rename(file, whole); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(whole, file); err != nil {
		t.Fatal(err)
	}
	if _, kept := open(t, c, path); kept {
		t.Error("a link is followed")
	}
	if os.Geteuid() != 0 {
		return
	}
	_ = c.Keep(t.Context(), h)
	if err := os.Chown(file, 12345, -1); err != nil {
		t.Fatal(err)
	}
	if _, kept := open(t, c, path); kept {
		t.Error("a file of somebody else is used")
	}
}

func TestManyWriters(t *testing.T) {
	c, path := cache(t, nil), dump(t, "p536-amd64-d046-leak.1")
	h, _ := open(t, c, path)
	want := digest(t, h.Save)
	var writers safe.Workers
	for range 8 {
		writers.Go(func() {
			other, err := heap.Open(context.Background(), path, heap.Options{})
			if err != nil {
				panic(err)
			}
			defer other.Close() //nolint:errcheck // it was only read
			_ = c.Become(context.Background(), other)
			if digest(t, other.Save) != want {
				panic("another heap")
			}
		})
	}
	writers.Wait()
	again, kept := open(t, c, path)
	if !kept || digest(t, again.Save) != want {
		t.Errorf("kept is %t", kept)
	}
	if left, err := os.ReadDir(c.opt.Folder); err != nil || len(left) != 1 {
		t.Errorf("%v, %v", left, err)
	}
}
