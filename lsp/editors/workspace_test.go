package editors

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

const (
	connections = 20000           // of the leaking worker: one closure each
	patience    = 5 * time.Minute // of a run; the drivers wait for one thing for less
	leakFile    = "lib/Helpers.pm"
	leakText    = "error => sub {"
	lensStart   = "20,000 closures alive · "
	chainEnd    = "the lexical %singleton of CODE(PP)"
	chainRoot   = "the symbol '&Helpers::redis'"
	holder      = "%singleton" // as the hover names it, in its chain or in the suspect
	holderRoot  = "&Helpers::redis"
)

// scratch is what the tests share. TestMain removes it.
var scratch string

func TestMain(m *testing.M) {
	os.Exit(run(m))
}

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "perlheap-editors-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() { _ = os.RemoveAll(dir) }()
	defer unshareRoots()
	// What an editor calls a path is free of symbolic links.
	if scratch, err = filepath.EvalSymlinks(dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return m.Run()
}

// missing skips a test, or fails it where everything has to be there.
func missing(t *testing.T, what, pkg string) {
	t.Helper()
	if os.Getenv("PERLHEAP_REQUIRE_TOOLS") == "1" {
		t.Fatalf("%s is missing: install %s", what, pkg)
	}
	t.Skipf("%s is missing: install %s to run this test", what, pkg)
}

// need finds a program of Debian.
func need(t *testing.T, program, pkg string) string {
	t.Helper()
	if testing.Short() {
		t.Skip("slow: it drives an editor")
	}
	path, err := exec.LookPath(program)
	if err != nil {
		missing(t, program, pkg)
	}
	return path
}

// needPerl wants a module for perl.
func needPerl(t *testing.T, module, pkg string) {
	t.Helper()
	perl := need(t, "perl", "perl")
	if err := exec.CommandContext(t.Context(), perl, "-M"+module, "-e1").Run(); err != nil {
		missing(t, module, pkg)
	}
}

var binary = sync.OnceValues(func() (string, error) {
	dir := filepath.Join(scratch, "bin")
	cmd := exec.Command("go", "build", "-o", filepath.Join(dir, "perlheap"), "../../cmd/perlheap")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0") // it runs in every root
	out, err := cmd.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	return dir, nil
})

// article is a dump of the leaking worker. It ran in a folder that is gone by
// now, as that of a production machine: the project has the sources elsewhere.
var article = sync.OnceValues(func() (string, error) {
	dir, dump := filepath.Join(scratch, "srv"), filepath.Join(scratch, "out.pmat")
	if err := copyArticle(dir); err != nil {
		return "", err
	}
	cmd := exec.Command("perl", "websocket-leak.pl", fmt.Sprint(connections), dump)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("websocket-leak.pl: %w\n%s", err, out)
	}
	return dump, os.RemoveAll(dir)
})

func copyArticle(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	source := filepath.Join("..", "..", "testdata", "article")
	if err := os.CopyFS(filepath.Join(dir, "lib"), os.DirFS(filepath.Join(source, "lib"))); err != nil {
		return err
	}
	text, err := os.ReadFile(filepath.Join(source, "websocket-leak.pl"))
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "websocket-leak.pl"), text, 0o644)
}

// place is where one editor runs: a home of its own, and a project with the
// leaking program and a dump of it.
type place struct {
	t    *testing.T
	home string
	dir  string // the project
	file string // the leaking file
	line int    // of leakText, 0-based
	env  []string
}

// workspace makes a place. The dump in it is packed, as people keep them.
func workspace(t *testing.T) *place {
	t.Helper()
	p := newPlace(t)
	dump, err := article()
	if err != nil {
		t.Fatal(err)
	}
	if err := copyArticle(p.dir); err != nil {
		t.Fatal(err)
	}
	p.file = filepath.Join(p.dir, filepath.FromSlash(leakFile))
	p.pack(dump, filepath.Join(p.dir, "dumps", "out.pmat.gz")) // where captures go, too
	p.line = p.lineOf(leakText)
	return p
}

