package lsp

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.lsp.dev/protocol"

	"github.com/perlheap/perlheap/heap/wire"
)

// cautious is a client that shows edits before they are applied.
const cautious = `{
	"workspace": {
		"codeLens": {"refreshSupport": true},
		"workspaceEdit": {"documentChanges": true, "changeAnnotationSupport": {"groupsOnLabel": true}}
	},
	"textDocument": {
		"codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}},
		"publishDiagnostics": {"relatedInformation": true, "versionSupport": true, "codeDescriptionSupport": true}
	}
}`

// startCautious starts a server for the series.
func startCautious(t *testing.T, capabilities string) *editor {
	t.Helper()
	e := launchWith(t, series(t), Options{})
	e.initialize(capabilities, seriesOptions)
	e.notify("initialized", "{}")
	return e
}

// problems waits until the problems of a file are those of its suspects, and
// gives them in words.
func (e *editor) problems(name string) (list []protocol.Diagnostic, words []string) {
	e.t.Helper()
	e.await("textDocument/publishDiagnostics", func(raw json.RawMessage) bool {
		var p protocol.PublishDiagnosticsParams
		if protocol.Unmarshal(raw, &p) != nil || p.URI != e.uri(name) {
			return false
		}
		list = p.Diagnostics
		return slices.ContainsFunc(list, func(d protocol.Diagnostic) bool {
			return strings.Contains(string(d.Message.(protocol.String)), "Cure: ")
		})
	})
	for _, d := range list {
		text := fmt.Sprintf("%d %d %s: %s", d.Range.Start.Line+1, d.Severity, d.Code, d.Message)
		for _, r := range d.RelatedInformation {
			at, _ := filepath.Rel(e.dir, r.Location.URI.FsPath())
			text += fmt.Sprintf(" → %s:%d %s", filepath.ToSlash(at), r.Location.Range.Start.Line+1, r.Message)
		}
		words = append(words, text)
	}
	return list, words
}

func TestSuspectsAreProblems(t *testing.T) {
	e := startCautious(t, cautious)
	list, words := e.problems(app)
	want := []string{
		"27 3 closure-cycle: 70 closures of this sub alive · 11.7 % of 596 subs · ≥ 43.9 KiB retained · +20 since 10:31 (4.5 % of the heap)." +
			" The closure captures $self, which leads back to the closure, and nothing outside the cycle holds it. Cure: let the closure capture a weak copy of $self, or remove the closure from {cb} of Leaky::Session when it is no longer needed there." +
			" → lib/Leaky/App.pm:27 the closure at lib/Leaky/App.pm line 27 has $self → Leaky::Session" +
			" → lib/Leaky/App.pm:17 Leaky::Session ->{cb} → the closure at lib/Leaky/App.pm line 27",
		"121 2 many-closures: 180 closures of this sub alive · 30.2 % of 596 subs · ≥ 104.4 KiB retained · +120 since 10:31 (10.8 % of the heap)." +
			" The closures made here stay in {events}{error} of Leaky::Redis ← {main} of %Leaky::Redis::POOL, each with $app, $redis_name. Cure: remove the closure from there when it is no longer needed, or let it capture weakened copies; it is stored there at lib/Leaky/Redis.pm line 14." +
			" → lib/Leaky/Redis.pm:34 held by {events}{error} of Leaky::Redis ← {main} of %Leaky::Redis::POOL" +
			" → lib/Leaky/Redis.pm:14 stored here",
	}
	if !slices.Equal(words, want) {
		t.Errorf("problems\n%s\nwant\n%s", strings.Join(words, "\n"), strings.Join(want, "\n"))
	}
	if href := string(list[0].CodeDescription.Href); href != "https://github.com/perlheap/perlheap/blob/main/heap/diagnose/handbook/README.md#closure-cycle" {
		t.Errorf("the code links to %q", href)
	}
	// Switched off, all go.
	e.notify("workspace/didChangeConfiguration", `{"settings": {"perlheap": {"diagnostics": {"enable": false}}}}`)
	e.await("textDocument/publishDiagnostics", func(raw json.RawMessage) bool {
		var p protocol.PublishDiagnosticsParams
		return protocol.Unmarshal(raw, &p) == nil && p.URI == e.uri(app) && len(p.Diagnostics) == 0
	})
}

