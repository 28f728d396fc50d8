package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/perlheap/perlheap/heap/capture"
	"github.com/perlheap/perlheap/heap/series"
	"github.com/perlheap/perlheap/heap/wire"
)

// watchFor watches a process for some captures into a folder.
func watchFor(t *testing.T, pid, dir string, count int, more ...string) (errs string, status int) {
	t.Helper()
	_, errs, status = perlheap(t.Context(), append([]string{"watch", pid, "--out", dir, "--every", "10ms", "--count", strconv.Itoa(count)}, more...)...)
	return errs, status
}

// Of workers that have ended the dumps do not stay for ever.
func TestWatchKeepsFewOfTheEnded(t *testing.T) {
	requireTool(t, "perl", "perl", "-e1")
	cmd := exec.Command("perl", "-e", `while (1) { my $p = fork; if (!$p) { select undef, undef, undef, .1; exit } waitpid $p, 0 }`)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	dir := t.TempDir()
	for range 20 {
		if errs, _ := watchFor(t, strconv.Itoa(cmd.Process.Pid), dir, 40, "--children", "--keep", "1"); len(matching(t, dir, "*"+series.Ending)) >= 5 {
			// One of the living worker, one of the ended, one of a worker whose end is not
			// yet known.
			if dumps := matching(t, dir, "*.pmat"); len(dumps) > 3 {
				t.Errorf("left are %q; it says %s", dumps, errs)
			}
			return
		}
		for _, path := range matching(t, dir, "*") {
			_ = os.Remove(path)
		}
	}
	t.Error("a watch saw fewer than 5 workers")
}

// Two watches do not write into one folder.
func TestWatchLocksItsFolder(t *testing.T) {
	pid, _ := leaking(t)
	dir := t.TempDir()
	unlock, err := lockFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	if errs, status := watchFor(t, pid, dir, 1); status != 1 || !strings.Contains(errs, "another perlheap watch is writing to this folder") {
		t.Errorf("status %d: %s", status, errs)
	}
	unlock()
	if errs, status := watchFor(t, pid, dir, 1); status != 0 {
		t.Errorf("status %d: %s", status, errs)
	}
}

// A damaged series is reported with the way out.
func TestWatchDamagedSeries(t *testing.T) {
	pid, _ := leaking(t)
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, pid+"-20200101T000000Z"+series.Ending), []byte("x\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if errs, status := watchFor(t, pid, dir, 2); status != 1 || strings.Count(errs, "move it away") != 2 {
		t.Errorf("status %d: %s", status, errs)
	}
}

// What a series names as its dump is removed only if a watch may have written it.
func TestWatchRemovesOnlyDumps(t *testing.T) {
	pid, _ := leaking(t)
	dir := t.TempDir()
	if errs, status := watchFor(t, pid, dir, 1); status != 0 {
		t.Fatal(errs)
	}
	of := matching(t, dir, "*"+series.Ending)[0]
	s, err := series.Read(of, 1)
	if err != nil {
		t.Fatal(err)
	}
	notes := filepath.Join(dir, "notes.txt")
	if err := os.WriteFile(notes, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	p := s.Points[0]
	p.Dump = "notes.txt"
	if err := series.Append(of, s.Head, p); err != nil {
		t.Fatal(err)
	}
	if errs, status := watchFor(t, pid, dir, 2, "--keep", "1"); status != 0 {
		t.Fatal(errs)
	}
	if _, err := os.Stat(notes); err != nil || len(matching(t, dir, "*.pmat")) != 1 {
		t.Errorf("%v; left are %q", err, matching(t, dir, "*"))
	}
}

// A point that cannot be added leaves no profile.
func TestAddPointLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	cmd := newWatch()
	cmd.SetContext(t.Context())
	w := &watch{cmd: cmd, ctx: t.Context(), out: t.Output()}
	p := &watched{process: wire.Process{PID: 5, Start: time.Unix(1e9, 0)}}
	at := dumpFiles{"../../testdata/dumps/p536-amd64-d046-leak.1.pmat.gz", filepath.Join(dir, "x.pb.gz"), dir} // a folder is no series
	summary := &capture.ProcessSummary{}
	if _, err := w.addPoint(p, at, summary); err == nil {
		t.Error("a folder is a series")
	}
	if left := matching(t, dir, "*"); len(left) > 0 {
		t.Errorf("left are %q", left)
	}
}

// A dump beside a series keeps its name, also in the current folder.
func TestGrowthOfSeriesAndDumpHere(t *testing.T) {
	pid, _ := leaking(t)
	dir, here := t.TempDir(), t.TempDir()
	if errs, status := watchFor(t, pid, dir, 3, "--keep", "1"); status != 0 {
		t.Fatal(errs)
	}
	dump, err := os.ReadFile(matching(t, dir, "*.pmat")[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(here, "late.pmat"), dump, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Chdir(here)
	out, errs, status := perlheap(t.Context(), "growth", dir, "late.pmat", "--json")
	var g wire.Growth
	if err := json.Unmarshal([]byte(out), &g); err != nil || status != 0 || len(g.Dumps) != 4 || g.Dumps[3].Dump != "late.pmat" || g.Dumps[0].Dump != "" || g.Dumps[2].Dump == "" {
		t.Errorf("%v, status %d: %+v %s", err, status, g.Dumps, errs)
	}
}
