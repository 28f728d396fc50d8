package capture

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/export"
	"github.com/perlheap/perlheap/heap/wire"
)

// program has every kind of SV that perls make, calls under way, and what
// local put aside. Before its last call comes what the test wants done there.
const program = `
use strict; use warnings; no warnings 'once';
use Scalar::Util 'weaken'; use POSIX (); use Data::Dumper; use IO::File; use Tie::Array;
package Foo { sub new { my $c = shift; bless {@_}, $c } sub name { $_[0]{name} } our $count = 3; our @list = (1 .. 5); our %h = (a => 1) }
package Bar { our @ISA = 'Foo'; sub name { my $s = shift; $s->SUPER::name . "!" } }
my %table = map { +"key $_" => Bar->new(name => "n$_", list => [1 .. $_]) } 1 .. 50;
my $self = { me => 1 }; $self->{self} = $self; weaken($self->{weak} = $self);
my @closures = map { my $n = $_; sub { $n++ + length $table{"key 1"}->name } } 1 .. 20; $_->() for @closures;
my $re = qr/(foo|bar)\d+/i; my $text = "hello world"; my $lv = \substr($text, 1, 3); my $chopped = "abcdefghij"; $chopped =~ s/^abc//;
(my $subst = $text) =~ s/(o)/$closures[0]->() . $1/e;
my $utf = "\x{263a} smile"; my ($iv, $uv, $nv, $true, $false) = (-5, ~0, 3.25, 1 == 1, 1 == 0); my $pviv = "12"; { no warnings; my $x = $pviv + 0; }
my $fh = IO::File->new($^X); my $mem = ""; open(my $in, '<', \$mem) or die; my $long = "x" x 5000; use constant PI => 3.14; use constant { LIST => [1, 2] };
format STDOUT =
@<<<
$text
.
my $glob = \*STDOUT; local $SIG{USR1} = sub { 1 }; my $code = eval 'sub { my ($a, $b) = @_; $a . $b }'; tie my @tied, 'Tie::StdArray'; @tied = (1, 2);
our @stack = (1, 2, 3); our %opt = (x => 1); our $scalar = 7; my $name = "Foo::generated"; { no strict 'refs'; *$name = sub { 5 }; *{"Foo::alias"} = \&Foo::name }
my @big = (0) x 1000; delete $table{"key 7"}; my $mro = Bar->can('name'); my $v = v1.2.3; state_sub() for 1 .. 2;
sub state_sub { use feature 'state'; state $n = 0; state @l; return $n++ }
sub deep { my ($n, $x) = @_; local $scalar = $n; local @stack = ($n); local %opt = (y => $n); local $_ = $n; local $table{"key 2"} = 1; local $big[3] = 5; no warnings 'redefine'; local *Foo::alias = sub { $n };
  return $n ? deep($n - 1) : eval "\n\ninner(\$n)" }
sub inner { WAIT }
eval { deep(3) };
`

// start runs the program on a perl, up to its innermost call; if that ends as waits
// does, the program then changes nothing any more.
func start(t *testing.T, perl testPerl, wait string) (*exec.Cmd, *bufio.Reader) {
	t.Helper()
	cmd, r := startOn(t, perl, strings.Replace(program, "WAIT", wait, 1))
	if strings.HasSuffix(wait, waits) {
		untilAsleep(t, cmd.Process.Pid)
	}
	return cmd, r
}

// sleeping are the numbers of the system calls nanosleep, clock_nanosleep and futex.
var sleeping = map[string][]string{"amd64": {"35", "230", "202"}, "arm64": {"101", "115", "98"}}

// untilAsleep waits until all threads of a process, which has printed what it had to,
// sleep, or wait for one another, and none has run since it was looked at last: until
// then perl still makes and frees SVs.
func untilAsleep(t *testing.T, pid int) {
	t.Helper()
	var before []string
	until(t, "sleep", func() bool {
		now := asleep(t, pid)
		quiet := now != nil && slices.Equal(now, before)
		before = now
		return quiet
	})
}

// asleep returns the threads of a process and how often each gave up its processor;
// nil if one of them is not asleep.
func asleep(t *testing.T, pid int) []string {
	t.Helper()
	tasks, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*", pid))
	if err != nil || len(tasks) == 0 {
		t.Fatalf("process %d has no threads: %v", pid, err)
	}
	var threads []string
	for _, task := range tasks {
		call, err := os.ReadFile(filepath.Join(task, "syscall"))
		if err != nil {
			return nil // it has just ended
		}
		status, err := os.ReadFile(filepath.Join(task, "status"))
		if err != nil {
			return nil
		}
		if number, _, _ := strings.Cut(string(call), " "); !slices.Contains(sleeping[runtime.GOARCH], number) {
			return nil
		}
		_, switches, _ := strings.Cut(string(status), "\nvoluntary_ctxt_switches:")
		threads = append(threads, task+switches)
	}
	return threads
}

