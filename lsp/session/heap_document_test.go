package session

import (
	"net/url"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"testing"

	"go.lsp.dev/uri"

	"github.com/perlheap/perlheap/heap/wire"
)

// A heap document is read from its URI alone, in whichever way a client writes
// it.
func TestHeapDocumentURI(t *testing.T) {
	dump := wire.Identity{Path: "/srv/50% + ü #1/worker.pmat", Version: "2a-1x"}
	for _, doc := range []HeapDocument{
		{Kind: wire.DocumentOverview, Dump: dump},
		{Kind: wire.DocumentSV, Dump: dump, Address: "0x55d0c0ffee10", Offset: 2000},
		{Kind: wire.DocumentLine, Dump: dump, File: "/home/me/a&b=c?/Foo.pm", Line: 12},
	} {
		doc = doc.WithTitle(14)
		u := doc.URI()
		if got, ok := ParseHeapDocument(u); !ok || !reflect.DeepEqual(got, doc) {
			t.Errorf("%s is read as %+v", u, got)
		}
		// VS Code decodes a query and escapes more of it; others escape all.
		parsed, err := url.Parse(string(u))
		if err != nil {
			t.Fatal(err)
		}
		query, _ := url.PathUnescape(parsed.RawQuery)
		for _, escape := range []func(string) string{url.PathEscape, func(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }} {
			again := uri.URI("perlheap:" + parsed.EscapedPath() + "?" + escape(query))
			if got, ok := ParseHeapDocument(again); !ok || !reflect.DeepEqual(got, doc) {
				t.Errorf("%s is read as %+v", again, got)
			}
		}
	}
	if got := (HeapDocument{Kind: wire.DocumentLine, Dump: dump, File: "/lib/Foo.pm", Line: 12}).WithTitle(14); got.Title != "Foo.pm line 14" {
		t.Errorf("the title is %q", got.Title)
	}
	for _, wrong := range []uri.URI{"", "perlheap:", "perlheap:/x?{", "file:///x?%7B%22kind%22%3A%22overview%22%7D", "perlheap:/x?%7B%22kind%22%3A%22all%22%7D", "perlheap:/%zz"} {
		if got, ok := ParseHeapDocument(wrong); ok {
			t.Errorf("%q is read as %+v", wrong, got)
		}
	}
}

func TestHeapFilesAfterClose(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	var files HeapFiles
	doc := HeapDocument{Kind: wire.DocumentLine, Dump: wire.Identity{Path: "/srv/worker.pmat"}, File: "/lib/Foo.pm", Line: 3}
	doc.Title = "a/b\\c:d\x01 line 3"
	path, err := files.Write(doc, "text")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(path, "/a_b_c_d_ line 3.perlheap") {
		t.Errorf("the file is %s", path)
	}
	if got, ok := files.Named(uri.File(path)); !ok || !reflect.DeepEqual(got, doc) {
		t.Errorf("the file is of %+v", got)
	}
	if err := files.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := files.Write(doc, "text"); err == nil {
		t.Error("it writes after it was closed")
	}
	if _, ok := files.Named(uri.File(path)); ok {
		t.Error("what was removed is still known")
	}
}

// Documents that are written while the server ends leave nothing behind: they
// hold strings of dumps.
func TestHeapFilesWhileClosing(t *testing.T) {
	cache := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", cache)
	for range 20 {
		var files HeapFiles
		var writing sync.WaitGroup
		began := make(chan struct{}, 8)
		for n := range 8 {
			writing.Go(func() {
				doc := HeapDocument{Kind: wire.DocumentSV, Dump: wire.Identity{Path: "/srv/worker.pmat"}, Title: strconv.Itoa(n)}
				for i := 0; ; i++ {
					if _, err := files.Write(doc, strconv.Itoa(i)); err != nil {
						return
					}
					if i == 0 {
						began <- struct{}{}
					}
				}
			})
		}
		<-began
		if err := files.Close(); err != nil {
			files.Remove() // what is being written may come in between
		}
		writing.Wait()
		if left, err := filepath.Glob(filepath.Join(cache, "perlheap", "*")); err != nil || len(left) > 0 {
			t.Fatalf("%q are left, %v", left, err)
		}
	}
}
