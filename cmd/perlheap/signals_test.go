package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Every signal that asks the program to end lets it remove what it was writing,
// and the server the documents that an editor has open.
func TestSignalsCleanUp(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	if runtime.GOOS == "windows" {
		t.Skip("signals of Unix")
	}
	binary := program(t)
	for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		t.Run(s.String(), func(t *testing.T) {
			if signal.Ignored(s) {
				t.Skip("it is ignored here, and so by what is started from here")
			}
			cache := t.TempDir()
			cmd := exec.CommandContext(t.Context(), binary, "lsp")
			cmd.Env = append(os.Environ(), "XDG_CACHE_HOME="+cache)
			in, err := cmd.StdinPipe()
			if err != nil {
				t.Fatal(err)
			}
			defer in.Close()
			out, err := cmd.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			var log strings.Builder
			cmd.Stderr = &log
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			// It has begun to listen when it answers.
			const hello = `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}`
			if _, err := fmt.Fprintf(in, "Content-Length: %d\r\n\r\n%s", len(hello), hello); err != nil {
				t.Fatal(err)
			}
			if _, err := out.Read(make([]byte, 1)); err != nil {
				t.Fatal(err)
			}
			go func() { _, _ = io.Copy(io.Discard, out) }()
			if err := cmd.Process.Signal(s); err != nil {
				t.Fatal(err)
			}
			began := time.Now()
			err = cmd.Wait()
			if took := time.Since(began); took > time.Minute {
				t.Errorf("the end took %s", took)
			}
			// Who dies of a signal has cleaned nothing up.
			if status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); !ok || status.Signaled() || status.ExitStatus() != 1 {
				t.Errorf("ended with %v, log\n%s", err, log.String())
			}
		})
	}
}

// A command that stands still, as one that writes to a FIFO that nobody reads,
// ends with the first signal all the same.
func TestSignalsEndWhatStandsStill(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	if runtime.GOOS == "windows" || signal.Ignored(syscall.SIGTERM) {
		t.Skip("signals of Unix")
	}
	binary, fifo := program(t), filepath.Join(t.TempDir(), "fifo")
	if out, err := exec.Command("mkfifo", fifo).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	stands := [][]string{{"report", dumpPath("p540-amd64-d050"), "-o", fifo}, {"summary", fifo}}
	for _, args := range stands {
		t.Run(args[0], func(t *testing.T) {
			cmd := exec.CommandContext(t.Context(), binary, args...)
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			ended := make(chan struct{})
			go func() { _ = cmd.Wait(); close(ended) }()
			select {
			case <-ended:
				t.Fatalf("it does not stand still: %v", cmd.ProcessState)
			case <-time.After(2 * time.Second):
			}
			if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
				t.Fatal(err)
			}
			select {
			case <-ended:
			case <-time.After(30 * time.Second):
				t.Error("it goes on")
				_ = cmd.Process.Kill()
				<-ended
			}
		})
	}
}

// Clients that ask for another connection are told that there is one only.
func TestOtherTransports(t *testing.T) {
	for _, flag := range []string{"--node-ipc", "--socket=4711", "--pipe=/tmp/x", "--port=1"} {
		root := newRoot()
		root.SetArgs([]string{"lsp", "--clientProcessId=1", flag})
		root.SilenceErrors, root.SilenceUsage = true, true
		err := root.Execute()
		if err == nil || status(err) != 2 || !strings.Contains(err.Error(), "stdin and stdout") || !strings.Contains(err.Error(), strings.Split(flag, "=")[0]) {
			t.Errorf("%s: %v", flag, err)
		}
	}
}

// A log that nobody reads holds nobody up, and says what it left out.
func TestDroppingWriter(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	d := newDroppingWriter(w)
	entry := []byte(strings.Repeat("x", 1<<10) + "\n")
	for range 5 * keptEntries {
		if n, err := d.Write(entry); n != len(entry) || err != nil {
			t.Fatal(n, err)
		}
	}
	text := make(chan string)
	go func() {
		var b strings.Builder
		buf := make([]byte, 1<<16)
		for {
			n, err := r.Read(buf)
			if b.Write(buf[:n]); err != nil || strings.HasSuffix(b.String(), "\nlast\n") {
				text <- b.String()
				return
			}
		}
	}()
	for len(d.entries) > 0 {
		time.Sleep(time.Millisecond)
	}
	if _, err := d.Write([]byte("last\n")); err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if got := <-text; !strings.Contains(got, "entries were dropped because nobody read the log\n") {
		t.Errorf("the log does not say that entries were dropped; it ends with %q", got[max(0, len(got)-200):])
	}
}
