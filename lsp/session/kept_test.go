package session

import (
	"fmt"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/zap/zaptest"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/cache"
)

// A server that finds indexes of its dumps reads none of them, and says the same
// as one that loaded them.
func TestDumpsFromIndexes(t *testing.T) {
	root := t.TempDir()
	for _, name := range []string{"XDG_CACHE_HOME", "HOME", "LocalAppData"} {
		t.Setenv(name, root)
	}
	folder, err := cache.DefaultFolder()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	const dumps = 3
	for i := range dumps {
		write(t, filepath.Join(dir, fmt.Sprintf("leak.%d.pmat", i+1)), unpack(t, fmt.Sprintf("p536-amd64-d046-leak.%d", i+1)), time.Duration(dumps-i)*time.Hour)
	}
	run := func(size int64) (said string, read int32) {
		var reads atomic.Int32
		log := newEventLog()
		log.onProgress = func(l *Load) {
			if l.Progress().Phase == "reading SVs" {
				reads.Add(1)
			}
		}
		ds := NewDumps(Options{Observer: log, Log: zaptest.NewLogger(t), Build: "test", MinKept: 1})
		ds.Keep(size)
		ds.Watch(Workspace{Folders: []string{dir}}, []string{"*.pmat"})
		ds.Await(t.Context())
		d, a, done, err := ds.Analysed(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		fmt.Fprintln(&b, d.Path, d.Heap.Count(), d.Heap.Bytes(), len(a.Compared), len(a.Suspects))
		for _, s := range a.Suspects {
			fmt.Fprintln(&b, s.Kind, s.Count, s.Why, s.Evidence)
		}
		for sv := range heap.SV(d.Heap.Count()) {
			above, _ := a.Retained.Sizes.Dominator(sv)
			fmt.Fprintln(&b, d.Heap.Addr(sv), d.Heap.Desc(sv), d.Heap.Refcnt(sv), d.Heap.InrefCount(sv, heap.All), a.Retained.Sizes.Bytes(sv), above)
		}
		if err := d.WaitComplete(t.Context()); err != nil {
			t.Error(err)
		}
		for _, i := range d.Items() {
			fmt.Fprintln(&b, i.Kind, i.Name, i.Recorded, i.Count, i.Bytes, i.Elements, i.Example)
		}
		done()
		ds.Close()
		return b.String(), reads.Load()
	}
	want, read := run(0)
	if kept, _ := filepath.Glob(filepath.Join(folder, "*")); len(kept) != 0 || read == 0 {
		t.Errorf("without indexes: %d phases of reading, and there is %v", read, kept)
	}
	if first, _ := run(1 << 30); first != want {
		t.Errorf("while indexes are written, it says something else: %s", difference(want, first))
	}
	if kept, _ := filepath.Glob(filepath.Join(folder, "*")); len(kept) != 2*dumps+1 { // and what is alive by line of the one that is shown
		t.Errorf("of %d dumps there is %v", dumps, kept)
	}
	second, read := run(1 << 30)
	if second != want || read != 0 {
		t.Errorf("from indexes, with %d phases of reading: %s", read, difference(want, second))
	}
}

// difference returns the first lines that two texts do not share.
func difference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return x[i] + ", then " + y[i]
		}
	}
	return "nothing"
}