// newPlace makes a home, and a project without a program.
func newPlace(t *testing.T) *place {
	t.Helper()
	needPerl(t, "Devel::MAT::Dumper", "libdevel-mat-dumper-perl")
	bin, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	base, err := os.MkdirTemp(scratch, "place-")
	if err != nil {
		t.Fatal(err)
	}
	p := &place{t: t, home: filepath.Join(base, "home"), dir: filepath.Join(base, "chat")}
	p.write(filepath.Join(p.dir, "cpanfile"), "requires 'Devel::MAT::Dumper';\n") // marks the root
	if err := os.Mkdir(filepath.Join(p.dir, "dumps"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"config", "cache", "data", "state", "run"} {
		if err := os.MkdirAll(filepath.Join(p.home, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	p.env = append(os.Environ(),
		"PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"), "HOME="+p.home,
		"XDG_CONFIG_HOME="+p.home+"/config", "XDG_CACHE_HOME="+p.home+"/cache", "XDG_DATA_HOME="+p.home+"/data",
		"XDG_STATE_HOME="+p.home+"/state", "XDG_RUNTIME_DIR="+p.home+"/run", "LC_ALL=C.UTF-8", "TERM=xterm-256color",
		"PERLHEAP_FACTS="+p.facts())
	return p
}

func (p *place) facts() string { return filepath.Join(p.home, "facts.json") }

func (p *place) write(path, text string) {
	p.t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		p.t.Fatal(err)
	}
}

// text reads a file.
func (p *place) text(path string) string {
	p.t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		p.t.Fatal(err)
	}
	return string(raw)
}

func (p *place) pack(from, to string) {
	p.t.Helper()
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	if _, err := z.Write([]byte(p.text(from))); err != nil {
		p.t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		p.t.Fatal(err)
	}
	p.write(to, b.String())
}

// git makes the project a repository, which some editors know projects by.
func (p *place) git() {
	p.t.Helper()
	p.run(here(need(p.t, "git", "git")), "init", "--quiet")
}

// lineOf is the 0-based line of a text in the leaking file.
func (p *place) lineOf(text string) int {
	p.t.Helper()
	before, _, ok := strings.Cut(p.text(p.file), text)
	if !ok {
		p.t.Fatalf("%s has no %q", leakFile, text)
	}
	return strings.Count(before, "\n")
}

// snippet is the absolute path of a configuration that the project recommends.
func snippet(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("..", "..", "testdata", "editors", name))
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// driver is the absolute path of a script of this package that drives an
// editor.
func driver(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// run runs an editor to its end, which has to come by itself, and ends with it
// whatever it started.
func (p *place) run(program editor, arguments ...string) (output string) {
	p.t.Helper()
	program.share(p.t)
	words := program.words(p.dir, arguments...)
	ctx, cancel := context.WithTimeout(p.t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, words[0], words[1:]...)
	cmd.Dir, cmd.Env = p.dir, p.env
	ownGroup(cmd)
	cmd.Cancel, cmd.WaitDelay = func() error { return killGroup(cmd.Process) }, time.Second
	var b bytes.Buffer
	cmd.Stdout, cmd.Stderr = &b, &b
	err := cmd.Run()
	if cmd.Process != nil {
		_ = killGroup(cmd.Process)
	}
	if ctx.Err() != nil {
		err = errors.New("it did not end in time")
	}
	if err != nil && !(filepath.Base(program.path) == "nvim" && brokenPipe(cmd)) {
		p.t.Fatalf("%s: %v\n%s", filepath.Base(program.path), err, &b)
	}
	return b.String()
}

// brokenPipe reports whether SIGPIPE ended a program. Neovim 0.10.4 was seen to
// end so in some runs of one test; why is not known, a write to a server that has
// ended is likely. The facts that it wrote down before are still demanded.
func brokenPipe(cmd *exec.Cmd) bool {
	if cmd.ProcessState == nil {
		return false
	}
	status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus)
	return ok && status.Signaled() && status.Signal() == syscall.SIGPIPE
}

// background starts a program that ends with the test, and with it whatever it
// started.
func (p *place) background(cmd *exec.Cmd) {
	p.t.Helper()
	ownGroup(cmd)
	if err := cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() {
		_ = killGroup(cmd.Process)
		_ = cmd.Wait()
	})
}

// read takes the facts that a driver wrote about what its editor shows.
func (p *place) read(facts any) {
	p.t.Helper()
	raw, err := os.ReadFile(p.facts())
	if err != nil {
		p.t.Fatalf("the driver wrote no facts: %v", err)
	}
	if testing.Verbose() {
		p.t.Logf("%s", raw)
	}
	if err := json.Unmarshal(raw, facts); err != nil {
		p.t.Fatalf("facts: %v\n%s", err, raw)
	}
}

// contains checks that a text has every part.
func contains(t *testing.T, what, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%s has no %q:\n%s", what, part, text)
		}
	}
}
