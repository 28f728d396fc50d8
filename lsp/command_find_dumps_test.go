package lsp

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/perlheap/perlheap/heap/wire"
)

// Dumps that lie in the workspace are found, the newest first and so many at most.
func TestFindDumps(t *testing.T) {
	dir := workspace(t)
	e := start(t, dir, everything, `{"status": true}`)
	find := func() (names []string, note string) {
		t.Helper()
		var found wire.FoundDumps
		if err := e.execute(commandFindDumps, `{}`, &found); err != nil {
			t.Fatal(err)
		}
		for _, d := range found.Dumps {
			names = append(names, d.Name)
		}
		return names, found.Note
	}
	if names, note := find(); names != nil || note != "" {
		t.Errorf("%q in an empty workspace, %q", names, note)
	}
	at := time.Now().Add(-time.Hour)
	write := func(name string) {
		t.Helper()
		path := filepath.Join(dir, filepath.FromSlash(name))
		at = at.Add(time.Minute)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"a.pmat", "tmp/b.pmat.gz", "dumps/c.pmat.zst", ".git/d.pmat", "node_modules/e.pmat", "dumps/c.pmat.origin.json", "1/2/3/4/5/6/7/8/9/deep.pmat"} {
		write(name)
	}
	if names, note := find(); !slices.Equal(names, []string{"dumps/c.pmat.zst", "tmp/b.pmat.gz", "a.pmat"}) || note == "" {
		t.Errorf("found %q, %q", names, note)
	}
	for i := range maxFound {
		write(fmt.Sprintf("dumps/more-%02d.pmat", i))
	}
	if names, note := find(); len(names) != maxFound || names[0] != "dumps/more-19.pmat" || !strings.HasPrefix(note, "There may be more dumps: ") || !strings.HasSuffix(note, ". There are 3 more.") {
		t.Errorf("found %q, %q", names, note)
	}
}
