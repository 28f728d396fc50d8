package editors

import (
	"os/exec"
	"testing"
)

func TestHelix(t *testing.T) {
	program := helix(t)
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

// helix finds Helix, which Debian has from its release 13 on.
func helix(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"hx", "helix"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("hx is missing: install hx (Debian 13 and later) to run this test")
	return ""
}
