package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/perlheap/perlheap/heap/origin"
	"github.com/perlheap/perlheap/heap/wire"
)

// prefork starts a perl with two children, and gives it with their PIDs.
func prefork(t *testing.T) (parent int, children []string) {
	t.Helper()
	requireTool(t, "perl", "perl", "-e1")
	cmd := exec.Command("perl", "-e", `$| = 1; $0 = "prefork of a test"; our %kept = map { $_ => sub { $_ } } 1 .. 500;
		for (1, 2) { my $pid = fork // die; if (!$pid) { $0 = "worker $_"; print "$$\n"; sleep 1000; exit } push @pids, $pid }
		$SIG{TERM} = sub { kill TERM => @pids; exit }; sleep 1000`)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	in := bufio.NewScanner(out)
	for len(children) < 2 && in.Scan() {
		children = append(children, in.Text())
	}
	t.Cleanup(func() {
		for _, pid := range append(children, strconv.Itoa(cmd.Process.Pid)) {
			if n, err := strconv.Atoi(pid); err == nil {
				if p, err := os.FindProcess(n); err == nil {
					_ = p.Kill()
				}
			}
		}
		_ = cmd.Wait()
	})
	if len(children) != 2 {
		t.Fatal("the children did not start")
	}
	return cmd.Process.Pid, children
}

func TestCapture(t *testing.T) {
	parent, children := prefork(t)
	dir := t.TempDir()
	pid := strconv.Itoa(parent)
	path := filepath.Join(dir, "w.pmat")
	if _, errs, status := perlheap(t.Context(), "capture", pid, "-o", path); status != 0 || !strings.Contains(errs, "stopped for ") || !strings.Contains(errs, "as many as perl counts") {
		t.Fatalf("status %d: %s", status, errs)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the dump has mode %v, %v", info.Mode(), err)
	}
	if out, errs, _ := perlheap(t.Context(), "show", path, "%main::kept"); !strings.Contains(out, "HASH(500)") {
		t.Errorf("the dump has %s%s", out, errs)
	}
	if _, errs, status := perlheap(t.Context(), "capture", pid, "-o", filepath.Join(dir, "s.pmat.gz"), "--every", "1ms", "--count", "2", "--children"); status != 0 {
		t.Fatalf("status %d: %s", status, errs)
	}
	if text, err := os.ReadFile(filepath.Join(dir, "s-"+children[0]+"-1.pmat.gz")); err != nil || !strings.HasPrefix(string(text), "\x1f\x8b") {
		t.Errorf("what is called .gz is not compressed: %v", err)
	}
	for _, child := range children {
		for _, n := range []string{"1", "2"} {
			if out, errs, status := perlheap(t.Context(), "summary", filepath.Join(dir, "s-"+child+"-"+n+".pmat.gz")); status != 0 {
				t.Errorf("dump %s of child %s: %s%s", n, child, out, errs)
			}
		}
	}
	if left, err := filepath.Glob(filepath.Join(dir, "*")); err != nil || len(left) != 10 {
		t.Errorf("the folder has %q", left)
	}
}

func TestPs(t *testing.T) {
	parent, children := prefork(t)
	out, errs, status := perlheap(t.Context(), "ps", "--json")
	var list []wire.Process
	if err := json.Unmarshal([]byte(out), &list); err != nil || status != 0 {
		t.Fatal(err, errs)
	}
	found := 0
	for _, r := range list {
		if r.PID == parent && r.Name == "prefork of a test" || r.Parent == parent && strings.HasPrefix(r.Name, "worker ") {
			found++
		}
	}
	out, _, _ = perlheap(t.Context(), "ps")
	if found != 3 || !strings.Contains(out, "  prefork of a test") || !strings.Contains(out, "    worker ") || !strings.Contains(out, children[0]) {
		t.Errorf("%d of 3 processes in\n%s", found, out)
	}
}

func TestCaptureMistakes(t *testing.T) {
	for _, c := range []struct {
		args   []string
		status int
		says   string
	}{
		{nil, 2, "PID or --core is missing"},
		{[]string{"x"}, 2, "not a PID"},
		{[]string{"0"}, 2, "not a PID"},
		{[]string{"1", "-o", "-", "--children"}, 2, "standard output takes one dump"},
		{[]string{"1", "-o", "x.pmat.gz", "--zstd"}, 2, "x.pmat.gz is the name of a file that is compressed otherwise"},
		{[]string{"1", "--core", "c"}, 2, "not both"},
		{[]string{"1", "--exe", "perl"}, 2, "--exe and --sysroot are for cores"},
		{[]string{"--core", "c", "--children"}, 2, "are for processes"},
		{[]string{"1", "--count", "2"}, 2, "--count needs --every"},
		{[]string{"1", "--max-string", "0"}, 2, "1 or more, or -1 for all"},
		{[]string{"999999999"}, 1, "there is no process 999999999"},
		{[]string{strconv.Itoa(os.Getpid()), "--children"}, 1, "no children that run perl"},
		{[]string{"--core", "none"}, 1, "no such file"},
		{[]string{"--core", "capture_test.go"}, 1, "is no ELF core"},
	} {
		t.Chdir(t.TempDir())
		if err := os.WriteFile("capture_test.go", []byte("package main"), 0o600); err != nil {
			t.Fatal(err)
		}
		out, errs, status := perlheap(t.Context(), append([]string{"capture"}, c.args...)...)
		if status != c.status || !strings.Contains(errs, c.says) || strings.Count(errs, "\n") != 1 || out != "" {
			t.Errorf("perlheap capture %q: status %d, %q; want status %d and %q", c.args, status, errs, c.status, c.says)
		}
		if left, _ := filepath.Glob("*.pmat"); left != nil {
			t.Errorf("perlheap capture %q leaves %q", c.args, left)
		}
	}
}

