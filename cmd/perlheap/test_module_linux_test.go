package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// perlTests returns how a test in Perl is run with Test::PerlHeap as this program
// prints it.
func perlTests(t *testing.T) func(dir string, args ...string) (said string, ok bool) {
	t.Helper()
	requireTool(t, "perl", "perl", "-MTest::More", "-e1")
	binary := program(t)
	lib := t.TempDir()
	if err := os.MkdirAll(filepath.Join(lib, "Test"), 0o700); err != nil {
		t.Fatal(err)
	}
	module, errs, status := perlheap(t.Context(), "test-module")
	if status != 0 {
		t.Fatal(errs)
	}
	if err := os.WriteFile(filepath.Join(lib, "Test", "PerlHeap.pm"), []byte(module), 0o600); err != nil {
		t.Fatal(err)
	}
	return func(dir string, args ...string) (string, bool) {
		cmd := exec.CommandContext(t.Context(), args[0], args[1:]...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "PATH="+filepath.Dir(binary)+":"+os.Getenv("PATH"), "PERL5LIB="+lib, "PERLHEAP=")
		out, err := cmd.CombinedOutput()
		return string(out), err == nil
	}
}

// TestTestModule runs the tests of the distribution, and what it says, under
// several harnesses.
func TestTestModule(t *testing.T) {
	t.Parallel()
	run := perlTests(t)
	if said, ok := run("testmodule", "prove", "-l", "t"); !ok || strings.Contains(said, "skipped") {
		t.Errorf("prove: %s", said)
	}
	dir := t.TempDir()
	for name, text := range map[string]string{
		"leak.t": `use Test::More; use Test::PerlHeap; our %seen; my $n = 0;
			no_growth_ok { my $self = { id => $n++ }; $self->{me} = $self } 'cycles', keep => 'kept';
			no_growth_ok { $seen{"visit $n"} = [ $n++ ] } 'a table', root => [], keep => 'kept';
			done_testing;`,
		"healthy.t": `use Test::More tests => 3; use Test::PerlHeap; my (@ring, %cache); my $n = 0;
			no_growth_ok { my $self = { id => $n++ }; my $f = sub { $self->{id} }; $f->() } 'closures that go';
			no_growth_ok { push @ring, 'x' x 1000; shift @ring if @ring > 10 } 'a ring', count => 60;
			no_growth_ok { $cache{ $n++ % 15 } //= { big => 'x' x 100 } } 'a full cache';`,
		"gone.t":  `use Test::More; use Test::PerlHeap; no_growth_ok { rmdir 'gone' } 'no folder', keep => 'gone'; done_testing;`,
		"dies.t":  `use Test::More; use Test::PerlHeap; no_growth_ok { die "the block died\n" } 'it dies'; done_testing;`,
		"test2.t": `use Test2::V0; use Test::PerlHeap; no_growth_ok { my $x = 1 } 'nothing'; done_testing;`,
		"chld.t":  `use Test::More tests => 1; use Test::PerlHeap; $SIG{CHLD} = 'IGNORE'; $? = 7; no_growth_ok { 1 } 'children are reaped';`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	said, ok := run(dir, "perl", "leak.t")
	if ok {
		t.Errorf("leaks pass: %s", said)
	}
	for _, want := range []string{
		"not ok 1 - cycles\n", "at leak.t line 2.\n", "# leak.t line 2: ", "not ok 2 - a table\n", "# leak.t line 3: ", "held by %main::seen", "# 20 → 70 → 120, after the block ran 0, 50 and 100 times", "cure: ", "bytes retained", "\n1..2\n",
	} {
		if !strings.Contains(strings.ReplaceAll(said, "#   ", "# "), want) {
			t.Errorf("no %q in\n%s", want, said)
		}
	}
	if kept := matching(t, dir, "kept", "*.pmat"); len(kept) != 6 || !strings.Contains(said, "-2-after.pmat") {
		t.Errorf("kept are %v, said is\n%s", kept, said)
	}
	if said, ok := run(dir, "perl", "gone.t"); ok || !strings.Contains(said, "not ok 1 - no folder") || !strings.Contains(said, "no dump could be made: ") {
		t.Errorf("a dump that cannot be written: %s", said)
	}
	for _, args := range [][]string{{"perl", "healthy.t"}, {"prove", "healthy.t"}, {"prove", "chld.t"}, {"perl", "-T", "-e", "print 1"}} {
		if said, ok := run(dir, args...); !ok || strings.Contains(said, "skip") {
			t.Errorf("%v: %s", args, said)
		}
	}
	if said, ok := run(dir, "perl", "dies.t"); ok || !strings.Contains(said, "the block died") {
		t.Errorf("a block that dies: %s", said)
	}
	if _, ok := run(dir, "perl", "-MTest2::V0", "-e1"); ok {
		if said, ok := run(dir, "prove", "test2.t"); !ok {
			t.Errorf("Test2: %s", said)
		}
	} else {
		t.Log("Test2::V0 is not installed")
	}
	if _, ok := run(dir, "yath", "--version"); ok {
		if said, ok := run(dir, "yath", "test", "healthy.t"); !ok {
			t.Errorf("yath: %s", said)
		}
	} else {
		t.Log("yath is not installed")
	}
}

// untried are programs of the gallery that no test can run, or that it does not
// find.
var untried = map[string]string{
	"main-lexical":  "a program, no module",
	"modules":       "a program, no module",
	"unread-buffer": "perlheap check finds nothing in dumps of a test",
}

var wholeGallery = flag.Bool("gallery", false, "run Test::PerlHeap on every program of the gallery; it takes a minute")

// likeLeaks are healthy programs that keep something for a while: caches that fill,
// rings, sessions that end, structures with cycles that are cut.
var likeLeaks = []string{"innocent-cycles", "innocent-filling", "innocent-lazy-fields", "innocent-ring", "innocent-sessions"}

// inShort chooses programs of the gallery: one that leaks of each kind, and those of
// likeLeaks.
func inShort(t *testing.T, answers []string) (chosen []string) {
	t.Helper()
	kinds := map[string]bool{}
	for _, answer := range answers {
		name := filepath.Base(filepath.Dir(answer))
		raw, err := os.ReadFile(answer)
		var of struct{ Found struct{ Kind string } }
		if err == nil {
			err = json.Unmarshal(raw, &of)
		}
		if err != nil {
			t.Fatal(err)
		}
		if slices.Contains(likeLeaks, name) || !strings.HasPrefix(name, "innocent-") && untried[name] == "" && !kinds[of.Found.Kind] {
			chosen = append(chosen, answer)
			kinds[of.Found.Kind] = true
		}
	}
	if len(chosen) < len(likeLeaks)+6 {
		t.Errorf("only %v are chosen", chosen)
	}
	return chosen
}

// TestTestModuleOnGalleries: programs that leak fail, and healthy ones pass. The
// warm-up is that of the gallery; what fills a cache needs it. With -gallery it is all
// of them.
func TestTestModuleOnGalleries(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes ten seconds")
	}
	t.Parallel()
	run := perlTests(t)
	const program = `use Test::More; use Test::PerlHeap; unshift @INC, '.'; require App; my $n = 0;
		no_growth_ok { App->work($n++) } 'it', warmup => 50, count => 800; done_testing;`
	answers := matching(t, testdata, "leaks", "*", "answer.json")
	if !*wholeGallery {
		answers = inShort(t, answers)
	}
	for _, answer := range answers {
		dir := filepath.Dir(answer)
		name := filepath.Base(dir)
		if untried[name] != "" {
			continue
		}
		healthy := strings.HasPrefix(name, "innocent-")
		said, ok := run(dir, "perl", "-e", program)
		if strings.Contains(said, "skip") || strings.Contains(said, "could not tell") || ok != healthy {
			t.Errorf("%s: passed %t:\n%s", name, ok, said)
		}
	}
}

