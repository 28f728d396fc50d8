package main

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/series"
)

// threads starts a perl with a thread for each number, that has as many objects.
// It says "go" then, and after each line that it reads; a number in a line ends that
// thread.
func threads(t *testing.T, sizes ...string) (pid string, say func(line string)) {
	t.Helper()
	requireTool(t, "perl", "perl", "-e1")
	if exec.Command("perl", "-Mthreads", "-e1").Run() != nil {
		t.Skip("this perl has no threads")
	}
	cmd := exec.Command("perl", "-e", `use threads; use threads::shared; my ($ready, %end) :shared; share(%end); our @mine = (0) x 7; $ready = 0;
		my %of = map { my $n = $_; $n => threads->create(sub { our @mine = map { bless [], "Mine" } 1 .. $n; lock $ready; $ready++; cond_broadcast $ready; cond_wait $ready until $end{$n} }) } @ARGV;
		{ lock $ready; cond_wait $ready while $ready < @ARGV }
		$| = 1; print "go\n";
		while (my $n = <STDIN>) { chomp $n; if ($of{$n}) { { lock $ready; $end{$n} = 1; cond_broadcast $ready } (delete $of{$n})->join } print "go\n" }
		$_->detach for values %of`, "--")
	cmd.Args = append(cmd.Args, sizes...)
	in, out := startTalking(t, cmd)
	awaitLine(t, out)
	return strconv.Itoa(cmd.Process.Pid), func(line string) {
		t.Helper()
		if _, err := io.WriteString(in, line+"\n"); err != nil {
			t.Fatal(err)
		}
		awaitLine(t, out)
	}
}

// objectsIn counts the objects of class Mine in each of some dumps, sorted.
func objectsIn(t *testing.T, dumps []string) (counts []int) {
	t.Helper()
	for _, dump := range dumps {
		out, errs, status := perlheap(t.Context(), "find", dump, "blessed", "Mine")
		if status != 0 {
			t.Fatal(errs)
		}
		counts = append(counts, strings.Count(out, "=Mine at "))
	}
	slices.Sort(counts)
	return counts
}

// A watch of all interpreters records each as a series of its own, which goes on
// when another thread has ended, although numbers have changed then. Of that thread
// the newest dumps remain.
func TestWatchInterpreters(t *testing.T) {
	pid, say := threads(t, "10", "20", "30")
	dir := t.TempDir()
	if errs, status := watchFor(t, pid, dir, 2, "--interpreter", "all", "--keep", "1"); status != 0 || strings.Count(errs, ", point 2: ") != 4 {
		t.Fatalf("status %d: %s", status, errs)
	}
	if got := objectsIn(t, matching(t, dir, "*-i?-0002.pmat")); !slices.Equal(got, []int{0, 10, 20, 30}) {
		t.Fatalf("the series have %v objects", got)
	}
	if list := matching(t, dir, "*.pmat"); len(list) != 4 {
		t.Errorf("dumps are %q", list)
	}
	second := matching(t, dir, "*-i2-0002.pmat")
	gone := objectsIn(t, second)[0]
	say(strconv.Itoa(gone))
	if errs, status := watchFor(t, pid, dir, 2, "--interpreter", "all", "--keep", "1"); status != 0 || strings.Count(errs, ", point 4: ") != 3 {
		t.Fatalf("status %d: %s", status, errs)
	}
	for _, path := range matching(t, dir, "*"+series.Ending) {
		want := 4
		if strings.Contains(path, "-i2") {
			want = 2
		}
		s, err := series.Read(path, 4)
		if err != nil || s.Count != want {
			t.Errorf("%s: %v, %d points", path, err, s.Count)
			continue
		}
		if first, last := s.Points[0], s.Points[want-1]; len(first.Objects()) != len(last.Objects()) {
			t.Errorf("%s begins with one interpreter and ends with another", path)
		}
	}
	if got := objectsIn(t, matching(t, dir, "*.pmat")); !slices.Equal(got, []int{0, 10, 20, 30}) {
		t.Errorf("the dumps have %v objects", got)
	}
	if _, errs, status := perlheap(t.Context(), "growth", dir); status != 1 || !strings.Contains(errs, "several series in this folder, of different processes or interpreters") {
		t.Errorf("status %d: %s", status, errs)
	}
	if out, errs, status := perlheap(t.Context(), "growth", matching(t, dir, "*-i1"+series.Ending)[0]); status != 0 {
		t.Errorf("status %d: %s%s", status, out, errs)
	}
}

// A watch of one interpreter records that one alone; a number that there is not is
// reported.
func TestWatchOneInterpreter(t *testing.T) {
	pid, _ := threads(t, "10")
	dir := t.TempDir()
	if errs, status := watchFor(t, pid, dir, 1, "--interpreter", "2"); status != 0 {
		t.Fatal(errs)
	}
	if got := objectsIn(t, matching(t, dir, "*.pmat")); !slices.Equal(got, []int{10}) {
		t.Errorf("it has %v objects", got)
	}
	if errs, status := watchFor(t, pid, dir, 1, "--interpreter", "3"); status != 1 || !strings.Contains(errs, "has 2 interpreters: there is no number 3") {
		t.Errorf("status %d: %s", status, errs)
	}
	for _, command := range [][]string{{"watch", pid, "--out", dir, "--interpreter", "none"}, {"run", "--on", "USR2", "-o", dir, "--interpreter", "none", "perl"}, {"capture", pid, "-o", filepath.Join(dir, "x.pmat"), "--interpreter", "none"}} {
		if _, errs, status := perlheap(t.Context(), command...); status != 2 || !strings.Contains(errs, "a number from 1, or all") {
			t.Errorf("%q: status %d: %s", command, status, errs)
		}
	}
}

// A program that is run is captured with all of its interpreters, or with one.
func TestRunInterpreters(t *testing.T) {
	requireTool(t, "perl", "perl", "-e1")
	if exec.Command("perl", "-Mthreads", "-e1").Run() != nil {
		t.Skip("this perl has no threads")
	}
	const program = `use threads; use threads::shared; my $done :shared = 0;
		my $t = threads->create(sub { our @mine = map { bless [], "Mine" } 1 .. 10; lock $done; $done++; cond_signal $done; cond_wait $done until $done > 1 });
		{ lock $done; cond_wait $done until $done }
		kill USR2 => getppid;
		for (1 .. 6000) { last if glob $ARGV[0]; select undef, undef, undef, .01 }
		{ lock $done; $done++; cond_signal $done } $t->join`
	for which, want := range map[string][]int{"all": {0, 10}, "2": {10}, "1": {0}} {
		dir := t.TempDir()
		awaited := filepath.Join(dir, "*-1.pmat.origin.json")
		if which == "all" {
			awaited = filepath.Join(dir, "*-1-i2.pmat.origin.json")
		}
		cmd := exec.Command(os.Args[0], "run", "--on", "USR2", "--interpreter", which, "-o", dir, "--", "perl", "-e", program, awaited)
		cmd.Env = append(os.Environ(), asPerlheap+"=1")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%v: %s", err, out)
		}
		if got := objectsIn(t, matching(t, dir, "*.pmat")); !slices.Equal(got, want) {
			t.Errorf("--interpreter %s: they have %v objects", which, got)
		}
	}
}
