package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sys/unix"
	"golang.org/x/term"

	"github.com/perlheap/perlheap/heap/capture"
	"github.com/perlheap/perlheap/heap/text"
)

// runOptions are those of perlheap run.
type runOptions struct {
	dumpFlags
	folder string
	every  time.Duration
	on     string
	atExit bool
}

func newRun() *cobra.Command {
	var opt runOptions
	cmd := &cobra.Command{
		Use:   "run [--every TIME] [--on SIGNAL] [--at-exit] -- PROGRAM [ARG...]",
		Short: "Start a program and capture it and its children while it runs",
		Long: "run starts a program and writes dumps of it and its children, as far as they are\n" +
			"perls, into a folder, as PID-1.pmat, PID-2.pmat and so on: after each TIME of --every,\n" +
			"and whenever perlheap receives the signal of --on. No module is needed. With\n" +
			"--interpreter all each thread has its own: PID-1-i1.pmat, PID-1-i2.pmat and so on.\n\n" +
			"--at-exit captures each perl at its end instead, even if a signal ends it: before its\n" +
			"END blocks run and its objects are destroyed. On arm64, on virtual machines whose\n" +
			"processor does not stop at breakpoints, and if it leaves by POSIX::_exit, it is\n" +
			"captured when the process exits. SIGKILL leaves no time for that.\n" +
			"The processes are traced, as by a debugger, so no debugger can trace them. Those\n" +
			"that outlive the program, such as daemons, are let go when it ends: they run on\n" +
			"unchanged, and are not captured. Do not end perlheap by kill -9: each perl that it\n" +
			"traces would then be killed at its end by SIGTRAP, before its END blocks run.\n\n" +
			"The program gets the terminal, standard input and output, and all other signals.\n" +
			"perlheap exits with its status, with 128 plus the signal number if a signal ended\n" +
			"it, and with 127 or 126 if it was not found or cannot be run.",
		Example: "  perlheap run --every 5m -- perl app.pl daemon\n  perlheap run --at-exit -- prove -l t/leak.t\n  perlheap run --on USR2 -o /var/tmp/dumps -- starman --workers 4 app.psgi",
		Args:    cobra.ArbitraryArgs,
		RunE:    func(cmd *cobra.Command, args []string) error { return runProgram(cmd, args, opt) },
	}
	f := cmd.Flags()
	f.SetInterspersed(false) // what follows the program is the program's
	f.StringVarP(&opt.folder, "output", "o", "dumps", "write the dumps into `FOLDER`, creating it if necessary")
	f.DurationVar(&opt.every, "every", 0, "capture after each `TIME` (5m)")
	f.BoolVar(&opt.atExit, "at-exit", false, "capture each process at its end")
	f.StringVar(&opt.on, "on", "", "capture when perlheap receives `SIGNAL` (USR2)")
	opt.add(f)
	opt.addBare(f)
	return cmd
}

func runProgram(cmd *cobra.Command, args []string, opt runOptions) error {
	on := signalNumber(opt.on)
	switch {
	case len(args) == 0:
		return usageError{errors.New("PROGRAM is missing; usage: " + cmd.UseLine())}
	case opt.every < 0:
		return usageError{errors.New("--every must be 0 or more")}
	case opt.every == 0 && opt.on == "" && !opt.atExit:
		return usageError{errors.New("say when to capture: --every TIME, --on SIGNAL, or --at-exit")}
	case opt.atExit && (opt.every > 0 || opt.on != ""):
		return usageError{errors.New("--at-exit excludes --every and --on: a process has one tracer")}
	case opt.atExit && opt.noStop:
		return usageError{errors.New("--at-exit and --no-stop exclude one another")}
	case opt.on != "" && (on == 0 || on == syscall.SIGKILL || on == syscall.SIGSTOP || on == syscall.SIGCHLD || on == syscall.SIGURG):
		return usageError{fmt.Errorf("--on %s is not a signal perlheap can wait for; use one such as USR2", opt.on)}
	}
	if err := opt.check(); err != nil {
		return err
	}
	if err := os.MkdirAll(opt.folder, 0o700); err != nil {
		return err
	}
	signals := make(chan os.Signal, 64)
	signal.Notify(signals, passedSignals(on)...) // they are the program's
	defer signal.Stop(signals)
	if err := outlive(cmd.Context()); err != nil {
		return err
	}
	program := exec.Command(args[0], args[1:]...)
	program.Stdin, program.Stdout, program.Stderr = cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr()
	s := captures{ctx: context.WithoutCancel(cmd.Context()), out: cmd.ErrOrStderr(), opt: opt}
	ended, status, err := s.start(program)
	if err != nil {
		return notStarted(args[0], err)
	}
	var tick <-chan time.Time
	if opt.every > 0 {
		t := time.NewTicker(opt.every)
		defer t.Stop()
		tick = t.C
	}
	for {
		select {
		case <-ended:
			err := status()
			s.sayIfNothing()
			return err
		case <-tick:
			s.take()
		case sig := <-signals:
			switch {
			case sig == on:
				s.take()
			case !(fromTerminal(sig) && term.IsTerminal(int(os.Stdin.Fd()))): // which sends it to the program, too
				_ = program.Process.Signal(sig) // one that has ended needs none
			}
		}
	}
}

