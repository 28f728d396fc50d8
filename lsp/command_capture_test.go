package lsp

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"go.lsp.dev/protocol"

	"github.com/perlheap/perlheap/heap/capture"
	"github.com/perlheap/perlheap/heap/wire"
)

// growing is a perl that keeps so many objects more each time that it is told to.
type growing struct {
	pid  int
	grow func()
}

// worker starts a program that is called worker.pl, with children, and waits until it
// has begun.
func worker(t *testing.T, dir string, children int) growing {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("processes are captured on Linux")
	}
	if _, err := exec.LookPath("perl"); err != nil {
		if os.Getenv("PERLHEAP_REQUIRE_TOOLS") != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	program := filepath.Join(dir, "worker.pl")
	text := `use strict; our %kept; my $n = 0; $| = 1;
my @pids;
for my $i (1 .. ` + fmt.Sprint(children) + `) {
    my $pid = fork // die;
    if (!$pid) { $0 = "child $i"; $kept{$_} = bless {}, "Child" for 1 .. 100 * $i; print "ready\n"; sleep 1000; exit }
    push @pids, $pid;
}
print "ready\n";
while (<STDIN>) {
    $kept{ $n++ } = bless { name => $_ }, "Kept" for 1 .. 500;
    print "ready\n";
}
kill TERM => @pids;
`
	if err := os.WriteFile(program, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("perl", program)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { // its input ends, and with it the children
		_ = in.Close()
		_ = cmd.Wait()
	})
	lines := bufio.NewScanner(out)
	for range children + 1 {
		if !lines.Scan() {
			t.Fatal("the program did not begin")
		}
	}
	return growing{cmd.Process.Pid, func() {
		if _, err := fmt.Fprintln(in, "more"); err != nil || !lines.Scan() {
			t.Fatal("the program does not go on", err)
		}
	}}
}

// A running perl is listed, captured, shown, and compared with itself.
func TestCaptureRunning(t *testing.T) {
	dir := workspace(t)
	p := worker(t, dir, 0)
	e := startAnalysing(t, dir, `{"status": true}`)
	var list wire.Processes
	if err := e.execute(commandPs, `{}`, &list); err != nil {
		t.Fatal(err)
	}
	found := false
	for _, r := range list.Processes {
		if r.PID == p.pid {
			found = strings.HasSuffix(r.Name, "worker.pl") && strings.HasPrefix(r.Text, fmt.Sprintf("pid %d · ", r.PID)) && strings.Contains(r.Text, " · perl 5.") && r.Reason == ""
		}
	}
	if !found {
		t.Fatalf("process %d is not among %+v", p.pid, list)
	}
	take := fmt.Sprintf(`{"pid": %d}`, p.pid)
	for i := range 3 {
		p.grow()
		var c wire.CaptureResult
		if err := e.execute(commandCapture, take, &c); err != nil {
			t.Fatal(err)
		}
		path := func(i int) string { return e.path(fmt.Sprintf("dumps/worker-%d-%d.pmat", p.pid, i)) }
		if c.Loaded != path(i+1) || i > 0 && c.Earlier != path(i) || i == 0 && c.Earlier != "" {
			t.Errorf("capture %d: %+v", i, c)
		}
		d := c.Dumps[0]
		if d.SVs < 1000 || d.SVs != d.CountedSVs || d.StoppedSeconds <= 0 || d.CopiedBytes <= 0 || d.Memory == "" ||
			!strings.Contains(c.Text, "stopped for ") || !strings.Contains(c.Text, "as many as perl counts") || strings.Contains(c.Text, "Compared with ") != (i > 0) {
			t.Errorf("capture %d says %+v", i, c)
		}
		for _, name := range []string{c.Loaded, c.Loaded + ".origin.json", e.path("dumps/.gitignore")} {
			if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("%s: %v, %v", name, info, err)
			}
		}
		e.analysed()
		e.shows(c.Loaded)
	}
	if raw, err := os.ReadFile(e.path("dumps/.gitignore")); string(raw) != "*\n" {
		t.Errorf(".gitignore has %q, %v", raw, err)
	}
	var grown wire.SeriesGrowth
	if err := e.execute(commandGrowth, `{}`, &grown); err != nil {
		t.Fatal(err)
	}
	counts := fmt.Sprint(grown.Classes)
	for _, c := range grown.Classes {
		if c.Name == "Kept" {
			counts = fmt.Sprint(c.Counts)
		}
	}
	if counts != "[500 1000 1500]" {
		t.Errorf("the three dumps have %s objects", counts)
	}
}

