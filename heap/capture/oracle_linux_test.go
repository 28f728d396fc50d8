package capture

import (
	"bytes"
	"flag"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// dumped returns what Devel::MAT::Dumper wrote of a program, and what was captured
// of it meanwhile. The program is given the name of a FIFO to dump to; when the
// FIFO is full, the Dumper waits in the midst of its work. It is false if the program does
// not run on this perl.
func dumped(t *testing.T, perl testPerl, program string, args ...string) (ours []byte, theirs written, ran bool) {
	t.Helper()
	here, there := perl.share(t)
	fifo := filepath.Join(here, "dump")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	files := []string{"-rL", program}
	if shared := filepath.Join(filepath.Dir(program), "modules"); exists(shared) {
		files = append(files, shared)
	}
	if out, err := exec.Command("cp", append(files, here)...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	args = append([]string{"-MDevel::MAT::Dumper"}, args...)
	for i := range args {
		args[i] = strings.ReplaceAll(args[i], "HERE", filepath.Join(there, filepath.Base(program)))
	}
	cmd := perl.command(append(args, filepath.Join(there, "dump"))...)
	var said bytes.Buffer
	cmd.Stderr, cmd.Stdout = &said, &said
	in, err := unix.Open(fifo, unix.O_RDONLY|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	size, err := unix.FcntlInt(uintptr(in), unix.F_SETPIPE_SZ, os.Getpagesize())
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	// It is waited for at the end alone: a wait takes what the tracer waits for.
	for {
		n, err := unix.IoctlGetInt(in, unix.TIOCINQ)
		if err != nil {
			t.Fatal(err)
		}
		if n >= size {
			break
		}
		if hasEnded(cmd.Process.Pid) {
			t.Logf("%v: %.300s", cmd.Wait(), said.Bytes())
			return nil, theirs, false
		}
		time.Sleep(2 * time.Millisecond)
	}
	var out bytes.Buffer
	s, err := Process(t.Context(), cmd.Process.Pid, &out, Options{})
	if err != nil {
		_ = cmd.Process.Kill()
		t.Error(err)
	} else if s.SVs+s.Freeing != s.Count || s.Unreadable != 0 {
		t.Errorf("captured %d SVs of %d, %d places were not read", s.SVs, s.Count, s.Unreadable)
	}
	if err := unix.SetNonblock(in, false); err != nil {
		t.Fatal(err)
	}
	rest := os.NewFile(uintptr(in), fifo)
	theirs.dump, err = io.ReadAll(rest)
	_ = rest.Close() // it was only read
	if err != nil {
		t.Fatal(err)
	}
	_ = cmd.Process.Kill() // what it would do later is of no interest
	_ = cmd.Wait()
	theirs.lost = bytes.Contains(said.Bytes(), []byte("TODO: savestack type"))
	return out.Bytes(), theirs, true
}

// wide makes TestOracle take the galleries through all perls, not only that of
// this system.
var wide = flag.Bool("wide", false, "hold the galleries against the Dumper on all perls")

// gallery runs a program that is a module: work in a row, then a dump.
const gallery = `unshift @INC, shift; require App; my $steps = (App->can("steps") ? (App->steps)[0] : 50); App->work($_) for 0 .. $steps - 1; Devel::MAT::Dumper::dump($ARGV[0])`

// TestOracle holds a capture of every program against the dump that
// Devel::MAT::Dumper writes at that moment, on every perl at hand.
func TestOracle(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	own, err := filepath.Glob("testdata/oracle/*.pl")
	if err != nil || len(own) == 0 {
		t.Fatal(own, err)
	}
	var apps []string
	for _, pattern := range []string{"../../testdata/leaks/*", "../../testdata/unseen*/*/*", "../../../shared/leaks/*", "../../../shared/innocents/*"} {
		found, _ := filepath.Glob(pattern + "/App.pm")
		apps = append(apps, found...)
	}
	all := perls(t)
	if os.Geteuid() == 0 && os.Getenv("PERLHEAP_REQUIRE_TOOLS") == "1" && !slices.ContainsFunc(all, func(p testPerl) bool { return p.root != "" }) {
		t.Error("the perls of other releases are not there: .ci/perls unpacks them")
	}
	for i, perl := range all {
		t.Run(perl.String(), func(t *testing.T) {
			if out, err := perl.command("-MDevel::MAT::Dumper", "-e1").CombinedOutput(); err != nil {
				if i == 0 || perl.root != "" {
					requireTool(t, "Devel::MAT::Dumper of "+perl.String())
				}
				t.Skipf("no Devel::MAT::Dumper: %.200s", out)
			}
			for n, program := range own {
				// One that is linked to libperl has the structures of the one beside it
				// that has libperl inside: that its interpreter is found, some show.
				if perl.isLinked() && n%4 != i%4 {
					continue
				}
				t.Run(filepath.Base(program), func(t *testing.T) {
					t.Parallel()
					needs(t, perl, program)
					ours, theirs, ran := dumped(t, perl, program, "HERE")
					if !ran {
						t.Fatal("it ends without a dump")
					}
					compareTold(t, ours, theirs)
				})
			}
			if i > 0 && !*wide {
				return
			}
			for _, program := range []string{"alive", "class", "future", "leak"} {
				t.Run(program, func(t *testing.T) { oracleOf(t, perl, "../../testdata/dumps/src", "-IHERE/lib", "HERE/"+program+".pl") })
			}
			for _, app := range apps {
				t.Run(strings.ReplaceAll(filepath.Dir(app)[len("../../"):], "/", "-"), func(t *testing.T) { oracleOf(t, perl, filepath.Dir(app), "-e", gallery, "HERE") })
			}
		})
	}
}

// oracleOf compares a program that may need modules which are not there.
func oracleOf(t *testing.T, perl testPerl, folder string, args ...string) {
	t.Parallel()
	ours, theirs, ran := dumped(t, perl, folder, args...)
	if !ran {
		t.Skip("it does not run here")
	}
	compareTold(t, ours, theirs)
}

// needs skips a program that says in its first line that it needs what this perl
// does not have.
func needs(t *testing.T, perl testPerl, program string) {
	t.Helper()
	text, err := os.ReadFile(program)
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(text), "\n")
	if what, ok := strings.CutPrefix(first, "# requires "); ok && perl.command("-e", "use "+what).Run() != nil {
		t.Skipf("%s has no %s", perl, what)
	}
}
