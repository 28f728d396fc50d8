package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/perlheap/perlheap/heap/identify"
	"github.com/perlheap/perlheap/heap/wire"
)

var update = flag.Bool("update", false, "write recorded sessions")

// assisted connects a client with a server in this process.
func assisted(t *testing.T, opt *mcp.ClientOptions, roots []string, values bool, src *sourceFlags, args ...string) *mcp.ClientSession {
	t.Helper()
	a, err := newAssistance(t.Context(), args, src, values)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.close)
	here, there := mcp.NewInMemoryTransports()
	served, err := a.server().Connect(t.Context(), there, nil)
	if err != nil {
		t.Fatal(err)
	}
	client := mcp.NewClient(&mcp.Implementation{Name: "test"}, opt)
	for _, root := range roots {
		//lint:ignore SA1019 clients of before 2026-07-28 have roots
		client.AddRoots(&mcp.Root{URI: (&url.URL{Scheme: "file", Path: filepath.ToSlash(root)}).String()})
	}
	// Later ones have no roots.
	session, err := client.Connect(t.Context(), here, &mcp.ClientSessionOptions{ProtocolVersion: map[bool]string{true: "2025-11-25"}[roots != nil]})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = session.Close(); _ = served.Close() })
	return session
}

// called calls a tool, and reads its result. It gives what says how to go on.
func called(t *testing.T, s *mcp.ClientSession, tool string, args map[string]any, result any) (more string) {
	t.Helper()
	got, err := s.CallTool(t.Context(), &mcp.CallToolParams{Name: tool, Arguments: args})
	if err != nil {
		t.Fatalf("%s %v: %v", tool, args, err)
	}
	said := got.Content[0].(*mcp.TextContent).Text
	if got.IsError {
		t.Fatalf("%s %v: %s", tool, args, said)
	}
	if len(said) > mostAnswered+1000 {
		t.Errorf("%s %v answers with %d bytes", tool, args, len(said))
	}
	var a struct {
		Result json.RawMessage
		More   string
	}
	if err := json.Unmarshal([]byte(said), &a); err != nil {
		t.Fatal(err)
	}
	if result != nil {
		if err := json.Unmarshal(a.Result, result); err != nil {
			t.Fatal(err)
		}
	}
	return a.More
}

// refusedBy calls a tool that must say why it does not answer.
func refusedBy(t *testing.T, s *mcp.ClientSession, says, tool string, args map[string]any) {
	t.Helper()
	got, err := s.CallTool(t.Context(), &mcp.CallToolParams{Name: tool, Arguments: args})
	said := fmt.Sprint(err)
	if err == nil && got.IsError {
		said = got.Content[0].(*mcp.TextContent).Text
	} else if err == nil {
		said = "no error"
	}
	if !strings.Contains(said, says) {
		t.Errorf("%s %v: %s, want %q", tool, args, said, says)
	}
}

// recording is a session as a person reads it.
type recording struct {
	strings.Builder
	t       *testing.T
	session *mcp.ClientSession
	folder  string
}

func (r *recording) call(tool string, args map[string]any, result any) {
	r.t.Helper()
	got, err := r.session.CallTool(r.t.Context(), &mcp.CallToolParams{Name: tool, Arguments: args})
	if err != nil || got.IsError {
		r.t.Fatalf("%s: %v %v", tool, err, got)
	}
	asked, err := json.Marshal(args)
	if err != nil {
		r.t.Fatal(err)
	}
	var a struct{ Result any }
	said := got.Content[0].(*mcp.TextContent).Text
	if err := json.Unmarshal([]byte(said), &a); err != nil {
		r.t.Fatal(err)
	}
	whole, err := json.Marshal(a.Result)
	if err == nil {
		err = json.Unmarshal(whole, result)
	}
	if err != nil {
		r.t.Fatal(err)
	}
	var pretty any
	_ = json.Unmarshal([]byte(said), &pretty)
	var shown strings.Builder
	if err := writeJSON(&shown, pretty); err != nil {
		r.t.Fatal(err)
	}
	fmt.Fprintf(r, "## %s %s\n\n%s\n", tool, asked, strings.ReplaceAll(shown.String(), r.folder, "/srv/chat"))
}

