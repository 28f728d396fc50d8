package editors

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

type lens struct {
	Row     int // 0-based
	Title   string
	Command string
}

// listed is a line of a quickfix list.
type listed struct {
	Row   int // 0-based
	Title string
	File  string
}

type diagnostic struct {
	Row        int // 0-based
	Code       string
	Source     string
	Message    string
	Severity   int
	Related    string
	RelatedRow int
}

// neovimFacts are what testdata/neovim-*.lua write down.
type neovimFacts struct {
	Problem      string
	Notes        []string // shown to the person
	Messages     string
	Log          string
	Root         string
	Lenses       []lens
	Drawn        []lens
	Diagnostics  []diagnostic
	Hover        string
	EditedRow    int
	EditedDrawn  []lens
	Chain        []string
	AddressHover string   // of an address of the chain
	Inrefs       []string // … and what refers to it, as listed
	Further      []string // what an address of the chain leads to
	Actions      []string // code actions of the sub's line
	Why          []string // what the first of them shows
	Choices      []string // what is alive on the sub's line
	Callers      []listed // of the first of them
	Unfolded     []string // names, from the closures to a root
	Symbols      []listed
	Hints        []lens   // drawn
	Picked       string   // of the perls that are running
	Taken        string   // what is said of the dump that was taken of it
	Other        string   // the dump that it was compared with
	Compared     []string // what is alive in both
	Verified     string   // what is said of the run before
	Beside       struct { // of another server
		Symbols []string
		Hover   string
		Sources []string // of all problems
	}
}

// neovim is one version of Neovim and the snippet for it.
type neovim struct {
	editor
	minor  int // 12 of 0.12.4
	config string
}

// neovimOf finds the snippet for a Neovim.
func neovimOf(t *testing.T, e editor) (nvim neovim, version string) {
	t.Helper()
	m := regexp.MustCompile(`NVIM v(0\.(\d+)\S*)`).FindStringSubmatch(e.version(t))
	if m == nil {
		t.Fatalf("no version of Neovim 0.x: %+v", e)
	}
	minor, _ := strconv.Atoi(m[2])
	config := snippet(t, "neovim-0.7.lua")
	if minor >= 11 {
		config = snippet(t, "neovim-0.11.lua")
	}
	return neovim{e, minor, config}, m[1]
}

// everyNeovim runs a test with this system's Neovim and with newer ones.
func everyNeovim(t *testing.T, test func(t *testing.T, nvim neovim)) {
	need(t, "nvim", "neovim")
	t.Run("newer", func(t *testing.T) { newer(t, "nvim") })
	for _, e := range editorsNamed("nvim") {
		nvim, version := neovimOf(t, e)
		t.Run(version, func(t *testing.T) { test(t, nvim) })
	}
}

func TestNeovim(t *testing.T) { everyNeovim(t, testNeovim) }

func testNeovim(t *testing.T, nvim neovim) {
	p := workspace(t)
	got := nvim.lookAt(p)
	nvim.checkLeak(t, p, got)
	nvim.checkQuiet(t, got)

	if got.EditedRow != p.line+3 {
		t.Fatalf("the edit put the sub on row %d, not %d", got.EditedRow, p.line+3)
	}
	checkLens(t, "drawn after an edit", got.EditedDrawn, got.EditedRow)
	if got.Root != p.dir {
		t.Errorf("root %q, not that of the cpanfile, %q", got.Root, p.dir)
	}
	chain := strings.Join(got.Chain, "\n")
	contains(t, "chain", chain, "20,000 closures of line ", "they collect here", chainEnd, chainRoot)
	if first := got.Further[0]; !strings.HasPrefix(first, "ARRAY(20000) at 0x") {
		t.Errorf("<CR> on the address of the array opens %q", first)
	}
	if nvim.minor >= 8 {
		contains(t, "hover of an address", got.AddressHover, "ARRAY(20000) at 0x", "20000 elements", "What holds it", chainRoot)
		if len(got.Inrefs) != 2 || !strings.HasPrefix(got.Inrefs[0], "s  the referrant") {
			t.Errorf("the references of the array are %q", got.Inrefs)
		}
	}
	if len(got.Actions) != 2 || !strings.HasPrefix(got.Actions[0], "Why is this alive?") || !strings.HasPrefix(got.Actions[1], "Identify what holds a typical one: 20,000 closures alive") {
		t.Errorf("the code actions are %q", got.Actions)
	}
	contains(t, "why", strings.Join(got.Why, "\n"), fmt.Sprintf("20,000 closures of line %d are:", p.line+4), "20,000 × element of ARRAY(20000)", "they collect here", chainRoot)
}

func TestNeovimWalksTheHeap(t *testing.T) { everyNeovim(t, testNeovimWalksTheHeap) }

