package main

import (
	"bufio"
	"io"
	"os/exec"
	"testing"
)

// startTalking starts a program that tells with lines when it is ready:
// [awaitLine] waits for one. It ends with the test.
func startTalking(t *testing.T, cmd *exec.Cmd) (in io.WriteCloser, out *bufio.Reader) {
	t.Helper()
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	pipe, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	return in, bufio.NewReader(pipe)
}

// awaitLine waits for a line of a program.
func awaitLine(t *testing.T, out *bufio.Reader) {
	t.Helper()
	if said, err := out.ReadString('\n'); err != nil {
		t.Fatalf("the program ended: %q, %v", said, err)
	}
}
