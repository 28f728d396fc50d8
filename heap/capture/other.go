//go:build !linux

package capture

import (
	"context"
	"errors"
	"io"

	"github.com/perlheap/perlheap/heap/wire"
)

var errNotLinux = errors.New("heaps are captured on Linux only; perlheap help dumps says how to write them from inside")

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
