package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/perlheap/perlheap/heap/series"
	"github.com/perlheap/perlheap/heap/wire"
)

// leak is a perl that leaks when it is told to, and else waits.
type leak struct {
	pid  string
	in   io.Writer
	out  *bufio.Reader
	kill func()
}

func startLeak(t *testing.T) *leak {
	t.Helper()
	requireTool(t, "perl", "perl", "-e1")
	cmd := exec.Command("perl", "-e", `$| = 1; $0 = "svc --password=hunter2"; our (@kept, %by); my $i;
		while (<STDIN>) { for (1 .. 200) { my $n = ++$i; push @kept, sub { $n }; $by{"secret$n"} = bless [$n], "Kept" } print "go\n" }`)
	in, out := startTalking(t, cmd)
	l := &leak{strconv.Itoa(cmd.Process.Pid), in, out, func() { _ = cmd.Process.Kill(); _ = cmd.Wait() }}
	l.more(t)
	return l
}

// more has it leak some objects and closures.
func (l *leak) more(t *testing.T) {
	t.Helper()
	if _, err := io.WriteString(l.in, "go\n"); err != nil {
		t.Fatal(err)
	}
	awaitLine(t, l.out)
}

// leaking starts a perl that has leaked, and gives its PID and how to end it.
func leaking(t *testing.T) (pid string, kill func()) {
	t.Helper()
	l := startLeak(t)
	return l.pid, l.kill
}

func matching(t *testing.T, parts ...string) []string {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(parts...))
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// heldHeaps counts the heaps that this process holds for their index. Commands
// that other tests ran may have left some.
func heldHeaps() int {
	n := 0
	keeping.Range(func(any, any) bool { n++; return true })
	return n
}

// A watch keeps the newest dumps, a profile each and a series of all; growth,
// report and pprof read them. It goes on where it stopped, and another process is
// another series.
func TestWatch(t *testing.T) {
	before := heldHeaps()
	leak := startLeak(t)
	pid := leak.pid
	dir := filepath.Join(t.TempDir(), "watched")
	watch := func(args ...string) string {
		t.Helper()
		out, errs, status := perlheap(t.Context(), append([]string{"watch", "--out", dir, "--every", "30ms", "--keep", "2"}, args...)...)
		if status != 0 || out != "" {
			t.Fatalf("status %d: %s%s", status, out, errs)
		}
		return errs
	}
	if errs := watch(pid, "--count", "4"); !strings.Contains(errs, "point 4: ") || !strings.Contains(errs, "stopped for ") {
		t.Errorf("it says %q", errs)
	}
	of := matching(t, dir, pid+"-*"+series.Ending)
	if dumps, profiles, descriptions := matching(t, dir, "*.pmat"), matching(t, dir, "*.pb.gz"), matching(t, dir, "*.origin.json"); len(of) != 1 || len(dumps) != 2 || len(profiles) != 4 || len(descriptions) != 2 || !strings.HasSuffix(dumps[1], "-0004.pmat") {
		t.Fatalf("there are %q, %q, %q, %q", of, dumps, profiles, descriptions)
	}
	for _, path := range matching(t, dir, "*") {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", path, info.Mode(), err)
		}
	}
	if text, err := os.ReadFile(of[0]); err != nil || bytes.Contains(text, []byte("secret")) || bytes.Contains(text, []byte("hunter2")) {
		t.Errorf("the series tells a key or an argument: %v", err)
	}
	if n := heldHeaps(); n > before {
		t.Errorf("%d heaps that were closed are still held", n-before)
	}
	leak.more(t)
	watch(pid, "--count", "2")
	s, err := series.Read(of[0], 10)
	if err != nil || s.Count != 6 {
		t.Fatalf("%v: %d points after a second watch", err, s.Count)
	}

	out, errs, status := perlheap(t.Context(), "growth", dir, "--json")
	var g wire.Growth
	if err := json.Unmarshal([]byte(out), &g); err != nil || status != 0 || len(g.Dumps) != 6 || g.Dumps[0].Time == nil || g.Dumps[0].Dump != "" || !strings.HasSuffix(g.Dumps[5].Dump, "-0006.pmat") || !g.ByShape {
		t.Errorf("%v: %s%s", err, out, errs)
	}
	grown := func(list []wire.Track, name string) bool {
		for _, track := range list {
			if strings.Contains(track.Name, name) && track.Bytes[5] > track.Bytes[0] {
				return true
			}
		}
		return false
	}
	if !grown(g.Classes, "Kept") || !grown(g.Lines, "") || !grown(g.Holders, "@main::kept → […] sub -e:2") || !grown(g.Holders, "{…} Kept") {
		t.Errorf("growth finds %+v", g)
	}
	if text, _, status := perlheap(t.Context(), "growth", of[0], matching(t, dir, "*-0006.pmat")[0]); status != 0 || strings.Count(text, "\n  ") < 6 || strings.Contains(text, "secret") {
		t.Errorf("of the series beside a dump that it has: %s", text)
	}
	page := filepath.Join(t.TempDir(), "page.html")
	if _, errs, status := perlheap(t.Context(), "report", dir, "-o", page); status != 0 {
		t.Fatalf("status %d: %s", status, errs)
	}
	if text, err := os.ReadFile(page); err != nil || !strings.Contains(string(text), "over 6 points") || !strings.Contains(string(text), "2 dumps of one process") || !strings.Contains(string(text), "heads of SVs") || strings.Contains(string(text), "secret") {
		t.Errorf("%v: the page does not have the course", err)
	}

	leak.kill()
	other, killOther := leaking(t)
	watch(other, "--count", "1")
	if _, errs, status := perlheap(t.Context(), "growth", dir); status != 1 || !strings.Contains(errs, "several series") || !strings.Contains(errs, other+"-") {
		t.Errorf("of two processes: status %d, %s", status, errs)
	}
	if _, errs, status := perlheap(t.Context(), append([]string{"growth"}, matching(t, dir, "*"+series.Ending)...)...); status != 1 || !strings.Contains(errs, "not a dump of the same process") {
		t.Errorf("of two series: status %d, %s", status, errs)
	}
	go func() { // it ends after another point
		defer killOther()
		for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
			if list, _ := filepath.Glob(filepath.Join(dir, other+"-*-0002.pb.gz")); len(list) > 0 {
				return
			}
		}
	}()
	if errs := watch(other); strings.Count(errs, "process "+other+" has ended") != 1 || !strings.Contains(errs, "has ended; recorded in ") {
		t.Errorf("at the end: %q", errs)
	}
}

