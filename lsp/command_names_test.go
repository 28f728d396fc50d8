package lsp

import (
	"fmt"
	"testing"

	"github.com/perlheap/perlheap/heap/wire"
)

// An SV is found by what the command line takes, and by parts of the names of
// variables, subs and classes; the exact one comes first, and once.
func TestNames(t *testing.T) {
	e := startAnalysing(t, workspace(t, leaky), options)
	e.status("ready")
	names := func(query string) []wire.Name {
		t.Helper()
		var got wire.Names
		if err := e.execute(commandFindNames, fmt.Sprintf(`{"query": %q}`, query), &got); err != nil {
			t.Fatal(err)
		}
		if (got.Note != "") != (len(got.Names) == 0) {
			t.Errorf("%q: %d names, and the note %q", query, len(got.Names), got.Note)
		}
		seen := map[string]bool{}
		for _, n := range got.Names {
			if seen[n.Address] || n.Name == "" || n.Detail == "" {
				t.Errorf("%q: %+v", query, n)
			}
			seen[n.Address] = true
		}
		return got.Names
	}
	var first string
	for _, query := range []string{"%Leaky::Redis::POOL", "leaky::redis::pool", " %Leaky::Redis::POOL "} {
		got := names(query)
		if len(got) == 0 || got[0].Name != "%Leaky::Redis::POOL" || first != "" && got[0].Address != first {
			t.Fatalf("%q: %+v", query, got)
		}
		first = got[0].Address
	}
	for query, want := range map[string]string{"Leaky::Session": "Leaky::Session", "defstash": "defstash", first: first} {
		if got := names(query); len(got) == 0 || got[0].Name != want {
			t.Errorf("%q: %+v", query, got)
		}
	}
	for _, query := range []string{"there is no such name", "0x7"} {
		if got := names(query); len(got) > 0 {
			t.Errorf("%q: %+v", query, got)
		}
	}
	if all := names(""); len(all) != maxNames {
		t.Errorf("without a name there are %d", len(all))
	}
	for _, limit := range []string{"-1", "51"} {
		if err := e.execute(commandFindNames, `{"query": "a", "limit": `+limit+`}`, nil); err == nil {
			t.Errorf("a limit of %s is taken", limit)
		}
	}
}
