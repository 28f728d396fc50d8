package revision_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/revision"
)

// repo is a work tree made by git itself.
type repo struct {
	t   *testing.T
	dir string
}

var start = time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)

func newRepo(t *testing.T) repo {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("needs git to make repositories")
	}
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	r := repo{t, dir}
	r.git("init", "-q", "-b", "main")
	return r
}

func (r repo) git(args ...string) string {
	r.t.Helper()
	return r.gitAt(start, args...)
}

func (r repo) gitAt(when time.Time, args ...string) string {
	r.t.Helper()
	cmd := exec.Command("git", append([]string{"-C", r.dir, "-c", "protocol.file.allow=always"}, args...)...)
	stamp := when.Format(time.RFC3339)
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1", "GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.org",
		"GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.org", "GIT_AUTHOR_DATE="+stamp, "GIT_COMMITTER_DATE="+stamp)
	out, err := cmd.CombinedOutput()
	if err != nil {
		r.t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

func (r repo) path(name string) string { return filepath.Join(r.dir, filepath.FromSlash(name)) }

func (r repo) write(name, text string) {
	r.t.Helper()
	if err := os.MkdirAll(filepath.Dir(r.path(name)), 0o755); err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(r.path(name), []byte(text), 0o600); err != nil {
		r.t.Fatal(err)
	}
}

// commit writes a file and commits it, hours after the start.
func (r repo) commit(name, text string, hours int) string {
	r.t.Helper()
	r.write(name, text)
	r.git("add", name)
	r.gitAt(start.Add(time.Duration(hours)*time.Hour), "commit", "-q", "-m", text)
	return r.git("rev-parse", "HEAD")
}

func ran(t *testing.T, folder, rev, path string) string {
	t.Helper()
	h, err := revision.Open(files.New(t.Context(), files.Policy{Folders: []string{folder}, Elsewhere: true}), []string{folder}, rev)
	if err != nil {
		return err.Error()
	}
	text, ok := h.Ran(path)
	if !ok {
		return "(none)"
	}
	return string(text)
}

func TestRevisions(t *testing.T) {
	r := newRepo(t)
	one := r.commit("lib/A.pm", "one", 0)
	r.git("tag", "light")
	two := r.commit("lib/A.pm", "two", 1)
	r.git("tag", "-a", "-m", "tag", "v1.0")
	r.git("tag", "-a", "-m", "tag of a tag", "v1.0-again", "v1.0")
	r.git("branch", "feature/x")
	r.commit("lib/A.pm", "three", 2)
	r.git("update-ref", "refs/remotes/origin/main", one)
	path := r.path("lib/A.pm")
	check := func(how string) {
		t.Helper()
		for rev, want := range map[string]string{
			"HEAD": "three", "@": "three", "main": "three", "refs/heads/main": "three", "heads/main": "three", " HEAD ": "three",
			"HEAD~": "two", "HEAD^": "two", "HEAD~2": "one", "HEAD^^": "one", "HEAD~1^1": "one", "HEAD^0": "three",
			"light": "one", "v1.0": "two", "v1.0-again": "two", "v1.0^{commit}": "two", "v1.0^{}~1": "one",
			"feature/x": "two", "origin/main": "one",
			one: "one", two[:7]: "two", two[:9]: "two", strings.ToUpper(two): "two", "v1.0-0-g" + two[:8]: "two",
		} {
			if got := ran(t, r.dir, rev, path); got != want {
				t.Errorf("%s: %s is %q, want %q", how, rev, got, want)
			}
		}
	}
	check("loose")
	r.git("gc", "-q", "--aggressive", "--prune=now")
	r.git("pack-refs", "--all")
	check("packed")

	for rev, want := range map[string]string{
		"nowhere":                       `revision "nowhere" is not in the repository of ` + r.dir + ": there is no such branch or tag",
		"deadbeef":                      "no commit begins with these digits",
		"HEAD~9":                        "has no parent",
		"HEAD^2":                        "has 1 parents",
		"config":                        "there is no such branch or tag",
		"../HEAD":                       "there is no such branch or tag",
		"~1":                            "give a commit, a branch, a tag",
		strings.Repeat("0123456789", 4): "object not found",
	} {
		if got := ran(t, r.dir, rev, path); !strings.Contains(got, want) {
			t.Errorf("%s: %s", rev, got)
		}
	}
	if got := ran(t, r.dir, "HEAD", r.path("lib/None.pm")); got != "(none)" {
		t.Errorf("a file that is not there: %s", got)
	}
	r.write("new.pl", "new")
	if got := ran(t, r.dir, "HEAD", r.path("new.pl")); got != "(none)" {
		t.Errorf("a file that is not committed: %s", got)
	}
	outside := t.TempDir()
	if got := ran(t, outside, "HEAD", path); got != `revision "HEAD": `+outside+" is not in a git work tree" {
		t.Error(got)
	}
}

// The folder that is open may be below the work tree, or a symbolic link.
func TestBelowAndLinked(t *testing.T) {
	r := newRepo(t)
	r.commit("app/lib/A.pm", "one", 0)
	if got := ran(t, r.path("app/lib"), "HEAD", r.path("app/lib/A.pm")); got != "one" {
		t.Error(got)
	}
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(r.dir, link); err != nil {
		t.Skip(err)
	}
	if got := ran(t, link, "HEAD", filepath.Join(link, "app/lib/A.pm")); got != "one" {
		t.Error(got)
	}
}

func TestWorktreeAndAlternates(t *testing.T) {
	r := newRepo(t)
	r.commit("A.pm", "one", 0)
	r.commit("A.pm", "two", 1)
	other := repo{t, filepath.Join(t.TempDir(), "other")}
	r.git("worktree", "add", "-q", "-b", "side", other.dir, "HEAD~1")
	other.commit("A.pm", "side", 2)
	for rev, want := range map[string]string{"HEAD": "side", "main": "two", "side~1": "one"} {
		if got := ran(t, other.dir, rev, other.path("A.pm")); got != want {
			t.Errorf("%s: %s", rev, got)
		}
	}
	clone := repo{t, filepath.Join(t.TempDir(), "clone")}
	r.git("clone", "-q", "--shared", r.dir, clone.dir)
	if got := ran(t, clone.dir, "HEAD~1", clone.path("A.pm")); got != "one" {
		t.Error(got)
	}
}

func TestSubmodule(t *testing.T) {
	inner, r := newRepo(t), newRepo(t)
	inner.commit("lib/B.pm", "inner one", 0)
	r.commit("A.pm", "one", 0)
	r.git("submodule", "--quiet", "add", inner.dir, "ext/inner")
	r.git("commit", "-q", "-m", "submodule")
	r.git("tag", "v1")
	sub := repo{t, r.path("ext/inner")}
	sub.commit("lib/B.pm", "inner two", 1)
	r.git("commit", "-q", "-a", "-m", "newer")
	path := sub.path("lib/B.pm")
	for _, test := range []struct{ folder, rev, want string }{
		{r.dir, "v1", "inner one"}, {r.dir, "HEAD", "inner two"}, {sub.dir, "HEAD", "inner two"}, {sub.dir, "HEAD~1", "inner one"},
	} {
		if got := ran(t, test.folder, test.rev, path); got != test.want {
			t.Errorf("%s %s: %q, want %q", test.folder, test.rev, got, test.want)
		}
	}
}

func TestVersions(t *testing.T) {
	r := newRepo(t)
	for i, text := range []string{"one", "two", "one", "three", "four"} {
		r.commit("lib/A.pm", text, 2*i)
		r.commit("lib/B.pm", text+" B", 2*i+1)
	}
	h, err := revision.Open(files.New(t.Context(), files.Policy{Elsewhere: true}), nil, "")
	if err != nil {
		t.Fatal(err)
	}
	for hours, want := range map[int]string{
		100: "four three one two", 5: "one two three four", 0: "one two three four", -1: "one two three four",
	} {
		var got []string
		for text := range h.At(start.Add(time.Duration(hours) * time.Hour)).Versions(r.path("lib/A.pm")) {
			got = append(got, string(text))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%d hours: %v, want %s", hours, got, want)
		}
	}
	for range h.Versions(r.path("lib/A.pm")) {
		break
	}
	for text := range h.Versions(filepath.Join(t.TempDir(), "none.pm")) {
		t.Errorf("%s", text)
	}
}

// Several goroutines get what one gets that asks for one file after the other.
func TestVersionsAtOnce(t *testing.T) {
	r := newRepo(t)
	var names []string
	for n := range 4 {
		name := fmt.Sprintf("lib/%c/A.pm", 'a'+n)
		names = append(names, name)
		r.commit(name, "one "+name, 2*n)
		r.commit(name, "two "+name, 2*n+1)
	}
	r.git("gc", "-q")
	h, err := revision.Open(files.New(t.Context(), files.Policy{Folders: []string{r.dir}}), []string{r.dir}, "HEAD~1")
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for _, name := range append(names, names...) {
		wg.Go(func() {
			var got []string
			for text := range h.Versions(r.path(name)) {
				got = append(got, string(text))
			}
			if want := []string{"two " + name, "one " + name}; !slices.Equal(got, want) {
				t.Errorf("%v, want %v", got, want)
			}
			want := "two " + name
			if name == names[3] {
				want = "one " + name
			}
			if text, ok := h.Ran(r.path(name)); !ok || string(text) != want {
				t.Errorf("%s ran, want %s", text, want)
			}
		})
	}
	wg.Wait()
}

// A repository that somebody else made must not run anything, and what is
// damaged must not do more harm than a missing history.
func TestNothingRuns(t *testing.T) {
	r := newRepo(t)
	r.commit("A.pm", "one", 0)
	r.commit("A.pm", "two", 1)
	mark := filepath.Join(t.TempDir(), "mark")
	for _, key := range []string{"core.fsmonitor", "core.pager", "core.sshCommand", "diff.external", "filter.x.smudge", "core.hooksPath"} {
		r.git("config", key, "touch "+mark)
	}
	r.write(".gitattributes", "* filter=x diff=x\n")
	t.Setenv("PATH", "")
	if got := ran(t, r.dir, "HEAD~1", r.path("A.pm")); got != "one" {
		t.Error(got)
	}
	if _, err := os.Stat(mark); err == nil {
		t.Error("something was run")
	}
}

func TestDamage(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	r := newRepo(t)
	id := r.commit("A.pm", strings.Repeat("one\n", 2000), 0)
	r.git("gc", "-q")
	packs, err := filepath.Glob(r.path(".git/objects/pack/*"))
	if err != nil || len(packs) == 0 {
		t.Fatal(packs, err)
	}
	for _, pack := range packs {
		if err := os.Chmod(pack, 0o600); err != nil {
			t.Fatal(err)
		}
		whole, err := os.ReadFile(pack)
		if err != nil {
			t.Fatal(err)
		}
		for at := 0; at < len(whole); at += 1 + len(whole)/400 {
			broken := slices.Clone(whole)
			broken[at] ^= 0x55
			if err := os.WriteFile(pack, broken, 0o600); err != nil {
				t.Fatal(err)
			}
			ran(t, r.dir, id, r.path("A.pm"))
			ran(t, r.dir, id[:11], r.path("A.pm"))
		}
		for _, size := range []int{0, 3, len(whole) / 2, len(whole) - 1} {
			if err := os.WriteFile(pack, whole[:size], 0o600); err != nil {
				t.Fatal(err)
			}
			ran(t, r.dir, id, r.path("A.pm"))
		}
		if err := os.WriteFile(pack, whole, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range map[string]string{".git/HEAD": "ref: refs/heads/none\n", ".git/commondir": "nowhere\n"} {
		r.write(name, text)
		if got := ran(t, r.dir, "HEAD", r.path("A.pm")); !strings.Contains(got, "is not in the repository of") {
			t.Errorf("%s: %s", name, got)
		}
	}
}
