package lsp

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"go.lsp.dev/jsonrpc2"
)

const (
	leaky   = "p536-amd64-d046"
	app     = "lib/Leaky/App.pm"
	options = `{"status":true,"dumps":["*.pmat.gz"],"codeLens":{"kinds":["closure"],"minimumCount":1},"diagnostics":{"minimumCount":100,"minimumShare":0}}`
)

// appLenses are the lenses of the file app with the dump leaky.
var appLenses = []string{
	"27: 50 closures alive · 7.2 % of all subs · 11.7 KiB",
	"50: 10 closures alive · 1.4 % of all subs · 2.2 KiB",
	"121: 300 closures alive · 43.1 % of all subs · 84.4 KiB",
	"150: 1 closure alive · 0.1 % of all subs · 240 bytes",
}

func expectLenses(t *testing.T, e *editor, want []string) {
	t.Helper()
	if got := e.lenses(app); !slices.Equal(got, want) {
		t.Errorf("lenses\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// awaitLenses waits until a file has these lenses. The server says when they may
// have changed.
func awaitLenses(t *testing.T, e *editor, name string, want []string) {
	t.Helper()
	for !slices.Equal(e.lenses(name), want) {
		e.await("workspace/codeLens/refresh", nil)
	}
}

func TestInitialize(t *testing.T) {
	for _, tt := range []struct{ offered, want string }{
		{`{}`, "utf-16"},
		{`{"general":{"positionEncodings":["utf-32","utf-8"]}}`, "utf-32"},
		{`{"general":{"positionEncodings":["utf-7","utf-8","utf-16"]}}`, "utf-8"},
	} {
		e := launch(t, t.TempDir())
		result := e.initialize(tt.offered, "null")
		if got := string(result.Capabilities.PositionEncoding); got != tt.want {
			t.Errorf("%s: encoding %s, want %s", tt.offered, got, tt.want)
		}
		if result.ServerInfo.Name != "perlheap" || result.Capabilities.CodeLensProvider == nil || len(result.Capabilities.ExecuteCommandProvider.Commands) != len(commands) {
			t.Errorf("capabilities %+v", result)
		}
	}
}

func TestShutdownAndExit(t *testing.T) {
	for _, tt := range []struct {
		name     string
		shutdown bool
		exit     func(*editor)
		want     int
	}{
		{"exit after shutdown", true, func(e *editor) { e.notify("exit", "{}") }, 0},
		{"exit alone", false, func(e *editor) { e.notify("exit", "{}") }, 1},
		{"end of input", false, func(e *editor) { e.pipe.Close() }, 1},
		{"end of input after shutdown", true, func(e *editor) { e.pipe.Close() }, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e := start(t, workspace(t, leaky), everything, options)
			if tt.shutdown {
				if err := e.call("shutdown", "null", nil); err != nil {
					t.Fatal(err)
				}
				if code := e.code("textDocument/hover", "{}"); code != jsonrpc2.InvalidRequest {
					t.Errorf("hover after shutdown has code %d", code)
				}
			}
			tt.exit(e)
			select {
			case code := <-e.exit:
				if code != tt.want {
					t.Errorf("exit code %d, want %d", code, tt.want)
				}
				e.exit <- code // for the cleanup
			case <-time.After(patience):
				t.Fatal("the server did not end")
			}
		})
	}
}

func TestUnknownMethods(t *testing.T) {
	e := start(t, t.TempDir(), everything, "null")
	for _, method := range []string{"textDocument/completion", "textDocument/documentSymbol", "perlheap/unknown", "$/unknown"} {
		if code := e.code(method, "{}"); code != jsonrpc2.MethodNotFound {
			t.Errorf("%s has code %d, want %d", method, code, jsonrpc2.MethodNotFound)
		}
		e.notify(method, "{}")
	}
	e.notify("textDocument/didChange", `{"textDocument":{"uri":"file:///not/open.pl","version":1},"contentChanges":[]}`)
	e.notify("textDocument/didOpen", `[]`)
	if err := e.call("textDocument/codeLens", `{"textDocument":{"uri":"untitled:Untitled-1"}}`, nil); err != nil {
		t.Errorf("the server does not live on: %v", err)
	}
}

func TestDumpFromSettings(t *testing.T) {
	e := start(t, workspace(t, leaky), everything, options)
	e.open(app)
	if s := e.status("ready"); s.Path != e.path(leaky+".pmat.gz") || s.SVs == nil || *s.SVs == 0 || s.Truncated != nil {
		t.Errorf("status %+v", s)
	}
	expectLenses(t, e, appLenses)
	e.await("workspace/codeLens/refresh", nil)
	e.await("textDocument/publishDiagnostics", func(raw json.RawMessage) bool {
		return strings.Contains(string(raw), "300 closures of this sub alive")
	})
	// A setting that takes the dump away takes away what came from it.
	e.notify("workspace/didChangeConfiguration", `{"settings":{"perlheap":{"dumps":[]}}}`)
	e.await("textDocument/publishDiagnostics", func(raw json.RawMessage) bool {
		return strings.Contains(string(raw), `"diagnostics":[]`)
	})
	e.status("none")
	expectLenses(t, e, nil)
	if h := e.hover(app, 121); h != nil {
		t.Errorf("hover without a dump: %v", h)
	}
}

func TestDumpThatAppears(t *testing.T) {
	dir := workspace(t)
	e := start(t, dir, everything, options)
	e.open(app)
	e.status("none")
	expectLenses(t, e, nil)
	copyDump(t, leaky, e.path(leaky+".pmat.gz"))
	e.status("ready")
	expectLenses(t, e, appLenses)
	// The next one that appears takes its place, with no gap in between.
	copyDump(t, leaky+"-leak.3", e.path("later.pmat.gz"))
	if s := e.status("ready"); s.Path != e.path("later.pmat.gz") {
		t.Errorf("shown is %s", s.Path)
	}
	if got := e.lenses(app); len(got) == 0 || !strings.HasPrefix(got[0], "27: 70 closures") {
		t.Errorf("lenses %q", got)
	}
}

func TestSettings(t *testing.T) {
	e := launch(t, workspace(t, leaky))
	e.config = json.RawMessage(`{"codeLens":{"enable":false},"hover":{"enable":true}}`)
	e.initialize(everything, options)
	e.notify("initialized", "{}")
	e.await("client/registerCapability", func(raw json.RawMessage) bool {
		return strings.Contains(string(raw), "didChangeConfiguration")
	})
	e.await("workspace/configuration", nil)
	e.status("ready")
	e.open(app)
	expectLenses(t, e, nil)
	if h := e.hover(app, 121); h == nil {
		t.Error("no hover")
	}

	e.notify("workspace/didChangeConfiguration", `{"settings":{"perlheap":{"hover":{"enable":false}}}}`)
	expectLenses(t, e, appLenses)
	if h := e.hover(app, 121); h != nil {
		t.Error("hover though it is off")
	}
	for range 3 { // complained about once; the settings stay
		e.notify("workspace/didChangeConfiguration", `{"settings":{"perlheap":{"diagnostics":{"minimumCount":"many"}}}}`)
	}
	e.await("window/showMessage", func(raw json.RawMessage) bool {
		return strings.Contains(string(raw), "perlheap.diagnostics.minimumCount: a string is not a number")
	})
	if h := e.hover(app, 121); h != nil || e.count("window/showMessage") != 1 {
		t.Errorf("hover %v, messages %s", h, e.told)
	}

	e.await("textDocument/publishDiagnostics", nil)
	e.mu.Lock()
	e.config = json.RawMessage(`{"diagnostics":{"enable":false}}`)
	e.mu.Unlock()
	e.notify("workspace/didChangeConfiguration", `{"settings":null}`)
	e.await("textDocument/publishDiagnostics", func(raw json.RawMessage) bool {
		return strings.Contains(string(raw), `"diagnostics":[]`)
	})
}

func TestWorkspaceFolders(t *testing.T) {
	e := start(t, t.TempDir(), everything, options)
	e.status("none")
	e.await("client/registerCapability", func(raw json.RawMessage) bool {
		return strings.Contains(string(raw), `"pattern":"*.pmat.gz"`)
	})
	e.dir = workspace(t, leaky)
	folder := fmt.Sprintf(`{"uri":%q,"name":"two"}`, e.uri(""))
	e.notify("workspace/didChangeWorkspaceFolders", `{"event":{"added":[`+folder+`],"removed":[]}}`)
	e.status("ready")
	e.open(app)
	expectLenses(t, e, appLenses)
	e.await("client/unregisterCapability", nil)
	e.notify("workspace/didChangeWorkspaceFolders", `{"event":{"added":[],"removed":[`+folder+`]}}`)
	e.status("none")
	expectLenses(t, e, nil)
}

func TestEditsMoveLenses(t *testing.T) {
	e := start(t, workspace(t, leaky), everything, options)
	e.open(app)
	e.status("ready")
	e.change(app, 2, 120, 121, "\n    $redis->on(failure => sub {\n")
	moved := slices.Clone(appLenses)
	moved[2] = strings.Replace(moved[2], "121", "122", 1)
	moved[3] = strings.Replace(moved[3], "150", "151", 1)
	expectLenses(t, e, moved)
	e.await("textDocument/publishDiagnostics", func(raw json.RawMessage) bool {
		return strings.Contains(string(raw), `"line":121,`) && strings.Contains(string(raw), `"version":2`)
	})
	e.change(app, 3, 26, 27, "")
	expectLenses(t, e, []string{
		"1: 1 site of the dump was not found in this file · 11.7 KiB",
		strings.Replace(moved[1], "50:", "49:", 1), strings.Replace(moved[2], "122", "121", 1), strings.Replace(moved[3], "151", "150", 1),
	})
}

func TestNoValuesInTheLog(t *testing.T) {
	e := start(t, workspace(t, leaky), everything, options)
	e.open(app)
	e.status("ready")
	e.hover(app, 121)
	if err := e.execute(commandLines, `{}`, nil); err != nil {
		t.Fatal(err)
	}
	for _, entry := range e.log.All() {
		if line := fmt.Sprint(entry.Message, entry.ContextMap()); strings.Contains(line, "$redis") || strings.Contains(line, "POOL") {
			t.Errorf("log: %s", line)
		}
	}
}
