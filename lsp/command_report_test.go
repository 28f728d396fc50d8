package lsp

import (
	"os"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/wire"
)

// The page about the shown dump is written where the client says, and nothing but
// a page is written over.
func TestReport(t *testing.T) {
	e := startAnalysing(t, workspace(t, leaky), options)
	e.status("ready")
	var got wire.WrittenReport
	if err := e.execute(commandReport, `{"path":"leak.html"}`, &got); err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(got.Path)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<!DOCTYPE html>", `<section id="suspects"`, "lib/Leaky/App.pm"} {
		if !strings.Contains(string(page), want) {
			t.Errorf("no %s in the page", want)
		}
	}
	if err := e.execute(commandReport, `{"path":"`+leaky+`.pmat.gz"}`, nil); err == nil || !strings.Contains(err.Error(), "FILE.html") {
		t.Errorf("a dump is written over: %v", err)
	}
}
