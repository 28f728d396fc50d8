package capture

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/perlheap/perlheap/heap"
)

// captures is how often TestBusy captures.
var captures = flag.Int("captures", 40, "how often a busy process is captured")

// busy allocates and frees, forks and waits, takes signals and a timer, reads from
// a pipe, and checks all along that nothing was lost. It ends when it is told to,
// and says what it saw.
const busy = `use strict; use warnings; use Time::HiRes qw(setitimer ITIMER_REAL); use POSIX ':sys_wait_h';
our @fixed = map { { n => $_, square => $_ * $_ } } 1 .. 500; my ($timer, $usr, $forks, $bad, $end, @ring, %by) = (0) x 5;
$SIG{ALRM} = sub { $timer++ }; $SIG{USR1} = sub { $usr++; syswrite STDOUT, "got $usr\n" }; $SIG{TERM} = sub { $end = 1 }; setitimer(ITIMER_REAL, 0.003, 0.003); $| = 1; print "go\n";
my $round = 0;
until ($end) {
    $round++;
    push @ring, { n => $round, cb => sub { $round }, text => "x" x (rand 300) }; shift @ring if @ring > 300; $by{ $round % 701 } = [$round, "$round"];
    $bad++ if $by{ $round % 701 }[0] != $by{ $round % 701 }[1]; my $i = int rand 500; $bad++ if $fixed[$i]{square} != ($i + 1) ** 2;
    my $sum = 0; $sum += $_ for map { $_ * 2 } 1 .. 50; $bad++ if $sum != 2550; my $s = "abc" x 50; $bad++ if ($s =~ s/b//g) != 50; eval { die { code => $round } }; $bad++ if $@->{code} != $round;
    next if $round % 500;
    pipe my $r, my $w or die; my $pid = fork // die; if (!$pid) { syswrite $w, "child $round"; POSIX::_exit($round / 500 % 100) } close $w; $forks++;
    my $got = ''; { my $n = sysread $r, $got, 100, length $got; redo if !defined $n && $!{EINTR} || $n } $bad++ if $got ne "child $round";
    my $waited; do { $waited = waitpid $pid, 0 } while $waited < 0 && $!{EINTR}; $bad++ if $waited != $pid || $? >> 8 != $round / 500 % 100;
}
setitimer(ITIMER_REAL, 0); $SIG{ALRM} = 'IGNORE';
printf "%d %d %d %d %d\n", $round, $timer > 0, $usr, $forks, $bad;`

// TestBusy captures a process that allocates, forks and handles signals: it goes on
// with right results, every signal arrives, and each dump loads and is whole.
func TestBusy(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	cmd := systemPerl.command("-e", busy)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	r := bufio.NewReader(in)
	if _, err := r.ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "busy.pmat")
	var longest, all time.Duration
	making, freeing, changing := 0, 0, 0
	for n := range *captures {
		if err := cmd.Process.Signal(syscall.SIGUSR1); err != nil {
			t.Fatal(err)
		}
		s, err := ToFile(t.Context(), cmd.Process.Pid, path, PackNone, Options{})
		if err != nil {
			t.Fatalf("capture %d: %v", n, err)
		}
		longest, all = max(longest, s.Stopped), all+s.Stopped
		if s.Freeing > 0 {
			freeing++
		}
		switch s.Count - s.SVs - s.Freeing {
		case 0:
		case 1:
			making++
		default:
			t.Errorf("capture %d: %d SVs and %d being freed of %d", n, s.SVs, s.Freeing, s.Count)
		}
		// Perl may have been about to set a pointer, or to fill an array.
		if s.Unreadable > 16 {
			t.Errorf("capture %d: %d places were not read", n, s.Unreadable)
		} else if s.Unreadable > 0 {
			changing++
		}
		wholeDump(t, path)
		// Of one kind of signal only one waits: the next one comes when this was handled.
		late := time.AfterFunc(time.Minute, func() { _ = cmd.Process.Kill() })
		said, err := r.ReadString('\n')
		if late.Stop(); err != nil || said != fmt.Sprintf("got %d\n", n+1) {
			t.Fatalf("capture %d: the signal did not arrive: %q, %v", n, said, err)
		}
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	rest, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	var rounds, timer, usr, forks, bad int
	if _, err := fmt.Fscan(strings.NewReader(string(rest)), &rounds, &timer, &usr, &forks, &bad); err != nil || cmd.Wait() != nil {
		t.Fatalf("%q, %v", rest, err)
	}
	if bad > 0 || timer == 0 || rounds == 0 {
		t.Errorf("in %d rounds and %d forks, %d results were wrong; timer %d", rounds, forks, bad, timer)
	}
	if usr != *captures {
		t.Errorf("%d of %d signals arrived", usr, *captures)
	}
	t.Logf("%d captures, of which %d with an SV in the making, %d with some being freed, %d with a place being changed; stopped for %v at most, %v on average; %d rounds, %d forks, %d signals", *captures, making, freeing, changing, longest, all/time.Duration(*captures), rounds, forks, usr)
}

// wholeDump checks what a dump of busy has at any moment.
func wholeDump(t *testing.T, path string) {
	t.Helper()
	h, err := heap.Open(t.Context(), path, heap.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close() //nolint:errcheck // it is only read
	if d := h.Damage(); d.Truncation != nil || d.SkippedCount() != 0 {
		t.Fatalf("the dump is damaged: %v", d.Truncation)
	}
	fixed, err := h.Symbols().Find("@main::fixed")
	if err != nil {
		t.Fatal(err)
	}
	elems, err := h.Elems(fixed)
	if err != nil || len(elems) != 500 {
		t.Fatalf("@fixed has %d elements, %v", len(elems), err)
	}
}
