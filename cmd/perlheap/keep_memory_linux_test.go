//go:build linux && (amd64 || arm64)

package main

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Another process has the memory when this one ends, has nothing else of it, minds no
// signal but the last, and ends soon after.
func TestKeepMemory(t *testing.T) {
	const child = "PERLHEAP_TEST_KEEPS"
	if os.Getenv(child) != "" {
		signal.Notify(make(chan os.Signal, 1), syscall.SIGTERM)
		keepMemory()
		fmt.Println("keeps")
		for { // works on, with the stacks and the memory that both have
			_ = bytes.Repeat([]byte{1}, 1<<20)
		}
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestKeepMemory$")
	cmd.Env = append(os.Environ(), child+"=1")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	reader := bufio.NewReader(out)
	if line, err := reader.ReadString('\n'); line != "keeps\n" {
		t.Fatalf("it says %q (%v)", line, err)
	}
	keeper := childOf(t, cmd.Process.Pid)
	if err := syscall.Kill(keeper, syscall.SIGTERM); err != nil {
		t.Error(err)
	}
	pages := func(pid int) string {
		statm, _ := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
		size, _, _ := strings.Cut(string(statm), " ")
		return size
	}
	if a, b := pages(cmd.Process.Pid), pages(keeper); b == "" || b == "0" {
		t.Errorf("the one has %s pages, the other %s", a, b)
	}
	for {
		files, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", keeper))
		if err == nil && len(files) == 0 {
			break
		}
		if err != nil {
			t.Fatal("the signal has ended it:", err)
		}
		time.Sleep(time.Millisecond)
	}
	_ = cmd.Process.Kill()
	// The output ends, though the other process is there.
	if _, err := reader.ReadByte(); err == nil {
		t.Error("it says more")
	}
	_ = cmd.Wait()
	for !ended(keeper) {
		time.Sleep(time.Millisecond)
	}
}

// childOf finds the process that a process has made.
func childOf(t *testing.T, parent int) int {
	t.Helper()
	paths, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		stat, _ := os.ReadFile(path)
		fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
		if len(fields) < 2 || fields[1] != strconv.Itoa(parent) {
			continue
		}
		if pid, err := strconv.Atoi(filepath.Base(filepath.Dir(path))); err == nil {
			return pid
		}
	}
	t.Fatal("it has made no process")
	return 0
}

// ended reports whether a process has ended, though perhaps nobody has asked how.
func ended(pid int) bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	return err != nil || bytes.Contains(stat, []byte(") Z "))
}
