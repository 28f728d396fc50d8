package main

import (
	"bytes"
	"errors"
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
		{[]string{"--every", "1h", "--", "./none"}, 127, "./none was not started: no such file"},
		{[]string{"--at-exit", "--", "none-of-this-name"}, 127, "none-of-this-name was not started: executable file not found"},
		{[]string{"--at-exit", "--", "/etc/passwd"}, 126, "/etc/passwd was not started: permission denied"},
		{[]string{"--every", "1h", "--", "perl", "-e1"}, 0, "nothing was captured: the program ended before the first TIME of --every; --at-exit"},
		{[]string{"--on", "usr1", "--", "perl", "-e1"}, 0, "nothing was captured: no signal SIGUSR1 came"},
		{[]string{"--every", "5", "--", "perl", "-e1"}, 2, "--every 5 is no time; give one such as 30s"},
		{[]string{"--every", "1h"}, 2, "PROGRAM is missing"},
		{[]string{"perl"}, 2, "say when"},
		{[]string{"--on", "KILL", "perl"}, 2, "is not a signal perlheap can wait for"},
		{[]string{"--on", "NONE", "perl"}, 2, "is not a signal perlheap can wait for"},
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

// At its end a program is captured with its objects, before END blocks run; so
// are its children, and what a signal ends. Status, input and signals pass.
func TestRunAtExit(t *testing.T) {
	requireTool(t, "perl", "perl", "-e1")
	const kept = `our @kept = map { bless [$_], "Kept" } 1 .. 40; our $ended = 0; END { $ended = "yes"; print "end\n" } sub Kept::DESTROY { } `
	for _, c := range []struct {
		name, program string
		status, dumps int
	}{
		{"exit", `exit 3`, 3, 1},
		{"input", `print scalar <STDIN>`, 0, 1},
		{"children", `for (1, 2) { defined(my $pid = fork) or die; exit 0 if !$pid } 1 while wait > 0`, 0, 3},
		{"command", `system("true"); system($^X, "-e", "our \@kept = map { bless [\$_], q{Kept} } 1 .. 40")`, 0, 2},
		{"exec", `exec $^X, "-e", "our \@kept = map { bless [\$_], q{Kept} } 1 .. 40; exit 5"`, 5, 1},
		{"signal", `kill SEGV => $$; sleep 10`, 128 + int(syscall.SIGSEGV), 1},
		{"handler", `$SIG{TERM} = sub { exit 6 }; kill TERM => $$; sleep 10`, 6, 1},
		{"memory", `exec "sh", "-c", q{ulimit -v 100000; exec perl -e "$0"}, q{our @kept = map { bless [$_], "Kept" } 1 .. 40; push @more, "x" x 1e6 while 1}`, 1, 1}, // out of it
		{"stopped", `my $pid = fork // die; if (!$pid) { kill STOP => $$; exit 0 } waitpid $pid, 2; kill CONT => $pid; waitpid $pid, 0`, 0, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "dumps")
			cmd := exec.Command(os.Args[0], "run", "--at-exit", "-o", dir, "--", "perl", "-e", kept+c.program)
			cmd.Env = append(os.Environ(), asPerlheap+"=1")
			cmd.Stdin = strings.NewReader("a line\n")
			var out, errs bytes.Buffer
			cmd.Stdout, cmd.Stderr = &out, &errs
			_ = cmd.Run()
			if code := cmd.ProcessState.ExitCode(); code != c.status {
				t.Errorf("status %d, want %d: %s", code, c.status, &errs)
			}
			if c.name == "input" && out.String() != "a line\nend\n" {
				t.Errorf("it wrote %q", &out)
			}
			dumps, _ := filepath.Glob(filepath.Join(dir, "*.pmat"))
			if len(dumps) != c.dumps {
				t.Fatalf("%d dumps, want %d: %s", len(dumps), c.dumps, &errs)
			}
			if strings.Count(errs.String(), missedEnd) == len(dumps) {
				t.Logf("the objects are gone: %s", missedEnd)
				return
			}
			for _, dump := range dumps {
				if count, _, status := perlheap(t.Context(), "find", dump, "blessed", "Kept"); status != 0 || strings.Count(count, "=Kept at ") != 40 {
					t.Errorf("%s: there are no objects at the end: %s%s", dump, count, &errs)
				}
			}
		})
	}
	for _, args := range [][]string{{"--every", "1s"}, {"--on", "USR1"}, {"--no-stop"}} {
		if _, errs, status := perlheap(t.Context(), append(append([]string{"run", "--at-exit"}, args...), "true")...); status != 2 || !strings.Contains(errs, "exclude") {
			t.Errorf("%q: status %d, %s", args, status, errs)
		}
	}
}