// actions asks for the code actions of a 1-based line.
func (e *editor) actions(name string, line int, context string) []map[string]json.RawMessage {
	e.t.Helper()
	var found []map[string]json.RawMessage
	params := fmt.Sprintf(`{"textDocument":{"uri":%q},"range":{"start":{"line":%d,"character":4},"end":{"line":%d,"character":4}},"context":%s}`,
		e.uri(name), line-1, line-1, context)
	if err := e.call("textDocument/codeAction", params, &found); err != nil {
		e.t.Fatal(err)
	}
	return found
}

func TestCodeActions(t *testing.T) {
	e := startCautious(t, cautious)
	e.status("ready")
	e.analysed()
	e.open(app)
	e.change(app, 2, 0, 0, "# ein Täst 🐪\n")
	got := e.actions(app, 28, `{"diagnostics": []}`)
	if len(got) != 3 {
		t.Fatalf("%d actions, not the cure, the why and the typical one: %s", len(got), got)
	}
	const want = `{"documentChanges":[{"textDocument":{"uri":"URI","version":2},"edits":[` +
		`{"range":{"start":{"line":20,"character":0},"end":{"line":20,"character":0}},"newText":"use Scalar::Util 'weaken';\n","annotationId":"perlheap-cure"},` +
		`{"range":{"start":{"line":27,"character":4},"end":{"line":27,"character":4}},"newText":"weaken(my $weak_self = $self);\n    ","annotationId":"perlheap-cure"},` +
		`{"range":{"start":{"line":27,"character":23},"end":{"line":27,"character":23}},"newText":" my $self = $weak_self or return;","annotationId":"perlheap-cure"}]}],` +
		`"changeAnnotations":{"perlheap-cure":{"label":"Let the closure capture a weak copy of $self","description":"The object then lives only as long as something else holds it, and the closure does nothing once it is gone."}}}`
	if edit := strings.Replace(string(got[0]["edit"]), string(e.uri(app)), "URI", 1); edit != want {
		t.Errorf("the edit is\n%s\nwant\n%s", edit, want)
	}
	if title := string(got[1]["title"]); title != `"Why is this alive?"` {
		t.Errorf("the second action is %s", title)
	}
	var command protocol.Command
	var why wire.WhyResult
	if err := protocol.Unmarshal(got[1]["command"], &command); err != nil {
		t.Fatal(err)
	}
	if err := e.execute(command.Command, string(command.Arguments[0]), &why); err != nil || !strings.HasPrefix(why.Text, "70 closures of line 28 are:") {
		t.Errorf("the command answers %v\n%s", err, why.Text)
	}
	if title := string(got[2]["title"]); title != `"Identify what holds a typical one: 70 closures alive"` {
		t.Errorf("the third action is %s", title)
	}
	// Only problems of this server on the line come along.
	problem := `{"range":{"start":{"line":121,"character":4},"end":{"line":121,"character":5}},"message":"x","source":%q}`
	got = e.actions(app, 122, fmt.Sprintf(`{"diagnostics": [`+problem+`,`+problem+`]}`, "perlheap", "other"))
	if len(got) != 2 || strings.Count(string(got[0]["diagnostics"]), `"source"`) != 1 {
		t.Errorf("actions on a line of closures that are collected: %s", got)
	}
	if got := e.actions(app, 28, `{"diagnostics": [], "only": ["refactor"]}`); len(got) != 0 {
		t.Errorf("asked for refactorings, it answers %s", got)
	}
	if got := e.actions(app, 3, `{"diagnostics": []}`); len(got) != 0 {
		t.Errorf("on an innocent line it answers %s", got)
	}
}

// A client that shows no annotations is told in the title, one
// without versions gets plain edits, one without literals commands.
func TestCodeActionsOfPlainClients(t *testing.T) {
	e := startCautious(t, `{"textDocument": {"codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}}}}`)
	e.status("ready")
	e.analysed()
	got := e.actions(app, 27, `{"diagnostics": []}`)
	if title := string(got[0]["title"]); !strings.Contains(title, "(review the edit: the object then lives only as long as something else holds it") {
		t.Errorf("the title is %s", title)
	}
	if edit := string(got[0]["edit"]); !strings.HasPrefix(edit, `{"changes":{`) || strings.Contains(edit, "annotation") {
		t.Errorf("the edit is %s", edit)
	}
	e = startCautious(t, `{}`)
	e.status("ready")
	e.analysed()
	if got := e.actions(app, 27, `{"diagnostics": []}`); len(got) != 2 || string(got[0]["command"]) != `"perlheap.why"` || string(got[1]["command"]) != `"perlheap.identify"` {
		t.Errorf("without literals it answers %s", got)
	}
}
