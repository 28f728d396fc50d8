package main

import (
	"errors"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// The kernel ends a process in which Go does not get around to it.
func TestKillAfter(t *testing.T) {
	const child = "PERLHEAP_TEST_KILLED"
	if os.Getenv(child) != "" {
		runtime.GOMAXPROCS(1)
		killAfter(100 * time.Millisecond)
		// Go gets this thread back for nothing else: it stands still in the kernel,
		// as at a page that a disk does not give.
		for {
			_, _, _ = syscall.RawSyscall6(unix.SYS_PPOLL, 0, 0, 0, 0, 0, 0)
		}
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestKillAfter$")
	cmd.Env = append(os.Environ(), child+"=1")
	var ended *exec.ExitError
	if err := cmd.Run(); !errors.As(err, &ended) {
		t.Fatalf("ended with %v", err)
	}
	if status, ok := ended.Sys().(syscall.WaitStatus); !ok || status.Signal() != syscall.SIGKILL {
		t.Errorf("ended with %v", ended)
	}
}

// A process that was started as nice is not when it ends, where that is allowed.
func TestNotNice(t *testing.T) {
	const child = "PERLHEAP_TEST_NICE"
	if os.Getenv(child) != "" {
		runtime.LockOSThread()
		if err := unix.Setpriority(unix.PRIO_PROCESS, 0, 5); err != nil {
			t.Fatal(err)
		}
		notNice()
		is, err := unix.Getpriority(unix.PRIO_PROCESS, 0)
		if err != nil || is != 20 {
			t.Fatalf("the priority is %d (%v)", is, err)
		}
		return
	}
	if os.Geteuid() != 0 {
		t.Skip("a user may not take niceness back")
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestNotNice$")
	cmd.Env = append(os.Environ(), child+"=1")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}
