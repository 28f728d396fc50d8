package session

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// A view is of one moment: what is edited, saved, set or unloaded afterwards is
// in the next.
func TestViewIsOfOneMoment(t *testing.T) {
	const utf16 = protocol.PositionEncodingKindUTF16
	ds, _, dir := startDumps(t)
	dump := filepath.Join(dir, "a.pmat")
	write(t, dump, unpack(t, small), time.Hour)
	open, onDisk := filepath.Join(dir, "open.pl"), filepath.Join(dir, "disk.pl")
	write(t, onDisk, []byte("one\ntwo\n"), time.Hour)
	ds.Watch(Workspace{Folders: []string{dir}}, nil)
	if _, err := ds.Load(dump).Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	var docs Documents
	docs.Open(protocol.TextDocumentItem{URI: uri.File(open), Text: "before\n", Version: 1}, utf16)

	d, release, ok := ds.Shown()
	defer release()
	if !ok {
		t.Fatal("nothing is shown")
	}
	settings := DefaultSettings()
	v := NewView(d, settings, docs.Now(), utf16)
	if f, ok := v.FileAt(onDisk); !ok || string(f.Text.Text()) != "one\ntwo\n" || f.Doc != nil {
		t.Errorf("the file on disk is %+v", f)
	}
	if err := os.WriteFile(onDisk, []byte("other\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := docs.Change(protocol.VersionedTextDocumentIdentifier{TextDocumentIdentifier: protocol.TextDocumentIdentifier{URI: uri.File(open)}, Version: 2},
		[]protocol.TextDocumentContentChangeEvent{&protocol.TextDocumentContentChangeWholeDocument{Text: "after\n"}}); err != nil {
		t.Fatal(err)
	}
	settings.Hover = false
	if err := ds.Unload(dump); err != nil {
		t.Fatal(err)
	}

	for path, want := range map[string]string{open: "before\n", onDisk: "one\ntwo\n"} {
		f, ok := v.FileAt(path)
		if !ok || string(f.Text.Text()) != want {
			t.Errorf("%s is %+v, want %q", filepath.Base(path), f, want)
		}
		if again, _ := v.File(uri.File(path)); again != f {
			t.Errorf("%s is looked at a second time", filepath.Base(path))
		}
	}
	if !v.Settings.Hover {
		t.Error("the settings changed")
	}
	for sv := range v.Heap.Codes().All {
		if _, err := v.Heap.Code(sv).Padnames(); err != nil {
			t.Fatalf("the dump was closed: %v", err)
		}
	}
	next := NewView(d, settings, docs.Now(), utf16)
	if f, ok := next.FileAt(open); !ok || !strings.HasPrefix(string(f.Text.Text()), "after") || f.Doc.Version != 2 {
		t.Errorf("the next view has %+v", f)
	}
	if _, _, ok := next.Now(At(filepath.Join(dir, "none.pl"), 1)); ok {
		t.Error("a file that is not there has a line")
	}
}
