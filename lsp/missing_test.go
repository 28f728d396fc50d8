package lsp

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/wire"
	"github.com/perlheap/perlheap/lsp/session"
)

// Two files fit the name that the dump has: the person is asked once which, and
// the answer puts the lenses there without the dump being read again.
func TestMissingFiles(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile("../testdata/dumps/src/lib/Leaky/App.pm")
	if err != nil {
		t.Fatal(err)
	}
	for _, copied := range []string{"new", "old"} {
		path := filepath.Join(dir, copied, "lib", "Leaky", "App.pm")
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, raw, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	copyDump(t, leaky, filepath.Join(dir, leaky+".pmat.gz"))
	e := start(t, dir, everything, strings.Replace(options, `"status":true,`, "", 1))
	e.open("new/" + app)
	e.open("old/" + app)
	var told struct{ Message string }
	if err := json.Unmarshal(e.await("window/showMessage", nil), &told); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		" files named in the dump were not found in the workspace (", " closures alive): ",
		"lib/Leaky/App.pm (could be new/lib/Leaky/App.pm or old/lib/Leaky/App.pm)", `such as {"lib":"new/lib"}`,
	} {
		if !strings.Contains(told.Message, want) {
			t.Errorf("no %q in %q", want, told.Message)
		}
	}
	if err := json.Unmarshal(e.await("window/logMessage", nil), &told); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(told.Message, "\nlib/Leaky/Redis.pm: ") || strings.Contains(told.Message, "(eval ") {
		t.Errorf("the log has %q", told.Message)
	}
	awaitLenses(t, e, "old/"+app, nil)

	loads := len(e.log.FilterMessage("dump loaded").All())
	e.notify("workspace/didChangeConfiguration", `{"settings":{"perlheap":{"pathMappings":{"lib":"old/lib"}}}}`)
	awaitLenses(t, e, "old/"+app, appLenses)
	awaitLenses(t, e, "new/"+app, nil)
	e.notify("workspace/didChangeConfiguration", `{"settings":{"perlheap":{"pathMappings":{"lib/":"`+filepath.ToSlash(dir)+`/new/lib"}}}}`)
	awaitLenses(t, e, "new/"+app, appLenses)
	awaitLenses(t, e, "old/"+app, nil)
	if n := e.count("window/showMessage"); n != 1 || len(e.log.FilterMessage("dump loaded").All()) != loads {
		t.Errorf("%d messages; the dump was loaded %d times", n, len(e.log.FilterMessage("dump loaded").All()))
	}
}

// A client that shows the status is told of missing files without a word of
// settings, once for all of them, and gets the settings that find them below a
// folder, not above it.
func TestMapSources(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	elsewhere, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(elsewhere, "chat"), os.DirFS("../testdata/dumps/src")); err != nil {
		t.Fatal(err)
	}
	copyDump(t, leaky, filepath.Join(dir, leaky+".pmat.gz"))
	e := start(t, dir, everything, options)
	e.status("ready")
	var told wire.MissingSources
	if err := json.Unmarshal(e.await("perlheap/missing", nil), &told); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(told.Text, " were not found in the workspace (") || strings.Contains(told.Text, "pathMappings") {
		t.Errorf("%q", told.Text)
	}
	folder := func(path string) string {
		raw, _ := json.Marshal(map[string]string{"folder": path})
		return string(raw)
	}
	var got wire.MappedSources
	if err := e.execute(commandMapSources, folder(filepath.Join(elsewhere, "chat")), &got); err != nil {
		t.Fatal(err)
	}
	if want := map[string]string{"lib": filepath.ToSlash(elsewhere) + "/chat/lib"}; !maps.Equal(got.Mappings, want) || got.Found < 2 || !strings.Contains(got.Text, "files of the dump found below") {
		t.Errorf("%+v, not %v", got, want)
	}
	for path, want := range map[string]string{
		dir: "choose the folder that has Leaky/Misc.pm", e.path(leaky + ".pmat.gz"): "is not a folder", filepath.Join(dir, "none"): "none", "chat": "absolute",
	} {
		if err := e.execute(commandMapSources, folder(path), nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", path, err)
		}
	}
	raw, _ := json.Marshal(got.Mappings)
	e.notify("workspace/didChangeConfiguration", `{"settings":{"perlheap":{"pathMappings":`+string(raw)+`}}}`)
	found, err := filepath.Rel(dir, filepath.Join(elsewhere, "chat", app))
	if err != nil {
		t.Fatal(err)
	}
	e.open(found)
	awaitLenses(t, e, found, appLenses)
	if n := e.count("perlheap/missing"); n != 1 || e.count("window/showMessage") != 0 {
		t.Errorf("told %d times", n)
	}
}

func TestMappingOfMissing(t *testing.T) {
	for _, tt := range []struct{ file, candidate, prefix, folder string }{
		{"/srv/app/lib/Foo.pm", "/home/x/chat/lib/Foo.pm", "/srv/app", "/home/x/chat"},
		{"/srv/app/lib/Foo.pm", "/home/x/chat/old/Foo.pm", "/srv/app/lib", "/home/x/chat/old"},
		{`C:\app\lib\Foo.pm`, "/home/x/lib/Foo.pm", `C:\app`, "/home/x"},
		{"/Foo.pm", "/home/Foo.pm", "", ""},
		{"Foo.pm", "/home/Foo.pm", "", ""},
		{"/srv/Foo.pm", "/home/Bar.pm", "", ""},
	} {
		m := session.Missing{File: tt.file}
		prefix, folder, ok := m.Mapping(tt.candidate, "")
		if ok != (tt.prefix != "") || ok && (prefix != tt.prefix || filepath.ToSlash(folder) != tt.folder) {
			t.Errorf("%s as %s: %q to %q, %v", tt.file, tt.candidate, prefix, folder, ok)
		}
	}
	m := session.Missing{File: "/srv/app/lib/Foo.pm"}
	if prefix, folder, ok := m.Mapping("/home/x/app/lib/Foo.pm", "/home/x/app"); !ok || prefix != "/srv/app" || filepath.ToSlash(folder) != "/home/x/app" {
		t.Errorf("below the folder: %q to %q, %v", prefix, folder, ok)
	}
}
