package main

import (
	"os"
	"strconv"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// killAfter has the kernel kill this process after a while, however busy the
// machine is and whatever the process does then. It also takes niceness back, so that
// the process can end by itself before. Where the kernel has no timers, nothing is
// killed, and nothing is said.
func killAfter(wait time.Duration) {
	notNice()
	keepMemory()
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

// notNice gives the threads of a process that was started as nice the priority of
// others, if that is allowed. What is left to do takes some milliseconds, which are
// seconds on a busy machine, even for the kernel to release the memory.
func notNice() {
	threads, err := os.ReadDir("/proc/self/task")
	if err != nil {
		return
	}
	for _, thread := range threads {
		id, err := strconv.Atoi(thread.Name())
		if err != nil {
			continue
		}
		const plain = 20 // what the system call returns for a niceness of 0, and less for a higher one
		if is, err := unix.Getpriority(unix.PRIO_PROCESS, id); err == nil && is < plain {
			_ = unix.Setpriority(unix.PRIO_PROCESS, id, 0)
		}
	}
}
