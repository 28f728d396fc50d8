package capture

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// children are the processes that a process started and has not waited for.
func children(t *testing.T, pid int) []int {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", pid, pid))
	if err != nil {
		t.Skipf("this kernel does not tell children: %v", err)
	}
	var list []int
	for _, word := range strings.Fields(string(text)) {
		n, err := strconv.Atoi(word)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, n)
	}
	return list
}

// wholly captures a process and has what must be true of every capture.
func wholly(t *testing.T, pid int, opt Options) []byte {
	t.Helper()
	var out bytes.Buffer
	s, err := Process(t.Context(), pid, &out, opt)
	if err != nil {
		t.Fatal(err)
	}
	if s.SVs < 1000 || s.SVs+s.Freeing != s.Count || s.Unreadable != 0 {
		t.Errorf("captured %+v: %d SVs, %d freeing, %d by its own count, %d unreadable", s.Summary, s.SVs, s.Freeing, s.Count, s.Unreadable)
	}
	return out.Bytes()
}

// A worker of Starman is captured while it waits and in the midst of a request, and
// answers before and after.
func TestStarman(t *testing.T) {
	requireTool(t, "starman")
	dir := t.TempDir()
	app := filepath.Join(dir, "app.psgi")
	if err := os.WriteFile(app, []byte(`our @kept; sub {
		my $env = shift; push @kept, bless { path => $env->{PATH_INFO} }, "Seen";
		if ($env->{PATH_INFO} eq "/slow") { open my $fh, ">", "`+dir+`/slow" or die; close $fh; 1 until -e "`+dir+`/go" or !select undef, undef, undef, .01 and 0 }
		[200, ["Content-Type", "text/plain"], [scalar @kept]]
	}`), 0o600); err != nil {
		t.Fatal(err)
	}
	socket := filepath.Join(dir, "socket")
	cmd := exec.Command("starman", "--workers", "1", "--listen", socket, app)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Signal(syscall.SIGTERM); _ = cmd.Wait() })
	request := func(path string) string {
		conn, err := net.Dial("unix", socket)
		if err != nil {
			return err.Error()
		}
		defer conn.Close() //nolint:errcheck // it is read to its end
		if _, err := fmt.Fprintf(conn, "GET %s HTTP/1.0\r\n\r\n", path); err != nil {
			return err.Error()
		}
		answer, err := io.ReadAll(conn)
		if err != nil {
			return err.Error()
		}
		return string(answer[bytes.LastIndexByte(answer, '\n')+1:])
	}
	until(t, "Starman: "+said.String(), func() bool { return request("/") == "1" })
	family, err := Family(cmd.Process.Pid)
	if err != nil || len(family) != 2 {
		t.Fatalf("%v, %v", family, err)
	}
	seen := func(dump []byte) int {
		n := 0
		for _, line := range exported(t, dump) {
			if strings.Contains(line, `"blessed":"Seen"`) {
				n++
			}
		}
		return n
	}
	if n := seen(wholly(t, family[1], Options{})); n != 1 {
		t.Errorf("the worker has seen %d requests", n)
	}
	answer := make(chan string)
	go func() { answer <- request("/slow") }()
	until(t, "the request", func() bool { return exists(filepath.Join(dir, "slow")) })
	dump := wholly(t, family[1], Options{})
	if n := seen(dump); n != 2 {
		t.Errorf("in the midst of the second the worker has seen %d requests", n)
	}
	if lines := exported(t, dump); !strings.Contains(lines["contexts"], "Starman/Server.pm") {
		t.Errorf("the calls under way are %.300s", lines["contexts"])
	}
	if err := os.WriteFile(filepath.Join(dir, "go"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := <-answer; got != "2" {
		t.Errorf("the request that was under way got %q", got)
	}
	if got := request("/"); got != "3" {
		t.Errorf("the next one got %q", got)
	}
	wholly(t, family[0], Options{})
}

// Between fork and exec, a child has the heap of its parent. A parent that vfork
// suspends does not listen (state D): that is said, it can be copied as it stands,
// and it goes on as if nothing had been tried.
func TestBetweenForkAndExec(t *testing.T) {
	defer func(was time.Duration) { stopPatience = was }(stopPatience)
	stopPatience = 50 * time.Millisecond
	for _, c := range []struct {
		name, fork string
		suspended  bool
	}{
		{"fork", `fork // die`, false},
		{"vfork", `syscall(` + strconv.Itoa(unix.SYS_CLONE) + `, 0x4000 | 17, 0, 0, 0, 0)`, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			cmd, r := startScript(t, `$| = 1; our @kept = map { { n => $_ } } 1 .. 200; print "go\n";
				my $pid = `+c.fork+`; if (!$pid) { print "child\n"; sysread STDIN, my $b, 1 while 1 } sleep 1000`)
			for _, want := range []string{"go\n", "child\n"} {
				if said, err := r.ReadString('\n'); err != nil || said != want {
					t.Fatalf("%q, %v", said, err)
				}
			}
			pids := children(t, cmd.Process.Pid)
			if len(pids) != 1 {
				t.Fatalf("the children are %d", pids)
			}
			t.Cleanup(func() { _ = unix.Kill(pids[0], unix.SIGKILL) })
			child := wholly(t, pids[0], Options{})
			if lines := exported(t, child); len(lines) < 1000 {
				t.Errorf("the child has %d SVs", len(lines))
			}
			if !c.suspended {
				wholly(t, cmd.Process.Pid, Options{})
				return
			}
			until(t, "state D", func() bool { return strings.HasPrefix(state(cmd.Process.Pid), "D") })
			if _, err := Process(t.Context(), cmd.Process.Pid, io.Discard, Options{}); err == nil || !strings.Contains(err.Error(), "it waits in the kernel (state D") || !strings.Contains(err.Error(), "--no-stop") {
				t.Errorf("of one that does not stop: %v", err)
			}
			if _, err := Process(t.Context(), cmd.Process.Pid, io.Discard, Options{}); !errors.Is(err, ErrDenied) || !strings.Contains(err.Error(), "an earlier attempt still waits") {
				t.Errorf("at once again: %v", err)
			}
			wholly(t, cmd.Process.Pid, Options{NoStop: true})
			_ = unix.Kill(pids[0], unix.SIGKILL)
			until(t, "its end of tracing", func() bool { return statusField(cmd.Process.Pid, "TracerPid") == "0" })
			if s := state(cmd.Process.Pid); !strings.HasPrefix(s, "S") && !strings.HasPrefix(s, "R") {
				t.Errorf("it is in state %s", s)
			}
		})
	}
}

