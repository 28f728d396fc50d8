package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A folder with the source of a dump, as git keeps it: the commit that ran, and
// one with another closure of the same kind before that of the leak.
func TestRevision(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("needs git to make a repository")
	}
	dir := t.TempDir()
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
