package editors

import "testing"

func TestHelix(t *testing.T) {
	program := newer(t, "hx")
	p := workspace(t)
	p.git() // Helix knows projects by it
	p.write(p.home+"/config/helix/languages.toml", p.text(snippet(t, "helix-languages.toml")))
	x := p.terminal(program, p.file)

	// Helix marks the line of a problem.
	x.awaitRow(leakText, "●")

	x.keys("/", "error =>", "Enter")
	x.keys("Space", "k")
	hover := x.await("A typical one")
	contains(t, "hover", hover, "20,000 closures alive", "captures $app, $redis_name", chainEnd, chainRoot)
	x.keys("Escape")
	x.awaitNot("A typical one")

	x.keys("Space", "d")
	contains(t, "list of problems", x.await("many-closures"), "20,000 closures of this sub alive")
	x.keys("Escape")
	x.awaitNot("many-closures")

	x.keys("g", "g", "O", "# one", "Enter", "# two")
	x.keys("Escape")
	x.await("# two")
	x.awaitRow(leakText, "●")
	x.keys(":quit-all!", "Enter")
	x.awaitEnd()
}
