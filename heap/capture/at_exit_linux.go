package capture

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"

	"github.com/perlheap/perlheap/heap/safe"
)

// Held is a process that is stopped just before it ends, so that it can be
// captured.
type Held struct {
	PID int
	// Destroyed means that perl has already ended: END blocks ran and objects were
	// destroyed. Otherwise it is about to end, or was killed.
	Destroyed bool
	// Missed means that this machine does not stop at breakpoints of the processor,
	// as some virtual machines do not, so that the end of perl was not seen.
	Missed bool
	since  time.Time
	copied chan struct{} // closed when it may go on
}

// Traced is a program that was started under a tracer.
type Traced struct {
	done   chan struct{}
	status unix.WaitStatus
	err    error
}

// Start starts a program, and calls atEnd for it and each process that it starts
// when they come to their end: before perl destroys its objects where a
// breakpoint of the processor can tell that (amd64), else when the process
// exits. Nothing is written into the processes. Each call of atEnd has a
// goroutine of its own; the process stands still until [Process] has copied it, or
// atEnd returns. A process that SIGKILL ends has no end to be held at. Those that
// outlive the program are let go when it ends, and atEnd is not called for them.
//
// Only [Traced.Wait] may wait for the program. cmd has started if there is no
// error.
func Start(cmd *exec.Cmd, atEnd func(*Held)) (*Traced, error) {
	t := newTracer(atEnd)
	started := make(chan error)
	go func() { // the thread that traces is never used for anything else
		runtime.LockOSThread()
		err := t.start(cmd)
		started <- err
		if err == nil {
			t.program.status, t.program.err = t.run(t.stopped)
			if p := t.captures.Join(); p != nil {
				t.program.err = errors.Join(t.program.err, p)
			}
			close(t.program.done)
		}
	}()
	return t.program, <-started
}

// Done is closed when the program has ended and all captures are done.
func (t *Traced) Done() <-chan struct{} { return t.done }

// Wait waits until the program has ended and all captures are done.
func (t *Traced) Wait() (syscall.WaitStatus, error) {
	<-t.done
	return syscall.WaitStatus(t.status), t.err
}

const traceOptions = unix.PTRACE_O_TRACEEXIT | unix.PTRACE_O_TRACEFORK | unix.PTRACE_O_TRACEVFORK | unix.PTRACE_O_TRACECLONE | unix.PTRACE_O_TRACEEXEC

// start starts the program so that it stands still at its first instruction, and
// seizes it: of seized processes terminals can stop and continue jobs.
func (t *tracer) start(cmd *exec.Cmd) error {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Ptrace = true
	if err := cmd.Start(); err != nil {
		return err
	}
	t.pid = cmd.Process.Pid
	fail := func(err error) error {
		return errors.Join(fmt.Errorf("process %d cannot be traced: %w", t.pid, err), cmd.Process.Kill(), cmd.Wait())
	}
	var ws unix.WaitStatus
	if _, err := wait4(t.pid, &ws); err != nil || !ws.Stopped() {
		return fail(fmt.Errorf("it did not stop: %w", err))
	}
	if err := ptrace(unix.PTRACE_DETACH, t.pid, 0, uintptr(unix.SIGSTOP)); err != nil {
		return fail(err)
	}
	if err := ptrace(unix.PTRACE_SEIZE, t.pid, 0, traceOptions); err != nil {
		return fail(err)
	}
	return nil
}

func ptrace(request, tid int, addr, data uintptr) error {
	if _, _, errno := unix.RawSyscall6(unix.SYS_PTRACE, uintptr(request), uintptr(tid), addr, data, 0, 0); errno != 0 {
		return errno
	}
	return nil
}

func wait4(pid int, ws *unix.WaitStatus, options ...int) (int, error) {
	flags := unix.WALL | 0x20000000 // __WNOTHREAD: what other threads started is theirs
	for _, o := range options {
		flags |= o
	}
	for {
		got, err := unix.Wait4(pid, ws, flags, nil)
		if !errors.Is(err, unix.EINTR) {
			return got, err
		}
	}
}

// tracer follows a program and what it starts. Its thread is the tracer of all.
type tracer struct {
	program  *Traced
	pid      int
	begun    bool // the program was let go
	atEnd    func(*Held)
	of       map[int]*tracee // by the number of the thread
	captures safe.Workers
	free     map[int]bool     // those that were let go
	hit      bool             // a process stopped at a breakpoint
	missed   bool             // a program ran past the breakpoint at its beginning, and none has stopped at one
	last     *unix.WaitStatus // of the program, if it ended while all were let go
}

