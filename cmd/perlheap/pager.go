package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"

	"golang.org/x/term"
)

// pager returns where to write a text that may be long: the program in $PAGER,
// or less, if out is a terminal. less ends by itself if the text fits. The
// function that comes with it waits until the reader has seen enough.
func pager(ctx context.Context, out io.Writer) (io.Writer, func() error) {
	plain := func() error { return nil }
	f, ok := out.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return out, plain
	}
	program := strings.Fields(os.Getenv("PAGER"))
	if len(program) == 0 {
		program = []string{"less", "-FRX"}
	}
	cmd := exec.CommandContext(ctx, program[0], program[1:]...)
	cmd.Stdout, cmd.Stderr = f, os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return out, plain
	}
	if err := cmd.Start(); err != nil {
		return out, plain // without a pager the text scrolls by
	}
	return &untilClosed{in}, func() error {
		_ = in.Close()   // the pager sees the end
		_ = cmd.Wait()   // its own troubles are on the terminal already
		return ctx.Err() // an interrupt ends the pager too
	}
}

// untilClosed drops what a pager no longer reads.
type untilClosed struct{ w io.Writer }

func (u *untilClosed) Write(b []byte) (int, error) {
	_, err := u.w.Write(b)
	if errors.Is(err, syscall.EPIPE) || errors.Is(err, os.ErrClosed) {
		return len(b), nil
	}
	return len(b), err
}