// The children of a process are captured in its place, packed, and only written.
func TestCaptureChildren(t *testing.T) {
	dir := workspace(t)
	p := worker(t, dir, 2)
	e := startAnalysing(t, dir, `{"status": true, "captureFolder": "tmp/of [tests]"}`)
	var c wire.CaptureResult
	if err := e.execute(commandCapture, fmt.Sprintf(`{"pid": %d, "children": true, "pack": "gzip", "load": false, "noDescription": true}`, p.pid), &c); err != nil {
		t.Fatal(err)
	}
	if len(c.Dumps) != 2 || c.Loaded != "" {
		t.Fatalf("%+v", c)
	}
	for _, d := range c.Dumps {
		if want := e.path(fmt.Sprintf("tmp/of [tests]/child-%d-1.pmat.gz", d.PID)); d.Path != want {
			t.Errorf("a child is in %s, want %s", d.Path, want)
		}
	}
	if n := e.count(statusMethod); n > 1 {
		t.Errorf("%d statuses: something was loaded", n)
	}
	// Of several, the one with most SVs is shown, and its document opens.
	argument := fmt.Sprintf(`{"pid": %d, "children": true, "interpreter": "all", "open": true}`, p.pid)
	if err := e.execute(commandCapture, argument, &c); err != nil {
		t.Fatal(err)
	}
	if want := e.path(fmt.Sprintf("tmp/of [tests]/child-%d-i1-1.pmat", c.Dumps[1].PID)); c.Loaded != want || c.Document == "" {
		t.Errorf("%+v; want %s shown", c, want)
	}
	if err := e.execute(commandCapture, argument, &c); err != nil {
		t.Fatal(err)
	}
	var dumps wire.Dumps
	e.analysed()
	if err := e.execute(commandDumps, `{}`, &dumps); err != nil {
		t.Fatal(err)
	}
	states := map[string]wire.DumpState{}
	for _, d := range dumps.Dumps {
		states[d.Path] = d.State
	}
	if states[c.Loaded] != wire.DumpShown || states[c.Earlier] != wire.DumpSeries {
		t.Errorf("%s was to be compared with %s: %v", c.Loaded, c.Earlier, states)
	}
}

