package lsp

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// findProcess holds on to a process; it fails if there is none.
func findProcess(pid int) (process, error) {
	fd, err := unix.PidfdOpen(pid, 0)
	switch {
	case err == nil:
		return pidfd(fd), nil
	case errors.Is(err, unix.ESRCH), errors.Is(err, unix.EINVAL):
		return nil, os.ErrProcessDone
	}
	// Kernels before 5.3 have none, and some sandboxes forbid them.
	p := procEntry{pid: pid}
	if p.began, err = p.read(); err != nil {
		return nil, err
	}
	return p, nil
}

// pidfd is a file descriptor that can be read from when its process has ended.
type pidfd int

func (p pidfd) ended(wait time.Duration) bool {
	fds := []unix.PollFd{{Fd: int32(p), Events: unix.POLLIN}}
	n, err := unix.Poll(fds, int(wait.Milliseconds()))
	if err != nil && !errors.Is(err, unix.EINTR) {
		time.Sleep(wait)
	}
	return err == nil && n > 0
}

func (p pidfd) close() { _ = unix.Close(int(p)) }

// procEntry is a process as /proc shows it; began tells it from a later one.
type procEntry struct {
	pid   int
	began string
}

func (p procEntry) ended(wait time.Duration) bool {
	time.Sleep(wait)
	began, err := p.read()
	return err != nil || began != p.began
}

func (procEntry) close() {}

// read returns the time at which the process began. It fails if there is none, or
// it has ended and nobody has asked how.
func (p procEntry) read() (string, error) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.pid))
	if err != nil {
		return "", err
	}
	// The name in parentheses may have any bytes.
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	const state, start = 0, 19
	if len(fields) <= start || fields[state] == "Z" || fields[state] == "X" {
		return "", os.ErrProcessDone
	}
	return fields[start], nil
}
