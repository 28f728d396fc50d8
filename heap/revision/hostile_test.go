//go:build unix

package revision_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/revision"
)

// within gives the text of a revision as a reader sees it that reads nothing
// but what belongs to the folder.
func within(t *testing.T, folder, rev, path string) string {
	t.Helper()
	h, err := revision.Open(files.New(t.Context(), files.Policy{Folders: []string{folder}}), []string{folder}, rev)
	if err != nil {
		return err.Error()
	}
	text, ok := h.Ran(path)
	if !ok {
		return "no text"
	}
	return string(text)
}

// The repository around a folder, the one of another work tree, and the one
// that a submodule is in, belong to the folder.
func TestBelongs(t *testing.T) {
	inner, r := newRepo(t), newRepo(t)
	inner.commit("lib/B.pm", "inner", 0)
	r.commit("app/A.pm", "one", 0)
	r.git("submodule", "--quiet", "add", inner.dir, "ext/inner")
	r.git("commit", "-q", "-m", "submodule")
	tree := repo{t, filepath.Join(t.TempDir(), "tree")}
	r.git("worktree", "add", "-q", "-b", "side", tree.dir, "HEAD")
	real, err := filepath.EvalSymlinks(tree.dir)
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		r.path("app/A.pm"): "one", r.path("ext/inner/lib/B.pm"): "inner", filepath.Join(real, "app/A.pm"): "one",
	} {
		if got := within(t, filepath.Dir(path), "HEAD", path); got != want {
			t.Errorf("%s: %s", path, got)
		}
	}
}

// A work tree that somebody made does not lead to a repository that has nothing
// to do with it.
func TestLeadsOutside(t *testing.T) {
	victim := newRepo(t)
	victim.commit("A.pm", "secret", 0)
	git := victim.path(".git")
	for name, make := range map[string]func(r repo) error{
		"file":          func(r repo) error { return os.WriteFile(r.path(".git"), []byte("gitdir: "+git+"\n"), 0o600) },
		"link":          func(r repo) error { return os.Symlink(git, r.path(".git")) },
		"proc":          func(r repo) error { return os.Symlink("/proc/self/root"+git, r.path(".git")) },
		"other machine": func(r repo) error { return os.WriteFile(r.path(".git"), []byte("gitdir: /net/host/x\n"), 0o600) },
		"commondir": func(r repo) error {
			r.write(".git/HEAD", "ref: refs/heads/main\n")
			r.write(".git/commondir", git+"\n")
			return nil
		},
		"nested": func(r repo) error {
			r.write("x/HEAD", "ref: refs/heads/main\n")
			r.write("x/commondir", git+"\n")
			r.write(".git", "gitdir: x\n")
			return nil
		},
		"alternates": func(r repo) error {
			r.git("init", "-q")
			r.write(".git/objects/info/alternates", git+"/objects\n")
			r.write(".git/refs/heads/main", victim.git("rev-parse", "HEAD"))
			return nil
		},
		"links inside": func(r repo) error {
			r.git("init", "-q")
			if err := os.RemoveAll(r.path(".git/objects")); err != nil {
				return err
			}
			r.write(".git/refs/heads/main", victim.git("rev-parse", "HEAD"))
			return os.Symlink(git+"/objects", r.path(".git/objects"))
		},
	} {
		r := newRepo(t)
		if err := os.RemoveAll(r.path(".git")); err != nil {
			t.Fatal(err)
		}
		r.write("A.pm", "text of today")
		if err := make(r); err != nil {
			t.Fatal(err)
		}
		for _, rev := range []string{"HEAD", victim.git("rev-parse", "HEAD")} {
			if got := within(t, r.dir, rev, r.path("A.pm")); !strings.Contains(got, "is not in the repository of") {
				t.Errorf("%s: %s", name, got)
			}
		}
	}
	clone := repo{t, filepath.Join(t.TempDir(), "clone")}
	victim.git("clone", "-q", "--shared", victim.dir, clone.dir)
	if got := within(t, clone.dir, "HEAD", clone.path("A.pm")); !strings.Contains(got, "outside the folders that are read") {
		t.Errorf("what is borrowed: %s", got)
	}
}

// Nothing in a repository is waited for that is no file.
func TestNoFiles(t *testing.T) {
	for _, name := range []string{".git/HEAD", ".git/packed-refs", ".git/commondir", ".git/objects/info/alternates", ".git/objects/pack/pack-x.idx", ".git"} {
		r := newRepo(t)
		id := r.commit("A.pm", "one", 0)
		if err := os.RemoveAll(r.path(name)); err != nil {
			t.Fatal(err)
		}
		if err := syscall.Mkfifo(r.path(name), 0o600); err != nil {
			t.Skip(err)
		}
		within(t, r.dir, "HEAD", r.path("A.pm"))
		within(t, r.dir, id, r.path("A.pm"))
		within(t, r.dir, id[:8], r.path("A.pm"))
		within(t, r.dir, "none", r.path("A.pm"))
	}
}

// zeros is a stream of zlib that gives bytes after a beginning.
func zeros(t *testing.T, begin string, n int64) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	if _, err := io.WriteString(w, begin); err != nil {
		t.Fatal(err)
	}
	if _, err := io.CopyN(w, zeroReader{}, n); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

type zeroReader struct{}

func (zeroReader) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// An object that says little and has much, or says much, costs little.
func TestBombs(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	const much = 64 << 20
	for size, want := range map[int]string{10: "damaged", much: "bytes, and up to"} {
		r := newRepo(t)
		r.commit("A.pm", "one", 0)
		id := strings.Repeat("ab", 20)
		r.write(".git/objects/ab/"+id[2:], string(zeros(t, fmt.Sprintf("commit %d\x00", size), much)))
		if got := within(t, r.dir, id, r.path("A.pm")); !strings.Contains(got, want) {
			t.Errorf("loose, of %d: %s", size, got)
		}
	}
	for _, claim := range []int64{10, much} {
		r := newRepo(t)
		r.commit("A.pm", "one", 0)
		id := strings.Repeat("cd", 20)
		base := packed(1, claim, zeros(t, "", much))
		pack := append([]byte("PACK\x00\x00\x00\x02\x00\x00\x00\x01"), base...)
		r.write(".git/objects/pack/pack-x.pack", string(pack))
		r.write(".git/objects/pack/pack-x.idx", string(index(t, id, 12)))
		if got := within(t, r.dir, id, r.path("A.pm")); !strings.Contains(got, "is not in the repository of") {
			t.Errorf("packed, of %d: %s", claim, got)
		}
	}
}

// packed is an object of a pack: kind and size, then its data.
func packed(kind byte, size int64, data []byte) []byte {
	b := []byte{kind<<4 | byte(size&15)}
	for size >>= 4; size > 0; size >>= 7 {
		b[len(b)-1] |= 0x80
		b = append(b, byte(size&0x7f))
	}
	return append(b, data...)
}

// index is that of a pack with one object.
func index(t *testing.T, id string, offset uint32) []byte {
	t.Helper()
	hash, err := hex.DecodeString(id)
	if err != nil {
		t.Fatal(err)
	}
	b := []byte("\xfftOc\x00\x00\x00\x02")
	for i := range 256 {
		n := uint32(0)
		if i >= int(hash[0]) {
			n = 1
		}
		b = binary.BigEndian.AppendUint32(b, n)
	}
	b = append(b, hash...)
	b = binary.BigEndian.AppendUint32(b, 0)
	b = binary.BigEndian.AppendUint32(b, offset)
	return append(b, make([]byte, 40)...)
}