// writtenAt are the times of files, which differ from run to run.
var writtenAt = regexp.MustCompile(`"written": "[^"]*"`)

// TestAssistantFindsTheLeak: a child process with the built-in example, and four
// calls from nothing to the line, what holds it, and why. With -update the session is
// recorded.
func TestAssistantFindsTheLeak(t *testing.T) {
	cmd := exec.Command(program(t), "mcp", "--demo")
	cmd.Env = append(os.Environ(), "TMPDIR="+t.TempDir())
	session, err := mcp.NewClient(&mcp.Implementation{Name: "test"}, nil).Connect(t.Context(), &mcp.CommandTransport{Command: cmd}, nil)
	if err != nil {
		t.Fatal(err)
	}
	r := &recording{t: t, session: session}
	var found struct{ Dumps []offeredDump }
	r.call("dumps", map[string]any{}, &found)
	if len(found.Dumps) != 1 {
		t.Fatalf("there are %v", found)
	}
	r.folder = filepath.Dir(found.Dumps[0].Path)
	r.Reset()
	r.call("dumps", map[string]any{}, &found)
	var suspects wire.Suspects
	r.call("suspects", map[string]any{"dumps": []string{"article.pmat.gz"}, "limit": 1}, &suspects)
	s := suspects.Suspects[0]
	var why reasons
	r.call("why", map[string]any{"dump": "article.pmat.gz", "file": s.File, "line": s.Line}, &why)
	var chain wire.Chain
	r.call("identify", map[string]any{"dump": "article.pmat.gz", "sv": s.Address, "depth": 9}, &chain)
	if s.File != "lib/Helpers.pm" || s.Line != 18 || !strings.HasPrefix(why.What, "3,000 closures") || len(chain.Entries) == 0 {
		t.Errorf("found %s line %d, %s", s.File, s.Line, why.What)
	}
	if err := session.Close(); err != nil {
		t.Errorf("it ends with %v", err)
	}
	if _, err := os.Stat(r.folder); err == nil {
		t.Error("the example is still there")
	}
	recorded := writtenAt.ReplaceAllString(r.String(), `"written": "…"`)
	golden := filepath.Join("testdata", "assistant.md")
	if *update {
		if err := os.WriteFile(golden, []byte(recorded), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil || string(want) != recorded {
		t.Errorf("the session is not that of %s (go test -run Assistant -update writes it): %v\n%s", golden, err, recorded)
	}
}

func TestAssistantTools(t *testing.T) {
	folder, err := filepath.Abs(filepath.Join(testdata, "dumps"))
	if err != nil {
		t.Fatal(err)
	}
	s := assisted(t, nil, nil, false, &sourceFlags{roots: []string{folder}}, folder)
	list, err := s.ListTools(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, tool := range list.Tools {
		if !tool.Annotations.ReadOnlyHint || tool.Description == "" {
			t.Errorf("%s: %+v", tool.Name, tool.Annotations)
		}
	}
	series := []string{"p536-amd64-d046-leak.1.pmat.gz", "p536-amd64-d046-leak.2.pmat.gz", "p536-amd64-d046-leak.3.pmat.gz"}
	last := series[2]
	var summary wire.Summary
	if called(t, s, "summary", map[string]any{"dump": last}, &summary); summary.Objects == 0 {
		t.Errorf("summary %+v", summary)
	}
	var suspects wire.Suspects
	if more := called(t, s, "suspects", map[string]any{"dumps": series, "limit": 1}, &suspects); len(suspects.Suspects) != 1 || len(suspects.Suspects[0].Evidence) == 0 || !strings.Contains(more, "ask again with offset 1") {
		t.Errorf("%q: %+v", more, suspects)
	}
	var populations wire.Populations
	if more := called(t, s, "population", map[string]any{"dumps": series, "sort": "growth"}, &populations); len(populations.Populations) < 10 || len(populations.Dumps) != 3 || more == "" {
		t.Errorf("%q: %d populations", more, len(populations.Populations))
	}
	var lines wire.Lines
	if more := called(t, s, "lines", map[string]any{"dump": last, "limit": 2, "kind": "closure"}, &lines); len(lines.Lines) != 2 || !strings.Contains(more, "ask again with offset 2") {
		t.Errorf("%q: %+v", more, lines.Lines)
	}
	var growth wire.Growth
	if called(t, s, "compare", map[string]any{"dumps": series}, &growth); len(growth.Dumps) != 3 || len(growth.Lines) == 0 {
		t.Errorf("compare %+v", growth)
	}
	var page wire.Page[wire.Found]
	if more := called(t, s, "find", map[string]any{"dump": last, "query": "closure", "limit": 3, "offset": 1}, &page); len(page.Items) != 3 || !strings.Contains(more, "offset 4") {
		t.Errorf("%q: %+v", more, page)
	}
	var why reasons
	if called(t, s, "why", map[string]any{"dump": last, "file": lines.Lines[0].File, "line": lines.Lines[0].Line}, &why); why.Tree.Count != lines.Lines[0].Count || why.RetainedBytes == 0 {
		t.Errorf("why %+v of %+v", why, lines.Lines[0])
	}
	for _, kind := range []string{"closure", "object", "variable", "sub"} { // whatever lines lists, why answers
		var of wire.Lines
		called(t, s, "lines", map[string]any{"dump": last, "limit": 3, "kind": kind}, &of)
		for _, line := range of.Lines {
			if line.Line > 0 {
				called(t, s, "why", map[string]any{"dump": last, "file": line.File, "line": line.Line}, nil)
			}
		}
	}
	var show wire.Show
	if called(t, s, "show", map[string]any{"dump": last, "sv": why.Example}, &show); show.Type != "CODE" {
		t.Errorf("show %+v", show)
	}
	var verification wire.Verification
	if called(t, s, "verify", map[string]any{"before": series[2:], "after": series[:1]}, &verification); len(verification.Before) != 1 {
		t.Errorf("verify %+v", verification)
	}
	var all wire.Page[wire.Found]
	if more := called(t, s, "find", map[string]any{"dump": last, "query": "size>0", "limit": 500}, &all); len(all.Items) == 0 || len(all.Items) >= 500 || !strings.Contains(more, fmt.Sprintf("offset %d", len(all.Items))) {
		t.Errorf("%q with %d of %d", more, len(all.Items), all.Total)
	}
	refusedBy(t, s, "column 1: there is no field", "find", map[string]any{"dump": last, "query": "clas=x"})
	refusedBy(t, s, "nearest line", "why", map[string]any{"dump": last, "file": lines.Lines[0].File, "line": 100_000})
	refusedBy(t, s, "no SV at 0x1", "identify", map[string]any{"dump": last, "sv": "0x1"})
	refusedBy(t, s, "two or more", "compare", map[string]any{"dumps": series[:1]})
	refusedBy(t, s, "name at least one dump", "suspects", map[string]any{"dumps": []string{}})

	found, err := s.GetPrompt(t.Context(), &mcp.GetPromptParams{Name: "find-the-leak"})
	if err != nil || !strings.Contains(found.Messages[0].Content.(*mcp.TextContent).Text, "Call suspects with those dumps") {
		t.Errorf("the prompt is %+v, %v", found, err)
	}
	resources, err := s.ListResources(t.Context(), nil)
	if err != nil || len(resources.Resources) < 10 {
		t.Fatalf("resources %+v, %v", resources, err)
	}
	at := slices.IndexFunc(resources.Resources, func(r *mcp.Resource) bool { return strings.HasSuffix(r.URI, last) })
	for _, uri := range []string{resources.Resources[at].URI, strings.Replace(resources.Resources[at].URI, "/overview/", "/sv/"+why.Example+"/", 1)} {
		document, err := s.ReadResource(t.Context(), &mcp.ReadResourceParams{URI: uri})
		if err != nil || !json.Valid([]byte(document.Contents[0].Text)) {
			t.Errorf("%s: %v", uri, err)
		}
	}
	if _, err := s.ReadResource(t.Context(), &mcp.ReadResourceParams{URI: "perlheap:///overview/etc/passwd"}); err == nil {
		t.Error("any file is a dump")
	}
}

// TestAssistantPaths: an assistant opens what it may, and nothing else.
func TestAssistantPaths(t *testing.T) {
	inside, outside := t.TempDir(), t.TempDir()
	secretDump(t, filepath.Join(inside, "a.pmat"), "app.pl", 3)
	secretDump(t, filepath.Join(outside, "b.pmat"), "app.pl", 3)
	if err := os.Symlink(filepath.Join(outside, "b.pmat"), filepath.Join(inside, "link.pmat")); err != nil {
		t.Skip(err)
	}
	here := &sourceFlags{roots: []string{inside}}
	s := assisted(t, nil, nil, false, here, inside)
	called(t, s, "summary", map[string]any{"dump": "a.pmat"}, nil)
	called(t, s, "summary", map[string]any{"dump": filepath.Join(inside, "a.pmat")}, nil)
	for _, dump := range []string{
		filepath.Join(outside, "b.pmat"), filepath.Join(inside, "link.pmat"), "link.pmat", "../b.pmat", inside + "/../" + filepath.Base(outside) + "/b.pmat",
		"-", "--help", "/proc/self/mem", "/etc/passwd", "", "a.pmat\x00", inside,
	} {
		refusedBy(t, s, "dump", "summary", map[string]any{"dump": dump})
		refusedBy(t, s, "dump", "identify", map[string]any{"dump": dump, "sv": "defstash"})
	}
	if _, err := newAssistance(t.Context(), []string{"/proc/self/cmdline"}, here, false); err == nil {
		t.Error("a person can name what is never read")
	}
	// What a person named counts alone; else what the client offers does.
	if s := assisted(t, nil, []string{outside}, false, here, inside); len(listed(t, s)) != 1 || !strings.HasSuffix(listed(t, s)[0].Path, "a.pmat") {
		t.Errorf("with a folder and a root: %v", listed(t, s))
	}
	if s := assisted(t, nil, []string{outside}, false, here); len(listed(t, s)) != 1 || !strings.HasSuffix(listed(t, s)[0].Path, "b.pmat") {
		t.Errorf("with a root: %v", listed(t, s))
	}
	if s := assisted(t, nil, nil, false, here); len(listed(t, s)) != 0 {
		t.Errorf("with nothing: %v", listed(t, s))
	}
}

func listed(t *testing.T, s *mcp.ClientSession) []offeredDump {
	t.Helper()
	var found struct{ Dumps []offeredDump }
	called(t, s, "dumps", nil, &found)
	return found.Dumps
}

// TestAssistantKeepsSecrets: no answer has a value, or a key that the source does
// not have, unless a person allowed it.
func TestAssistantKeepsSecrets(t *testing.T) {
	dir := t.TempDir()
	program := filepath.Join(dir, "app.pl")
	if err := os.WriteFile(program, []byte("my $self = bless {}, 'Shop';\npush @{ $self->{known}{\"session $id\"} }, 'x';\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for i, n := range []int{2000, 4000, 8000} {
		secretDump(t, filepath.Join(dir, fmt.Sprintf("%d.pmat", i)), program, n)
	}
	secretDumpOf(t, filepath.Join(dir, "busy.pmat"), program, program+" works for value SECRET", 3)
	for _, values := range []bool{false, true} {
		s := assisted(t, nil, nil, values, &sourceFlags{roots: []string{dir}}, dir)
		var of wire.Summary
		if called(t, s, "summary", map[string]any{"dump": "2.pmat"}, &of); !strings.HasSuffix(of.Program, "app.pl") || values != (of.WorkDir != "") {
			t.Errorf("with values %t, the summary says %+v", values, of)
		}
		all := []string{"0.pmat", "1.pmat", "2.pmat"}
		said := ""
		for _, c := range []struct {
			tool string
			args map[string]any
		}{
			{"dumps", nil},
			{"summary", map[string]any{"dump": "2.pmat"}},
			{"summary", map[string]any{"dump": "busy.pmat"}},
			{"suspects", map[string]any{"dumps": all, "limit": 50}},
			{"population", map[string]any{"dumps": all, "limit": 400}},
			{"compare", map[string]any{"dumps": all, "limit": 400}},
			{"lines", map[string]any{"dump": "2.pmat", "limit": 400}},
			{"identify", map[string]any{"dump": "2.pmat", "sv": "0x100000"}},
			{"show", map[string]any{"dump": "2.pmat", "sv": "0x100000"}},
			{"show", map[string]any{"dump": "2.pmat", "sv": "0x2200"}},
			{"find", map[string]any{"dump": "2.pmat", "query": "type=SCALAR or length>3"}},
			{"verify", map[string]any{"before": all, "after": all}},
		} {
			got, err := s.CallTool(t.Context(), &mcp.CallToolParams{Name: c.tool, Arguments: c.args})
			if err != nil {
				t.Fatal(err)
			}
			text := got.Content[0].(*mcp.TextContent).Text
			if got.IsError {
				t.Fatalf("%s: %s", c.tool, text)
			}
			if !values && strings.Contains(text, "SECRET") {
				t.Errorf("%s tells %s", c.tool, text)
			}
			said += text
		}
		if !strings.Contains(said, "{known}") || strings.Contains(said, "SECRET") != values {
			t.Errorf("with values %t it is not said what may be", values)
		}
		guess := map[string]any{"dump": "2.pmat", "query": "not string~SECRET"}
		if values {
			called(t, s, "find", guess, nil)
		} else {
			refusedBy(t, s, "--values", "find", guess)
		}
	}
}

// A dump that is written anew is loaded anew; few heaps are kept.
func TestAssistantHeaps(t *testing.T) {
	dir := t.TempDir()
	for i := range mostHeaps + 2 {
		secretDump(t, filepath.Join(dir, fmt.Sprintf("%d.pmat", i)), "app.pl", 3)
	}
	a, err := newAssistance(t.Context(), []string{dir}, &sourceFlags{roots: []string{dir}}, false)
	if err != nil {
		t.Fatal(err)
	}
	defer a.close()
	here, there := mcp.NewInMemoryTransports()
	if _, err := a.server().Connect(t.Context(), there, nil); err != nil {
		t.Fatal(err)
	}
	s, err := mcp.NewClient(&mcp.Implementation{Name: "test"}, nil).Connect(t.Context(), here, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close() //nolint:errcheck // the test ends
	var first, second wire.Summary
	for i := range mostHeaps + 2 {
		called(t, s, "summary", map[string]any{"dump": fmt.Sprintf("%d.pmat", i)}, &first)
	}
	if len(a.kept.list) != mostHeaps {
		t.Errorf("%d heaps are kept", len(a.kept.list))
	}
	secretDump(t, filepath.Join(dir, "5.pmat"), "app.pl", 30)
	if called(t, s, "summary", map[string]any{"dump": "5.pmat"}, &second); second.Objects <= first.Objects {
		t.Errorf("it has %d SVs, then %d", first.Objects, second.Objects)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := a.alone(ctx, nil); !errors.Is(err, context.Canceled) || len(a.turn) > 0 {
		t.Errorf("a call that was given up: %v, and %d hold the turn", err, len(a.turn))
	}
}

func TestHideKeys(t *testing.T) {
	h := loaded(t, dumpPath("p536-amd64-d046")).heap
	sv, err := h.Find("%main::ENV")
	if err != nil {
		t.Fatal(err)
	}
	refs := []string{}
	for _, keys := range []func(string) bool{nil, func(string) bool { return false }} {
		tree, err := identify.Chain(t.Context(), h, sv, identify.Options{Depth: 5})
		if err != nil {
			t.Fatal(err)
		}
		tree.Hide(keys)
		text, _ := json.Marshal(tree.JSON(h))
		refs = append(refs, string(text))
	}
	if !strings.Contains(refs[0], "value {ENV}") {
		t.Fatalf("no key is on the way: %s", refs[0])
	}
	if strings.Contains(refs[1], "value {ENV}") || !strings.Contains(refs[1], "value {…}") {
		t.Errorf("hidden: %s", refs[1])
	}
}
