package main

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A process is captured three times and judged as three dumps are; nothing is
// left, unless it is to be kept.
func TestCheckProcess(t *testing.T) {
	l := startLeak(t)
	pid, kill := l.pid, l.kill
	go func() { // until it is killed
		for range time.Tick(10 * time.Millisecond) {
			if _, err := io.WriteString(l.in, "go\n"); err != nil {
				return
			}
			if _, err := l.out.ReadString('\n'); err != nil {
				return
			}
		}
	}()
	t.Setenv("TMPDIR", t.TempDir())
	out, errs, status := perlheap(t.Context(), "check", "--pid", pid, "--for", "600ms", "--fail-on", "none", "--max-growth", "10")
	if status != 1 || !strings.Contains(out, "[max-growth]") || strings.Count(errs, "stopped for") != 3 {
		t.Errorf("status %d: %s%s", status, out, errs)
	}
	if left, _ := os.ReadDir(os.TempDir()); len(left) > 0 {
		t.Errorf("left are %v", left)
	}
	folder := filepath.Join(t.TempDir(), "kept")
	out, errs, status = perlheap(t.Context(), "check", "--pid", pid, "--for", "100ms", "--fail-on", "none", "--keep", folder, "--format", "sarif", "--max-closures", "5")
	if status != 1 || !json.Valid([]byte(out)) || !strings.Contains(out, "max-closures") {
		t.Errorf("status %d: %s%s", status, out, errs)
	}
	if dumps := matching(t, folder, pid+"-*.pmat"); len(dumps) != 3 {
		t.Errorf("kept are %q", dumps)
	}
	time.AfterFunc(100*time.Millisecond, kill)
	if out, errs, status := perlheap(t.Context(), "check", "--pid", pid, "--for", "1s"); status != 2 || out != "" || !strings.Contains(errs, "process "+pid) {
		t.Errorf("of one that ends: status %d, %s%s", status, out, errs)
	}
	if left, _ := os.ReadDir(os.TempDir()); len(left) > 0 {
		t.Errorf("left are %v", left)
	}
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"--pid", "1"}, "--pid needs --for"},
		{[]string{"--pid", "0", "--for", "1s"}, "must be a PID"},
		{[]string{"--pid", "1", "--for", "1s", "x.pmat"}, "not both"},
		{[]string{"--for", "1s", "x.pmat"}, "need --pid"},
		{nil, "DUMP is missing"},
	} {
		if _, errs, status := perlheap(t.Context(), append([]string{"check"}, c.args...)...); status != 2 || !strings.Contains(errs, c.says) {
			t.Errorf("check %q: status %d, %s; want %q", c.args, status, errs, c.says)
		}
	}
}
