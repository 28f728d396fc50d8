package lsp

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

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
	e := start(t, dir, everything, options)
	e.open("new/" + app)
	e.open("old/" + app)
	e.status("ready")
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
		prefix, folder, ok := m.Mapping(tt.candidate)
		if ok != (tt.prefix != "") || ok && (prefix != tt.prefix || filepath.ToSlash(folder) != tt.folder) {
			t.Errorf("%s as %s: %q to %q, %v", tt.file, tt.candidate, prefix, folder, ok)
		}
	}
}