func testNeovimWalksTheHeap(t *testing.T, nvim neovim) {
	p := workspace(t)
	pid := p.worker()
	got := nvim.drive(p, "neovim-heap.lua")
	nvim.checkQuiet(t, got)
	contains(t, "process", got.Picked, "worker of a test · pid "+pid)
	checkTaken(t, p, pid, got.Taken)
	checkCompared(t, got.Other, got.Compared, got.Verified)

	if len(got.Choices) != 2 || !strings.HasPrefix(got.Choices[0], "20,000 closures alive 96.9 % of 20,633 subs") || !strings.HasPrefix(got.Choices[1], "this sub ") {
		t.Errorf("the callers can be asked of %q", got.Choices)
	}
	if len(got.Callers) != 1 || got.Callers[0].Row != p.line || got.Callers[0].File != p.file {
		t.Fatalf("callers: %+v", got.Callers)
	}
	checkCallers(t, "listed", []string{"20,000 closures alive", got.Callers[0].Title})
	checkCallers(t, "unfolded", got.Unfolded)
	if last := got.Unfolded[len(got.Unfolded)-1]; last != chainRoot {
		t.Errorf("the last caller is %s, not %s", last, chainRoot)
	}

	if len(got.Symbols) != 3 || got.Symbols[0].Row != p.line || got.Symbols[0].File != p.file || got.Symbols[1].Row != p.lineOf("sub redis {") {
		t.Fatalf("symbols: %+v", got.Symbols)
	}
	contains(t, "first symbol", got.Symbols[0].Title, "[Function] #&Helpers::__ANON__")
	contains(t, "second symbol", got.Symbols[1].Title, "[Function] #&Helpers::redis")
	if nvim.minor >= 12 { // older ones list no numbers
		contains(t, "first symbol", got.Symbols[0].Title, "20,000 closures · ≥ ")
	}

	if nvim.minor < 10 {
		return // it has no inlay hints
	}
	hint := got.Hints[len(got.Hints)-1]
	if len(got.Hints) != 3 || hint.Row != p.line || !strings.HasPrefix(hint.Title, "20,000 closures · ≥ ") {
		t.Errorf("hints: %+v", got.Hints)
	}
}

// callers are those of the closures, from one to the next.
var callers = []string{
	`^20,000 closures alive$`,
	`^element \[\d+\] of ARRAY\(20000\) at 0x[0-9a-f]+$`,
	`^value \{error\} of HASH\(1\) at 0x`,
	`^value \{events\} of HASH\(2\)=Hub at 0x`,
	`^value \{ws_redis_master\} of HASH\(1\) at 0x`,
	`^the lexical %singleton of CODE\(PP\) at 0x`,
	`^the symbol '&Helpers::redis'$`,
}

// checkCallers compares names of a call hierarchy, as far as they go.
func checkCallers(t *testing.T, what string, names []string) {
	t.Helper()
	if len(names) < 2 || len(names) > len(callers) {
		t.Fatalf("%d callers %s: %q", len(names), what, names)
	}
	for i, name := range names {
		if !regexp.MustCompile(callers[i]).MatchString(name) {
			t.Errorf("caller %d %s is %q, not %s", i, what, name, callers[i])
		}
	}
}

// A file that has changed since the dump was written, so that another sub stands
// on the recorded line: the lens is at the sub that ran, and moves with it when
// the file is edited further.
func TestNeovimAfterTheFileChanged(t *testing.T) {
	everyNeovim(t, testNeovimAfterTheFileChanged)
}

func testNeovimAfterTheFileChanged(t *testing.T, nvim neovim) {
	p := workspace(t)
	ran := p.line
	added := "my @added = (\n" + strings.Repeat("    sub { my ($x) = @_; return $x + 1 },\n", 16) + ");\n"
	p.write(p.file, strings.Replace(p.text(p.file), "use strict;\n", "use strict;\n"+added, 1))
	if p.line = p.lineOf(leakText); p.line != ran+18 {
		t.Fatalf("the sub is on row %d, not %d", p.line, ran+18)
	}
	got := nvim.lookAt(p)
	nvim.checkQuiet(t, got)
	checkLens(t, "held", got.Lenses, p.line)
	checkLens(t, "drawn", got.Drawn, p.line)
	checkLens(t, "drawn after an edit", got.EditedDrawn, p.line+3)
	contains(t, "hover", got.Hover, "20,000 closures alive", "The file has changed since the program ran; it was found again here")
}

// Beside another Perl server, both are seen.
func TestNeovimBesidePerlLanguageServer(t *testing.T) {
	nvim, _ := neovimOf(t, here(need(t, "nvim", "neovim")))
	needPerl(t, "Perl::LanguageServer", "libperl-languageserver-perl")
	p := workspace(t)
	got := nvim.lookAt(p, "-c", "luafile "+driver(t, "neovim-perl-server.lua"), "-c", "doautocmd FileType")
	nvim.checkLeak(t, p, got)
	checkLens(t, "drawn after an edit", got.EditedDrawn, p.line+3)
	contains(t, "chain", strings.Join(got.Chain, "\n"), chainEnd, chainRoot)
	checkBeside(t, got)
}