// until waits for what comes by itself.
func until(t *testing.T, what string, ready func() bool) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); !ready(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%s did not come", what)
		}
	}
}

// startScript runs any program, up to its first word.
func startScript(t *testing.T, script string) (*exec.Cmd, *bufio.Reader) {
	t.Helper()
	return startOn(t, systemPerl, script)
}

func startOn(t *testing.T, perl testPerl, script string) (*exec.Cmd, *bufio.Reader) {
	t.Helper()
	cmd := perl.command("-e", script)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		if os.Getenv("PERLHEAP_REQUIRE_TOOLS") == "1" {
			t.Fatal(err)
		}
		t.Skipf("%s does not run: %v", perl, err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	r := bufio.NewReader(in)
	if _, err := r.Peek(1); err != nil {
		t.Fatalf("%s wrote nothing: %v", perl, err)
	}
	return cmd, r
}

func pidOf(cmd *exec.Cmd) string { return strconv.Itoa(cmd.Process.Pid) }

func requireTool(t *testing.T, name string) {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		if os.Getenv("PERLHEAP_REQUIRE_TOOLS") == "1" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
}

// exported returns what perlheap knows of a dump, a line for each SV.
func exported(t *testing.T, dump []byte) map[string]string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.pmat")
	if err := os.WriteFile(path, dump, 0o600); err != nil {
		t.Fatal(err)
	}
	h, err := heap.Open(t.Context(), path, heap.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close() //nolint:errcheck // it is only read
	if h.Damage().Truncation != nil || h.Damage().SkippedCount() != 0 {
		t.Errorf("the dump is cut or has unknown records: %v", h.Damage().Truncation)
	}
	var out bytes.Buffer
	if err := export.Write(t.Context(), &out, h, export.Options{}); err != nil {
		t.Fatal(err)
	}
	lines := map[string]string{}
	address := regexp.MustCompile(`"addr":"(0x[0-9a-f]+)"`)
	for line := range strings.Lines(out.String()) {
		if m := address.FindStringSubmatch(line); m != nil && strings.HasPrefix(line, `{"record":"sv"`) {
			lines[m[1]] = line
		}
	}
	if cache := regexp.MustCompile(`"stashcache":"(0x[0-9a-f]+)"`).FindStringSubmatch(out.String()); cache != nil {
		lines["stashcache"] = cache[1]
	}
	contexts := out.String()[:strings.IndexByte(out.String(), '\n')]
	lines["contexts"] = contexts[strings.Index(contexts, `"contexts":`):]
	return lines
}

// TestProcessGoesOn captures a process again and again while it works: no dump
// is torn, and it notices nothing.
func TestProcessGoesOn(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	cmd, in := start(t, systemPerl, `$| = 1; $SIG{TERM} = sub { print "done\n"; exit }; print "go\n";
		my @pool; while (1) { push @pool, { n => scalar @pool, cb => sub { @pool } }; @pool = () if @pool > 500; my $s = "x" x rand 100; $s =~ s/x/y/g }`)
	for range 10 {
		var dump bytes.Buffer
		s, err := Process(t.Context(), cmd.Process.Pid, &dump, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if diff := s.Count - s.SVs; diff < 0 || diff > 1 || len(exported(t, dump.Bytes())) < 5000 {
			t.Errorf("captured %+v", s)
		}
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if rest, err := io.ReadAll(in); err != nil || string(rest) != "go\ndone\n" {
		t.Errorf("after it was captured it wrote %q, %v", rest, err)
	}
}

// TestProcesses finds a process with its program and version.
func TestProcesses(t *testing.T) {
	cmd, _ := start(t, systemPerl, `$| = 1; $0 = "worker of a test"; print "go\n"; sleep 1000`)
	list, err := Processes()
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(list, func(r wire.Process) bool { return r.PID == cmd.Process.Pid })
	if i < 0 {
		t.Fatalf("process %d is not among %+v", cmd.Process.Pid, list)
	}
	if r := list[i]; r.Name != "worker of a test" || r.Parent != os.Getpid() || !strings.HasPrefix(r.Perl, "5.") || r.Reason != "" || r.RSSBytes < 1<<20 || r.Start.IsZero() {
		t.Errorf("process %+v", r)
	}
}