// notStarted says why a program was not started, with the status that shells have
// for that.
func notStarted(program string, err error) error {
	const cannotRun, notFound = 126, 127
	var search *exec.Error
	var start *fs.PathError
	switch {
	case errors.As(err, &search):
		err = search.Err
	case errors.As(err, &start):
		err = start.Err
	default:
		return err
	}
	status := cannotRun
	if errors.Is(err, exec.ErrNotFound) || errors.Is(err, fs.ErrNotExist) {
		status = notFound
	}
	return statusError{fmt.Errorf("%s was not started: %w", program, err), status}
}

// start starts a program, and returns a channel that is closed when it has ended,
// and how it ended.
func (c *captures) start(program *exec.Cmd) (ended <-chan struct{}, status func() error, err error) {
	if c.opt.atExit {
		ignorePipe() // one that ends while it traces takes the traced with it
		traced, err := capture.Start(program, c.atEnd)
		if err != nil {
			return nil, nil, err
		}
		return traced.Done(), func() error {
			ws, err := traced.Wait()
			_ = program.Wait() // for what copies its output; its status is known
			if err != nil {
				return err
			}
			return passedStatus(ws)
		}, nil
	}
	if err := program.Start(); err != nil {
		return nil, nil, err
	}
	c.top = program.Process.Pid
	if c.ended, err = whenEnded(c.top); err != nil {
		return nil, nil, errors.Join(err, program.Process.Kill(), program.Wait())
	}
	return c.ended, func() error {
		_ = program.Wait() // its status tells
		ws, _ := program.ProcessState.Sys().(syscall.WaitStatus)
		return passedStatus(ws)
	}, nil
}

// whenEnded returns a channel that is closed when a process has ended. It does not
// wait for it: that would take the stops of a capture for its end.
func whenEnded(pid int) (<-chan struct{}, error) {
	fd, err := unix.PidfdOpen(pid, 0)
	if errors.Is(err, unix.ESRCH) {
		return nil, fmt.Errorf("there is no process %d", pid)
	}
	if err != nil {
		return nil, fmt.Errorf("it cannot be told when process %d ends: %w; Linux 5.3 or later is needed", pid, err)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		defer unix.Close(fd) //nolint:errcheck // nothing was written
		for {
			n, err := unix.Poll([]unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}, -1)
			if n > 0 || err != nil && !errors.Is(err, unix.EINTR) {
				return
			}
		}
	}()
	return ended, nil
}

// hasEnded reports whether a process has ended.
func hasEnded(pid int) bool {
	fd, err := unix.PidfdOpen(pid, 0)
	if err != nil {
		return errors.Is(err, unix.ESRCH)
	}
	defer unix.Close(fd) //nolint:errcheck // nothing was written
	n, _ := unix.Poll([]unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}, 0)
	return n > 0
}

// signalNumber finds a signal by its name, with or without SIG; 0 if there is
// none.
func signalNumber(name string) syscall.Signal {
	return unix.SignalNum("SIG" + strings.TrimPrefix(strings.ToUpper(name), "SIG"))
}

