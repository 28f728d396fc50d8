//go:build !linux

package capture

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/perlheap/perlheap/heap/wire"
)

var errNotLinux = errors.New("heaps are captured on Linux only; perlheap help dumps says how to write them from inside")

// Options say how a heap is captured.
type Options struct {
	MaxString int
	NoStop    bool
	Describe  bool
}

// ProcessSummary also says what the process was in for.
type ProcessSummary struct {
	Summary
	Stopped time.Duration
	Copied  int64
}

// CoreOptions say how a core is read.
type CoreOptions struct {
	MaxString    int
	Exe, Sysroot string
}

// Process captures the heap of a running perl, on Linux.
func Process(context.Context, int, io.Writer, Options) (ProcessSummary, error) {
	return ProcessSummary{}, errNotLinux
}

// Core captures the heap of a perl from an ELF core, on Linux.
func Core(context.Context, string, io.Writer, CoreOptions) (Summary, error) {
	return Summary{}, errNotLinux
}

// Processes lists the processes that run a perl, on Linux.
func Processes() ([]wire.Process, error) { return nil, errNotLinux }

func parentOf(int) int { return 0 }
