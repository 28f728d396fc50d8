package editors

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// emacsFacts are what testdata/emacs-*.el write down.
type emacsFacts struct {
	Problem     string
	Messages    string
	Diagnostics []struct {
		Row      int // 0-based
		Message  string
		Kind     string // Eglot's
		Code     string // lsp-mode's
		Source   string
		Severity int
	}
	Hover        string
	Lenses       []lens
	Chain        []string
	EditedRow    int
	EditedChain  []string
	EditedLenses []lens
}

// emacs runs Emacs in a terminal with the package of a client, a snippet and
// the driver of the same name, and reads what it saw.
func emacs(t *testing.T, client, config string) (*place, emacsFacts) {
	t.Helper()
	program := need(t, "emacs", "emacs-nox")
	if err := exec.CommandContext(t.Context(), program, "--batch", "-l", "package", "-f", "package-initialize", "--eval", "(require '"+client+")").Run(); err != nil {
		missing(t, client+" for Emacs", "elpa-"+client)
	}
	p := workspace(t)
	p.git()
	p.env = append(p.env, "PERLHEAP_FILE="+p.file, "PERLHEAP_PROJECT="+p.dir)
	p.write(filepath.Join(p.home, ".emacs.d", "init.el"), p.text(snippet(t, config)))
	x := p.terminal(here(program), "-nw", "--no-splash", "-l", driver(t, config))
	x.awaitEnd()
	var got emacsFacts
	p.read(&got)
	if got.Problem != "" {
		t.Fatalf("%s\nmessages: %s", got.Problem, got.Messages)
	}
	return p, got
}

func TestEglot(t *testing.T) {
	p, got := emacs(t, "eglot", "emacs-eglot.el")
	if len(got.Diagnostics) != 1 {
		t.Fatalf("Eglot shows %d problems, not 1: %+v", len(got.Diagnostics), got.Diagnostics)
	}
	d := got.Diagnostics[0]
	if d.Row != p.line || d.Kind != "eglot-note" {
		t.Errorf("the problem is %+v, not a note on row %d", d, p.line)
	}
	contains(t, "problem", d.Message, "perlheap", "many-closures", "20,000 closures", "%singleton")
	checkChain(t, p, got)
	if got.EditedRow != p.line+3 || strings.Join(got.EditedChain, "\n") != strings.Join(got.Chain, "\n") {
		t.Errorf("after an edit, perlheap-identify on row %d shows %q", got.EditedRow, got.EditedChain)
	}
}

func TestLSPMode(t *testing.T) {
	p, got := emacs(t, "lsp-mode", "emacs-lsp-mode.el")
	if len(got.Diagnostics) != 1 {
		t.Fatalf("lsp-mode shows %d problems, not 1: %+v", len(got.Diagnostics), got.Diagnostics)
	}
	const information = 3
	d := got.Diagnostics[0]
	if d.Row != p.line || d.Severity != information || d.Source != "perlheap" || d.Code != "many-closures" {
		t.Errorf("the problem is %+v, not many-closures on row %d", d, p.line)
	}
	contains(t, "problem", d.Message, "20,000 closures", "%singleton")
	checkChain(t, p, got)
	checkLens(t, "shown", got.Lenses, p.line)
	if got.EditedRow != p.line+3 {
		t.Errorf("the edit put the sub on row %d, not %d", got.EditedRow, p.line+3)
	}
	checkLens(t, "shown after an edit", got.EditedLenses, got.EditedRow)
}

// checkChain checks hover and identify of the article's leak.
func checkChain(t *testing.T, p *place, got emacsFacts) {
	t.Helper()
	contains(t, "hover", got.Hover, "20,000 closures alive", "$app", "$redis_name", chainEnd, chainRoot)
	contains(t, "chain", strings.Join(got.Chain, "\n"), "CODE(PP,closure)", chainEnd)
	if len(got.Chain) == 0 || !strings.Contains(got.Chain[len(got.Chain)-1], chainRoot) {
		t.Errorf("the chain does not end with %s: %q", chainRoot, got.Chain)
	}
}
