package main

import (
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// killAfter has the kernel kill this process after a while, however busy the
// machine and whatever the process does then. It does so quietly in vain where
// the kernel has no timers.
func killAfter(wait time.Duration) {
	event := struct {
		_      uintptr // a value for a handler, which there is none of
		signal int32
		notify int32 // 0: by a signal
		_      [64]byte
	}{signal: int32(unix.SIGKILL)}
	var timer int32
	if _, _, errno := unix.Syscall(unix.SYS_TIMER_CREATE, unix.CLOCK_MONOTONIC, uintptr(unsafe.Pointer(&event)), uintptr(unsafe.Pointer(&timer))); errno != 0 {
		return
	}
	once := unix.ItimerSpec{Value: unix.NsecToTimespec(wait.Nanoseconds())}
	_, _, _ = unix.Syscall6(unix.SYS_TIMER_SETTIME, uintptr(timer), 0, uintptr(unsafe.Pointer(&once)), 0, 0, 0)
}
