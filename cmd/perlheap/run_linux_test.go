package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestRun: the program has its input and output, gets the signals, and gives its
// status; at the one signal it and its child are captured.
func TestRun(t *testing.T) {
	requireTool(t, "perl", "perl", "-e1")
	dir := filepath.Join(t.TempDir(), "dumps")
	cmd := exec.Command(os.Args[0], "run", "--on", "usr2", "-o", dir, "--zstd", "--", "perl", "-e", `$| = 1; our @kept = map { my $n = $_; sub { $n } } 1 .. 40;
		my $pid = fork // die; if (!$pid) { sleep 1000; exit }
		$SIG{USR1} = sub { print "usr1\n" }; $SIG{USR2} = sub { print "usr2\n" }; $SIG{TERM} = sub { kill KILL => $pid; exit 7 };
		print "read $_" for scalar <STDIN>; print "child $pid\n"; sleep 1000 while 1`)
	cmd.Env = append(os.Environ(), asPerlheap+"=1") // what it does with signals is seen from outside only
	cmd.Stdin = strings.NewReader("a line\n")
	var errs bytes.Buffer
	out, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close() //nolint:errcheck // it is read
	cmd.Stdout, cmd.Stderr = out, &errs
	written := func() string { text, _ := os.ReadFile(out.Name()); return string(text) }
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	until := func(what string, ready func() bool) {
		t.Helper()
		for deadline := time.Now().Add(time.Minute); !ready(); time.Sleep(10 * time.Millisecond) {
			if time.Now().After(deadline) {
				_ = cmd.Process.Kill()
				t.Fatalf("%s did not happen", what)
			}
		}
	}
	dumps := func(n string) []string {
		list, _ := filepath.Glob(filepath.Join(dir, "*-"+n+".pmat.zst"))
		return list
	}
	until("the program", func() bool { return strings.Contains(written(), "child") })
	for _, n := range []string{"1", "2"} {
		if err := cmd.Process.Signal(syscall.SIGUSR2); err != nil {
			t.Fatal(err)
		}
		until("capture "+n, func() bool { return len(dumps(n)) == 2 })
	}
	_ = cmd.Process.Signal(syscall.SIGUSR1)
	until("the signal", func() bool { return strings.HasSuffix(written(), "\nusr1\n") })
	_ = cmd.Process.Signal(syscall.SIGTERM)
	_ = cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != 7 {
		t.Errorf("status %d, not that of the program: %s", code, &errs)
	}
	child, ok := strings.CutPrefix(written(), "read a line\nchild ")
	child, _, _ = strings.Cut(child, "\n")
	if !ok || strings.Contains(written(), "usr2") {
		t.Errorf("the program wrote %q", written())
	}
	if summary, _, status := perlheap(t.Context(), "show", filepath.Join(dir, child+"-2.pmat.zst"), "@main::kept"); status != 0 || !strings.Contains(summary, "ARRAY(40)") {
		t.Errorf("the dump of the child has %s", summary)
	}
}

func exists(path string) bool { _, err := os.Stat(path); return err == nil }

func TestRunStatus(t *testing.T) {
	requireTool(t, "perl", "perl", "-e1")
	t.Chdir(t.TempDir())
	for _, c := range []struct {
		args   []string
		status int
		says   string
	}{
		{[]string{"--every", "1h", "--", "perl", "-e", "exit 3"}, 3, ""},
		{[]string{"--every", "1h", "perl", "-e", "exit 0", "x", "--every"}, 0, ""},
		{[]string{"--every", "1h", "--", "perl", "-e", "kill TERM => $$; sleep 10"}, 128 + int(syscall.SIGTERM), ""},
		{[]string{"--every", "1h", "--", "./none"}, 1, "no such file"},
		{[]string{"--every", "1h"}, 2, "PROGRAM is missing"},
		{[]string{"perl"}, 2, "say when"},
		{[]string{"--on", "KILL", "perl"}, 2, "no signal that can be waited for"},
		{[]string{"--on", "NONE", "perl"}, 2, "no signal that can be waited for"},
		{[]string{"--on", "USR1", "--gzip", "--zstd", "perl"}, 2, "exclude each other"},
	} {
		_, errs, status := perlheap(t.Context(), append([]string{"run"}, c.args...)...)
		if status != c.status || !strings.Contains(errs, c.says) {
			t.Errorf("run %q: status %d, %q; want %d and %q", c.args, status, errs, c.status, c.says)
		}
	}
	if _, errs, status := perlheap(t.Context(), "run", "--every", "30ms", "--", "perl", "-e", "$x = 'x' x 10; select undef, undef, undef, .1 for 1 .. 20"); status != 0 {
		t.Fatalf("status %d: %s", status, errs)
	}
	list, _ := filepath.Glob("dumps/*-1.pmat")
	if len(list) != 1 {
		t.Errorf("every 30 ms there are %q", list)
		return
	}
	pid := strings.TrimSuffix(filepath.Base(list[0]), "-1.pmat")
	if _, err := strconv.Atoi(pid); err != nil || !exists("dumps/"+pid+"-2.pmat") {
		t.Errorf("there is no second dump of %s", pid)
	}
}
