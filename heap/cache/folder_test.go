package cache

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/safe"
)

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
