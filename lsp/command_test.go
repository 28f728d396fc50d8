package lsp

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"go.lsp.dev/jsonrpc2"

	"github.com/perlheap/perlheap/heap/wire"
	"github.com/perlheap/perlheap/lsp/rpc"
)

func TestCommands(t *testing.T) {
	e := start(t, workspace(t, leaky), everything, options)
	e.status("ready")

	var lines wire.Lines
	if err := e.execute(commandLines, `{"kinds":["closure"],"limit":2}`, &lines); err != nil {
		t.Fatal(err)
	}
	if lines.Dump != e.path(leaky+".pmat.gz") || lines.Total != 8 || len(lines.Lines) != 2 {
		t.Errorf("lines %+v", lines)
	}
	first := lines.Lines[0]
	if first.File != "lib/Leaky/App.pm" || first.Path != e.path(app) || first.Line != 121 || first.RecordedLine != 122 ||
		first.Kind != "closure" || first.Count != 300 || first.Text != "300 closures alive · 43.1 % of all subs · 84.4 KiB" || first.Example != "0x555555b62d30" {
		t.Errorf("first line %+v", first)
	}
	if err := e.execute(commandLines, `{"kinds":["closure"],"offset":7}`, &lines); err != nil || len(lines.Lines) != 1 {
		t.Errorf("last page %+v, %v", lines, err)
	}
	if err := e.execute(commandLines, `{"kinds":["closure"],"offset":99}`, &lines); err != nil || lines.Lines == nil || len(lines.Lines) != 0 {
		t.Errorf("page after the last %+v, %v", lines, err)
	}

	if err := e.execute(commandLines, `{"limit":1}`, &lines); err != nil || lines.Lines[0].Name != "%Leaky::Redis::POOL" || lines.Lines[0].Line != 34 || lines.Total < 100 {
		t.Errorf("lines of all kinds %+v, %v", lines, err)
	}
	if err := e.execute(commandLines, `{"kinds":["object"],"sort":"count"}`, &lines); err != nil || lines.Lines[0].Class != "Leaky::Session" || len(lines.Lines[0].Also) == 0 {
		t.Errorf("lines of objects %+v, %v", lines, err)
	}
	for _, wrong := range []string{`{"kinds":["subs"]}`, `{"sort":"name"}`, `{"limit":-1}`, `{"offset":-1}`} {
		if err := e.execute(commandLines, wrong, nil); err == nil {
			t.Errorf("%s is taken", wrong)
		}
	}

	var identified wire.IdentifyResult
	if err := e.execute(commandIdentify, `{"address":"0x555555B62D30","depth":1}`, &identified); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(identified.Text, "CODE(PP,closure) at 0x555555b62d30 (lib/Leaky/App.pm line 121) is:\n") || !strings.Contains(identified.Text, "not found at this depth") {
		t.Errorf("identify text\n%s", identified.Text)
	}
	if at := identified.Tree.SV; at.Address != "0x555555b62d30" || at.File != "lib/Leaky/App.pm" || at.Line != 121 || len(identified.Tree.Entries) != 1 {
		t.Errorf("identify tree %+v", identified.Tree)
	}
	if err := e.execute(commandIdentify, `{"address":"555555b62d30","elide":false}`, &identified); err != nil || strings.Contains(identified.Text, "(via RV)") {
		t.Errorf("not elided: %v\n%s", err, identified.Text)
	}

	var shown wire.ShowResult
	if err := e.execute(commandShow, `{"address":"0x555555b62d30"}`, &shown); err != nil || !strings.Contains(shown.Text, "lib/Leaky/App.pm line 122") {
		t.Errorf("show: %v\n%s", err, shown.Text)
	}
}

func TestLocate(t *testing.T) {
	e := start(t, workspace(t, leaky), everything, options)
	e.status("ready")
	e.open(app)
	e.change(app, 2, 0, 0, "# two\n# lines\n")
	var at wire.Place
	if err := e.execute(commandLocate, `{"address":"0x555555b62d30"}`, &at); err != nil {
		t.Fatal(err)
	}
	if want := (wire.Place{File: "lib/Leaky/App.pm", Path: e.path(app), Line: 123, RecordedFile: "lib/Leaky/App.pm", RecordedLine: 122, State: "exact"}); at != want {
		t.Errorf("locate %+v, want %+v", at, want)
	}
	var shown struct {
		URI       string
		Selection struct{ Start struct{ Line int } }
	}
	if err := json.Unmarshal(e.await("window/showDocument", nil), &shown); err != nil || shown.URI != string(e.uri(app)) || shown.Selection.Start.Line != 122 {
		t.Errorf("shown %+v (%v)", shown, err)
	}
	// An object is at the line of its class, a variable at its declaration.
	for address, want := range map[string]wire.Place{
		"0x555555ac84c0": {File: "lib/Leaky/Redis.pm", Path: e.path("lib/Leaky/Redis.pm"), Line: 29, State: "exact"},
		"0x555555a19d70": {File: "lib/Leaky/Redis.pm", Path: e.path("lib/Leaky/Redis.pm"), Line: 34, RecordedFile: "lib/Leaky/Redis.pm", RecordedLine: 34, State: "exact"},
	} {
		if err := e.execute(commandLocate, `{"address":"`+address+`"}`, &at); err != nil || at != want {
			t.Errorf("locate %s: %+v (%v), want %+v", address, at, err, want)
		}
	}
}

