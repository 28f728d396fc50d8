package editors

import (
	"os"
	"path/filepath"
	"testing"
)

func TestVimWithALE(t *testing.T) {
	program := need(t, "vim", "vim-nox")
	if _, err := os.Stat("/usr/share/vim/vimfiles/pack/dist-bundle/opt/ale"); err != nil {
		missing(t, "ALE for Vim", "vim-ale")
	}
	p := workspace(t)
	p.write(filepath.Join(p.home, ".vim", "vimrc"), "set nocompatible noswapfile previewheight=30\nfiletype plugin on\n"+p.text(snippet(t, "vim-ale.vim")))
	x := p.terminal(here(program), p.file)

	// ALE marks the line of a problem, and says it where the cursor is.
	x.await("package Helpers;")
	x.keys("/error =>", "Enter")
	x.await("many-closures: 20,000 closures of this sub alive")
	x.awaitRow(leakText, "--")

	x.keys(":ALEHover", "Enter")
	contains(t, "hover", x.await("Recorded as"), "20,000 closures alive", "captures $app, $redis_name", holder, holderRoot)
	x.keys(":pclose", "Enter")
	x.awaitNot("Recorded as")

	x.keys("ggO# one", "Enter", "two", "Escape")
	x.await("# two")
	x.awaitRow(leakText, "--")
	x.keys(":qall!", "Enter")
	x.awaitEnd()
}