func TestProgramWord(t *testing.T) {
	for command, want := range map[string]string{
		"/opt/svc.pl --db-password=hunter2": "svc.pl", "svc.pl": "svc.pl", "-e": "-e", "": "", "worker: user bob": "worker:", "/usr/bin/perl -w": "perl",
	} {
		if got := programWord(command); got != want {
			t.Errorf("%q: %q, want %q", command, got, want)
		}
	}
}

// What fails once is said, and the watch goes on; a second one in the way is not
// overwritten.
func TestWatchGoesOn(t *testing.T) {
	pid, _ := leaking(t)
	dir := t.TempDir()
	if _, errs, status := perlheap(t.Context(), "watch", pid, "--out", dir, "--every", "10ms", "--count", "1"); status != 0 {
		t.Fatal(errs)
	}
	next := strings.Replace(matching(t, dir, "*.pmat")[0], "-0001", "-0002", 1)
	if err := os.Mkdir(next, 0o700); err != nil {
		t.Fatal(err)
	}
	_, errs, status := perlheap(t.Context(), "watch", pid, "--out", dir, "--every", "10ms", "--count", "3")
	if status != 1 || strings.Count(errs, "is a directory") != 3 || !strings.Contains(errs, "nothing was captured") {
		t.Errorf("status %d: %s", status, errs)
	}
	for _, c := range []struct {
		args   []string
		status int
		says   string
	}{
		{[]string{pid}, 2, "--out"},
		{[]string{pid, "--out", dir, "--every", "0s"}, 2, "--every"},
		{[]string{pid, "--out", dir, "--keep", "-1"}, 2, "--keep"},
		{[]string{"x", "--out", dir}, 2, "PID"},
		{[]string{"999999999", "--out", dir}, 1, "there is no process 999999999"},
		{[]string{strconv.Itoa(os.Getppid()), "--out", dir}, 1, "no perl interpreter"},
	} {
		if _, errs, status := perlheap(t.Context(), append([]string{"watch"}, c.args...)...); status != c.status || !strings.Contains(errs, c.says) {
			t.Errorf("%q: status %d, %s; want %d, %q", c.args, status, errs, c.status, c.says)
		}
	}
}

// An interrupt leaves no half of anything.
func TestWatchInterrupted(t *testing.T) {
	pid, _ := leaking(t)
	for i := range 5 {
		dir := t.TempDir()
		cmd := exec.Command(os.Args[0], "watch", pid, "--out", dir, "--every", "1ms", "--keep", "1000")
		cmd.Env = append(os.Environ(), asPerlheap+"=1")
		var errs bytes.Buffer
		cmd.Stderr = &errs
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		for deadline := time.Now().Add(time.Minute); len(matching(t, dir, "*"+series.Ending)) == 0; time.Sleep(time.Millisecond) {
			if time.Now().After(deadline) {
				_ = cmd.Process.Kill()
				t.Fatal("nothing was captured")
			}
		}
		time.Sleep(time.Duration(17*i) * time.Millisecond)
		_ = cmd.Process.Signal(syscall.SIGINT)
		if err := cmd.Wait(); err != nil || !strings.Contains(errs.String(), "no longer watching") {
			t.Errorf("%v: %s", err, &errs)
		}
		s, err := series.Read(matching(t, dir, "*"+series.Ending)[0], 1)
		if err != nil {
			t.Fatal(err)
		}
		if dumps := matching(t, dir, "*.pmat"); len(dumps) != s.Count {
			t.Errorf("%d points and %d dumps", s.Count, len(dumps))
		}
		if hidden := matching(t, dir, ".*"); len(hidden) > 0 {
			t.Errorf("left are %q", hidden)
		}
	}
}

// On a disk that is full the oldest dumps make room.
func TestWatchDiskFull(t *testing.T) {
	pid, _ := leaking(t)
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=1m"); err != nil {
		t.Skipf("no file system can be mounted: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	_, errs, status := perlheap(t.Context(), "watch", pid, "--out", dir, "--every", "10ms", "--count", "12", "--keep", "100")
	if status != 0 || !strings.Contains(errs, "the disk is full: ") {
		t.Fatalf("status %d: %s", status, errs)
	}
	s, err := series.Read(matching(t, dir, "*"+series.Ending)[0], 1)
	if err != nil || s.Count != 12 {
		t.Fatalf("%v: %d points; it says %s", err, s.Count, errs)
	}
	dumps := matching(t, dir, "*.pmat")
	if len(dumps) == 0 || len(dumps) == 12 || !strings.HasSuffix(dumps[len(dumps)-1], fmt.Sprintf("-%04d.pmat", s.Count)) {
		t.Errorf("left are %q", dumps)
	}
}
