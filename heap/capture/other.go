//go:build !linux

package capture

import (
	"context"
	"errors"
	"io"

	"github.com/perlheap/perlheap/heap/wire"
)

var errNotLinux = errors.New("heaps are captured on Linux only; perlheap help dumps says how to write them from inside")

// Held is a stopped process, on Linux.
type Held struct{}

// Process captures the heap of a running perl, on Linux.
func Process(context.Context, int, io.Writer, Options) (ProcessSummary, error) {
	return ProcessSummary{}, errNotLinux
}

// Core captures the heap of a perl from an ELF core, on Linux.
func Core(context.Context, string, io.Writer, CoreOptions) (Summary, error) {
	return Summary{}, errNotLinux
}

func each(context.Context, int, Options, func(Interpreter, func(io.Writer) (ProcessSummary, error)) error) error {
	return errNotLinux
}

func eachOfCore(context.Context, string, CoreOptions, func(Interpreter, func(io.Writer) (Summary, error)) error) error {
	return errNotLinux
}

// Processes lists the processes that run a perl, on Linux.
func Processes() ([]wire.Process, error) { return nil, errNotLinux }

// Find looks at one process, on Linux.
func Find(int) (wire.Process, error) { return wire.Process{}, errNotLinux }

func parentOf(int) int { return 0 }
