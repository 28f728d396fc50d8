package lsp

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/wire"
)

// gitIn returns what runs git in a folder.
func gitIn(t *testing.T, dir string) func(args ...string) string {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is missing")
	}
	return func(args ...string) string {
		t.Helper()
		cmd := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=a", "-c", "user.email=a@example.com"}, args...)...)
		cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1")
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("git %s: %v\n%s", args, err, out)
		}
		return strings.TrimSpace(string(out))
	}
}

// A closure was rewritten after the program ran, so that nothing of what the
// dump knows of it is left. From the revision that ran its line is followed.
func TestRevision(t *testing.T) {
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
	git := gitIn(t, dir)
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

// One leak is on one line, whoever tells of it: its closure was rewritten and
// moved after the program ran, which only the revision that ran tells.
func TestRevisionOfSuspects(t *testing.T) {
	dir := series(t)
	git := gitIn(t, dir)
	path := filepath.Join(dir, filepath.FromSlash(app))
	ran, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	git("init", "-q")
	git("add", app)
	git("commit", "-q", "-m", "ran")
	git("tag", "ran")
	now := strings.NewReplacer(
		"# The leak:", strings.Repeat("# More to read.\n", 9)+"# The leak:",
		"my ($app, $redis_name) = @_;", "my ($application, $name) = @_;",
		"my ($r, $err) = @_;", "my ($connection, $trouble) = @_;",
		`$app->log("$redis_name: $err");`, `$application->note($name, $trouble);`,
	).Replace(string(ran))
	if err := os.WriteFile(path, []byte(now), 0o644); err != nil {
		t.Fatal(err)
	}
	git("commit", "-q", "-a", "-m", "now")
	e := startAnalysing(t, dir, strings.Replace(seriesOptions, "{", `{"revision": "ran", `, 1))
	e.open(app)
	e.status("ready")
	leak := slices.IndexFunc(e.analysed().Suspects, func(x wire.Suspect) bool { return x.Line == 130 })
	if all := e.analysed().Suspects; leak < 0 || all[leak].State != "moved" || all[leak].Reason != "changed" {
		t.Errorf("suspects %+v", all)
	}
	var lens []string
	for _, one := range e.lenses(app) {
		if strings.Contains(one, "180 closures alive") {
			lens = append(lens, one)
		}
	}
	if len(lens) != 1 || !strings.HasPrefix(lens[0], "130: ") {
		t.Errorf("lenses %q", lens)
	}
	var located wire.Place
	if err := e.execute("perlheap.locate", `{"address": "`+e.analysed().Suspects[max(leak, 0)].Address+`"}`, &located); err != nil || located.Line != 130 || located.State != "moved" {
		t.Errorf("located %+v, %v", located, err)
	}
	_, words := e.problems(app)
	if !slices.ContainsFunc(words, func(text string) bool { return strings.HasPrefix(text, "130 2 many-closures: 180 closures") }) {
		t.Errorf("problems\n%s", strings.Join(words, "\n"))
	}
}