// TestTestModuleDistribution packs the distribution, and lets it build and test
// itself.
func TestTestModuleDistribution(t *testing.T) {
	t.Parallel()
	run := perlTests(t)
	if _, err := exec.LookPath("make"); err != nil {
		requireTool(t, "make", "make", "--version")
	}
	dir := t.TempDir()
	list, err := os.ReadFile("testmodule/MANIFEST")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range strings.Fields(string(list)) {
		text, err := os.ReadFile(filepath.Join("testmodule", name))
		if err == nil {
			err = os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o700)
		}
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name), text, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, step := range []string{"perl Makefile.PL", "make", "make test", "make install DESTDIR=" + filepath.Join(dir, "root")} {
		if said, ok := run(dir, strings.Fields(step)...); !ok || strings.Contains(said, "Warning") {
			t.Fatalf("%s: %s", step, said)
		}
	}
	if said, ok := run(dir, "podchecker", "lib/Test/PerlHeap.pm"); !ok && !strings.Contains(said, "not found") {
		t.Errorf("its POD: %s", said)
	}
	for _, path := range []string{"testmodule/lib/Test/PerlHeap.pm", "testmodule/Changes"} {
		text, err := os.ReadFile(path)
		if err != nil || !strings.Contains(string(text), "1.000") {
			t.Error(fmt.Errorf("%s has not the version: %w", path, err))
		}
	}
}