// checkBeside wants symbols of another server, and problems of both.
func checkBeside(t *testing.T, got neovimFacts) {
	t.Helper()
	contains(t, "list of symbols of the other server", strings.Join(got.Beside.Symbols, "\n"), "redis")
	if len(got.Beside.Sources) < 2 || !slices.Contains(got.Beside.Sources, "perlheap") {
		t.Errorf("beside each other, the servers show problems of %q", got.Beside.Sources)
	}
}

// In the newest Neovim, K shows what each of them says.
func TestNeovimBesidePerlNavigator(t *testing.T) {
	newer(t, "perlnavigator")
	nvim, _ := neovimOf(t, newer(t, "nvim"))
	p := workspace(t)
	got := nvim.lookAt(p, "-c", "luafile "+driver(t, "neovim-perlnavigator.lua"), "-c", "doautocmd FileType")
	nvim.checkLeak(t, p, got)
	contains(t, "hover of the other server", got.Beside.Hover, "(subroutine) redis")
	checkBeside(t, got)
	checkLens(t, "drawn after an edit", got.EditedDrawn, p.line+3)
	contains(t, "chain", strings.Join(got.Chain, "\n"), chainEnd, chainRoot)
}

// lookAt runs Neovim with the driver.
func (nvim neovim) lookAt(p *place, arguments ...string) neovimFacts {
	p.t.Helper()
	return nvim.drive(p, "neovim-leak.lua", arguments...)
}

func (nvim neovim) drive(p *place, script string, arguments ...string) (got neovimFacts) {
	p.t.Helper()
	arguments = append([]string{"--headless", "-u", nvim.config}, arguments...)
	out := p.run(nvim.editor, append(arguments, "-c", "luafile "+driver(p.t, script), p.file)...)
	p.read(&got)
	if got.Problem != "" {
		p.t.Fatalf("%s\nmessages: %s\nlog: %s\noutput: %s", got.Problem, got.Messages, got.Log, out)
	}
	return got
}

// checkLeak checks what Neovim shows of the article's leak.
func (nvim neovim) checkLeak(t *testing.T, p *place, got neovimFacts) {
	t.Helper()
	checkLens(t, "held", got.Lenses, p.line)
	checkLens(t, "drawn", got.Drawn, p.line)
	want := "perlheap.open"
	if nvim.minor < 8 { // it cannot be made to open documents
		want = "perlheap.why"
	}
	if command := got.Lenses[0].Command; command != want {
		t.Errorf("the lens runs %q", command)
	}
	contains(t, "hover", got.Hover, "20,000 closures alive", "$app", "$redis_name", holder, holderRoot, "lib/Helpers.pm line "+strconv.Itoa(p.line+2))
	checkDiagnostic(t, p, got.Diagnostics)
}

// checkQuiet wants neither words to the person nor errors in the log.
func (nvim neovim) checkQuiet(t *testing.T, got neovimFacts) {
	t.Helper()
	for _, text := range append(got.Notes, got.Messages) {
		// A newer root has not the perl that wrote the dump.
		if nvim.root != "" && strings.Contains(text, "files named in the dump were not found in the workspace") {
			continue
		}
		if strings.TrimSpace(text) != "" {
			t.Errorf("Neovim says %q", text)
		}
	}
	for line := range strings.Lines(got.Log) {
		// Neovim calls whatever a server writes to stderr an error.
		if strings.Contains(line, "ERROR") && !(strings.Contains(line, `"stderr"`) && strings.Contains(line, `\tinfo\t`)) {
			t.Errorf("Neovim logs %s", line)
		}
	}
}

// checkLens wants one lens, on a 0-based row.
func checkLens(t *testing.T, what string, lenses []lens, row int) {
	t.Helper()
	if len(lenses) != 1 {
		t.Fatalf("%d lenses %s, not 1: %v", len(lenses), what, lenses)
	}
	if l := lenses[0]; l.Row != row || !strings.HasPrefix(l.Title, lensStart) {
		t.Errorf("the lens %s is %+v, not %q on row %d", what, l, lensStart+"…", row)
	}
}

// checkDiagnostic wants the problem of perlheap among those of the file.
func checkDiagnostic(t *testing.T, p *place, diagnostics []diagnostic) {
	t.Helper()
	const information = 3
	for _, d := range diagnostics {
		if d.Source != "perlheap" {
			continue
		}
		if d.Code != "many-closures" || d.Row != p.line || d.Severity != information {
			t.Errorf("the problem is %+v, not many-closures on row %d", d, p.line)
		}
		contains(t, "problem", d.Message, "20,000 closures", "%singleton")
		if want := p.lineOf("my %singleton;"); d.RelatedRow != want || !strings.HasPrefix(d.Related, "held by {events}{error} of Hub ←") {
			t.Errorf("the problem is related with row %d, %q, not with row %d", d.RelatedRow, d.Related, want)
		}
		return
	}
	t.Errorf("no problem of perlheap: %+v", diagnostics)
}
