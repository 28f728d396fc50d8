package capture

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/perlheap/perlheap/heap/safe"
)

// ending is a program that tells by its status and a file that it ran to its end.
func ending(t *testing.T) (cmd *exec.Cmd, ended string) {
	t.Helper()
	perl, err := exec.LookPath("perl")
	if err != nil {
		t.Skip("no perl")
	}
	ended = filepath.Join(t.TempDir(), "ended")
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	return exec.CommandContext(ctx, perl, "-e", `our $file = shift; END { mkdir $file }
		defined(my $pid = fork) or die; if (!$pid) { undef $file; exit 0 } waitpid $pid, 0; exit($? == 0 ? 4 : 9)`, ended), ended
}

// A capture that panics takes nothing with it.
func TestPanicOfACapture(t *testing.T) {
	cmd, ended := ending(t)
	traced, err := Start(cmd, func(*Held) { panic("a capture") })
	if err != nil {
		t.Fatal(err)
	}
	status, err := traced.Wait()
	var bug *safe.Panic
	if !errors.As(err, &bug) || status.ExitStatus() != 4 {
		t.Errorf("status %d, %v", status, err)
	}
	if _, err := os.Stat(ended); err != nil {
		t.Error(err)
	}
}

// Nor does the tracer itself, before it has let a process go on or after: what it
// traced goes on untraced to its end.
func TestPanicOfTheTracer(t *testing.T) {
	for _, after := range []bool{false, true} {
		cmd, ended := ending(t)
		tr := newTracer(func(*Held) {})
		done := make(chan struct{})
		go func() {
			defer close(done)
			runtime.LockOSThread()
			if err := tr.start(cmd); err != nil {
				t.Error(err)
				return
			}
			status, err := tr.run(func(tid int, ws unix.WaitStatus) {
				// The child has come to a breakpoint, or, where processors do not stop there, to its end.
				atEnd := tid != tr.pid && (int(ws)>>16 == 0 || int(ws)>>16 == unix.PTRACE_EVENT_EXIT)
				if atEnd && !after {
					panic("the tracer")
				}
				if tr.stopped(tid, ws); atEnd {
					panic("the tracer")
				}
			})
			var bug *safe.Panic
			if !errors.As(err, &bug) || status.ExitStatus() != 4 {
				t.Errorf("after %t: status %#x, %v", after, status, err)
			}
		}()
		<-done
		if _, err := os.Stat(ended); err != nil {
			t.Errorf("after %t: %v", after, err)
		}
	}
}

// Processors that do not stop at breakpoints are known by a program that starts
// another one, or exits, before any has stopped; not by one that had no breakpoint.
func TestMissedBreakpoint(t *testing.T) {
	for _, c := range []struct {
		p           tracee
		hit, missed bool
	}{
		{tracee{isProcess: true, at: 8}, false, true},
		{tracee{isProcess: true, at: 8}, true, false},
		{tracee{isProcess: true}, false, false},
		{tracee{isProcess: true, begun: true, at: 8}, false, false},
		{tracee{at: 8}, false, false},
	} {
		tr := newTracer(nil)
		tr.hit = c.hit
		if tr.hasRun(0, &c.p); tr.missed != c.missed {
			t.Errorf("%+v, hit %t: missed is %t", c.p, c.hit, tr.missed)
		}
	}
}
