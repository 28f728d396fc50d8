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
// prints it. Words with = before the command are its variables.
func perlTests(t *testing.T) func(dir string, args ...string) (said string, ok bool) {
	t.Helper()
	requireTool(t, "perl", "perl", "-MTest::More", "-e1")
	binary := program(t)
	lib := t.TempDir()
	module, errs, status := perlheap(t.Context(), "test-module")
	if status != 0 {
		t.Fatal(errs)
	}
	writeTree(t, lib, map[string]string{"Test/PerlHeap.pm": module})
	return func(dir string, args ...string) (string, bool) {
		var env []string
		for len(args) > 0 && strings.Contains(args[0], "=") {
			env, args = append(env, args[0]), args[1:]
		}
		cmd := exec.CommandContext(t.Context(), args[0], args[1:]...)
		cmd.Dir = dir
		cmd.Env = append(append(os.Environ(), "PATH="+filepath.Dir(binary)+":"+os.Getenv("PATH"), "PERL5LIB="+lib, "PERLHEAP="), env...)
		out, err := cmd.CombinedOutput()
		return string(out), err == nil
	}
}

// writeTree writes files, by their paths below a folder.
func writeTree(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, content := range files {
		path := filepath.Join(dir, name)
		err := os.MkdirAll(filepath.Dir(path), 0o700)
		if err == nil {
			err = os.WriteFile(path, []byte(content), 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
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
	writeTree(t, dir, map[string]string{
		"leak.t": `use Test::More; use Test::PerlHeap; our %seen; my $n = 0;
			no_growth_ok { my $self = { id => $n++ }; $self->{me} = $self } 'cycles', keep => 'kept';
			no_growth_ok { $seen{"visit $n"} = [ $n++ ] } 'a table', root => [], keep => 'kept';
			done_testing;`,
		"healthy.t": `use Test::More tests => 3; use Test::PerlHeap; my (@ring, %cache); my $n = 0;
			no_growth_ok { my $self = { id => $n++ }; my $f = sub { $self->{id} }; $f->() } 'closures that go';
			no_growth_ok { push @ring, 'x' x 1000; shift @ring if @ring > 10 } 'a ring', count => 60;
			no_growth_ok { $cache{ $n++ % 15 } //= { big => 'x' x 100 } } 'a full cache';`,
		"gone.t": `use Test::More; use Test::PerlHeap; no_growth_ok { rmdir 'gone' } 'no folder', keep => 'gone'; done_testing;`,
		"dies.t": `use Test::More; use Test::PerlHeap; no_growth_ok { die "the block died\n" } 'it dies'; done_testing;`,
		"chld.t": `use Test::More tests => 1; use Test::PerlHeap; $SIG{CHLD} = 'IGNORE'; $? = 7; no_growth_ok { 1 } 'children are reaped';`,
	})
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
}

// TestTestModuleUnderTest2: Test2 and yath encode what is said, Test::More does not.
func TestTestModuleUnderTest2(t *testing.T) {
	run := perlTests(t)
	requireTool(t, "Test2::V0", "perl", "-MTest2::V0", "-e1")
	requireTool(t, "yath", "yath", "--version")
	requireTool(t, "Moo", "perl", "-MMoo", "-e1")
	dir := t.TempDir()
	writeTree(t, dir, map[string]string{
		"lib/Zoo.pm": `package Animal; use Moo; has keeper => (is => 'rw');
package WeakAnimal; use Moo; has keeper => (is => 'rw', weak_ref => 1);
package Keeper; use Moo; has animals => (is => 'ro', default => sub { [] });
sub adopt { my ($self, $animal) = @_; push @{ $self->animals }, $animal; $animal->keeper($self); return }
1;`,
		"zoo.t": `use Test2::V0; use lib 'lib'; use Zoo; use Test::PerlHeap;
no_growth_ok { Keeper->new->adopt(WeakAnimal->new) } 'weak';
no_growth_ok { Keeper->new->adopt(Animal->new) } 'strong';
done_testing;`,
	})
	for _, harness := range [][]string{{"perl"}, {"prove"}, {"yath", "test"}} {
		said, ok := run(dir, append(harness, "zoo.t")...)
		for _, want := range []string{"Failed test 'strong'", "lib/Zoo.pm line 1: {keeper} of Animal leads back to it", "20 → 70 → 120, after the block ran", "Animal ->{keeper} → Keeper\n", "cure: declare {keeper} of Animal weak"} {
			if ok || !strings.Contains(said, want) || strings.Contains(said, "Failed test 'weak'") || strings.Contains(said, "skip") {
				t.Errorf("%v: there is no %q in\n%s", harness, want, said)
			}
		}
	}
}

// TestTestModuleOnItsCopy: where only parents may look into processes, a copy is
// captured; and the test is skipped where nothing may.
func TestTestModuleOnItsCopy(t *testing.T) {
	run := perlTests(t)
	dir := t.TempDir()
	writeTree(t, dir, map[string]string{
		"leak.t": `use Test::More; use Test::PerlHeap; our @kept; my $n = 0;
END { print "# the end\n" }
no_growth_ok { push @kept, { id => $n++ } } 'it', keep => 'kept'; done_testing;`,
		"parents-only": `#!/bin/sh
[ "$1" != capture ] || [ "$(cut -d ' ' -f 4 "/proc/$2/stat")" = $$ ] || { echo "perlheap: $2 may not be read" >&2; exit 1; }
exec perlheap "$@"`,
		"nobody":                      "#!/bin/sh\necho 'perlheap: naïve' >&2; exit 1",
		"without/Devel/MAT/Dumper.pm": "die 'not installed'",
	})
	for _, script := range []string{"parents-only", "nobody"} {
		if err := os.Chmod(filepath.Join(dir, script), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	said, ok := run(dir, "PERLHEAP=./parents-only", "perl", "-Iwithout", "leak.t")
	if ok || !strings.Contains(said, "leak.t line 3: ") || !strings.Contains(said, "20 → 70 → 120") || strings.Count(said, "# the end") != 1 {
		t.Errorf("its copy: %s", said)
	}
	if captured := matching(t, dir, "kept", "*.origin.json"); len(captured) != 3 {
		t.Errorf("captured are %v", captured)
	}
	said, ok = run(dir, "PERLHEAP=./nobody", "perl", "-Iwithout", "leak.t")
	if want := "ok 1 # skip it: no dump can be made of this process from outside (naïve), and Devel::MAT::Dumper is not installed\n"; !ok || !strings.Contains(said, want) {
		t.Errorf("without a way: %s", said)
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
	distribution := map[string]string{}
	for _, name := range strings.Fields(string(list)) {
		text, err := os.ReadFile(filepath.Join("testmodule", name))
		if err != nil {
			t.Fatal(err)
		}
		distribution[name] = string(text)
	}
	writeTree(t, dir, distribution)
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
