package capture

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// testPerl is a perl that the tests run: of this system, or of the root folder
// of another Debian release.
type testPerl struct {
	path string
	root string // empty for that of this system
}

// systemPerl is the one that people have.
var systemPerl = testPerl{path: "perl"}

// perls are all perls at hand: those of this system, of each root folder that
// .ci/perls has unpacked, and those that PERLHEAP_PERLS names. Debian has three
// of each version: one with libperl inside, one that is linked to it, and one
// built with DEBUGGING.
func perls(t *testing.T) []testPerl {
	t.Helper()
	list := []testPerl{systemPerl}
	for _, path := range strings.Fields(os.Getenv("PERLHEAP_PERLS")) {
		list = append(list, testPerl{path: path})
	}
	list = append(list, variants("")...)
	if os.Geteuid() != 0 {
		return list
	}
	roots, _ := filepath.Glob("../../.cache/perls/*/packages")
	for _, packages := range roots {
		root, err := filepath.Abs(filepath.Dir(packages))
		if err != nil || strings.Contains(root, "-arm64") {
			continue
		}
		makeNull(t, root)
		list = append(append(list, testPerl{path: "/usr/bin/perl", root: root}), variants(root)...)
	}
	return list
}

// somePerls are the first perl of each release, and all that are built with
// DEBUGGING: for tests that take long.
func somePerls(t *testing.T) []testPerl {
	t.Helper()
	return slices.DeleteFunc(perls(t), testPerl.isLinked)
}

// variants are the perls of a root folder that are built otherwise.
func variants(root string) []testPerl {
	found, _ := filepath.Glob(root + "/usr/bin/perl5.*-linux-gnu")
	if path := root + "/usr/bin/debugperl"; exists(path) {
		found = append(found, path)
	}
	var list []testPerl
	for _, path := range found {
		list = append(list, testPerl{path: strings.TrimPrefix(path, root), root: root})
	}
	return list
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// String names it: bullseye-perl.
func (p testPerl) String() string {
	if p.root == "" {
		return filepath.Base(p.path)
	}
	return filepath.Base(p.root) + "-" + filepath.Base(p.path)
}

// isLinked reports whether it is Debian's that is linked to libperl.so.
func (p testPerl) isLinked() bool { return strings.HasSuffix(p.path, "-linux-gnu") }

// command runs it; the process is that of the perl.
func (p testPerl) command(args ...string) *exec.Cmd {
	cmd := exec.Command(p.path, args...)
	if p.root != "" {
		cmd = exec.Command("chroot", append([]string{p.root, p.path}, args...)...)
	}
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	return cmd
}

// share makes a folder that the perl sees, too, and gives it and the name that it
// has there.
func (p testPerl) share(t *testing.T) (here, there string) {
	t.Helper()
	if p.root == "" {
		dir := t.TempDir()
		return dir, dir
	}
	dir, err := os.MkdirTemp(filepath.Join(p.root, "tmp"), "perlheap-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir, strings.TrimPrefix(dir, p.root)
}

// makeNull makes the only device that perl needs; where none can be made, an empty
// file does.
func makeNull(t *testing.T, root string) {
	t.Helper()
	path := filepath.Join(root, "dev/null")
	if exists(path) {
		return
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if exec.Command("mknod", "-m", "666", path, "c", "1", "3").Run() != nil {
		if err := os.WriteFile(path, nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}
