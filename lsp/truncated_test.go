package lsp

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/wire"
)

// Of a dump that breaks off no suspect is above low, and the hover and the
// answer to a client say why.
func TestTruncatedSuspects(t *testing.T) {
	dir := workspace(t, leak+"3")
	packed := filepath.Join(dir, leak+"3.pmat.gz")
	raw, err := os.ReadFile(packed)
	if err != nil {
		t.Fatal(err)
	}
	r, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	whole, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "broken.pmat"), whole[:len(whole)-4096], 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(packed); err != nil {
		t.Fatal(err)
	}
	e := startAnalysing(t, dir, `{"status": true, "dumps": ["*.pmat"]}`)
	e.status("ready")
	judged := e.analysed()
	if len(judged.Suspects) == 0 {
		t.Fatal("no suspects")
	}
	for _, s := range judged.Suspects {
		said := false
		for _, evidence := range s.Evidence {
			said = said || evidence.Principle == "truncated dump" && !evidence.For
		}
		if s.Level != wire.LevelLow || !said {
			t.Errorf("%s, %v", s.Level, s.Evidence)
		}
	}
	content := e.content(e.opened(`{"kind": "overview"}`))
	if !strings.Contains(content, "The dump is cut short") || strings.Contains(content, "[high") {
		t.Errorf("the overview is\n%.2000s", content)
	}
	line := e.content(e.opened(fmt.Sprintf(`{"kind": "line", "file": %q, "line": 27}`, e.uri("lib/Leaky/App.pm"))))
	if !strings.Contains(line, "Suspect, low") || !strings.Contains(line, "against: truncated dump: ") {
		t.Errorf("the page of the line is\n%.2000s", line)
	}
}
