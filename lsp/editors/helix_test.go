package editors

import (
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestHelix looks at Helix with its own Perl server, PerlNavigator, beside
// this one.
func TestHelix(t *testing.T) {
	program := newer(t, "hx")
	newer(t, "perlnavigator")
	p := workspace(t)
	p.git() // Helix knows projects by it
	pid := p.worker()
	p.write(p.home+"/config/helix/languages.toml", p.text(snippet(t, "helix-languages.toml")))
	p.write(p.home+"/config/helix/config.toml", p.text(snippet(t, "helix-config.toml")))
	x := p.terminal(program, p.file)

	// Helix marks the line of a problem.
	x.awaitRow(leakText, "●")
	x.keys("g", "g")                             // it asks for hints after a key, at the start only if the server is there by then
	x.await("error => sub { 20,000 closures · ") // the hint

	x.keys("/", "error =>", "Enter")
	x.keys("Space", "k")
	hover := x.await("Each captures")
	contains(t, "hover", hover, "20,000 closures alive", "captures $app, $redis_name", holder, holderRoot)
	x.keys("Escape")
	x.awaitNot("Each captures")

	x.keys("Space", "d")
	contains(t, "list of problems", x.await("many-closures"), "20,000 closures of this sub alive")
	x.keys("Escape")
	x.awaitNot("many-closures")

	x.keys("Space", "a")
	x.await("Identify what holds a typical one")
	x.keys("Enter") // the first: Why is this alive?
	contains(t, "heap document", x.await("they collect here"), "20,000 closures alive", "20,000 × element of ARRAY(20000) at 0x")
	x.keys("/", "ARRAY.20000. at 0x", "Enter")
	x.keys("Space", "k")
	contains(t, "hover of an address", x.await("20000 elements"), "What holds it")
	x.keys("Escape")
	x.awaitNot("20000 elements")
	x.keys("g", "d")
	x.await("Elements, 20,000 in all")
	x.keys(":buffer-close-all", "Enter")
	x.keys(":open "+p.file, "Enter")
	x.awaitRow(leakText, "●")
	x.keys("/", "error =>", "Enter")

	x.keys(":lsp-workspace-command perlheap.", "Tab")
	contains(t, "list of commands", x.await("perlheap.unloadDump"), "perlheap.identify", "perlheap.why")
	x.keys("Escape")
	x.awaitNot("perlheap.unloadDump")

	x.keys("g", "g", "O", "# one", "Enter", "# two")
	x.keys("Escape")
	x.await(" NOR ") // a key too close behind Escape would be one with Alt
	x.await("# two")
	x.awaitRow(leakText, "●")
	x.await("error => sub { 20,000 closures · ≥ ") // the hint, asked for anew

	// Symbols of the heap, with numbers, and those of the other server.
	x.keys("Space", "S")
	x.keys("#Helpers")
	asked, end := time.Now(), false
	eventually(t, "the symbols of the heap", func() bool {
		switch waited := time.Since(asked); {
		case waited > 20*time.Second: // Helix may drop answers while one types: it asks anew
			x.keys("BSpace", "s")
			asked, end = time.Now(), false
		case waited > 10*time.Second && !end: // the other server may have been faster, and fill the screen
			x.keys("End")
			end = true
		}
		return strings.Contains(x.screen(), "#&Helpers::__ANON__")
	})
	contains(t, "picker of symbols", x.screen(), "20,000 closures · ≥ ", "#&Helpers::redis")
	x.await("  module   ")
	x.keys("Escape")
	x.awaitNot("  module   ")

	x.keys("Space", "H", "p")
	x.await("Histogram: what is alive")
	x.keys("Space", "H", "v")
	x.await("only one is known")
	x.takeDump("worker of a test · pid "+pid, "worker-"+pid+"-1.pmat")
	x.keys(":open "+p.file, "Enter")
	x.await("package Helpers;")
	x.choose("Compare the shown dump with dumps/out.pmat.gz")
	x.await("20,000 → 0")
	x.keys(":quit-all!", "Enter")
	x.awaitEnd()
}

// takeDump takes a dump of a process, which its overview then names.
func (x *terminal) takeDump(process, dump string) {
	x.p.t.Helper()
	x.choose("Take a heap dump of " + process)
	x.await("dumps/" + dump)
}

// choose takes a code action: Helix draws the chosen one of the menu inverted.
func (x *terminal) choose(title string) {
	x.p.t.Helper()
	chosen := regexp.MustCompile(`\x1b\[(?:[0-9;]*;)?7m(\x1b\[[0-9;]*m)* ` + regexp.QuoteMeta(title))
	x.keys("Space", "a")
	open := func() bool { // without a dump there is but the first, without a process the second
		screen := x.screen()
		return strings.Contains(screen, " Take a heap dump of ") || strings.Contains(screen, " Verify the cure: ")
	}
	eventually(x.p.t, "the menu of code actions", open)
	for range 50 {
		drawn, _ := x.command("capture-pane", "-p", "-e")
		if chosen.MatchString(drawn) {
			x.keys("Enter")
			eventually(x.p.t, "the menu closes", func() bool { return !open() })
			return
		}
		x.keys("Down")
		eventually(x.p.t, "the next of the menu is chosen", func() bool {
			now, _ := x.command("capture-pane", "-p", "-e")
			return now != drawn
		})
	}
	x.p.t.Fatalf("the menu has no %q:\n%s", title, x.screen())
}