// What outlives the program runs on as if nothing had traced it: a daemon, and one
// that is stopped.
func TestRunAtExitLetsDaemonsGo(t *testing.T) {
	requireTool(t, "perl", "perl", "-e1")
	dir := t.TempDir()
	cmd := exec.Command(os.Args[0], "run", "--at-exit", "-o", filepath.Join(dir, "dumps"), "--", "perl", "-MPOSIX", "-e", `
		my $dir = shift;
		sub note { open my $fh, ">", "$dir/$_[0].new" or die; print $fh $_[1]; close $fh; rename "$dir/$_[0].new", "$dir/$_[0]" }
		for my $name (qw(runs stopped)) {
			defined(my $pid = fork) or die;
			next if $pid;
			POSIX::setsid();
			our $who = $name;
			END { note("$who.ended", "END") if $who }
			open STDOUT, ">", "/dev/null"; open STDERR, ">", "/dev/null";
			note("$name.pid", $$);
			kill STOP => $$ if $name eq "stopped";
			for (1 .. 6000) { last if -e "$dir/go"; select undef, undef, undef, .01 }
			defined(my $child = fork) or die; # of one that nobody traces
			if (!$child) { $who = "$name.child"; exit 0 }
			waitpid $child, 0;
			note("$name.child", $?);
			exit 0;
		}
		for (1 .. 6000) { last if -e "$dir/runs.pid" && -e "$dir/stopped.pid"; select undef, undef, undef, .01 }
		exit 3`, dir)
	cmd.Env = append(os.Environ(), asPerlheap+"=1")
	if _ = cmd.Run(); cmd.ProcessState.ExitCode() != 3 {
		t.Fatalf("status %d", cmd.ProcessState.ExitCode())
	}
	dumps, _ := filepath.Glob(filepath.Join(dir, "dumps", "*.pmat"))
	if len(dumps) != 1 {
		t.Errorf("dumps %q of what was not at its end", dumps)
	}
	read := func(name string) string { b, _ := os.ReadFile(filepath.Join(dir, name)); return string(b) }
	pid, err := strconv.Atoi(read("stopped.pid"))
	if err != nil {
		t.Fatal(err)
	}
	stopped := func() bool {
		stat, _ := os.ReadFile("/proc/" + read("stopped.pid") + "/stat")
		return strings.Contains(string(stat), ") T ")
	}
	until := func(what string, ready func() bool) {
		t.Helper()
		for deadline := time.Now().Add(time.Minute); !ready(); time.Sleep(10 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatalf("%s did not happen", what)
			}
		}
	}
	until("its stop", stopped)
	if err := errors.Join(syscall.Kill(pid, syscall.SIGCONT), os.WriteFile(filepath.Join(dir, "go"), nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"runs.ended", "stopped.ended"} {
		until(name, func() bool { return exists(filepath.Join(dir, name)) })
	}
	for _, name := range []string{"runs.child", "stopped.child"} {
		if status := read(name); status != "0" || read(name+".ended") != "END" {
			t.Errorf("%s has status %q, and END wrote %q", name, status, read(name+".ended"))
		}
	}
}

// What leaves without an end of perl's is captured too, as it is then; what is no
// perl is not.
func TestRunAtExitWithoutEnd(t *testing.T) {
	requireTool(t, "perl", "perl", "-e1")
	t.Chdir(t.TempDir())
	if _, errs, status := perlheap(t.Context(), "run", "--at-exit", "--", "perl", "-MPOSIX", "-e", `our @kept = map { bless [$_], "Kept" } 1 .. 40; POSIX::_exit(4)`); status != 4 || strings.Contains(errs, "perlheap:") {
		t.Errorf("status %d: %s", status, errs)
	}
	if list, _ := filepath.Glob("dumps/*.pmat"); len(list) != 1 {
		t.Errorf("dumps %q", list)
	}
	for program, want := range map[string]int{"true": 0, "false": 1} {
		if _, errs, status := perlheap(t.Context(), "run", "--at-exit", "-o", "none", "--", program); status != want || errs != "perlheap: nothing was captured: no perl came to its end\n" {
			t.Errorf("%s: status %d, %s", program, status, errs)
		}
	}
	if list, _ := os.ReadDir("none"); len(list) != 0 {
		t.Errorf("dumps of what is no perl: %v", list)
	}
	if _, errs, status := perlheap(t.Context(), "run", "--at-exit", "--", "./nothing"); status != 127 || !strings.Contains(errs, "no such file") {
		t.Errorf("status %d, %s", status, errs)
	}
}
