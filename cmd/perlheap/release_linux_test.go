package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

var wholeRelease = flag.Bool("release", false, "make all that is released, twice; it takes half an hour")

// committed copies what git tracks to a folder, and commits it there: the commit is
// the same wherever it is made.
func committed(t *testing.T, dir string) {
	t.Helper()
	top := filepath.Join("..", "..")
	list, err := exec.CommandContext(t.Context(), "git", "-C", top, "ls-files", "-z", "--cached", "--others", "--exclude-standard").Output()
	if err != nil {
		t.Skipf("this is no clone of the repository: %v", err)
	}
	for name := range strings.SplitSeq(strings.TrimSuffix(string(list), "\x00"), "\x00") {
		from, to := filepath.Join(top, name), filepath.Join(dir, name)
		info, err := os.Lstat(from)
		if errors.Is(err, fs.ErrNotExist) {
			continue // removed, and not yet committed
		}
		if err == nil {
			err = os.MkdirAll(filepath.Dir(to), 0o700)
		}
		if err == nil && info.Mode()&fs.ModeSymlink != 0 {
			var target string
			if target, err = os.Readlink(from); err == nil {
				err = os.Symlink(target, to)
			}
		} else if err == nil {
			var content []byte
			if content, err = os.ReadFile(from); err == nil {
				err = os.WriteFile(to, content, info.Mode().Perm())
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{{"init", "-q"}, {"add", "-A"}, {"commit", "-q", "-m", "A release"}} {
		cmd := exec.CommandContext(t.Context(), "git", append([]string{"-c", "gc.auto=0"}, args...)...)
		cmd.Dir = dir
		const date = "2026-03-04T05:06:07Z"
		cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.org", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.org",
			"GIT_AUTHOR_DATE="+date, "GIT_COMMITTER_DATE="+date)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
}

// TestReleaseTwice makes a release in two folders, under settings that differ, and
// compares the bytes. With -release it makes all of it.
func TestReleaseTwice(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds the program anew")
	}
	t.Parallel()
	platform := runtime.GOOS + "/" + runtime.GOARCH
	args := []string{"--archives", platform}
	if *wholeRelease {
		args = []string{"--vsix"}
	}
	var made []string
	for i, env := range [][]string{{"TZ=Asia/Kolkata", "LC_ALL=C.UTF-8"}, {"TZ=UTC", "TMPDIR=" + t.TempDir()}} {
		dir := filepath.Join(t.TempDir(), []string{"one", "another folder"}[i])
		committed(t, dir)
		cmd := exec.CommandContext(t.Context(), "bash", append([]string{"-c", []string{"umask 077", "umask 002"}[i] + `; exec .ci/release "$@"`, "-"}, args...)...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), env...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		made = append(made, filepath.Join(dir, ".cache", "release"))
	}
	names := namesIn(t, made[0])
	if other := namesIn(t, made[1]); !slices.Equal(names, other) {
		t.Fatalf("there are %v and %v", names, other)
	}
	for _, name := range names {
		one, err := os.ReadFile(filepath.Join(made[0], name))
		if err != nil {
			t.Fatal(err)
		}
		other, err := os.ReadFile(filepath.Join(made[1], name))
		if err != nil || !bytes.Equal(one, other) {
			t.Errorf("%s differs from build to build: %v", name, err)
		}
		if strings.HasSuffix(name, ".json") && !json.Valid(one) {
			t.Errorf("%s is no JSON: %s", name, one)
		}
	}
	t.Logf("%d files are the same: %s", len(names), strings.Join(names, " "))
	if deb := matching(t, made[0], "*-"+strings.ReplaceAll(platform, "/", "-")+".deb"); len(deb) > 0 {
		installDeb(t, deb[0])
	} else if *wholeRelease {
		t.Error("there is no deb")
	}
	archives := 0
	for _, name := range names {
		var content map[string][]byte
		switch {
		case strings.HasSuffix(name, ".tar.gz"):
			content = untar(t, filepath.Join(made[0], name))
		case strings.HasSuffix(name, ".zip"):
			content = unzip(t, filepath.Join(made[0], name))
		default:
			continue
		}
		archives++
		checkArchive(t, name, content, strings.HasSuffix(name, "-"+strings.ReplaceAll(platform, "/", "-")+".tar.gz"))
	}
	if want := map[bool]int{false: 1, true: 6}[*wholeRelease]; archives != want {
		t.Errorf("there are %d archives, want %d", archives, want)
	}
}

// installDeb installs a package into a root that has nothing, not even a C library,
// and runs the demo there.
func installDeb(t *testing.T, deb string) {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Log("only root can install the deb")
		return
	}
	requireTool(t, "dpkg", "dpkg", "--version")
	root := t.TempDir()
	for _, dir := range []string{"tmp", "var/lib/dpkg/info", "var/lib/dpkg/updates"} {
		if err := os.MkdirAll(filepath.Join(root, dir), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(root, "var/lib/dpkg/status"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"dpkg", "--root=" + root, "-i", deb}, "Setting up perlheap (" + newestVersion(t) + "~pre."},
		{[]string{"chroot", root, "/usr/bin/perlheap", "demo"}, "lib/Helpers.pm"},
	} {
		if said, err := exec.CommandContext(t.Context(), c.args[0], c.args[1:]...).CombinedOutput(); err != nil || !strings.Contains(string(said), c.says) {
			t.Fatalf("%v: %v: %s", c.args, err, said)
		}
	}
	for _, file := range []string{"man/man1/perlheap-capture.1.gz", "bash-completion/completions/perlheap", "doc/perlheap/copyright", "doc/perlheap/THIRD-PARTY.txt", "doc/perlheap/CHANGELOG.md"} {
		if _, err := os.Stat(filepath.Join(root, "usr/share", file)); err != nil {
			t.Error(err)
		}
	}
}

// checkArchive looks for what an archive must have. If it is for this machine, its
// program runs.
func checkArchive(t *testing.T, name string, content map[string][]byte, runs bool) {
	t.Helper()
	for file, want := range map[string]string{
		"README.md": "# perlheap", "LICENSE": "Apache License", "CHANGELOG.md": "## " + newestVersion(t), "THIRD-PARTY.txt": "github.com/spf13/cobra",
		"completions/perlheap.bash": "__start_perlheap", "completions/perlheap.zsh": "#compdef perlheap", "completions/perlheap.fish": "complete -c perlheap", "completions/perlheap.powershell": "Register-ArgumentCompleter",
		"man/perlheap.1": ".TH", "man/perlheap-capture.1": "Mar 2026",
	} {
		if !strings.Contains(string(content[file]), want) {
			t.Errorf("%s: %s has no %q (%d bytes)", name, file, want, len(content[file]))
		}
	}
	if !runs {
		return
	}
	program := filepath.Join(t.TempDir(), "perlheap")
	if err := os.WriteFile(program, content["perlheap"], 0o700); err != nil {
		t.Fatal(err)
	}
	said, err := exec.CommandContext(t.Context(), program, "version").CombinedOutput()
	if err != nil || !strings.HasPrefix(string(said), "perlheap v"+newestVersion(t)+"-pre.20260304050607.") || !strings.Contains(string(said), "of 2026-03-04T05:06:07Z\n") {
		t.Errorf("%s: its version is %s, %v", name, said, err)
	}
}

func namesIn(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// untar returns what is in an archive, by names below its one folder.
func untar(t *testing.T, path string) map[string][]byte {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // only read
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	content := map[string][]byte{}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return content
		}
		if err != nil {
			t.Fatal(err)
		}
		_, name, _ := strings.Cut(h.Name, "/")
		if content[name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
}

func unzip(t *testing.T, path string) map[string][]byte {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close() //nolint:errcheck // only read
	content := map[string][]byte{}
	for _, file := range z.File {
		r, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		_, name, _ := strings.Cut(file.Name, "/")
		if content[name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return content
}
