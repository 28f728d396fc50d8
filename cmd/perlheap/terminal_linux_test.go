package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/text"
	"golang.org/x/sys/unix"
)

// says runs a command of the shell, and returns what stands on the terminal then.
func (c *console) says(command string) string {
	c.t.Helper()
	c.types(command + "; echo en\"\"ded\n")
	c.until("\n")
	from := c.read
	c.until("ended\r\n")
	c.mu.Lock()
	defer c.mu.Unlock()
	return strings.TrimSuffix(c.said[from:c.read], "ended\r\n")
}

// columns makes the terminal so wide.
func (c *console) columns(n int) {
	c.t.Helper()
	if err := unix.IoctlSetWinsize(int(c.master.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 33, Col: uint16(n)}); err != nil {
		c.t.Fatal(err)
	}
}

// What is printed fits the terminal, and its numbers are whole.
func TestFitsTerminal(t *testing.T) {
	c := newConsole(t, t.TempDir())
	c.until("ready ")
	c.says("export PAGER=cat NO_COLOR=1")
	dumps, root := leakDumps(t)
	number := regexp.MustCompile(`[0-9][0-9,.]* (?:[KMG]iB|bytes)`)
	for _, command := range []string{"lines " + dumps[0], "suspects " + strings.Join(dumps, " "), "population --limit 20 " + strings.Join(dumps, " "), "histogram " + strings.Join(dumps, " ")} {
		command := fmt.Sprintf(`"$PERLHEAP" %s --root %s 2>/dev/null`, command, root)
		whole := c.says(command + " | cat")
		for _, columns := range []int{60, 80, 132} {
			c.columns(columns)
			got := c.says(command)
			for line := range strings.Lines(got) {
				if line = strings.TrimRight(line, " \r\n"); text.Width(line) > columns {
					t.Errorf("%s at %d columns: %d in %q", command, columns, text.Width(line), line)
				}
			}
			first := func(s string) []string { // of each row
				var all []string
				for line := range strings.Lines(s) {
					if n := number.FindString(line); n != "" {
						all = append(all, n)
					}
				}
				return all
			}
			if strings.Contains(command, " lines ") || strings.Contains(command, " population ") {
				if a, b := strings.Join(first(got), "\n"), strings.Join(first(whole), "\n"); a != b {
					t.Errorf("%s at %d columns: the numbers are\n%s, want\n%s", command, columns, a, b)
				}
			}
		}
	}
}

func TestColorWhereWanted(t *testing.T) {
	c := newConsole(t, t.TempDir())
	c.until("ready ")
	c.says("export PAGER=cat; unset NO_COLOR")
	dumps, root := leakDumps(t)
	suspects := fmt.Sprintf(`"$PERLHEAP" suspects %s --root %s 2>/dev/null`, strings.Join(dumps, " "), root)
	for _, w := range []struct {
		before, after string
		colored       bool
	}{
		{"", "", true},
		{"", " | cat", false},
		{"", " --color=always | cat", true},
		{"", " --color=never", false},
		{"NO_COLOR=1 ", "", false},
		{"NO_COLOR=1 ", " --color=always", true},
	} {
		command := w.before + suspects + w.after
		if said := c.says(command); !strings.Contains(said, "lib/Leaky/") || strings.Contains(said, "\x1b[") != w.colored {
			t.Errorf("%s: colors are wanted: %t; got %q", command, w.colored, said)
		}
	}
	for _, how := range []string{"always", "never"} {
		command := fmt.Sprintf(`echo lines --root %s | "$PERLHEAP" shell --color=%s %s | cat`, root, how, dumps[2])
		if said := c.says(command); !strings.Contains(said, "lib/Leaky/") || strings.Contains(said, "\x1b[") != (how == "always") {
			t.Errorf("%s: got %q", command, said)
		}
	}
	if said := c.says(strings.Replace(suspects, "2>/dev/null", "--color=blue", 1)); !strings.Contains(said, "must be auto, always or never") {
		t.Errorf("of a color: %q", said)
	}
}

// The answers of the shell go through the pager, or to what stands behind |.
func TestShellPages(t *testing.T) {
	c := newConsole(t, t.TempDir())
	c.until("ready ")
	dumps, root := leakDumps(t)
	prompt := func() { // for which the terminal tells where its cursor is
		t.Helper()
		c.until("\x1b[6n")
		c.types("\x1b[1;1R")
		c.until("perlheap> ")
	}
	c.types(fmt.Sprintf(`PAGER='sed s/^/page:/' "$PERLHEAP" shell %s`, dumps[0]) + "\n")
	prompt()
	c.types("lines --root " + root + "\n")
	c.until("page:")
	prompt()
	c.types("lines --root " + root + " | grep -c App.pm | sed 's/^/counted:/'\n")
	c.until("counted:")
	c.until("\n")
	prompt()
	c.types("lines |\n")
	c.until("nothing stands behind |")
	prompt()
	c.types("exit\n")
	c.until("ready ")
}

// leakDumps unpacks three dumps of one process, and tells where its sources are.
func leakDumps(t *testing.T) (dumps []string, root string) {
	t.Helper()
	for n := 1; n <= 3; n++ {
		name, err := filepath.Abs(dumpPath(fmt.Sprintf("p536-amd64-d046-leak.%d", n)))
		if err != nil {
			t.Fatal(err)
		}
		dumps = append(dumps, name)
	}
	root, err := filepath.Abs(filepath.Join(testdata, "dumps", "src"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(root); err != nil {
		t.Fatal(err)
	}
	return dumps, root
}
