package editors

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const (
	widgetText = "on_click(sub {"                           // where the closures of a widget are made
	cureTitle  = "Let the closure capture a weak copy of $" // of the code action that cures it
)

// leaking makes a place with a program that leaks, and three dumps of it. A cure is
// offered for the closures, which are given to nobody else.
func leaking(t *testing.T) *place {
	t.Helper()
	p := newPlace(t)
	p.file = filepath.Join(p.dir, "App.pm")
	text := p.text(filepath.Join("..", "..", "testdata", "leaks", "click-handler", "App.pm"))
	for from, to := range map[string]string{
		"shift if @_; return $self->{on_click} }": "shift; return $self } sub click { return $_[0]{on_click}->($_[1]) }",
		"->on_click->(1)":                         "->click(1)",
	} {
		if !strings.Contains(text, from) {
			t.Fatalf("the program has no %q", from)
		}
		text = strings.Replace(text, from, to, 1)
	}
	p.write(p.file, text)
	p.line = p.lineOf(widgetText)
	p.runProgram("before")
	p.env = append(p.env, "PERLHEAP_AGAIN="+p.again())
	return p
}

// runProgram lets the program work and write three dumps of it.
func (p *place) runProgram(name string) {
	p.t.Helper()
	out, err := os.MkdirTemp(p.home, "dumps-")
	if err != nil {
		p.t.Fatal(err)
	}
	if text, err := exec.CommandContext(p.t.Context(), "perl", "../../testdata/leaks/run.pl", p.dir, out).CombinedOutput(); err != nil {
		p.t.Fatalf("run.pl: %v\n%s", err, text)
	}
	for _, dump := range []string{"early", "mid", "late"} {
		if err := os.Rename(filepath.Join(out, dump+".pmat"), filepath.Join(p.dir, "dumps", name+"-"+dump+".pmat")); err != nil {
			p.t.Fatal(err)
		}
	}
}

// again is the file by which a driver asks for a new run of the program.
func (p *place) again() string { return filepath.Join(p.home, "again") }

// runAgain runs the program once more when it is asked for. The test waits for it.
func (p *place) runAgain() {
	done := make(chan struct{})
	p.t.Cleanup(func() { <-done })
	go func() {
		defer close(done)
		for p.t.Context().Err() == nil {
			if exists(p.again()) {
				p.runProgram("after")
				return
			}
			time.Sleep(50 * time.Millisecond)
		}
	}()
}

// proofFacts are what a driver writes down on the way from a leak to the proof of its
// cure.
type proofFacts struct {
	Problem  string
	Messages string
	Suspect  diagnostic
	Cured    int // row of what the cure has added, 0-based
	Shown    string
	Proof    []string // the heap document
}

func (p *place) checkProof(got proofFacts) {
	p.t.Helper()
	if got.Problem != "" {
		p.t.Fatalf("%s\nmessages: %s", got.Problem, got.Messages)
	}
	if got.Suspect.Row != p.line {
		p.t.Errorf("the suspect is on row %d, not %d", got.Suspect.Row, p.line)
	}
	contains(p.t, "suspect", got.Suspect.Message, "nothing outside the cycle holds it", "Cure: ")
	if got.Cured != p.line {
		p.t.Errorf("the cure is on row %d, not %d", got.Cured, p.line)
	}
	contains(p.t, "cured file", p.text(p.file), "weaken(my $weak_self = $self);")
	p.checkVerified(strings.Join(got.Proof, "\n"))
}

// checkVerified checks what is said of the suspects in the run after the cure.
func (p *place) checkVerified(proof string) {
	p.t.Helper()
	contains(p.t, "proof", proof, "Did the cure work?", "dumps/before-late.pmat", "dumps/after-late.pmat", "✓ gone: +800 → ±0 cycles at App.pm line ", "50 → 450 → 850 before, 0 after")
}

func TestNeovimFromLeakToProof(t *testing.T) {
	everyNeovim(t, func(t *testing.T, nvim neovim) {
		p := leaking(t)
		p.runAgain()
		out := p.run(nvim.editor, "--headless", "-u", nvim.config, "-c", "luafile "+driver(t, "neovim-proof.lua"), p.file)
		if !exists(p.facts()) {
			t.Fatal(out)
		}
		var got proofFacts
		p.read(&got)
		p.checkProof(got)
	})
}

func TestEglotFromLeakToProof(t *testing.T) {
	everyEmacs(t, "eglot", func(t *testing.T, program editor, _ int) { emacsProof(t, program, "emacs-eglot.el") })
}

func TestLSPModeFromLeakToProof(t *testing.T) {
	everyEmacs(t, "lsp-mode", func(t *testing.T, program editor, _ int) { emacsProof(t, program, "emacs-lsp-mode.el") })
}

func emacsProof(t *testing.T, program editor, config string) {
	t.Helper()
	p := leaking(t)
	p.git()
	p.runAgain()
	p.env = append(p.env, "PERLHEAP_FILE="+p.file, "PERLHEAP_PROJECT="+p.dir, "PERLHEAP_WAY=proof")
	p.write(filepath.Join(p.home, ".emacs.d", "init.el"), p.text(snippet(t, config)))
	p.terminal(program, "-nw", "--no-splash", "-l", driver(t, config)).awaitEnd()
	var got proofFacts
	p.read(&got)
	p.checkProof(got)
}

func TestHelixFromLeakToProof(t *testing.T) {
	program := newer(t, "hx")
	p := leaking(t)
	p.git()
	p.write(p.home+"/config/helix/languages.toml", p.text(snippet(t, "helix-languages.toml")))
	p.write(p.home+"/config/helix/config.toml", p.text(snippet(t, "helix-config.toml")))
	x := p.terminal(program, p.file)
	x.awaitRow(widgetText, "●")
	x.keys("/", "on_click.sub", "Enter")
	x.keys("Space", "d")
	contains(t, "list of problems", x.await("closure-cycle "), "WARN", "850 closures of this sub alive")
	x.keys("Escape")
	x.awaitNot("closure-cycle ")
	x.choose(cureTitle)
	x.await("weaken(my $weak_self = $self);")
	x.keys(":write", "Enter")
	eventually(t, "the cured file is written", func() bool { return strings.Contains(p.text(p.file), "weaken(my $weak_self") })
	p.runProgram("after")
	eventually(t, "the dumps of the new run are read", func() bool {
		x.keys("Space", "H", "o")
		time.Sleep(time.Second)
		return strings.Contains(x.screen(), "dumps/after-late.pmat")
	})
	x.keys("Space", "H", "v")
	p.checkVerified(x.await("1 gone"))
	x.keys(":quit-all!", "Enter")
	x.awaitEnd()
}