func newTracer(atEnd func(*Held)) *tracer {
	return &tracer{program: &Traced{done: make(chan struct{})}, atEnd: atEnd, of: map[int]*tracee{}, free: map[int]bool{}}
}

// tracee is a traced process or thread.
type tracee struct {
	isProcess bool
	begun     bool   // its breakpoint is that of perl's end, or it has none
	at        uint64 // where it stops; 0 for nowhere
	captured  bool
}

// run follows all processes until the first has ended, and lets go those that are
// left. If it panics they go on untraced, and the error says so when the first has
// ended.
func (t *tracer) run(stopped func(tid int, ws unix.WaitStatus)) (status unix.WaitStatus, err error) {
	tid, ws := 0, unix.WaitStatus(0)
	defer func() {
		r := recover()
		if r == nil {
			t.letAllGo()
			return
		}
		err = safe.AsPanic(r)
		t.letGo(tid, ws)
		if t.letAllGo(); t.last == nil {
			t.last = new(unix.WaitStatus)
			_, waiting := wait4(t.pid, t.last)
			err = errors.Join(err, waiting)
		}
		status = *t.last
	}()
	for {
		if tid, err = wait4(-1, &ws); err != nil {
			return ws, err
		}
		switch {
		case ws.Exited() || ws.Signaled():
			delete(t.of, tid)
			if tid == t.pid {
				return ws, nil
			}
		case ws.Stopped():
			stopped(tid, ws)
		}
	}
}

// letAllGo stops tracing all of them. The kernel would detach them when the thread
// ends, but leave the breakpoints, and an untraced process dies at one.
func (t *tracer) letAllGo() {
	for tid := range t.of {
		_ = ptrace(unix.PTRACE_INTERRUPT, tid, 0, 0)
	}
	for since := time.Now(); len(t.of) > 0 && time.Since(since) < patience; {
		var ws unix.WaitStatus
		switch tid, err := wait4(-1, &ws, unix.WNOHANG); {
		case err != nil: // there are none
			return
		case tid == 0:
			time.Sleep(time.Millisecond)
		case ws.Stopped():
			t.letGo(tid, ws)
		default:
			delete(t.of, tid)
			if tid == t.pid {
				t.last = &ws
			}
		}
	}
}

// letGo stops tracing a process that has stopped. It gets the signal that it
// stopped for; if it was stopped by job control, it stays stopped. What it has just
// started is also traced, though it has not been seen yet.
func (t *tracer) letGo(tid int, ws unix.WaitStatus) {
	switch int(ws) >> 16 {
	case unix.PTRACE_EVENT_FORK, unix.PTRACE_EVENT_VFORK, unix.PTRACE_EVENT_CLONE:
		var started uint
		if ptrace(unix.PTRACE_GETEVENTMSG, tid, 0, uintptr(unsafe.Pointer(&started))) == nil && !t.free[int(started)] {
			t.of[int(started)] = &tracee{}
		}
	}
	signal := uintptr(ws.StopSignal())
	if int(ws)>>16 != 0 || ws.StopSignal() == unix.SIGTRAP && hitBreakpoint(tid) {
		signal = 0
	}
	_ = setBreakpoint(tid, 0)
	if ptrace(unix.PTRACE_DETACH, tid, 0, signal) == nil { // else it runs already, or was killed
		delete(t.of, tid)
		t.free[tid] = true
	}
}

