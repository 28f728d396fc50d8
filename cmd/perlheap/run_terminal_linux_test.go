package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// console is a shell on a terminal, as a person has it.
type console struct {
	t      *testing.T
	master *os.File
	mu     sync.Mutex
	said   string
	read   int // of what was said
}

// newConsole starts a shell on a terminal of 33 rows and 101 columns, in a folder.
func newConsole(t *testing.T, dir string) *console {
	t.Helper()
	requireTool(t, "bash", "bash", "-c", "true")
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("there are no terminals here: %v", err)
	}
	t.Cleanup(func() { _ = master.Close() })
	n, err := unix.IoctlGetInt(int(master.Fd()), unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(int(master.Fd()), unix.TIOCSPTLCK, 0)
	}
	if err == nil {
		err = unix.IoctlSetWinsize(int(master.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 33, Col: 101})
	}
	if err != nil {
		t.Fatal(err)
	}
	slave, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("bash", "--norc", "--noprofile", "--noediting", "-i")
	cmd.Dir, cmd.Env = dir, append(os.Environ(), asPerlheap+"=1", "PS1=ready ", "TERM=dumb", "PERLHEAP="+os.Args[0])
	cmd.Stdin, cmd.Stdout, cmd.Stderr = slave, slave, slave
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	err = cmd.Start()
	_ = slave.Close()
	if err != nil {
		t.Fatal(err)
	}
	c := &console{t: t, master: master}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() }) // the terminal hangs up on what it runs
	go func() {
		b := make([]byte, 4096)
		for {
			n, err := master.Read(b)
			c.mu.Lock()
			c.said += string(b[:n])
			c.mu.Unlock()
			if err != nil {
				return
			}
		}
	}()
	return c
}

// types sends keys.
func (c *console) types(keys string) {
	c.t.Helper()
	if _, err := c.master.WriteString(keys); err != nil {
		c.t.Fatal(err)
	}
}

// until waits for a text behind what was waited for before.
func (c *console) until(text string) {
	c.t.Helper()
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(5 * time.Millisecond) {
		c.mu.Lock()
		said := c.said[c.read:]
		if i := strings.Index(said, text); i >= 0 {
			c.read += i + len(text)
			c.mu.Unlock()
			return
		}
		c.mu.Unlock()
		if time.Now().After(deadline) {
			c.t.Fatalf("there is no %q in %q", text, said)
		}
	}
}

// On a terminal the program has the size of its window, its interrupts, once each,
// and its keys in raw mode; the shell can stop it and let it go on.
func TestRunOnTerminal(t *testing.T) {
	requireTool(t, "perl", "perl", "-e1")
	for _, how := range []string{"--every 1h", "--at-exit"} {
		t.Run(how, func(t *testing.T) {
			dir := t.TempDir()
			script := `$| = 1; my $ints = 0; $SIG{INT} = sub { $ints++; print "interrupt $ints\n" }; $SIG{CONT} = sub { print "goes on\n" };
my $size = ""; ioctl STDIN, ` + fmt.Sprint(unix.TIOCGWINSZ) + `, $size = "\0" x 8; printf "window %d x %d\n", unpack "S2", $size;
sub line { while (1) { my $n = sysread STDIN, my $b, 100; return $b if $n; die "no input: $!" unless $!{EINTR} } }
chomp(my $got = line()); print "line <$got>\n"; $got = line(); print "more <", $got =~ s/\n//r, ">\n";
system "stty raw -echo"; print "raw\r\n"; my $key; do { $key = eval { line() } } until defined $key; system "stty sane"; print "key <$key>\n"; exit 7
`
			if err := os.WriteFile(filepath.Join(dir, "keys.pl"), []byte(script), 0o600); err != nil {
				t.Fatal(err)
			}
			c := newConsole(t, dir)
			c.until("ready ")
			c.types(`"$PERLHEAP" run ` + how + ` -- perl keys.pl; echo "status $?"` + "\n")
			c.until("window 33 x 101")
			c.types("\x03")
			c.until("interrupt 1")
			c.types("one\n")
			c.until("line <one>")
			c.types("\x1a")
			c.until("Stopped")
			c.until("ready ")
			c.types("fg\n")
			c.until("goes on")
			c.types("two\n")
			c.until("more <two>")
			c.until("raw")
			c.types("q")
			c.until("key <q>")
			c.types("echo now $?\n")
			c.until("now 7")
			if strings.Contains(c.said, "interrupt 2") {
				t.Errorf("an interrupt came twice: %q", c.said)
			}
		})
	}
}
