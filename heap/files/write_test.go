package files

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// What is written of a dump is for nobody else to read, is there whole or as it
// was before, and leaves nothing beside it; links stay links.
func TestWrite(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("modes and links of Unix")
	}
	dir := t.TempDir()
	old, link, fresh := filepath.Join(dir, "old"), filepath.Join(dir, "link"), filepath.Join(dir, "fresh")
	if err := os.WriteFile(old, []byte("before"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("old", link); err != nil {
		t.Fatal(err)
	}
	failed := errors.New("the disk is full")
	for _, path := range []string{old, link, fresh} {
		err := Write(path, func(w io.Writer) error {
			_, _ = io.WriteString(w, "half")
			return failed
		})
		if !errors.Is(err, failed) {
			t.Errorf("%s: %v", path, err)
		}
	}
	if text, _ := os.ReadFile(old); string(text) != "before" {
		t.Errorf("a failed write left %q", text)
	}
	for _, path := range []string{link, fresh} {
		if err := Write(path, func(w io.Writer) error { _, err := io.WriteString(w, "now"); return err }); err != nil {
			t.Fatal(err)
		}
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", path, info.Mode(), err)
		}
	}
	if text, _ := os.ReadFile(old); string(text) != "now" {
		t.Errorf("through the link came %q", text)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Error("the link is none any more")
	}
	if left, _ := os.ReadDir(dir); len(left) != 3 {
		t.Errorf("left are %v", left)
	}
	if err := Write("/dev/null", func(w io.Writer) error { _, err := io.WriteString(w, "x"); return err }); err != nil {
		t.Error(err)
	}
	circle := filepath.Join(dir, "circle")
	if err := os.Symlink("circle", circle); err != nil {
		t.Fatal(err)
	}
	if err := Write(circle, func(io.Writer) error { return nil }); err == nil {
		t.Error("a link to itself was written to")
	}
}

// What a process that was killed has left is removed, and nothing else.
func TestSweep(t *testing.T) {
	dir := t.TempDir()
	var left string
	if err := Write(filepath.Join(dir, "a-1-1.pmat"), func(io.Writer) error {
		names, err := os.ReadDir(dir)
		left = names[0].Name()
		return err
	}); err != nil {
		t.Fatal(err)
	}
	other := strings.Replace(left, fmt.Sprint(os.Getpid()), "12", 1)
	long := time.Now().Add(-2 * unfinishedAge)
	names := []string{left, other, other + ".pmat", "b.tmp", ".b.12345678.tmp", strings.Replace(other, "a-1", "b-1", 1)}
	for i, name := range names {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if i < len(names)-1 {
			if err := os.Chtimes(path, long, long); err != nil {
				t.Fatal(err)
			}
		}
	}
	folder := strings.Replace(other, "a-1", "c-1", 1)
	if err := os.Mkdir(filepath.Join(dir, folder), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(filepath.Join(dir, folder), long, long); err != nil {
		t.Fatal(err)
	}
	if err := Sweep(dir, func(pid int) bool { return pid == 12 }); err != nil {
		t.Fatal(err)
	}
	for _, name := range append(names, folder, "a-1-1.pmat") {
		if _, err := os.Lstat(filepath.Join(dir, name)); (err != nil) != (name == other) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// An error speaks of the file that was asked for.
func TestWriteErrorNamesTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "none", "a.pmat")
	if err := Write(path, func(io.Writer) error { return nil }); err == nil || err.Error() != "open "+path+": no such file or directory" {
		t.Errorf("%v", err)
	}
}
