package lsp

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A closure was rewritten after the program ran, so that nothing of what the
// dump knows of it is left. From the revision that ran its line is followed.
func TestRevision(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is missing")
	}
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile("../testdata/shop/lib/Shop/Cart.pm")
	if err != nil {
		t.Fatal(err)
	}
	const cart = "lib/Shop/Cart.pm"
	path := filepath.Join(dir, filepath.FromSlash(cart))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	git := func(args ...string) string {
		t.Helper()
		cmd := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=a", "-c", "user.email=a@example.com"}, args...)...)
		cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1")
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("git %s: %v\n%s", args, err, out)
		}
		return strings.TrimSpace(string(out))
	}
	commit := func(text string) (id string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		git("add", cart)
		git("commit", "-q", "-m", "commit")
		return git("rev-parse", "HEAD")
	}
	old := string(raw)
	lines := strings.SplitAfter(old, "\n")
	now := strings.Join(slices.Concat([]string{"# later\n"}, lines[:29], []string{"    my ($tally, $total) = (0, 0);\n"}, lines[30:32],
		[]string{"            $tally++; $self->{all}++;\n"}, lines[36:]), "")
	if err := os.WriteFile(path, []byte(now), 0o644); err != nil {
		t.Fatal(err)
	}
	copyDump(t, "../shop/shop", filepath.Join(dir, "shop.pmat.gz"))
	e := start(t, dir, everything, options)
	e.open(cart)
	e.status("ready")
	const numbers = "40 closures alive · 4.4 % of all subs · 10.3 KiB"
	if got := e.lenses(cart); len(got) == 0 || !strings.HasPrefix(got[0], "1: 1 site of the dump was not found") {
		t.Errorf("without the revision: %q", got)
	}

	git("init", "-q")
	ran := commit(old)
	git("tag", "v1.2")
	commit(now)
	for _, revision := range []string{ran[:10], "v1.2", "HEAD~1"} {
		e.notify("workspace/didChangeConfiguration", `{"settings":{"perlheap":{"revision":"`+revision+`"}}}`)
		for {
			e.await("workspace/codeLens/refresh", nil)
			if got := e.lenses(cart); slices.Contains(got, "33: "+numbers) {
				break
			}
		}
		e.notify("workspace/didChangeConfiguration", `{"settings":{"perlheap":{"revision":""}}}`)
	}
	e.notify("workspace/didChangeConfiguration", `{"settings":{"perlheap":{"revision":"no-such-tag"}}}`)
	var told struct{ Message string }
	e.await("window/showMessage", func(raw json.RawMessage) bool {
		return json.Unmarshal(raw, &told) == nil && strings.HasPrefix(told.Message, "perlheap.revision")
	})
	if want := `perlheap.revision: revision "no-such-tag" is not in the repository of ` + dir; !strings.HasPrefix(told.Message, want) {
		t.Errorf("told %q, want %q", told.Message, want)
	}
}
