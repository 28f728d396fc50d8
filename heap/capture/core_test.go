package capture

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// waits is how a program ends that start returns when it sleeps.
const waits = `$| = 1; print "go\n"; sleep 1000`

// dumpOf captures a core.
func dumpOf(t *testing.T, path string, opt CoreOptions) []byte {
	t.Helper()
	var out bytes.Buffer
	s, err := Core(t.Context(), path, &out, opt)
	if err != nil {
		t.Fatal(err)
	}
	if s.SVs < 5000 || s.SVs != s.Count || s.Unreadable != 0 {
		t.Errorf("captured %+v of %s", s, path)
	}
	return out.Bytes()
}

// TestCoreOfGcore: the dump of a core is that of the process, byte by byte.
func TestCoreOfGcore(t *testing.T) {
	requireTool(t, "gcore")
	for _, perl := range somePerls(t) {
		t.Run(perl.String(), func(t *testing.T) {
			cmd, _ := start(t, perl, waits)
			dir := t.TempDir()
			if out, err := exec.Command("gcore", "-o", filepath.Join(dir, "core"), pidOf(cmd)).CombinedOutput(); err != nil {
				t.Fatalf("gcore: %v\n%s", err, out)
			}
			var live bytes.Buffer
			if _, err := Process(t.Context(), cmd.Process.Pid, &live, Options{}); err != nil {
				t.Fatal(err)
			}
			opt := CoreOptions{}
			if root, err := os.Readlink("/proc/" + pidOf(cmd) + "/root"); err == nil && root != "/" {
				opt.Sysroot = root
			}
			if core := dumpOf(t, filepath.Join(dir, "core."+pidOf(cmd)), opt); !bytes.Equal(core, live.Bytes()) {
				ours := exported(t, live.Bytes())
				for addr, line := range exported(t, core) {
					if ours[addr] != line {
						t.Errorf("%.500s\nof the process %.500s", line, ours[addr])
						break
					}
				}
				t.Error("the dump of the core is not that of the process")
			}
			packed(t, filepath.Join(dir, "core."+pidOf(cmd)), opt, live.Bytes())
		})
	}
}

// packed reads a core that was packed, and one of which the end is lost.
func packed(t *testing.T, core string, opt CoreOptions, want []byte) {
	for _, how := range []string{"zstd", "gzip", "xz"} {
		requireTool(t, how)
		out, err := exec.Command(how, "-1", "-c", core).Output()
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "core."+how)
		if err := os.WriteFile(path, out, 0o600); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(dumpOf(t, path, opt), want) {
			t.Errorf("packed by %s the core has another dump", how)
		}
		if err := os.WriteFile(path, out[:len(out)/2], 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Core(t.Context(), path, io.Discard, opt); err == nil {
			t.Errorf("half of a core that was packed by %s is read", how)
		}
	}
}

// TestCoreOfKernel reads what the kernel writes of a process that a signal
// ends, where it writes it into the folder of the process.
func TestCoreOfKernel(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	pattern, err := os.ReadFile("/proc/sys/kernel/core_pattern")
	if err != nil || strings.ContainsAny(string(pattern), "|/") {
		t.Skipf("the kernel writes cores to %q", pattern)
	}
	dir := t.TempDir()
	script := filepath.Join(dir, "prog.pl")
	if err := os.WriteFile(script, []byte(strings.Replace(program, "WAIT", "POSIX::abort()", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("sh", "-c", "ulimit -c unlimited && exec perl prog.pl")
	cmd.Dir = dir
	_ = cmd.Run() // it aborts
	if ws, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); !ok || !ws.CoreDump() {
		t.Skip("no core was written here")
	}
	cores, err := filepath.Glob(filepath.Join(dir, "core*"))
	if err != nil || len(cores) != 1 {
		t.Fatal(err, cores)
	}
	lines := exported(t, dumpOf(t, cores[0], CoreOptions{}))
	if got := lines["contexts"]; strings.Count(got, `"type":"SUB"`) != 5 || !strings.Contains(got, `"type":"EVAL"`) || !strings.Contains(got, `"type":"TRY"`) {
		t.Errorf("the calls under way are %s", got)
	}
	t.Run("damaged", func(t *testing.T) { damage(t, cores[0]) })
}

// TestThreeWays: the dumps of a process, of gcore's core and of that which the kernel
// writes of it when SIGABRT ends it are the same.
func TestThreeWays(t *testing.T) {
	requireTool(t, "gcore")
	pattern, err := os.ReadFile("/proc/sys/kernel/core_pattern")
	if err != nil || strings.ContainsAny(string(pattern), "|/") {
		t.Skipf("the kernel writes cores to %q", pattern)
	}
	dir := t.TempDir()
	cmd := exec.Command("sh", "-c", `ulimit -c unlimited && exec perl -e "$0"`, strings.Replace(program, "WAIT", waits, 1))
	cmd.Dir = dir
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	if _, err := out.Read(make([]byte, 3)); err != nil {
		t.Fatal(err)
	}
	untilAsleep(t, cmd.Process.Pid)
	var live bytes.Buffer
	if _, err := Process(t.Context(), cmd.Process.Pid, &live, Options{}); err != nil {
		t.Fatal(err)
	}
	if said, err := exec.Command("gcore", "-o", filepath.Join(dir, "gcore"), pidOf(cmd)).CombinedOutput(); err != nil {
		t.Fatalf("gcore: %v\n%s", err, said)
	}
	_ = cmd.Process.Signal(syscall.SIGABRT)
	_ = cmd.Wait() // it aborts
	if ws, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); !ok || !ws.CoreDump() {
		t.Skip("no core was written here")
	}
	cores, err := filepath.Glob(filepath.Join(dir, "core*"))
	if err != nil || len(cores) != 1 {
		t.Fatal(err, cores)
	}
	for _, core := range []string{filepath.Join(dir, "gcore."+pidOf(cmd)), cores[0]} {
		if !bytes.Equal(dumpOf(t, core, CoreOptions{}), live.Bytes()) {
			t.Errorf("the dump of %s is not that of the process", filepath.Base(core))
		}
	}
}

// damage reads a core that was cut, and one whose words were changed: there is
// an error or a dump, and nothing else.
func damage(t *testing.T, path string) {
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	bad := filepath.Join(t.TempDir(), "bad")
	try := func(b []byte) error {
		if err := os.WriteFile(bad, b, 0o600); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		_, err := Core(t.Context(), bad, &out, CoreOptions{})
		return err
	}
	for _, n := range []int{0, 10, 64, 1000, len(whole) / 2, len(whole) - 4096} {
		if err := try(whole[:n]); err == nil {
			t.Errorf("a core cut to %d of %d bytes is read", n, len(whole))
		}
	}
	for seed := range uint64(12) {
		b := bytes.Clone(whole)
		at := seed
		for range 2000 {
			at = at*6364136223846793005 + 1442695040888963407
			copy(b[at>>20%uint64(len(b)-8):], whole[at>>40%uint64(len(b)-8):][:8])
		}
		_ = try(b) // it may be read
	}
}

func TestNoCore(t *testing.T) {
	for path, says := range map[string]string{os.Args[0]: "is no core", "core_test.go": "is no ELF core", t.TempDir(): "no regular file", "none": "no such file"} {
		if _, err := Core(t.Context(), path, &bytes.Buffer{}, CoreOptions{}); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, want %q", path, err, says)
		}
	}
}
