package lsp

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/origin"
	"github.com/perlheap/perlheap/heap/wire"
)

// Of a dump with a description the summary and the overview say what all memory
// of the process was made of.
func TestMemoryOfProcess(t *testing.T) {
	dir := workspace(t)
	dump := filepath.Join(dir, "article.pmat.gz")
	copyDump(t, "../article/article", dump)
	h, err := heap.Open(t.Context(), dump, heap.Options{})
	if err != nil {
		t.Fatal(err)
	}
	stash, _ := h.Roots().Find("defstash")
	o := wire.Origin{
		Format: origin.Format, Dump: wire.OriginDump{SVs: h.Count(), DefStash: h.Addr(stash).String()}, Host: "web1", PID: 4711,
		Memory: &wire.Memory{RSSBytes: 3 << 20, SwappedBytes: 1 << 20, Parts: []wire.MemoryPart{{Name: wire.MemoryHeads, Bytes: 1 << 20}, {Name: wire.MemoryFree, Bytes: 3 << 20}}},
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := origin.Write(&b, &o); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(origin.PathOf(dump), b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	e := start(t, dir, withHeapFeatures(true, true), `{"status": true}`)
	if err := e.execute(commandLoadDump, fmt.Sprintf(`{"path":%q}`, dump), nil); err != nil {
		t.Fatal(err)
	}
	var summary wire.DumpSummary
	if err := e.execute(commandSummary, `{}`, &summary); err != nil {
		t.Fatal(err)
	}
	if d := summary.Origin; d == nil || d.PID != 4711 || d.Memory == nil || d.Memory.Parts[1].Text != "free in malloc, not returned to the system" {
		t.Errorf("the summary has %+v", summary.Origin)
	}
	page := e.content(e.opened(`{"kind":"overview"}`))
	for _, want := range []string{"\nMemory of the process: 4.0 MiB\n", "1.0 MiB of it swapped out", "3.0 MiB  75.0 %  free in malloc"} {
		if !strings.Contains(page, want) {
			t.Errorf("the overview does not say %q:\n%.1500s", want, page)
		}
	}
}
