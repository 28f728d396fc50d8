package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/pprof/profile"
)

// withTwin makes a folder with the source of a dump, as git keeps it: the commit
// that ran, and one, now, with another closure of the same kind before that of
// the leak.
func withTwin(t *testing.T) (dir string) {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("needs git to make a repository")
	}
	dir = t.TempDir()
	git := func(args ...string) {
		t.Helper()
		cmd := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=a", "-c", "user.email=a@example.org"}, args...)...)
		cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	ran, err := os.ReadFile(filepath.Join(testdata, "dumps/src/lib/Leaky/App.pm"))
	if err != nil {
		t.Fatal(err)
	}
	handler := ran[bytes.Index(ran, []byte("    $redis->on(error")):bytes.Index(ran, []byte("    $app->{requests}++"))]
	twin := bytes.Replace(handler, []byte("error"), []byte("message"), 1)
	file := filepath.Join(dir, "lib/Leaky/App.pm")
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	git("init", "-q", "-b", "main")
	for _, text := range [][]byte{ran, bytes.Replace(ran, handler, append(twin, handler...), 1)} {
		if err := os.WriteFile(file, text, 0o600); err != nil {
			t.Fatal(err)
		}
		git("add", "lib")
		git("commit", "-q", "-m", "a")
	}
	git("tag", "now")
	return dir
}

func TestRevision(t *testing.T) {
	dir := withTwin(t)
	s := loaded(t, dumpPath("p536-amd64-d046"))
	for revision, want := range map[string]string{"": "moved 125", "now~1": "moved 125", "now": "uncertain *"} {
		args := []string{"--root", dir, "--kind", "closure"}
		if revision != "" {
			args = append(args, "--revision", revision)
		}
		found := false
		for _, l := range linesJSON(t, s, args...).Lines {
			if l.RecordedFile != "lib/Leaky/App.pm" || l.RecordedLine != 122 {
				continue
			}
			found = true
			if state, line, _ := strings.Cut(want, " "); string(l.State) != state || line != "*" && l.Line != 125 {
				t.Errorf("--revision %q: %s line %d, want %s", revision, l.State, l.Line, want)
			}
		}
		if !found {
			t.Errorf("--revision %q: no such line", revision)
		}
	}
}

// What ran being known, every command has the closures of one leak on the line
// where they are; not being known, every one has them on another, and says so.
func TestRevisionOfAllCommands(t *testing.T) {
	dir, out := withTwin(t), t.TempDir()
	last := dumpPath("p536-amd64-d046-leak.3")
	series := []string{dumpPath("p536-amd64-d046-leak.1"), dumpPath("p536-amd64-d046-leak.2"), last}
	page, profiles := filepath.Join(out, "page.html"), filepath.Join(out, "profile.pb.gz")
	for revision, want := range map[string]struct{ line, other, doubt string }{
		"now~1": {"125", "121", ""},
		"now":   {"121", "125", " (the file has changed, and it may be elsewhere)"},
	} {
		run := func(dumps []string, args ...string) string {
			t.Helper()
			out, errs, status := perlheap(t.Context(), slices.Concat(args, []string{"--root", dir, "--revision", revision}, dumps)...)
			if status > 1 {
				t.Fatalf("%v: status %d: %s", args, status, errs)
			}
			return out
		}
		run(series, "report", "-o", page)
		run(series[2:], "pprof", "-o", profiles)
		html, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		inText, inCheck := "lib/Leaky/App.pm line "+want.line+want.doubt, "lib/Leaky/App.pm line "+want.line+": "
		inJSON := `"startLine": ` + want.line + "\n"
		for name, c := range map[string]struct{ text, want string }{
			"suspects": {run(series, "suspects"), ". " + inText + "  [high, closures]"},
			"growth":   {run(series, "growth"), inText + "\n"},
			"report":   {string(html), ">" + inText + "</th>"},
			"table":    {string(html), "lib/Leaky/App.pm:" + want.line + want.doubt + "<"},
			"check":    {run(series, "check", "--max-closures", "100"), inCheck + "180 closures"},
			"sarif":    {run(series, "check", "--max-closures", "100", "--format", "sarif"), inJSON},
			"pprof":    {profiled(t, profiles), "lib/Leaky/App.pm:" + want.line + " 180"},
		} {
			if !strings.Contains(c.text, c.want) {
				t.Errorf("--revision %s, %s: no %q in\n%s", revision, name, c.want, c.text)
			}
			for _, other := range []string{"App.pm line " + want.other, "App.pm:" + want.other, `"startLine": ` + want.other, "App.pm line 122"} {
				if strings.Contains(c.text, other) {
					t.Errorf("--revision %s, %s: has %q", revision, name, other)
				}
			}
		}
	}
}

// profiled lists the leaves of a profile that have a line, with their counts.
func profiled(t *testing.T, file string) string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	p, err := profile.Parse(f)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, s := range p.Sample {
		if l := s.Location[0].Line[0]; l.Line > 0 {
			name := l.Function.Filename
			if i := strings.Index(name, "lib/"); i > 0 {
				name = name[i:]
			}
			fmt.Fprintf(&b, "%s:%d %d\n", name, l.Line, s.Value[0])
		}
	}
	return b.String()
}