// stopped handles a process that has stopped, and lets it go on.
func (t *tracer) stopped(tid int, ws unix.WaitStatus) {
	p := t.of[tid]
	if p == nil {
		p = &tracee{isProcess: statusField(tid, "Tgid") == strconv.Itoa(tid)}
		t.of[tid] = p
		if p.isProcess {
			t.breakAtEnd(tid, p, tid == t.pid)
		}
	}
	signal := ws.StopSignal()
	switch event := int(ws) >> 16; {
	case event == unix.PTRACE_EVENT_STOP && signal != unix.SIGTRAP: // with all of its job
		_ = ptrace(unix.PTRACE_LISTEN, tid, 0, 0)
		if tid == t.pid && !t.begun {
			t.begun = true
			_ = unix.Kill(tid, unix.SIGCONT) // it was stopped to be seized
		}
		return
	case event == unix.PTRACE_EVENT_EXEC:
		*p = tracee{isProcess: true}
		t.breakAtEnd(tid, p, true)
	case event == unix.PTRACE_EVENT_EXIT:
		status := t.exitStatus(tid)
		if !status.Signaled() && status.ExitStatus() != notLoaded {
			t.hasRun(tid, p)
		}
		if p.isProcess && !p.captured {
			t.hold(&Held{PID: tid, Destroyed: p.begun && p.at == 0 && !status.Signaled(), Missed: t.missed})
		}
	case event == unix.PTRACE_EVENT_FORK || event == unix.PTRACE_EVENT_VFORK:
		t.hasRun(tid, p)
	case event != 0: // a process or a thread has begun
	case signal == unix.SIGTRAP && p.at != 0 && hitBreakpoint(tid):
		t.atBreakpoint(tid, p)
	default:
		_ = ptrace(unix.PTRACE_CONT, tid, 0, uintptr(signal))
		return
	}
	_ = ptrace(unix.PTRACE_CONT, tid, 0, 0) // one that was killed meanwhile is gone
}

// notLoaded is the status of a program whose libraries are missing: it ends before
// its first instruction.
const notLoaded = 127

// exitStatus is the status of a process that exits; that of success if it is not known.
func (t *tracer) exitStatus(pid int) unix.WaitStatus {
	var status uint
	if err := ptrace(unix.PTRACE_GETEVENTMSG, pid, 0, uintptr(unsafe.Pointer(&status))); err != nil {
		return 0
	}
	return unix.WaitStatus(status)
}

// breakAtEnd sets the breakpoint of a process: where perl begins to end, or, of
// one that has not begun, where it begins, since its libraries are not there yet.
func (t *tracer) breakAtEnd(pid int, p *tracee, isNew bool) {
	if p.at = entryOf(pid); !isNew {
		p.begun, p.at = true, t.endOfPerl(pid)
	}
	if t.missed {
		p.begun, p.at = true, 0
	}
	if p.at != 0 && setBreakpoint(pid, p.at) != nil {
		p.begun, p.at = true, 0
	}
}

// hasRun notes that a process does what hardly any does before its beginning: it
// starts another one, or exits. If none has stopped there yet, none will stop
// anywhere.
func (t *tracer) hasRun(pid int, p *tracee) {
	if !p.isProcess || p.begun || p.at == 0 || t.hit {
		return
	}
	t.missed = true
	p.begun, p.at = true, 0
	_ = setBreakpoint(pid, 0)
}

func (t *tracer) atBreakpoint(pid int, p *tracee) {
	t.hit, t.missed = true, false
	_ = setBreakpoint(pid, 0)
	if !p.begun {
		t.breakAtEnd(pid, p, false)
		return
	}
	p.captured = true
	t.hold(&Held{PID: pid})
}

// patience is how long a process that is at its end is held at most, so that one
// that cannot be copied does not stand still for ever.
const patience = time.Minute

// hold has a process captured, and returns when it may go on.
func (t *tracer) hold(h *Held) {
	h.copied, h.since = make(chan struct{}), time.Now()
	copied, done := h.copied, make(chan struct{})
	t.captures.Go(func() {
		defer close(done)
		t.atEnd(h)
	})
	select {
	case <-copied:
	case <-done:
	case <-time.After(patience):
	}
}

// release lets the process go on, and says for how long it stood still.
func (h *Held) release() time.Duration {
	if h.copied == nil {
		return 0
	}
	close(h.copied)
	h.copied = nil
	return time.Since(h.since)
}

// entryOf returns the entry point of a program, from its auxiliary vector.
func entryOf(pid int) uint64 {
	vector, _ := os.ReadFile(fmt.Sprintf("/proc/%d/auxv", pid))
	return entryIn(vector)
}

// endOfPerl returns the address at which a process that runs perl begins to end; 0 if it runs none.
func (t *tracer) endOfPerl(pid int) uint64 {
	maps, err := readMaps(pid)
	if err != nil {
		return 0
	}
	c := &processCopy{}
	defer c.close()
	if c.findModules(pid, maps) != nil {
		return 0
	}
	for _, mod := range c.modules {
		if at := mod.function("perl_destruct"); at != 0 {
			return at
		}
	}
	return 0
}
