package lsp

import (
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
	"golang.org/x/tools/txtar"

	"github.com/perlheap/perlheap/heap/wire"
)

var update = flag.Bool("update", false, "write the goldens of marker tests anew")

// TestMarkers runs each testdata/*.txtar against a real server. A file holds
//
//   - options.json: initializationOptions; may be left out
//   - capabilities.json: what the client can; may be left out
//   - dump: the name of a dump in ../testdata/dumps, or of one in a folder of
//     ../testdata, as shop/shop; without its extensions
//   - *.pl, *.pm and others: sources with marks, which are opened; a line of the
//     form "copy PATH" instead takes a file of ../testdata/dumps/src or, as
//     shop/app.pl, of another folder of ../testdata. What follows changes it: "LINE+
//     TEXT" adds a line behind one, "LINE= TEXT" replaces it and "LINE-LAST" takes
//     lines out, all by the lines of the file that is copied; "LINE MARK" then
//     adds a mark, by the lines of the outcome.
//   - NAME.editor: what the editor has of NAME, which differs from what is on
//     disk: it is put in after the dump is loaded, and has the marks
//   - @NAME: what a mark refers to, written by -update
//
// Marks stand in comments at the end of lines:
//
//	#@codelens("TITLE")  a lens stands here; lenses that no mark names fail
//	#@inlay("LABEL")     an inlay hint stands at the end of this line; the same
//	#@diag("MESSAGE")    a problem stands here; the same
//	#@hover(NAME)        the hover here, on the sub's keyword, is as golden NAME
//	#@nohover()          there is none
//	#@command(NAME)      the document that the lens here opens is golden NAME
//	#@calls(NAME)        the call hierarchy from here, unfolded, is golden NAME
func TestMarkers(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no marker tests (%v)", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			newMarkerTest(t, archive).run()
			if *update {
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

type markerTest struct {
	t       *testing.T
	archive *txtar.Archive
	e       *editor
	marks   []mark
	sources []string
	edited  map[string]string // text in the editor of a source
	options string
	caps    string
}

type mark struct {
	file           string
	line           int // 1-based
	name, argument string
	used           bool
}

var markPattern = regexp.MustCompile(`#@(\w+)\(("(?:[^"\\]|\\.)*"|[\w-]*)\)`)

func newMarkerTest(t *testing.T, archive *txtar.Archive) *markerTest {
	m := &markerTest{t: t, archive: archive, options: "{}", caps: everything, edited: make(map[string]string)}
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.Files {
		switch {
		case f.Name == "options.json":
			m.options = string(f.Data)
		case f.Name == "capabilities.json":
			m.caps = string(f.Data)
		case f.Name == "dump":
			name := strings.TrimSpace(string(f.Data))
			if strings.Contains(name, "/") {
				name = filepath.Join("..", name)
			}
			copyDump(t, name, filepath.Join(dir, "test.pmat.gz"))
		case !strings.HasPrefix(f.Name, "@"):
			m.write(dir, f)
		}
	}
	m.e = launch(t, dir)
	return m
}

// write makes a source file and reads its marks.
func (m *markerTest) write(dir string, f txtar.File) {
	text := string(f.Data)
	if rest, ok := strings.CutPrefix(text, "copy "); ok {
		text = m.copied(rest)
	}
	name, inEditor := strings.CutSuffix(f.Name, ".editor")
	for i, line := range strings.Split(text, "\n") {
		for _, found := range markPattern.FindAllStringSubmatch(line, -1) {
			argument := found[2]
			if s, err := strconv.Unquote(argument); err == nil {
				argument = s
			}
			m.marks = append(m.marks, mark{file: name, line: i + 1, name: found[1], argument: argument})
		}
	}
	if inEditor {
		m.edited[name] = text
		return
	}
	path := filepath.Join(dir, filepath.FromSlash(f.Name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		m.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		m.t.Fatal(err)
	}
	m.sources = append(m.sources, f.Name)
}

func (m *markerTest) copied(section string) string {
	lines := strings.Split(strings.TrimSpace(section), "\n")
	raw, err := os.ReadFile(filepath.Join("..", "testdata", "dumps", "src", filepath.FromSlash(lines[0])))
	if err != nil {
		raw, err = os.ReadFile(filepath.Join("..", "testdata", filepath.FromSlash(lines[0])))
	}
	if err != nil {
		m.t.Fatal(err)
	}
	text := strings.SplitAfter(string(raw), "\n")
	var marks []string
	for _, l := range lines[1:] {
		found := changePattern.FindStringSubmatch(l)
		if found == nil {
			m.t.Fatalf("no change: %q", l)
		}
		i, _ := strconv.Atoi(found[1])
		last, _ := strconv.Atoi(found[3])
		if i < 1 || i > len(text) || last > len(text) {
			m.t.Fatalf("no line for %q", l)
		}
		switch found[2] {
		case "+":
			text[i-1] += found[4] + "\n"
		case "=":
			text[i-1] = found[4] + "\n"
		case "-":
			for k := i; k <= last; k++ {
				text[k-1] = ""
			}
		default:
			marks = append(marks, l)
		}
	}
	text = strings.SplitAfter(strings.Join(text, ""), "\n")
	for _, l := range marks {
		n, added, _ := strings.Cut(l, " ")
		i, _ := strconv.Atoi(n)
		if i > len(text) {
			m.t.Fatalf("no line for %q", l)
		}
		text[i-1] = strings.TrimSuffix(text[i-1], "\n") + " " + added + "\n"
	}
	return strings.Join(text, "")
}

var changePattern = regexp.MustCompile(`^(\d+)(?:([-+=])(\d*))?(?: (.*))?$`)

func (m *markerTest) run() {
	e := m.e
	options := map[string]any{}
	if err := json.Unmarshal([]byte(m.options), &options); err != nil {
		m.t.Fatal(err)
	}
	options["status"], options["dumps"] = true, []string{"test.pmat.gz"}
	raw, _ := json.Marshal(options)
	e.initialize(m.caps, string(raw))
	e.notify("initialized", "{}")
	for _, name := range m.sources {
		e.open(name)
	}
	e.status("ready")
	for name, text := range m.edited {
		e.change(name, 2, 0, 1<<20, text)
	}
	for _, name := range m.sources {
		m.lenses(name)
		m.inlays(name)
	}
	m.diagnostics()
	for i := range m.marks {
		m.hovers(&m.marks[i])
		if m.marks[i].name == "calls" {
			m.calls(&m.marks[i])
		}
		if mk := m.marks[i]; !mk.used {
			m.t.Errorf("%s:%d: nothing for #@%s(%s)", mk.file, mk.line, mk.name, mk.argument)
		}
	}
}

// use finds the mark for what the server said.
func (m *markerTest) use(file string, line int, name, argument string) {
	m.t.Helper()
	for i := range m.marks {
		mk := &m.marks[i]
		if mk.file == file && mk.line == line && mk.name == name && mk.argument == argument && !mk.used {
			mk.used = true
			return
		}
	}
	m.t.Errorf("%s:%d: no mark #@%s(%q)", file, line, name, argument)
}

func (m *markerTest) lenses(file string) {
	var lenses []protocol.CodeLens
	if err := m.e.call("textDocument/codeLens", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, m.e.uri(file)), &lenses); err != nil {
		m.t.Fatal(err)
	}
	for _, l := range lenses {
		line := int(l.Range.Start.Line) + 1
		m.use(file, line, "codelens", l.Command.Title)
		for i := range m.marks {
			if mk := &m.marks[i]; mk.file == file && mk.line == line && mk.name == "command" {
				var opened wire.OpenResult
				if err := m.e.execute(l.Command.Command, string(l.Command.Arguments[0]), &opened); err != nil {
					m.t.Fatal(err)
				}
				text, err := os.ReadFile(uri.URI(opened.URI).FsPath())
				if err != nil {
					m.t.Fatal(err)
				}
				m.golden(mk, string(text))
			}
		}
	}
}

// diagnostics holds the problems of all files against the marks. They come by
// themselves: it waits for as many files as have marks.
func (m *markerTest) diagnostics() {
	want := map[string]bool{}
	for _, mk := range m.marks {
		if mk.name == "diag" {
			want[mk.file] = true
		}
	}
	last := map[uri.URI]protocol.PublishDiagnosticsParams{}
	for len(last) < len(want) {
		var p protocol.PublishDiagnosticsParams
		if err := protocol.Unmarshal(m.e.await("textDocument/publishDiagnostics", nil), &p); err != nil {
			m.t.Fatal(err)
		}
		last[p.URI] = p
	}
	for _, p := range last {
		rel, _ := filepath.Rel(m.e.dir, p.URI.FsPath())
		for _, d := range p.Diagnostics {
			if d.Severity != protocol.DiagnosticSeverityInformation || d.Code != protocol.String("many-closures") {
				m.t.Errorf("%s: problem %+v", rel, d)
			}
			text := string(d.Message.(protocol.String))
			for _, r := range d.RelatedInformation {
				at, _ := filepath.Rel(m.e.dir, r.Location.URI.FsPath())
				text += fmt.Sprintf(" → %s:%d %s", filepath.ToSlash(at), r.Location.Range.Start.Line+1, r.Message)
			}
			m.use(filepath.ToSlash(rel), int(d.Range.Start.Line)+1, "diag", text)
		}
	}
}

func (m *markerTest) hovers(mk *mark) {
	if mk.name != "hover" && mk.name != "nohover" {
		return
	}
	h := m.e.hover(mk.file, mk.line)
	switch {
	case mk.name == "nohover":
		mk.used = h == nil
	case h == nil:
		m.t.Errorf("%s:%d: no hover", mk.file, mk.line)
	default:
		c := h.Contents.(*protocol.MarkupContent)
		m.golden(mk, string(c.Kind)+"\n"+c.Value+"\n")
	}
}

// golden compares with a golden, or writes it.
func (m *markerTest) golden(mk *mark, got string) {
	mk.used = true
	name := "@" + mk.argument
	i := slices.IndexFunc(m.archive.Files, func(f txtar.File) bool { return f.Name == name })
	switch {
	case *update && i < 0:
		m.archive.Files = append(m.archive.Files, txtar.File{Name: name, Data: []byte(got)})
		slices.SortStableFunc(m.archive.Files, func(a, b txtar.File) int {
			return cmp.Compare(strings.Count(a.Name[:1], "@"), strings.Count(b.Name[:1], "@"))
		})
	case *update:
		m.archive.Files[i].Data = []byte(got)
	case i < 0:
		m.t.Errorf("%s:%d: no golden %s", mk.file, mk.line, name)
	case string(m.archive.Files[i].Data) != got:
		m.t.Errorf("%s:%d: %s is\n%s\nwant\n%s", mk.file, mk.line, name, got, m.archive.Files[i].Data)
	}
}
