//go:build unix

package files

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// What is no regular file is refused without being waited for: nobody writes
// to the pipe.
func TestNoRegularFile(t *testing.T) {
	dir := tree(t, "lib/A.pm")
	pipe := filepath.Join(dir, "lib", "Pipe.pm")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip(err)
	}
	socket := filepath.Join(dir, "s.pm")
	if l, err := net.Listen("unix", socket); err == nil {
		t.Cleanup(func() { _ = l.Close() })
	}
	link(t, pipe, filepath.Join(dir, "link.pm"))
	for name, want := range map[string]string{pipe: "a named pipe", filepath.Join(dir, "link.pm"): "a named pipe", socket: "a socket", filepath.Join(dir, "lib"): "a directory"} {
		for _, r := range []*Reader{within(t, dir), anywhere(t)} {
			if _, err := r.Read(name); !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %v, want %s", name, err, want)
			}
			if err := r.Refused(name); !errors.Is(err, ErrRefused) {
				t.Errorf("%s is not refused: %v", name, err)
			}
			if r.IsFile(name) {
				t.Errorf("%s is a file", name)
			}
		}
		if _, err := Regular(name); !errors.Is(err, ErrRefused) {
			t.Errorf("%s as dump: %v", name, err)
		}
	}
	if files, _ := within(t, dir).List(dir); len(files) != 1 {
		t.Errorf("listed: %q", files)
	}
}

// What takes the place of a file between the look and the open is not read, and
// not waited for.
func TestReplacedMeanwhile(t *testing.T) {
	dir, other := tree(t, "lib/A.pm"), tree(t, "lib/A.pm")
	name := filepath.Join(dir, "lib", "A.pm")
	write(t, filepath.Join(dir, "B.pm"), "x")
	before, err := regular(name)
	if err != nil {
		t.Fatal(err)
	}
	replace := func(make func() error) {
		t.Helper()
		if err := os.RemoveAll(name); err != nil {
			t.Fatal(err)
		}
		if err := make(); err != nil {
			t.Skip(err)
		}
	}
	check := func(what string) {
		t.Helper()
		f, err := openBelow(dir, name)
		if err == nil {
			err = same(f, before)
			_ = f.Close()
		}
		if err == nil {
			t.Errorf("%s is read", what)
		}
	}
	replace(func() error { return syscall.Mkfifo(name, 0o600) })
	check("a pipe")
	replace(func() error { return os.Symlink(filepath.Join(other, "lib", "A.pm"), name) })
	check("a link that leads out")
	replace(func() error { return os.Symlink("../B.pm", name) })
	check("another file")
	if err := os.RemoveAll(filepath.Join(dir, "lib")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(other, "lib"), filepath.Join(dir, "lib")); err != nil {
		t.Fatal(err)
	}
	check("a folder that leads out")
}
