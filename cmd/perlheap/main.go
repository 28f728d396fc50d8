// Command perlheap finds out why a Perl process keeps growing: it reads heap
// dumps of Devel::MAT::Dumper and says what is alive, who holds it and at
// which line it was made, on the command line and, as a language server, in
// the editor.
package main

import (
	"errors"
	"fmt"
	"os"
)

func main() {
	ctx, stop := untilSignal()
	err := execute(ctx, newRoot(), os.Args[1:])
	stop()
	if err == nil {
		return
	}
	var code exitCode
	if errors.As(err, &code) {
		os.Exit(int(code))
	}
	fmt.Fprintf(os.Stderr, "perlheap: %v\n", err)
	os.Exit(status(err))
}

// status returns the exit status after an error.
func status(err error) int {
	var code exitCode
	var usage usageError
	var own statusError
	switch {
	case errors.As(err, &code):
		return int(code)
	case errors.As(err, &usage):
		return 2
	case errors.As(err, &own):
		return own.status
	}
	return 1
}

// statusError is an error after which the program exits with a status that is
// not 1.
type statusError struct {
	error
	status int
}

func (s statusError) Unwrap() error { return s.error }

// exitCode ends the program with a status of its own and no message.
type exitCode int

func (c exitCode) Error() string { return fmt.Sprintf("exit status %d", int(c)) }

// usageError is a mistake in how the program was called: exit status 2.
type usageError struct{ err error }

func (u usageError) Error() string { return u.err.Error() }
func (u usageError) Unwrap() error { return u.err }
