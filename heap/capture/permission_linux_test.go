package capture

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// asOther is the variable that has the PID that a second run of this test is to
// capture, and ofYama the one that has the file of what Yama forbids there.
const asOther, ofYama = "PERLHEAP_TEST_CAPTURE", "PERLHEAP_TEST_YAMA"

// TestCaptureAsOther is no test: TestPermissions runs it as somebody else.
func TestCaptureAsOther(t *testing.T) {
	pid, err := strconv.Atoi(os.Getenv(asOther))
	if err != nil {
		t.Skip("only TestPermissions asks for it")
	}
	ptraceScopeFile = os.Getenv(ofYama)
	s, err := Process(t.Context(), pid, io.Discard, Options{})
	fmt.Printf("captured %d SVs: %v, denied %v\n", s.SVs, err, errors.Is(err, ErrDenied))
}

// What a person must do to read a process that is not theirs is said; who may read
// it does. What Yama forbids cannot be set here: its file says that it does, of
// processes that may not be read for another reason.
func TestPermissions(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can be somebody else")
	}
	requireTool(t, "setpriv")
	requireTool(t, "perl")
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	self := filepath.Join(t.TempDir(), "test")
	if out, err := exec.Command("cp", program, self).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if err := errors.Join(os.Chmod(self, 0o755), os.Chmod(filepath.Dir(self), 0o755), os.Chmod(filepath.Dir(filepath.Dir(self)), 0o755)); err != nil {
		t.Fatal(err)
	}
	nobody := []string{"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"}
	powerless := []string{"setpriv", "--bounding-set=-sys_ptrace", "--inh-caps=-sys_ptrace"}
	const wait = `$| = 1; print "go\n"; sleep 1000`
	const (
		changes = `$( = $) = 65534; $< = $> = 65534; ` + wait // it changes its user
		read    = "SVs: <nil>, denied false"
	)
	mine := []string{"perl", "-e", wait}
	nobodys := append(nobody[:len(nobody):len(nobody)], mine...)
	contained := append([]string{"unshare", "--net", "--pid", "--fork", "--mount-proc", "--kill-child"}, mine...)
	for _, c := range []struct {
		name    string
		program []string
		as      []string
		scope   string // of Yama; empty for none
		says    string
	}{
		{"root's, by nobody", mine, nobody, "", "it belongs to user 0; run perlheap as that user, or as root, denied true"},
		{"root's, by nobody, at 1", mine, nobody, "1", "it belongs to user 0; run perlheap as root, denied true"},
		{"root's, by nobody, at 3", mine, nobody, "3", "this system forbids reading processes until it is rebooted (kernel.yama.ptrace_scope is 3); capture a core of it instead, denied true"},
		{"nobody's, by nobody", nobodys, nobody, "0", read},
		{"nobody's, by root", nobodys, nil, "", read},
		{"one that changed its user, by nobody", []string{"perl", "-e", changes}, nobody, "0", "it may be read by root alone: it changed its user, or has more rights than you; run perlheap as root, denied true"},
		{"one's own, at 1", []string{"perl", "-e", changes}, nobody, "1", "only by its parents (kernel.yama.ptrace_scope is 1); run perlheap as root, or start the program with perlheap run, denied true"},
		{"one's own, at 2", []string{"perl", "-e", changes}, nobody, "2", "only with CAP_SYS_PTRACE (kernel.yama.ptrace_scope is 2); run perlheap as root, denied true"},
		{"one that changed its user, by root", []string{"perl", "-e", changes}, nil, "1", read},
		{"root's, by one without the right", mine, powerless, "", "root lacks CAP_SYS_PTRACE here, as in a container; start it with --cap-add SYS_PTRACE, or run perlheap on the host, denied true"},
		{"root's, by one without the right, at 1", mine, powerless, "1", "root lacks CAP_SYS_PTRACE here"},
		{"one in a container, from the host", contained, nil, "", read},
		{"one in a container, from inside", contained, []string{"nsenter", "--target", "PID", "--net", "--pid", "--mount"}, "", read},
	} {
		t.Run(c.name, func(t *testing.T) {
			cmd := exec.Command(c.program[0], c.program[1:]...)
			in, err := cmd.StdoutPipe()
			if err == nil {
				err = cmd.Start()
			}
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
			if !bufio.NewScanner(in).Scan() {
				t.Skip("the system does not let it begin")
			}
			family, err := Family(cmd.Process.Pid)
			if err != nil || len(family) != 1 {
				t.Fatalf("%v, %v", family, err)
			}
			scope := filepath.Join(filepath.Dir(self), "ptrace_scope"+c.scope)
			if c.scope != "" {
				if err := os.WriteFile(scope, []byte(c.scope+"\n"), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			pid, args := family[0], append(slices.Clone(c.as), self, "-test.run", "^TestCaptureAsOther$")
			if i := slices.Index(args, "PID"); i >= 0 {
				pid, args[i] = 1, strconv.Itoa(pid) // the first one in there
			}
			ask := exec.Command(args[0], args[1:]...)
			ask.Env = append(os.Environ(), fmt.Sprintf("%s=%d", asOther, pid), ofYama+"="+scope)
			ask.Dir = "/"
			out, err := ask.CombinedOutput()
			if err != nil || !strings.Contains(string(out), c.says) {
				t.Errorf("%v: %s; want %q", err, out, c.says)
			}
		})
	}
}

// A perl in another root folder is captured: its program is below that folder.
func TestChroot(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can change the root folder")
	}
	requireTool(t, "perl")
	root := t.TempDir()
	libraries, err := exec.Command("sh", "-c", `perl=$(readlink -f "$(command -v perl)"); ldd "$perl" | grep -o '/[^ ]*'; echo "$perl"`).Output()
	if err != nil {
		t.Skip("there is no ldd")
	}
	files := strings.Fields(string(libraries))
	for _, file := range files {
		if out, err := exec.Command("install", "-D", file, filepath.Join(root, file)).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	makeNull(t, root) // perl -e opens it
	cmd := exec.Command("chroot", root, files[len(files)-1], "-e", `$| = 1; our @kept = (1) x 77; print "go\n"; sleep 1000`)
	in, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	if !bufio.NewScanner(in).Scan() {
		t.Fatal("perl does not run there")
	}
	s, err := Process(t.Context(), cmd.Process.Pid, io.Discard, Options{Describe: true})
	if err != nil || s.SVs < 400 || s.SVs != s.Count || s.Origin.Perl.BuildID == "" {
		t.Errorf("%v: %+v", err, s.Summary)
	}
}
