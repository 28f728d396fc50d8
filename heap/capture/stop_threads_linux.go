package capture

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// threads are the threads of a process that this thread has stopped, and the
// signals that reached them meanwhile.
type threads struct{ signal map[int]int }

// stopPatience is how long a thread may take to stop: one that waits for a disk
// does not react. Tests set less.
var stopPatience = 5 * time.Second

// stopThreads stops all threads of a process, without a signal that it would
// see. What it stopped is to be resumed after an error, too.
func stopThreads(ctx context.Context, pid int) (*threads, error) {
	t := &threads{map[int]int{}}
	for {
		tids, err := tasks(pid)
		if err != nil {
			return t, denied(pid, err)
		}
		fresh := false
		for _, tid := range tids {
			if _, has := t.signal[tid]; has {
				continue
			}
			if err := unix.PtraceSeize(tid); err != nil {
				if errors.Is(err, unix.ESRCH) && tid != pid {
					continue // a thread that has ended
				}
				return t, denied(pid, err)
			}
			fresh, t.signal[tid] = true, 0
			if err := t.interrupt(ctx, pid, tid); err != nil {
				return t, err
			}
		}
		if !fresh {
			return t, nil // no thread has begun since
		}
	}
}

// interrupt waits until a thread has stopped.
func (t *threads) interrupt(ctx context.Context, pid, tid int) error {
	if err := unix.PtraceInterrupt(tid); err != nil && !errors.Is(err, unix.ESRCH) {
		return denied(pid, err)
	}
	isOwn := tid == pid && parentOf(pid) == os.Getpid()
	for deadline := time.Now().Add(stopPatience); ; time.Sleep(200 * time.Microsecond) {
		var ws unix.WaitStatus
		if isOwn && hasEnded(tid) {
			return fmt.Errorf("process %d has ended", pid)
		}
		got, err := unix.Wait4(tid, &ws, unix.WALL|unix.WNOHANG, nil)
		switch {
		case errors.Is(err, unix.EINTR):
		case err != nil || got == tid && (ws.Exited() || ws.Signaled()):
			delete(t.signal, tid)
			if tid == pid {
				return fmt.Errorf("process %d has ended", pid)
			}
			return nil
		case got == tid && ws.Stopped():
			if ws.TrapCause() != unix.PTRACE_EVENT_STOP {
				t.signal[tid] = int(ws.StopSignal()) // it stopped for a signal; that one goes on to it
			}
			return nil
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("thread %d of process %d does not stop: it waits in the kernel (state %s); try again, or copy it without stopping it (--no-stop)", tid, pid, state(tid))
		}
	}
}

// hasEnded reports whether a child of this process has ended, and leaves its status
// to whoever started it.
func hasEnded(pid int) bool {
	var info unix.Siginfo
	err := unix.Waitid(unix.P_PID, pid, &info, unix.WEXITED|unix.WALL|unix.WNOHANG|unix.WNOWAIT, nil)
	return err == nil && info.Signo != 0 && info.Code >= cldExited && info.Code <= cldDumped
}

// Codes of SIGCHLD: of processes that have ended, from exit to a core.
const cldExited, cldDumped = 1, 3

// resume lets all threads go on that stand still. The others remain.
func (t *threads) resume() {
	for tid, signal := range t.signal {
		if ptrace(unix.PTRACE_DETACH, tid, 0, uintptr(signal)) == nil {
			delete(t.signal, tid)
		}
	}
}

// release waits for threads that were told to stop and have not, and lets them go
// on when they do: nobody else can, as long as this thread of ours is there.
func (t *threads) release() {
	for len(t.signal) > 0 {
		time.Sleep(20 * time.Millisecond)
		for tid := range t.signal {
			var ws unix.WaitStatus
			if parentOf(tid) == os.Getpid() && hasEnded(tid) { // whoever started it waits for it
				delete(t.signal, tid)
				continue
			}
			switch got, err := wait4(tid, &ws, unix.WNOHANG); {
			case err != nil, got == tid && !ws.Stopped():
				delete(t.signal, tid) // it has ended
			case got == tid:
				if ws.TrapCause() != unix.PTRACE_EVENT_STOP {
					t.signal[tid] = int(ws.StopSignal())
				}
				t.resume()
			}
		}
	}
}

func tasks(pid int) ([]int, error) {
	entries, err := os.ReadDir(fmt.Sprintf("/proc/%d/task", pid))
	if err != nil {
		return nil, err
	}
	var list []int
	for _, e := range entries {
		if tid, err := strconv.Atoi(e.Name()); err == nil {
			list = append(list, tid)
		}
	}
	return list, nil
}

// state returns the kernel's state of a thread: S, D, …
func state(tid int) string { return statusField(tid, "State") }

// statusField reads a line of /proc/PID/status.
func statusField(pid int, name string) string {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, name+":"); ok {
			return strings.TrimSpace(rest)
		}
	}
	return ""
}
