package files

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

// tree makes a folder without symbolic links in its name.
func tree(t *testing.T, names ...string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		write(t, filepath.Join(dir, filepath.FromSlash(name)), "text of "+name)
	}
	return dir
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func link(t *testing.T, to, name string) {
	t.Helper()
	if err := os.Symlink(to, name); err != nil {
		t.Skip(err)
	}
}

func within(t *testing.T, folders ...string) *Reader {
	t.Helper()
	return New(t.Context(), Policy{Folders: folders})
}

func anywhere(t *testing.T) *Reader {
	t.Helper()
	return New(t.Context(), Policy{Elsewhere: true})
}

func TestOnlyFolders(t *testing.T) {
	dir, other := tree(t, "lib/A.pm"), tree(t, "secret", "lib/B.pm")
	link(t, filepath.Join(other, "secret"), filepath.Join(dir, "lib", "Link.pm"))
	link(t, other, filepath.Join(dir, "other"))
	link(t, filepath.Join(dir, "lib"), filepath.Join(other, "way-in"))
	for name, want := range map[string]bool{
		dir + "/lib/A.pm":                               true,
		other + "/way-in/A.pm":                          true,
		dir + "/lib/../lib/A.pm":                        true,
		dir + "/lib/Link.pm":                            false,
		dir + "/other/lib/B.pm":                         false,
		other + "/secret":                               false,
		dir + "/../" + filepath.Base(other) + "/secret": false,
		dir + "-x/A.pm":                                 false,
		dir:                                             false,
		"lib/A.pm":                                      false,
		"/etc/passwd":                                   false,
	} {
		text, err := within(t, dir).Read(name)
		if got := err == nil; got != want {
			t.Errorf("%s is read: %v, %v", name, got, err)
		}
		if want && string(text) != "text of lib/A.pm" {
			t.Errorf("%s: %q", name, text)
		}
		if got := within(t, dir).IsFile(name); got != want {
			t.Errorf("%s is a file: %v", name, got)
		}
	}
	if err := within(t, dir).Refused(other + "/secret"); !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), "outside the workspace") {
		t.Errorf("why not: %v", err)
	}
	if err := within(t, dir).Refused(other + "/none"); err != nil {
		t.Errorf("what is not there is refused: %v", err)
	}
	if _, err := anywhere(t).Read(other + "/secret"); err != nil {
		t.Errorf("the command line: %v", err)
	}
}

// Neither /proc, /sys, /dev nor other machines are reached, however they are
// written, nor when everything else is read.
func TestNever(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("has no such folders")
	}
	dir := tree(t)
	link(t, "/proc", filepath.Join(dir, "p"))
	link(t, "/dev/null", filepath.Join(dir, "null.pm"))
	for _, r := range []*Reader{anywhere(t), within(t, "/"), within(t, dir)} {
		for _, name := range []string{
			"/proc/version", "/proc//version", "//proc/version", "/./proc/version", "/usr/../proc/version", dir + "/p/version",
			"/proc/self/environ", "/dev/null", "/dev/zero", dir + "/null.pm", "/sys/kernel/notes", "//host/share/A.pm", `\\host\share\A.pm`,
			"/net/host/A.pm", "/dev/stdin", "/proc/self/fd/0", strings.Repeat("/x", 3000), "/etc/pass\x00wd",
		} {
			if _, err := r.Read(name); err == nil {
				t.Errorf("%q is read", name)
			}
			if r.IsFile(name) {
				t.Errorf("%q is a file", name)
			}
		}
	}
}

// A folder of a person may be where nothing else is read.
func TestFolderInDev(t *testing.T) {
	dir, err := os.MkdirTemp("/dev/shm", "perlheap-test-")
	if err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	write(t, dir+"/A.pm", "x")
	if _, err := within(t, dir).Read(dir + "/A.pm"); err != nil {
		t.Error(err)
	}
	if _, err := anywhere(t).Read(dir + "/A.pm"); err == nil {
		t.Error("a dump may name it")
	}
}