// passedSignals returns the signals that the program gets, and the one to capture at.
func passedSignals(on syscall.Signal) []os.Signal {
	list := []os.Signal{}
	for _, s := range []syscall.Signal{syscall.SIGHUP, syscall.SIGINT, syscall.SIGQUIT, syscall.SIGTERM, syscall.SIGUSR1, syscall.SIGUSR2, syscall.SIGALRM, on} {
		if s != 0 && !signal.Ignored(s) {
			list = append(list, s)
		}
	}
	return list
}

// fromTerminal reports whether terminals send a signal, to all processes that
// run in their foreground.
func fromTerminal(s os.Signal) bool {
	return s == syscall.SIGINT || s == syscall.SIGQUIT || s == syscall.SIGHUP
}

// passedStatus converts the status of a program that has ended to that of perlheap.
func passedStatus(ws syscall.WaitStatus) error {
	switch {
	case ws.Signaled():
		return exitCode(128 + int(ws.Signal()))
	case ws.ExitStatus() != 0:
		return exitCode(ws.ExitStatus())
	}
	return nil
}

// captures are the dumps of a process and its children, again and again.
type captures struct {
	ctx   context.Context
	out   io.Writer
	top   int
	ended <-chan struct{} // when top has
	opt   runOptions
	n     int

	mu   sync.Mutex
	ends map[int]int // how many ends of each process there were: it may run exec
	said bool        // what was captured, or why something was not
}

// sayIfNothing says that nothing was captured, which nothing else has said.
func (c *captures) sayIfNothing() {
	c.mu.Lock()
	defer c.mu.Unlock()
	why := "the program ended before the first TIME of --every; --at-exit captures it at its end"
	switch {
	case c.said:
		return
	case c.opt.atExit:
		why = "no perl came to its end"
	case c.opt.every == 0:
		why = fmt.Sprintf("no signal %s came while the program ran", unix.SignalName(signalNumber(c.opt.on)))
	}
	fmt.Fprintf(c.out, "perlheap: nothing was captured: %s\n", why)
}

// missedEnd says why a process was captured too late.
const missedEnd = " (this machine does not stop at breakpoints of the processor, as some virtual machines do not)"

// atEnd captures a process at its end, if it runs a perl.
func (c *captures) atEnd(h *capture.Held) {
	c.mu.Lock()
	if c.ends == nil {
		c.ends = map[int]int{}
	}
	c.ends[h.PID]++
	path := filepath.Join(c.opt.folder, fmt.Sprintf("%d-%d%s", h.PID, c.ends[h.PID], c.opt.pack().Extension()))
	c.mu.Unlock()
	var out bytes.Buffer // of several at a time
	paths, err := captureProcess(c.ctx, &out, h.PID, path, c.opt.dumpFlags, h)
	if err != nil && errors.Is(err, capture.ErrNotPerl) {
		return
	}
	if err != nil {
		fmt.Fprintf(&out, "perlheap: process %d at its end: %s\n", h.PID, text.Safe(strings.ReplaceAll(err.Error(), "\n", "; ")))
	} else if h.Destroyed {
		reason := ""
		if h.Missed {
			reason = missedEnd
		}
		fmt.Fprintf(&out, "%s: its END blocks had run, and its objects were destroyed%s\n", strings.Join(paths, ", "), reason)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.said = true
	_, _ = c.out.Write(out.Bytes())
}

// take captures them once. Failures are reported, and the program goes on.
func (c *captures) take() {
	c.n++
	pids, err := capture.Family(c.top)
	if err == nil && len(pids) == 0 {
		err = fmt.Errorf("neither process %d nor its children run perl", c.top)
	}
	for _, pid := range pids {
		path := filepath.Join(c.opt.folder, fmt.Sprintf("%d-%d%s", pid, c.n, c.opt.pack().Extension()))
		_, failed := captureProcess(c.ctx, c.out, pid, path, c.opt.dumpFlags, nil)
		c.said = c.said || failed == nil
		err = errors.Join(err, failed)
	}
	select {
	case <-c.ended:
		return // between the dumps: nothing is wrong
	default:
	}
	if err != nil {
		c.said = true
		fmt.Fprintf(c.out, "perlheap: dumps %d: %s\n", c.n, text.Safe(strings.ReplaceAll(err.Error(), "\n", "; ")))
	}
}
