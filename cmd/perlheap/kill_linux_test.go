package main

import (
	"bytes"
	"errors"
	"fmt"
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
	const child, mayNot = "PERLHEAP_TEST_NICE", "niceness may not be taken back"
	if os.Getenv(child) != "" {
		runtime.LockOSThread()
		if err := unix.Setpriority(unix.PRIO_PROCESS, 0, 5); err != nil {
			t.Fatal(err)
		}
		// Neither root alone nor its capabilities say whether it may: there are user
		// namespaces, and RLIMIT_NICE.
		if err := unix.Setpriority(unix.PRIO_PROCESS, 0, 4); errors.Is(err, unix.EACCES) || errors.Is(err, unix.EPERM) {
			fmt.Print(mayNot)
			return
		}
		notNice()
		is, err := unix.Getpriority(unix.PRIO_PROCESS, 0)
		if err != nil || is != 20 {
			t.Fatalf("the priority is %d (%v)", is, err)
		}
		return
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestNotNice$")
	cmd.Env = append(os.Environ(), child+"=1")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("%v: %s", err, out)
	}
	if bytes.Contains(out, []byte(mayNot)) {
		t.Skip(mayNot)
	}
}