// A dump to standard output is the dump alone, also if a file is that.
func TestCaptureToStdout(t *testing.T) {
	parent, _ := prefork(t)
	for _, name := range []string{"-", "/dev/stdout"} {
		dir := t.TempDir()
		cmd := exec.Command(os.Args[0], "capture", strconv.Itoa(parent), "-o", name)
		cmd.Env, cmd.Dir = append(os.Environ(), asPerlheap+"=1"), dir
		path := filepath.Join(dir, "out")
		out, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		cmd.Stdout = out
		err = cmd.Run()
		_ = out.Close() // the command has written it
		if err != nil {
			t.Fatal(err)
		}
		if said, errs, _ := perlheap(t.Context(), "show", path, "%main::kept"); !strings.Contains(said, "HASH(500)") {
			t.Errorf("to %s: %s%s", name, said, errs)
		}
		if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) != 1 || exists(origin.PathOf("/dev/stdout")) {
			t.Errorf("to %s: left are %q", name, left)
		}
	}
}

// A description knows which text ran: where the times of files lie, its hashes
// say that one has changed, or that it has not.
func TestCaptureDescribes(t *testing.T) {
	requireTool(t, "perl", "perl", "-e1")
	dir := t.TempDir()
	page, dump := filepath.Join(dir, "page.ep"), filepath.Join(dir, "x.pmat")
	text := "our @kept = map {\n  my $n = $_;\n  sub { $n }\n} 1 .. 50;\n"
	write := func(text string, age time.Duration) {
		t.Helper()
		at := time.Now().Add(-age)
		if err := errors.Join(os.WriteFile(page, []byte(text), 0o600), os.Chtimes(page, at, at)); err != nil {
			t.Fatal(err)
		}
	}
	write(text, time.Hour)
	time.Sleep(50 * time.Millisecond) // the kernel tells when a process began in steps of 10 ms
	pid := waiting(t, `open my $f, "<", $ARGV[0]; { local $/; $text = <$f> } eval qq{#line 1 "$ARGV[0]"\n$text}; die $@ if $@`, page)
	if _, errs, status := perlheap(t.Context(), "capture", strconv.Itoa(pid), "-o", dump); status != 0 {
		t.Fatalf("status %d: %s", status, errs)
	}
	described := origin.PathOf(dump)
	info, err := os.Stat(described)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("the description has mode %v, %v", info.Mode(), err)
	}
	read, err := os.ReadFile(described)
	var o wire.Origin
	if err = errors.Join(err, json.Unmarshal(read, &o)); err != nil {
		t.Fatal(err)
	}
	if o.PID != pid || o.Host == "" || o.Started == nil || time.Since(*o.Started) > time.Hour || !slices.Contains(o.Command, page) || o.WorkDir == "" ||
		!strings.HasPrefix(o.Perl.Version, "5.") || len(o.Perl.Options) == 0 || len(o.Perl.BuildID) != 40 ||
		!slices.Contains(o.Files, wire.OriginFile{Recorded: page, Bytes: int64(len(text)), SHA256: origin.Hash([]byte(text))}) {
		t.Errorf("it says %+v", o)
	}
	state := func() string {
		t.Helper()
		out, errs, status := perlheap(t.Context(), "lines", dump, "--root", dir, "--kind", "closure", "--json")
		var lines wire.Lines
		if err := json.Unmarshal([]byte(out), &lines); err != nil || status != 0 || len(lines.Lines) != 1 {
			t.Fatalf("%v: %s%s", err, out, errs)
		}
		return string(lines.Lines[0].State) + " " + string(lines.Lines[0].Reason)
	}
	write(text, -time.Hour)
	if got := state(); got != "exact " {
		t.Errorf("a file that was written anew with the same text is %s", got)
	}
	write("# new\n"+text, time.Hour)
	if got := state(); got != "uncertain changed" {
		t.Errorf("a file that was changed, and says that it was not, is %s", got)
	}
	if err := os.WriteFile(described, []byte(strings.Replace(string(read), `"svs": `, `"svs": 1`, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := state(); got != "exact template" {
		t.Errorf("by the description of another dump it is %s", got)
	}
	bare := filepath.Join(dir, "bare.pmat")
	if _, errs, status := perlheap(t.Context(), "capture", strconv.Itoa(pid), "-o", bare, "--no-description"); status != 0 {
		t.Fatalf("status %d: %s", status, errs)
	}
	if _, err := os.Stat(origin.PathOf(bare)); err == nil {
		t.Error("a description was written that nobody wanted")
	}
}

// waiting runs a program up to where it waits, and gives its PID.
func waiting(t *testing.T, program string, args ...string) int {
	t.Helper()
	cmd := exec.Command("perl", append([]string{"-e", program + `; $| = 1; print "go\n"; sleep 1000`}, args...)...)
	_, out := startTalking(t, cmd)
	awaitLine(t, out)
	return cmd.Process.Pid
}
