package editors

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// terminal is a screen without a glass, in which one editor runs as it does
// before a person: it draws, idles and takes keys.
type terminal struct {
	p      *place
	tmux   string
	socket string
}

// terminal starts an editor in a terminal of 200 columns and 60 lines. It ends
// with the test.
func (p *place) terminal(program editor, arguments ...string) *terminal {
	p.t.Helper()
	program.share(p.t)
	x := &terminal{p: p, tmux: need(p.t, "tmux", "tmux"), socket: filepath.Join(p.home, "run", "tmux")}
	words := append([]string{"-f", "/dev/null", "new-session", "-d", "-x", "200", "-y", "60", "--"}, program.words(p.dir, arguments...)...)
	x.must(words...)
	p.t.Cleanup(func() {
		if p.t.Failed() {
			p.t.Logf("the screen at the end:\n%s", x.screen())
		}
		// tmux ends what runs in it, and then itself.
		_, _ = x.command("kill-server")
	})
	return x
}

func (x *terminal) command(words ...string) (string, error) {
	cmd := exec.Command(x.tmux, append([]string{"-S", x.socket}, words...)...)
	cmd.Dir, cmd.Env = x.p.dir, x.p.env
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func (x *terminal) must(words ...string) {
	x.p.t.Helper()
	if out, err := x.command(words...); err != nil {
		x.p.t.Fatalf("tmux %s: %v\n%s", words[0], err, out)
	}
}

// screen is what a person would read, empty if the editor has ended.
func (x *terminal) screen() string {
	out, err := x.command("capture-pane", "-p")
	if err != nil {
		return ""
	}
	return strings.TrimRight(out, "\n ")
}

// keys types keys by their tmux names, such as Escape or C-c, or text.
func (x *terminal) keys(keys ...string) {
	x.p.t.Helper()
	x.must(append([]string{"send-keys"}, keys...)...)
}

// await waits until the screen shows a text, and returns it.
func (x *terminal) await(text string) string {
	x.p.t.Helper()
	var screen string
	eventually(x.p.t, "the screen shows "+text, func() bool {
		screen = x.screen()
		return strings.Contains(screen, text)
	})
	return screen
}

// awaitRow waits until the row of the screen that has a text begins with a
// mark, spaces aside.
func (x *terminal) awaitRow(text, mark string) {
	x.p.t.Helper()
	eventually(x.p.t, "a row with "+text+" begins with "+mark, func() bool {
		for line := range strings.Lines(x.screen()) {
			if strings.Contains(line, text) {
				return strings.HasPrefix(strings.TrimSpace(line), mark)
			}
		}
		return false
	})
}

// awaitNot waits until the screen no longer shows a text.
func (x *terminal) awaitNot(text string) {
	x.p.t.Helper()
	eventually(x.p.t, "the screen no longer shows "+text, func() bool { return !strings.Contains(x.screen(), text) })
}

// awaitEnd waits until the editor has ended.
func (x *terminal) awaitEnd() {
	x.p.t.Helper()
	eventually(x.p.t, "the editor ends", func() bool {
		_, err := x.command("has-session")
		return err != nil
	})
}

// eventually waits for a condition.
func eventually(t *testing.T, what string, condition func() bool) {
	t.Helper()
	deadline := time.Now().Add(patience)
	for !condition() {
		if time.Now().After(deadline) {
			t.Fatalf("in vain: %s", what)
		}
		time.Sleep(50 * time.Millisecond)
	}
}
