package files

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"
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
