package editors

import (
	"bufio"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// display is a screen of memory for programs that draw.
type display struct {
	p      *place
	number string
	mouse  string // xdotool
}

func (p *place) display() *display {
	p.t.Helper()
	x := &display{p: p, mouse: need(p.t, "xdotool", "xdotool")}
	number, theirs, err := os.Pipe()
	if err != nil {
		p.t.Fatal(err)
	}
	defer number.Close()
	cmd := exec.Command(need(p.t, "Xvfb", "xvfb"), "-displayfd", "3", "-nolisten", "tcp", "-screen", "0", "1600x1200x24")
	cmd.ExtraFiles = []*os.File{theirs} // the number of the display is written to it
	p.background(cmd)
	_ = theirs.Close()
	line, err := bufio.NewReader(number).ReadString('\n')
	if err != nil {
		p.t.Fatalf("Xvfb starts no display: %v", err)
	}
	x.number = strings.TrimSpace(line)
	return x
}

// start runs a program that draws on the display. It ends with the test.
func (x *display) start(program string, arguments ...string) {
	x.p.t.Helper()
	cmd := exec.Command(program, arguments...)
	cmd.Dir, cmd.Env = x.p.dir, x.env()
	x.p.background(cmd)
}

func (x *display) env() []string {
	return append(slices.Clone(x.p.env), "DISPLAY=:"+x.number, "QT_QPA_PLATFORM=xcb")
}

func (x *display) do(words ...string) (string, error) {
	cmd := exec.Command(x.mouse, words...)
	cmd.Env = x.env()
	out, err := cmd.Output()
	return string(out), err
}

// windows are those that can be seen.
func (x *display) windows() []string {
	out, _ := x.do("search", "--onlyvisible", "--name", ".*") // fails if there are none
	return strings.Fields(out)
}