// A process in a system call that reads is captured, and the call goes on.
func TestInSystemCall(t *testing.T) {
	cmd := systemPerl.command("-e", `$| = 1; our @kept = map { { n => $_ } } 1 .. 200; print "go\n"; my $n = sysread STDIN, my $b, 10; print "$n $b\n"`)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	r := bufio.NewReader(out)
	if _, err := r.ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	until(t, "the call", func() bool { return strings.HasPrefix(state(cmd.Process.Pid), "S") })
	for range 3 {
		wholly(t, cmd.Process.Pid, Options{})
	}
	if _, err := io.WriteString(in, "x"); err != nil {
		t.Fatal(err)
	}
	if said, err := r.ReadString('\n'); err != nil || said != "1 x\n" {
		t.Errorf("%q, %v", said, err)
	}
}

// What is swapped out is read as what is not.
func TestSwappedOut(t *testing.T) {
	cmd, _ := start(t, systemPerl, waits)
	before := wholly(t, cmd.Process.Pid, Options{})
	fd, err := unix.PidfdOpen(cmd.Process.Pid, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer unix.Close(fd) //nolint:errcheck // nothing was written
	maps, err := readMaps(cmd.Process.Pid)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range maps {
		if m.write && m.private {
			iovec := []uint64{m.start, m.end - m.start}
			_, _, _ = unix.Syscall6(unix.SYS_PROCESS_MADVISE, uintptr(fd), uintptr(unsafe.Pointer(&iovec[0])), 1, unix.MADV_PAGEOUT, 0, 0)
		}
	}
	if swapped := statusField(cmd.Process.Pid, "VmSwap"); swapped == "" || strings.HasPrefix(swapped, "0 ") {
		t.Skipf("nothing was swapped out (%s): this system has no swap space, or no process_madvise", swapped)
	}
	if after := wholly(t, cmd.Process.Pid, Options{}); !bytes.Equal(before, after) {
		t.Error("the dumps differ")
	}
}

// A process that hangs because its cgroup has no memory left is captured.
func TestOutOfMemory(t *testing.T) {
	group := filepath.Join("/sys/fs/cgroup/memory", fmt.Sprintf("perlheap-%d", os.Getpid()))
	if err := os.Mkdir(group, 0o755); err != nil {
		t.Skipf("no cgroup (v1) of memory can be made: %v", err)
	}
	t.Cleanup(func() { _ = os.Remove(group) })
	set := func(name, value string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(group, name), []byte(value), 0); err != nil {
			t.Skipf("no cgroup (v1) of memory can be used: %v", err)
		}
	}
	set("memory.limit_in_bytes", "33554432")
	set("memory.oom_control", "1")
	cmd := exec.Command("sh", "-c", `echo $$ > "$0/cgroup.procs" && exec perl -e 'my $i = 0; while (1) { push @kept, { n => ++$i, text => "x" x 1000 } }'`, group)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	until(t, "the end of its memory", func() bool {
		text, _ := os.ReadFile(filepath.Join(group, "memory.oom_control"))
		return strings.Contains(string(text), "under_oom 1")
	})
	defer func(was time.Duration) { stopPatience = was }(stopPatience)
	stopPatience = 50 * time.Millisecond
	var s ProcessSummary
	s, err := Process(t.Context(), cmd.Process.Pid, io.Discard, Options{})
	if err != nil && strings.Contains(err.Error(), "--no-stop") {
		s, err = Process(t.Context(), cmd.Process.Pid, io.Discard, Options{NoStop: true})
	}
	if n := s.Count - s.SVs - s.Freeing; err != nil || s.SVs < 1000 || n < 0 || n > 1 {
		t.Errorf("captured %+v, %v", s.Summary, err)
	}
}