func TestCommandsThatAreWrong(t *testing.T) {
	e := start(t, workspace(t, leaky), everything, options)
	e.status("ready")
	for _, tt := range []struct {
		command, argument string
		code              jsonrpc2.Code
		want              string
	}{
		{"perlheap.nothing", `{}`, jsonrpc2.InvalidParams, `unknown command "perlheap.nothing"; there are perlheap.loadDump,`},
		{commandIdentify, ``, jsonrpc2.InvalidParams, "perlheap.identify: address is missing"},
		{commandIdentify, `{}`, jsonrpc2.InvalidParams, "perlheap.identify: address is missing"},
		{commandIdentify, `"0x10"`, jsonrpc2.InvalidParams, "perlheap.identify: takes an object, not a string"},
		{commandIdentify, `{"address":16}`, jsonrpc2.InvalidParams, "perlheap.identify: address must not be a number"},
		{commandIdentify, `{"address":"x"}`, jsonrpc2.InvalidParams, `perlheap.identify: address "x"`},
		{commandIdentify, `{"address":"0x10"},{}`, jsonrpc2.InvalidParams, "perlheap.identify: takes one object, not 2 arguments"},
		{commandIdentify, `{"address":"0x10","depth":"deep"}`, jsonrpc2.InvalidParams, "perlheap.identify: depth must not be a string"},
		{commandIdentify, `{"address":"0x10","depth":-1}`, jsonrpc2.InvalidParams, "perlheap.identify: depth must be"},
		{commandIdentify, `{"address":"0xdead"}`, rpc.RequestFailed, "there is no SV at 0xdead in " + e.path(leaky+".pmat.gz")},
		{commandShow, `{"address":"0xdead"}`, rpc.RequestFailed, "there is no SV at 0xdead in "},
		{commandLocate, `{"address":"0xdead"}`, rpc.RequestFailed, "there is no SV at 0xdead in "},
		{commandLocate, `{"address":"0x555555ac8880"}`, rpc.RequestFailed, "the dump records no source line for ARRAY(300) at 0x555555ac8880"},
		{commandLines, `{"limit":-1}`, jsonrpc2.InvalidParams, "perlheap.lines: limit must not be negative"},
		{commandLines, `{"offset":1.5}`, jsonrpc2.InvalidParams, "perlheap.lines: offset must not be a number"},
		{commandLoadDump, `{}`, jsonrpc2.InvalidParams, "perlheap.loadDump: path is missing"},
		{commandLoadDump, `{"path":"/does/not/exist.pmat"}`, rpc.RequestFailed, "/does/not/exist.pmat"},
		{commandLoadDump, fmt.Sprintf(`{"path":%q}`, e.dir), rpc.RequestFailed, "directory"},
		{commandUnloadDump, `{"path":"other.pmat"}`, rpc.RequestFailed, "other.pmat is not loaded"},
	} {
		err := e.execute(tt.command, tt.argument, nil)
		var wire *jsonrpc2.Error
		if !errors.As(err, &wire) || wire.Code != tt.code || !strings.Contains(wire.Message, tt.want) {
			t.Errorf("%s %s: %v, want code %d, %q", tt.command, tt.argument, err, tt.code, tt.want)
		}
	}
	if code := e.code("workspace/executeCommand", `{"command":7}`); code != jsonrpc2.InvalidParams {
		t.Errorf("a command that is a number has code %d", code)
	}
}

func TestCommandsWithoutDump(t *testing.T) {
	e := start(t, t.TempDir(), everything, "null")
	for _, c := range []string{commandLines, commandIdentify, commandShow, commandLocate} {
		if err := e.execute(c, `{"address":"0x10"}`, nil); err == nil || !strings.Contains(err.Error(), "no dump is loaded") {
			t.Errorf("%s: %v", c, err)
		}
	}
}
