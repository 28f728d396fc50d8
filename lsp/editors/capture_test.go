package editors

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// worker starts a perl that keeps running, which an editor finds by PERLHEAP_PID.
func (p *place) worker() (pid string) {
	p.t.Helper()
	cmd := exec.CommandContext(p.t.Context(), "perl", "-e", `$| = 1; $0 = "worker of a test"; our %kept = map { $_ => [] } 1 .. 100; print "ready\n"; sleep 1000`)
	out, err := cmd.StdoutPipe()
	if err != nil {
		p.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	if !bufio.NewScanner(out).Scan() {
		p.t.Fatal("the program did not begin")
	}
	pid = strconv.Itoa(cmd.Process.Pid)
	p.env = append(p.env, "PERLHEAP_PID="+pid)
	return pid
}

// checkCompared checks what the leak's dump is compared with, as an editor names
// it, what is alive in both, and what is said of a cure where there is one run.
func checkCompared(t *testing.T, other string, compared []string, verified string) {
	t.Helper()
	contains(t, "other dump", other, "dumps/out.pmat.gz · ")
	contains(t, "comparison", strings.Join(compared, "\n"), "Histogram: what is alive", "20,000 → 0")
	contains(t, "verification", verified, "only one is known")
}

// checkTaken checks what an editor says of a dump that it took, and the dump.
func checkTaken(t *testing.T, p *place, pid, said string) {
	t.Helper()
	name := "worker-" + pid + "-1.pmat"
	contains(t, "what is said of the dump", said, name+": process "+pid, "stopped for ", "as many as perl counts")
	if _, err := os.Stat(filepath.Join(p.dir, "dumps", name)); err != nil {
		t.Error(err)
	}
}