func TestLimits(t *testing.T) {
	dir := tree(t)
	for name, size := range map[string]int64{"huge.pm": 100 << 30, "over.pm": MaxFile + 1, "most.pm": MaxFile} {
		write(t, filepath.Join(dir, name), "")
		if err := os.Truncate(filepath.Join(dir, name), size); err != nil {
			t.Skip(err)
		}
	}
	for _, name := range []string{"huge.pm", "over.pm"} {
		if _, err := within(t, dir).Read(filepath.Join(dir, name)); !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), "up to 16 MiB") {
			t.Errorf("%s: %v", name, err)
		}
	}
	r := within(t, dir)
	r.limit = 3 * MaxFile
	var last error
	read := 0
	for i := range 5 {
		name := filepath.Join(dir, "l"+strconv.Itoa(i))
		if err := os.Link(filepath.Join(dir, "most.pm"), name); err != nil {
			t.Skip(err)
		}
		if _, err := r.Read(name); err != nil {
			last = err
		} else {
			read++
		}
	}
	if read != 3 || !errors.Is(last, ErrRefused) {
		t.Errorf("%d files of 16 MiB are kept: %v", read, last)
	}
}

func TestEndsWithContext(t *testing.T) {
	dir := tree(t, "lib/A.pm")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	r := New(ctx, Policy{Folders: []string{dir}})
	if _, err := r.Read(dir + "/lib/A.pm"); !errors.Is(err, context.Canceled) {
		t.Errorf("read: %v", err)
	}
	if files, truncated := r.List(dir); len(files) > 0 || !truncated {
		t.Errorf("listed: %v %v", files, truncated)
	}
}

func TestPerlFolders(t *testing.T) {
	for name, want := range map[string]string{
		"/usr/share/perl/5.36.0/Carp.pm":                    "/usr/share/perl",
		"/usr/lib/x86_64-linux-gnu/perl/5.36/B.pm":          "/usr/lib/x86_64-linux-gnu/perl",
		"/usr/lib/x86_64-linux-gnu/perl-base/strict.pm":     "/usr/lib/x86_64-linux-gnu/perl-base",
		"/usr/local/lib/perl5/site_perl/5.40.0/Moose.pm":    "/usr/local/lib/perl5",
		"/usr/lib64/perl5/vendor_perl/X.pm":                 "/usr/lib64/perl5",
		"/opt/perl-5.40/lib/site_perl/5.40.0/X.pm":          "/opt/perl-5.40/lib",
		"/nix/store/abc-perl-5.40/lib/perl5/5.40/strict.pm": "/nix/store/abc-perl-5.40/lib/perl5",
		"/etc/perl/X.pm":           "",
		"/usr/share/perlx/X.pm":    "",
		"/home/x/usr/share/perl/X": "",
		"/usr/lib/perl5":           "",
	} {
		got, ok := perlFolder(name)
		if got != want || ok != (want != "") {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestList(t *testing.T) {
	dir := tree(t, "lib/A.pm", "lib/readme.md", "script/run", "node_modules/x/B.pm", ".git/C.pm", "shared/D.pm", "t/a.t", "x.bin")
	link(t, dir, filepath.Join(dir, "lib", "loop"))
	link(t, tree(t, "Outside.pm"), filepath.Join(dir, "out"))
	root := filepath.ToSlash(dir)
	r := within(t, dir)
	files, truncated := r.List(root)
	var got []string
	for _, f := range files {
		got = append(got, strings.TrimPrefix(f, root+"/"))
	}
	if want := []string{"lib/A.pm", "script/run", "shared/D.pm", "t/a.t"}; !reflect.DeepEqual(got, want) || truncated {
		t.Errorf("List: got %q truncated %v, want %q", got, truncated, want)
	}
	if _, truncated := r.list(root, 2, Walk{}); !truncated {
		t.Error("a list does not tell that it stopped at its limit")
	}
	if _, truncated := r.list(root, 100, Walk{MaxEntries: 3}); !truncated {
		t.Error("a list does not tell that it stopped reading names")
	}
	if got := r.Real(root + "/lib/loop/lib/A.pm"); got != root+"/lib/A.pm" {
		t.Errorf("Real: %q", got)
	}
}
