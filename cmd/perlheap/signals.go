package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/spf13/cobra"
)

// endSignals are those that ask the program to end: what it was writing and what
// it unpacked is removed first.
var endSignals = []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP}

// endTime is how long the shell allows a command to clean up.
const endTime = 500 * time.Millisecond

const (
	// lastTime is how long a command may take to end after a signal, for example to
	// remove a large file that it was writing: what blocks, such as opening a FIFO
	// that nobody reads, is then left behind. The server has shorter times of its
	// own.
	lastTime = 1800 * time.Millisecond
	// killTime is when the kernel ends a command that could not even do that: on a
	// busy machine Go's timers are late.
	killTime = 2200 * time.Millisecond
	// killServerTime is the same for a server that has a reason to end.
	killServerTime = 1000 * time.Millisecond
)

// outlivesSignals is set by [outlive] alone.
var outlivesSignals atomic.Bool

// outlive is called by a command that does not end with the first signal, before
// it does what a signal must not cut off. The error is that one came before.
func outlive(ctx context.Context) error {
	outlivesSignals.Store(true)
	if ctx.Err() != nil { // the time to end may run already
		return errors.New("interrupted")
	}
	return nil // a signal that comes now finds that it is outlived
}

// untilSignal is a context that ends with the first signal that asks the program
// to end. The second ends the program at once. Signals that the program was
// started without, as by nohup, stay without effect.
func untilSignal() (context.Context, context.CancelFunc) {
	ctx, stop := until(context.Background(), endSignals)
	context.AfterFunc(ctx, func() {
		stop()
		if outlivesSignals.Load() {
			return
		}
		killAfter(killTime)
		time.AfterFunc(lastTime, func() { os.Exit(1) })
	})
	return ctx, stop
}

// endOfShell is the context of the shell, which an interrupt does not end: it is
// for the command that is running.
func endOfShell(cmd *cobra.Command) (context.Context, context.CancelFunc) {
	return until(context.WithoutCancel(cmd.Context()), endSignals[1:])
}

func until(ctx context.Context, signals []os.Signal) (context.Context, context.CancelFunc) {
	var heard []os.Signal
	for _, s := range signals {
		if !signal.Ignored(s) {
			heard = append(heard, s)
		}
	}
	if len(heard) == 0 { // would be all
		return context.WithCancel(ctx)
	}
	return signal.NotifyContext(ctx, heard...)
}

// ignorePipe makes writes to a closed pipe errors and no more.
func ignorePipe() { signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE) }
