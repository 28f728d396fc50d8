package editors

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
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
	Why          []string // what a code action shows
	Symbols      []string // lines of the list of those of Helpers
	Hints        []lens
	Calls        []string // lines of the unfolded call hierarchy
	Lenses       []lens
	Chain        []string
	AddressHover string   // in the chain, if it is a document
	References   []string // of that address
	Further      []string // what it leads to
	EditedRow    int
	EditedChain  []string
	EditedLenses []lens
	Picked       string // of the perls that are running
	Taken        string // what is said of the dump that was taken of it
	Other        string // the dump that it was compared with
	Compared     []string
	Verified     string // what is said where there is one run
}

// everyEmacs runs a test with this system's Emacs and with newer ones.
func everyEmacs(t *testing.T, client string, test func(t *testing.T, program editor, version int)) {
	path := need(t, "emacs", "emacs-nox")
	if err := exec.CommandContext(t.Context(), path, "--batch", "-l", "package", "-f", "package-initialize", "--eval", "(require '"+client+")").Run(); err != nil {
		missing(t, client+" for Emacs", "elpa-"+client)
	}
	t.Run("newer", func(t *testing.T) { newer(t, "emacs-nox") })
	for _, e := range editorsNamed("emacs-nox") {
		m := regexp.MustCompile(`GNU Emacs ((\d+)\S*)`).FindStringSubmatch(e.version(t))
		if m == nil {
			t.Fatalf("no version of Emacs: %+v", e)
		}
		version, _ := strconv.Atoi(m[2])
		t.Run(m[1], func(t *testing.T) { test(t, e, version) })
	}
}

// emacs runs Emacs in a terminal with a snippet and the driver of the same
// name, and reads what it saw.
func emacs(t *testing.T, program editor, config string) (*place, emacsFacts) {
	t.Helper()
	p := workspace(t)
	p.git()
	p.env = append(p.env, "PERLHEAP_FILE="+p.file, "PERLHEAP_PROJECT="+p.dir)
	pid := p.worker()
	p.write(filepath.Join(p.home, ".emacs.d", "init.el"), p.text(snippet(t, config)))
	x := p.terminal(program, "-nw", "--no-splash", "-l", driver(t, config))
	x.awaitEnd()
	var got emacsFacts
	p.read(&got)
	if got.Problem != "" {
		t.Fatalf("%s\nmessages: %s", got.Problem, got.Messages)
	}
	contains(t, "process", got.Picked, "worker of a test · pid "+pid)
	checkTaken(t, p, pid, got.Taken)
	checkCompared(t, got.Other, got.Compared, got.Verified)
	return p, got
}

func TestEglot(t *testing.T) { everyEmacs(t, "eglot", testEglot) }

func testEglot(t *testing.T, program editor, version int) {
	p, got := emacs(t, program, "emacs-eglot.el")
	if len(got.Diagnostics) != 1 {
		t.Fatalf("Eglot shows %d problems, not 1: %+v", len(got.Diagnostics), got.Diagnostics)
	}
	d := got.Diagnostics[0]
	if d.Row != p.line || d.Kind != "eglot-note" {
		t.Errorf("the problem is %+v, not a note on row %d", d, p.line)
	}
	contains(t, "problem", d.Message, "perlheap", "many-closures", "20,000 closures", "%singleton")
	checkChain(t, p, got)
	contains(t, "list of symbols", strings.Join(got.Symbols, "\n"), leakFile, "sub redis {", leakText)
	if version >= 29 {
		checkHint(t, p, got.Hints)
		checkDocument(t, got)
	}
	if got.EditedRow != p.line+3 || len(got.EditedChain) == 0 {
		t.Fatalf("after an edit, perlheap-why on row %d shows %q", got.EditedRow, got.EditedChain)
	}
	// The lines of CODEs move with the text.
	contains(t, "chain after an edit", strings.Join(got.EditedChain, "\n"), fmt.Sprintf("20,000 closures of line %d are:", got.EditedRow+1))
}

func TestLSPMode(t *testing.T) { everyEmacs(t, "lsp-mode", testLSPMode) }

func testLSPMode(t *testing.T, program editor, version int) {
	p, got := emacs(t, program, "emacs-lsp-mode.el")
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
	contains(t, "list of symbols", strings.Join(got.Symbols, "\n"), leakFile, "[Function] #&Helpers::__ANON__", "[Function] #&Helpers::redis")
	checkLens(t, "shown", got.Lenses, p.line)
	if version >= 30 { // with lsp-mode 10 and lsp-treemacs
		checkHint(t, p, got.Hints)
		checkTree(t, got.Calls)
		checkDocument(t, got)
	}
	if got.EditedRow != p.line+3 {
		t.Errorf("the edit put the sub on row %d, not %d", got.EditedRow, p.line+3)
	}
	checkLens(t, "shown after an edit", got.EditedLenses, got.EditedRow)
}

// checkDocument checks what a heap document tells and leads to, at the address of
// the array that the closures are in.
func checkDocument(t *testing.T, got emacsFacts) {
	t.Helper()
	contains(t, "hover of an address", got.AddressHover, "20000 elements", "What holds it")
	contains(t, "references of an address", strings.Join(got.References, "\n"), "value {error} ")
	if len(got.Further) == 0 || !strings.HasPrefix(got.Further[0], "ARRAY(20000) at 0x") {
		t.Errorf("RET on the address of the array opens %q", got.Further)
	}
}

// checkHint wants the inlay hint of the leak among those that are drawn.
func checkHint(t *testing.T, p *place, hints []lens) {
	t.Helper()
	for _, h := range hints {
		if h.Row == p.line && strings.HasPrefix(h.Title, "20,000 closures · ") {
			return
		}
	}
	t.Errorf("no hint on row %d: %+v", p.line, hints)
}

// checkTree checks the call hierarchy as a tree on the screen: each caller
// unfolded, and the sub itself as another tree below.
func checkTree(t *testing.T, lines []string) {
	t.Helper()
	names := make([]string, 0, len(callers))
	for _, line := range lines {
		if _, name, ok := strings.Cut(line, "▾  "); ok {
			names = append(names, name)
		}
	}
	if len(names) != len(callers)-1 || !strings.HasPrefix(names[0], "20,000 closures alive 96.9 %") {
		t.Fatalf("the call hierarchy is %q", lines)
	}
	contains(t, "tree", strings.Join(lines, "\n"), "▸  the symbol '&Helpers::redis' strong · a root", "▸  this sub ")
	for i, name := range names[1:] {
		if prefix := strings.TrimSuffix(callers[i+1], "$"); !regexp.MustCompile(prefix).MatchString(name) {
			t.Errorf("caller %d is %q, not %s", i+1, name, prefix)
		}
	}
}

// checkChain checks hover and identify of the article's leak.
func checkChain(t *testing.T, p *place, got emacsFacts) {
	t.Helper()
	contains(t, "hover", got.Hover, "20,000 closures alive", "$app", "$redis_name", holder, holderRoot)
	contains(t, "chain", strings.Join(got.Chain, "\n"), "20,000 closures of line ", "they collect here", chainEnd, chainRoot)
	contains(t, "code action", strings.Join(got.Why, "\n"), fmt.Sprintf("20,000 closures of line %d are:", p.line+1), "they collect here", chainRoot)
}
