package lsp

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/perlheap/perlheap/heap/wire"
)

// Code in a folder where modules from elsewhere usually are is the program's own
// once perlheap.own says so.
func TestOwnFolders(t *testing.T) {
	dir := workspace(t, "p536-amd64-d046")
	if err := os.Rename(filepath.Join(dir, "lib"), filepath.Join(dir, "vendor")); err != nil {
		t.Fatal(err)
	}
	e := startAnalysing(t, dir, `{"status": true, "dumps": ["*.pmat.gz"], "pathMappings": {"lib": "vendor"}}`)
	e.status("ready")
	origin := func() string {
		var h wire.Histogram
		if err := e.execute(commandHistogram, `{}`, &h); err != nil {
			t.Fatal(err)
		}
		for _, r := range h.Rows {
			if r.Name == "sub vendor/Leaky/App.pm:121" {
				return r.Origin
			}
		}
		t.Fatal("no closures of App.pm")
		return ""
	}
	if got := origin(); got != "modules" {
		t.Errorf("what is in vendor is %s", got)
	}
	e.notify("workspace/didChangeConfiguration", `{"settings":{"perlheap":{"own":["vendor"],"pathMappings":{"lib":"vendor"}}}}`)
	for origin() != "own" {
		e.await("workspace/codeLens/refresh", nil)
	}
}
