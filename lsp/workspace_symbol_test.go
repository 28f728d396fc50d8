package lsp

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"go.lsp.dev/protocol"

	"github.com/perlheap/perlheap/heap/site"
)

// symbols asks for symbols: their names, lines and what is said of them.
func (e *editor) symbols(query string) []string {
	e.t.Helper()
	var symbols []protocol.SymbolInformation
	if err := e.call("workspace/symbol", fmt.Sprintf(`{"query":%q}`, query), &symbols); err != nil {
		e.t.Fatal(err)
	}
	var got []string
	for _, s := range symbols {
		at, _ := filepath.Rel(e.dir, s.Location.URI.FsPath())
		got = append(got, fmt.Sprintf("%d %s · %s:%d · %s", s.Kind, s.Name, filepath.ToSlash(at), s.Location.Range.Start.Line+1, *s.ContainerName))
	}
	return got
}

func TestWorkspaceSymbols(t *testing.T) {
	dir := workspace(t, leaky)
	e := start(t, dir, everything, fmt.Sprintf(`{"status": true, "dumps": [%q]}`, leaky+".pmat.gz"))
	e.open("lib/Leaky/Redis.pm")
	e.status("ready")
	for query, want := range map[string]string{
		"#leaky::redis": `
5 #Leaky::Redis · lib/Leaky/Redis.pm:29 · 1 object of Leaky::Redis · 192 bytes
13 #%Leaky::Redis::POOL · lib/Leaky/Redis.pm:34 · 1 key · 184.3 KiB
12 #&Leaky::Redis::instance · lib/Leaky/Redis.pm:38 · with 5 constants · 686 bytes
12 #&Leaky::Redis::AUTOLOAD · lib/Leaky/Redis.pm:55 · with 1 constant · 362 bytes
12 #&Leaky::Redis::DESTROY · lib/Leaky/Redis.pm:52 · 224 bytes
12 #&Leaky::Redis::connections · lib/Leaky/Redis.pm:50 · 224 bytes
12 #&Leaky::Redis::default_message · lib/Leaky/Redis.pm:48 · 224 bytes
18 #@Leaky::Redis::ISA · lib/Leaky/Redis.pm:32 · 1 element · 184 bytes
13 #$Leaky::Redis::AUTOLOAD · lib/Leaky/Redis.pm:54 · 80 bytes
13 #$Leaky::Redis::HOST · lib/Leaky/Redis.pm:35 · 51 bytes
13 #$Leaky::Redis::VERSION · lib/Leaky/Redis.pm:33 · 50 bytes
13 #$Leaky::Redis::PORT · lib/Leaky/Redis.pm:35 · 48 bytes
`,
		"Leaky::Redis": ``, "": ``, "#no such thing": ``,
	} {
		if got := strings.Join(e.symbols(query), "\n"); got != strings.TrimSpace(want) {
			t.Errorf("%q:\n%s\nwant\n%s", query, got, want)
		}
	}
	// Lines are those of now.
	e.change("lib/Leaky/Redis.pm", 2, 0, 0, "# one more\n# and another\n")
	if got := e.symbols("#%Leaky::Redis::POOL"); len(got) != 1 || !strings.Contains(got[0], "Redis.pm:36 ·") {
		t.Errorf("after an edit: %s", got)
	}
	if got := e.symbols("#"); len(got) < 20 || len(got) > maxSymbols {
		t.Errorf("%d symbols in all", len(got))
	}
}

// Symbols are switched by themselves, and need a dump.
func TestNoWorkspaceSymbols(t *testing.T) {
	dir := workspace(t, leaky)
	e := start(t, dir, everything, `{"status": true, "workspaceSymbols": {"enable": false}}`)
	if err := e.execute("perlheap.loadDump", fmt.Sprintf(`{"path":%q}`, leaky+".pmat.gz"), nil); err != nil {
		t.Fatal(err)
	}
	if got := e.symbols("#POOL"); len(got) > 0 {
		t.Errorf("switched off: %s", got)
	}
	e.notify("workspace/didChangeConfiguration", `{"settings":{"perlheap":{"workspaceSymbols":{"enable":true}}}}`)
	if got := e.symbols("#POOL"); len(got) == 0 {
		t.Error("none when switched on")
	}
	if err := e.execute("perlheap.unloadDump", fmt.Sprintf(`{"path":%q}`, leaky+".pmat.gz"), nil); err != nil {
		t.Fatal(err)
	}
	if got := e.symbols("#POOL"); len(got) > 0 {
		t.Errorf("without a dump: %s", got)
	}
}

func TestMatching(t *testing.T) {
	items := []*site.Item{{Name: "&Foo::bar::baz"}, {Name: ""}, {Name: "%Foo::Baz"}, {Name: "Foo::Élan"}, {Name: "Other"}}
	for query, want := range map[string]string{
		"":         "&Foo::bar::baz %Foo::Baz Foo::Élan Other",
		"foo::baz": "%Foo::Baz &Foo::bar::baz",
		"FÉL":      "Foo::Élan",
		"zab":      "",
		"oo":       "&Foo::bar::baz %Foo::Baz Foo::Élan",
		"ooo":      "",
	} {
		var names []string
		for _, i := range matching(items, query) {
			names = append(names, i.Name)
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("%q finds %s, want %s", query, got, want)
		}
	}
}
