package capture

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// denied says why a process cannot be read, and what to do about it.
func denied(pid int, err error) error {
	switch {
	case errors.Is(err, os.ErrNotExist) || errors.Is(err, unix.ESRCH):
		return fmt.Errorf("there is no process %d", pid)
	case !errors.Is(err, os.ErrPermission):
		return fmt.Errorf("process %d cannot be read: %w", pid, err)
	}
	return deniedError{fmt.Sprintf("process %d cannot be read: %s", pid, whyDenied(pid))}
}

// deniedError is an [ErrDenied] with its own words.
type deniedError struct{ says string }

func (e deniedError) Error() string        { return e.says }
func (e deniedError) Is(target error) bool { return target == ErrDenied }

func whyDenied(pid int) string {
	if tracer, _ := strconv.Atoi(statusField(pid, "TracerPid")); tracer != 0 { // a thread
		if tracer, _ = strconv.Atoi(statusField(tracer, "Tgid")); tracer == os.Getpid() {
			return "an earlier attempt still waits for it to stop"
		}
		return fmt.Sprintf("process %d traces it already (a debugger?)", tracer)
	}
	scope := ptraceScope()
	isRoot := os.Geteuid() == 0
	uids := strings.Fields(statusField(pid, "Uid"))
	isOthers := !isRoot && len(uids) > 0 && uids[0] != strconv.Itoa(os.Getuid())
	switch {
	case scope == 3:
		return "this system forbids reading processes until it is rebooted (kernel.yama.ptrace_scope is 3); capture a core of it instead"
	case isRoot:
		return "root lacks CAP_SYS_PTRACE here, as in a container; start it with --cap-add SYS_PTRACE, or run perlheap on the host"
	case isOthers && scope == 0:
		return fmt.Sprintf("it belongs to user %s; run perlheap as that user, or as root", uids[0])
	case isOthers:
		return fmt.Sprintf("it belongs to user %s; run perlheap as root", uids[0])
	case scope == 1:
		return "this system lets a process be read only by its parents (kernel.yama.ptrace_scope is 1); run perlheap as root, or start the program with perlheap run"
	case scope == 2:
		return "this system lets processes be read only with CAP_SYS_PTRACE (kernel.yama.ptrace_scope is 2); run perlheap as root"
	}
	return "it may be read by root alone: it changed its user, or has more rights than you; run perlheap as root"
}

// ptraceScopeFile has what the kernel's security module Yama forbids. Tests have
// a file of their own.
var ptraceScopeFile = "/proc/sys/kernel/yama/ptrace_scope"

// ptraceScope returns who may trace processes, beside what the system requires
// anyway: 0 anybody, 1 their parents, 2 those with CAP_SYS_PTRACE, 3 nobody. Without
// Yama it is 0.
func ptraceScope() int {
	text, err := os.ReadFile(ptraceScopeFile)
	if err != nil {
		return 0
	}
	scope, _ := strconv.Atoi(strings.TrimSpace(string(text)))
	return scope
}
