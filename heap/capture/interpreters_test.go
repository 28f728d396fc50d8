package capture

import (
	"bufio"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap"
)

// Each thread of Perl's has a heap of its own: all of them are found, in a process
// and in a core, each with what its thread made, and none after its thread has
// ended.
func TestInterpreters(t *testing.T) {
	requireThreads(t)
	cmd := exec.Command("perl", "-e", `use threads; use threads::shared; my $ready :shared = 0; our @mine = (0) x 7;
		threads->create(sub { our @mine = (1) x 77 })->join;
		my @all = map { threads->create(sub { our @mine = (1) x (1000 * $_[0]); { lock $ready; $ready++; cond_signal $ready } sleep 1000 }, $_) } 1 .. 3;
		{ lock $ready; cond_wait $ready while $ready < 3 } $| = 1; print "go\n"; sleep 1000`)
	in, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	if !bufio.NewScanner(in).Scan() {
		t.Fatal("the program did not begin")
	}
	untilAsleep(t, cmd.Process.Pid)
	mine := func(path string) int {
		t.Helper()
		h, err := heap.Open(t.Context(), path, heap.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer h.Close() //nolint:errcheck // it is only read
		sv, err := h.Symbols().Find("@main::mine")
		if err != nil {
			t.Fatal(err)
		}
		elems, err := h.Elems(sv)
		if err != nil {
			t.Fatal(err)
		}
		return len(elems)
	}
	dir, pid := t.TempDir(), cmd.Process.Pid
	check := func(what string, n int, err error) {
		t.Helper()
		if err != nil || n != 4 {
			t.Fatalf("%s: %d interpreters, %v", what, n, err)
		}
		var lengths []int
		for i := range n {
			lengths = append(lengths, mine(filepath.Join(dir, fmt.Sprintf("%s-%d.pmat", what, i+1))))
		}
		main := lengths[0]
		slices.Sort(lengths)
		if main != 7 || !slices.Equal(lengths, []int{7, 1000, 2000, 3000}) {
			t.Errorf("%s: they have %v, that of the main thread %d", what, lengths, main)
		}
	}
	named := func(what string) func(Interpreter) string {
		return func(i Interpreter) string { return filepath.Join(dir, fmt.Sprintf("%s-%d.pmat", what, i.Number)) }
	}
	all, err := ToFiles(t.Context(), pid, named("live"), PackNone, Options{Describe: true, Interpreter: AllInterpreters})
	check("live", len(all), err)
	for _, s := range all {
		if s.SVs != s.Count || s.Unreadable != 0 || s.Origin.PID != pid {
			t.Errorf("captured %+v", s)
		}
	}
	one := filepath.Join(dir, "one.pmat")
	if _, err := ToFile(t.Context(), pid, one, PackNone, Options{Interpreter: 3}); err != nil || mine(one) != mine(named("live")(Interpreter{Number: 3})) {
		t.Errorf("number 3: %v", err)
	}
	if _, err := ToFile(t.Context(), pid, one, PackNone, Options{Interpreter: 5}); err == nil || !strings.Contains(err.Error(), "has 4 interpreters: there is no number 5") {
		t.Errorf("number 5: %v", err)
	}
	if _, err := exec.LookPath("gcore"); err != nil {
		t.Skip(err)
	}
	core := filepath.Join(dir, "core")
	if out, err := exec.Command("gcore", "-o", core, strconv.Itoa(pid)).CombinedOutput(); err != nil {
		t.Skipf("%v: %s", err, out)
	}
	list, err := CoreToFiles(t.Context(), core+"."+strconv.Itoa(pid), named("core"), PackNone, CoreOptions{Interpreter: AllInterpreters})
	check("core", len(list), err)
}

func requireThreads(t *testing.T) {
	t.Helper()
	if err := exec.Command("perl", "-Mthreads", "-e1").Run(); err != nil {
		t.Skip("this perl has no threads")
	}
}
