package capture

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"
)

// megabytes is about how large the process of BenchmarkStopped is.
var megabytes = flag.Int("megabytes", 100, "how large the process is that BenchmarkStopped captures")

// loops is how many programs that never rest run beside BenchmarkStopped.
var loops = flag.Int("loops", 2, "how many busy programs run beside the process that BenchmarkStopped captures")

// large is a program of that size, which writes a dump itself when it gets a signal,
// and says how long that took.
const large = `use strict; use warnings; use Time::HiRes 'time'; my $n = shift; our @all; $| = 1;
push @all, { id => $_, name => "name of $_", list => [$_, $_ + 1], cb => ($_ % 10 ? undef : do { my $x = $_; sub { $x } }) } for 1 .. $n;
$SIG{USR1} = sub { require Devel::MAT::Dumper; my $start = time; Devel::MAT::Dumper::dump("/dev/null"); printf "%.6f\n", time - $start };
print "go\n"; sleep 1000 while 1`

// BenchmarkStopped tells how long a process stands still while it is captured, and,
// of the same process right afterwards, while Devel::MAT::Dumper writes it: on a
// machine that has other work, too. It also tells how much memory the capture took
// at most, beside the copy.
func BenchmarkStopped(b *testing.B) {
	const perMegabyte = 1150 // of these records
	cmd := systemPerl.command("-e", large, fmt.Sprint(*megabytes*perMegabyte))
	cmd.Stderr = os.Stderr
	in, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	r := bufio.NewReader(in)
	if _, err := r.ReadString('\n'); err != nil {
		b.Fatal(err)
	}
	for range *loops {
		loop := systemPerl.command("-e", "1 while 1")
		if err := loop.Start(); err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { _ = loop.Process.Kill(); _ = loop.Wait() })
	}
	var stopped, whole time.Duration
	var copied int64
	for b.Loop() {
		begun := time.Now()
		s, err := Process(b.Context(), cmd.Process.Pid, io.Discard, Options{})
		if err != nil {
			b.Fatal(err)
		}
		stopped, whole, copied = stopped+s.Stopped, whole+time.Since(begun), s.Copied
	}
	gigabytes := float64(copied) / (1 << 30)
	b.ReportMetric(gigabytes, "GiB")
	b.ReportMetric(stopped.Seconds()/float64(b.N)/gigabytes, "s-stopped/GiB")
	b.ReportMetric(whole.Seconds()/float64(b.N)/gigabytes, "s/GiB")
	var peak float64
	if _, err := fmt.Sscan(statusField(os.Getpid(), "VmHWM"), &peak); err != nil {
		b.Error(err)
	}
	b.ReportMetric(peak/1024-gigabytes*1024, "MiB-beside-copy")
	if err := cmd.Process.Signal(syscall.SIGUSR1); err != nil {
		b.Fatal(err)
	}
	said, err := r.ReadString('\n')
	var dumper float64
	if _, scan := fmt.Sscan(strings.TrimSpace(said), &dumper); err != nil || scan != nil {
		b.Logf("the Dumper did not run: %v", err)
		return
	}
	b.ReportMetric(dumper/gigabytes, "s-dumper/GiB")
}
