package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/mat"
	"github.com/perlheap/perlheap/heap/wire"
)

func TestQuery(t *testing.T) {
	s := loaded(t, dumpPath("p536-amd64-d046-leak.3"))
	out := s.ask(t, "query", "closure and retained>100 and package~^Leaky")
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if len(lines) < 10 || !strings.HasPrefix(lines[0], "CODE(PP,closure) at 0x") || !strings.Contains(lines[0], " retained, Leaky::") {
		t.Errorf("found\n%s", out)
	}
	var page wire.Page[wire.Found]
	if err := json.Unmarshal([]byte(s.ask(t, "query", "--json", "--offset", "2", "--limit", "3", "closure", "and", "package~^Leaky")), &page); err != nil || page.Offset != 2 || len(page.Items) != 3 || page.Total < 10 {
		t.Errorf("%v: %+v", err, page)
	}
	if got := s.ask(t, "query", "--count", "type=CODE"); got != s.ask(t, "find", "--count", "cv") {
		t.Errorf("it counts %s", got)
	}
	if got := strings.TrimSpace(s.ask(t, "query", "type=STASH and name=%main::")); strings.Contains(got, "\n") || !strings.HasSuffix(got, ": %main::") {
		t.Errorf("the symbol table is %q", got)
	}
}

func TestQueryMistake(t *testing.T) {
	dump := dumpPath("p536-amd64-d046-gadget")
	for query, want := range map[string]string{
		"class=Größe and retaind>1": "did you mean retained?",
		"string='日本' or x":          "there is no field",
		"size>\x1b":                 "is not a size",
	} {
		_, errs, status := perlheap(t.Context(), "query", dump, query)
		if status != 2 || !strings.Contains(errs, want) || strings.Contains(errs, "\x1b") {
			t.Errorf("status %d: %s", status, errs)
		}
	}
	_, errs, _ := perlheap(t.Context(), "query", dump, "string='日本' or x")
	if !strings.HasSuffix(errs, "\n  string='日本' or x\n                   ^\n") {
		t.Errorf("the mark is not below the x:\n%s", errs)
	}
	help, _, _ := perlheap(t.Context(), "help", "query")
	if !strings.Contains(help, mat.QueryHelp()) {
		t.Error("help query does not describe the language")
	}
}
