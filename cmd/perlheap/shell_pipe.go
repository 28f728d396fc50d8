package main

import (
	"errors"
	"fmt"
	"io"
	"os/exec"
	"runtime"
	"strings"

	"github.com/spf13/cobra"
)

// cutPipe cuts a line of the shell at the first | that is in no quotes.
func cutPipe(line string) (before, program string, found bool) {
	quote := rune(0)
	for i, r := range line {
		switch {
		case quote != 0:
			if r == quote {
				quote = 0
			}
		case r == '\'' || r == '"':
			quote = r
		case r == '|':
			return line[:i], strings.TrimSpace(line[i+1:]), true
		}
	}
	return line, "", false
}

// pipe runs a command of the shell, and hands what it writes to one of the system.
func (s *session) pipe(cmd *cobra.Command, words []string, program string) error {
	if program == "" {
		return errors.New("nothing stands behind |: give a command of the system that is to read the answer, such as lines | head")
	}
	shell := []string{"sh", "-c"}
	if runtime.GOOS == "windows" {
		shell = []string{"cmd", "/C"}
	}
	reader := exec.CommandContext(cmd.Context(), shell[0], append(shell[1:], program)...)
	reader.Stdout, reader.Stderr = cmd.OutOrStdout(), cmd.ErrOrStderr()
	in, err := reader.StdinPipe()
	if err != nil {
		return err
	}
	if err := reader.Start(); err != nil {
		return fmt.Errorf("cannot start %s: %w", shell[0], err)
	}
	err = s.run(cmd, struct{ io.Writer }{&untilClosed{in}}, words)
	_ = in.Close()    // it sees the end
	_ = reader.Wait() // what failed in it, it has said
	return err
}
