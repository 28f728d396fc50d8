package capture

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

// debugRegisters is where struct user (sys/user.h) has the debug registers of the
// processor: the first four are addresses, the seventh says which are in use.
const debugRegisters = 848

// setBreakpoint makes a stopped thread stop before it executes the instruction at
// an address, 0 for none, by a debug register. It changes no memory of the process.
func setBreakpoint(tid int, addr uint64) error {
	const control, first = debugRegisters + 7*8, 1 // bits of the first: enabled, on execution
	if err := ptrace(unix.PTRACE_POKEUSR, tid, control, 0); err != nil || addr == 0 {
		return err
	}
	if err := ptrace(unix.PTRACE_POKEUSR, tid, debugRegisters, uintptr(addr)); err != nil {
		return err
	}
	return ptrace(unix.PTRACE_POKEUSR, tid, control, first)
}

// hitBreakpoint reports whether a thread got its SIGTRAP from a breakpoint.
func hitBreakpoint(tid int) bool {
	const hardware = 4 // TRAP_HWBKPT
	var info unix.Siginfo
	err := ptrace(unix.PTRACE_GETSIGINFO, tid, 0, uintptr(unsafe.Pointer(&info)))
	return err == nil && info.Code == hardware
}