// What cannot be captured is told in a sentence, and leaves nothing behind.
func TestCaptureRefused(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("processes are captured on Linux")
	}
	dir := workspace(t)
	e := start(t, dir, everything, `{"status": true}`)
	for argument, want := range map[string]string{
		`{}`:                                    "pid is missing",
		`{"pid": 999999999}`:                    "there is no process 999999999",
		`{"pid": 1, "maxString": -2}`:           "maxString is how many bytes",
		`{"pid": 1, "pack": "rar"}`:             "pack must be gzip or zstd",
		`{"pid": 1, "interpreter": "0"}`:        "interpreter must be a number from 1, or all",
		`{"pid": 1, "interpreter": "me"}`:       "interpreter must be a number from 1, or all",
		fmt.Sprintf(`{"pid": %d}`, os.Getpid()): "no perl interpreter was found",
		fmt.Sprintf(`{"pid": %d, "children": true}`, os.Getpid()): "no children that run perl",
	} {
		if err := e.execute(commandCapture, argument, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s answers %v, not %q", argument, err, want)
		}
	}
	if left, _ := filepath.Glob(e.path("dumps/*.pmat*")); left != nil {
		t.Errorf("%v is left", left)
	}
	if err := os.WriteFile(e.path("file"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	e = start(t, dir, everything, `{"status": true, "captureFolder": "file"}`)
	if err := e.execute(commandCapture, `{"pid": 1}`, nil); err == nil || !strings.Contains(err.Error(), "is not a folder") {
		t.Errorf("into a file: %v", err)
	}
}

// A capture is cancelled by its progress; a second one waits for no first.
func TestCaptureCancelled(t *testing.T) {
	dir := workspace(t)
	p := worker(t, dir, 0)
	p.grow()
	held := make(chan struct{})
	e := launchWith(t, dir, Options{noAnalysis: true, capturing: func() { <-held }})
	e.initialize(everything, `{"status": true}`)
	e.notify("initialized", "{}")
	take := fmt.Sprintf(`{"command": %q, "arguments": [{"pid": %d}]}`, commandCapture, p.pid)
	code := make(chan int, 1)
	go func() { code <- int(e.code("workspace/executeCommand", take)) }()
	var begun struct{ Token json.RawMessage }
	raw := e.await("$/progress", func(raw json.RawMessage) bool { return strings.Contains(string(raw), "Taking a heap dump of process ") })
	if err := json.Unmarshal(raw, &begun); err != nil {
		t.Fatal(err)
	}
	if err := e.execute(commandCapture, fmt.Sprintf(`{"pid": %d}`, p.pid), nil); err == nil || !strings.Contains(err.Error(), "is being taken") {
		t.Errorf("the second capture: %v", err)
	}
	e.notify("window/workDoneProgress/cancel", fmt.Sprintf(`{"token": %s}`, begun.Token))
	_ = e.execute(commandDumps, `{}`, nil) // comes after it
	close(held)
	if got := <-code; got != int(protocol.CodeRequestCancelled) {
		t.Errorf("code %d", got)
	}
	e.await("$/progress", func(raw json.RawMessage) bool { return strings.Contains(string(raw), `"cancelled"`) })
	if left, _ := filepath.Glob(e.path("dumps/*.pmat*")); left != nil {
		t.Errorf("%v is left", left)
	}
	p.grow() // it runs on
}

// The end of the server cancels a capture and waits until it has removed what it
// wrote; no other one begins.
func TestCaptureEndsWithTheServer(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s := &Server{ctx: ctx}
	capturing, done, err := s.beginCapture(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	ended := make(chan bool)
	removed := false // before done is called
	go func() { s.endCapture(); ended <- removed }()
	<-capturing.Done()
	select {
	case <-ended:
		t.Fatal("the capture was not waited for")
	case <-time.After(20 * time.Millisecond):
	}
	removed = true
	done()
	if !<-ended {
		t.Error("the capture was not waited for")
	}
	if _, _, err := s.beginCapture(t.Context(), 1); err == nil {
		t.Error("another capture began")
	}
}

// What fails after a dump was taken says where the dump is.
func TestCaptureSaysWhatWasTaken(t *testing.T) {
	s := &Server{ctx: t.Context()}
	taken := []takenDump{{CapturedDump: wire.CapturedDump{Path: "/d/a-1-1.pmat"}}, {CapturedDump: wire.CapturedDump{Path: "/d/b-2-1.pmat"}}}
	if got := s.withTaken(os.ErrInvalid, taken); !errors.Is(got, os.ErrInvalid) || !strings.HasSuffix(got.Error(), "; taken before that: /d/a-1-1.pmat, /d/b-2-1.pmat") {
		t.Error(got)
	}
}

// A capture that does not stop the process does not say that it does.
func TestCaptureWords(t *testing.T) {
	for noStop, want := range map[bool]string{false: "it is stopped for a moment", true: "while it runs"} {
		c := &capturing{of: 1, noStop: noStop}
		c.report(capture.Progress{Stage: capture.StageCopy})
		if got := c.Progress(); !strings.Contains(got.Phase, want) || got.Percent != 5 {
			t.Errorf("%+v, want %s", got, want)
		}
	}
}
