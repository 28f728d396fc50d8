//go:build linux && (amd64 || arm64)

package main

import (
	"runtime"
	"unsafe"

	"golang.org/x/sys/unix"
)

// shareMemory makes a process that shares this memory, does nothing, and ends soon after
// the process parent, its own, has. The number is its own, or an error.
func shareMemory(parent uintptr) (pid uintptr)

// keepMemory makes the end of this process independent of how much memory it has. The
// kernel releases the memory first, which takes over a second for 400 MB where every
// processor has twenty things to do; only then is whoever waits for the process told.
// A process that has nothing but the same memory keeps it for a moment longer, and
// releases it in its stead. Where that is not allowed, nothing is kept.
func keepMemory() {
	// No handler may run in the other process: it would run on the stack of this one.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	all, before := ^uint64(0), uint64(0)
	const size = unsafe.Sizeof(all)
	if _, _, errno := unix.RawSyscall6(unix.SYS_RT_SIGPROCMASK, unix.SIG_SETMASK, uintptr(unsafe.Pointer(&all)), uintptr(unsafe.Pointer(&before)), size, 0, 0); errno != 0 {
		return
	}
	shareMemory(uintptr(unix.Getpid()))
	_, _, _ = unix.RawSyscall6(unix.SYS_RT_SIGPROCMASK, unix.SIG_SETMASK, uintptr(unsafe.Pointer(&before)), 0, size, 0, 0)
}
