package growth

import (
	"bytes"
	"compress/gzip"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/perlheap/perlheap/heap"
)

func TestInOrder(t *testing.T) {
	at := time.Date(2026, 3, 4, 10, 0, 0, 0, time.UTC)
	type dump struct {
		path  string
		after time.Duration
		start int64
		inc   string // names of loaded files, separated by spaces
	}
	const unknown = -1 << 40
	for _, c := range []struct {
		name  string
		given []dump
		want  string
		by    []Basis
		tied  int
	}{
		{"as the files were written", []dump{{path: "late", after: time.Hour}, {path: "early"}, {path: "mid", after: time.Minute}}, "early mid late", []Basis{ByTime}, 0},
		{"times before names", []dump{{path: "w.1", after: time.Hour}, {path: "w.2"}}, "w.2 w.1", []Basis{ByTime}, 0},
		{"one time, words", []dump{{path: "early"}, {path: "late"}, {path: "mid"}}, "early mid late", []Basis{ByName}, 0},
		{"one time, numbers", []dump{{path: "w.1"}, {path: "w.10"}, {path: "w.2"}}, "w.1 w.2 w.10", []Basis{ByName}, 0},
		{"a check-out, in the order of the alphabet", []dump{{path: "w.1", after: 0}, {path: "w.10", after: 9e6}, {path: "w.2", after: 2e7}}, "w.1 w.2 w.10", []Basis{ByName}, 0},
		{"copied one after the other", []dump{{path: "early", after: 0}, {path: "late", after: 5 * time.Second}, {path: "mid", after: 11 * time.Second}}, "early mid late", []Basis{ByName}, 0},
		{"hours in the order of the alphabet are believed", []dump{{path: "w.10"}, {path: "w.9", after: 7 * time.Hour}}, "w.10 w.9", []Basis{ByTime}, 0},
		{"two of them at one time", []dump{{path: "w.11", after: time.Hour}, {path: "w.9", after: time.Hour}, {path: "w.10"}}, "w.10 w.9 w.11", []Basis{ByTime, ByName}, 0},
		{"numbers in front of others", []dump{{path: "7.20"}, {path: "7.3"}, {path: "6.100"}}, "6.100 7.3 7.20", []Basis{ByName}, 0},
		{"numbers of any length", []dump{{path: "20260304100000000000000002"}, {path: "20260304100000000000000001"}}, "20260304100000000000000001 20260304100000000000000002", []Basis{ByName}, 0},
		{"folders", []dump{{path: "run10/w"}, {path: "run9/w"}}, "run9/w run10/w", []Basis{ByName}, 0},
		{"packed or not", []dump{{path: "w.10.pmat"}, {path: "w.9.pmat.gz"}}, "w.9.pmat.gz w.10.pmat", []Basis{ByName}, 0},
		{"names that say nothing, written in this second", []dump{{path: "a", after: 5e8}, {path: "b"}}, "b a", []Basis{ByTime}, 0},
		{"nothing tells", []dump{{path: "b"}, {path: "a"}}, "b a", []Basis{ByGiven}, 2},
		{"no times", []dump{{path: "b", after: unknown}, {path: "a"}}, "b a", []Basis{ByGiven}, 2},
		{"what was loaded", []dump{{path: "b", inc: "x y z"}, {path: "a", inc: "y"}, {path: "c", inc: "y z"}}, "a c b", []Basis{ByLoaded}, 0},
		{"what was loaded before names", []dump{{path: "1", inc: "x y"}, {path: "2", inc: "x"}}, "2 1", []Basis{ByLoaded}, 0},
		{"neither has loaded all of the other", []dump{{path: "b", inc: "x y"}, {path: "a", inc: "z"}}, "b a", []Basis{ByGiven}, 2},
		{"$^T", []dump{{path: "a", start: 20}, {path: "b", start: 10}}, "b a", []Basis{ByStart}, 0},
		{"none", nil, "", nil, 0},
	} {
		var all []Written
		for _, d := range c.given {
			w := Written{Path: d.path}
			if d.after != unknown {
				w.Time = at.Add(d.after)
			}
			if d.inc != "" || d.start != 0 {
				w.Process = &Process{started: d.start, loaded: map[string]string{}}
				for _, f := range strings.Fields(d.inc) {
					w.Process.loaded[f] = f
				}
			}
			all = append(all, w)
		}
		sorted, o := InOrder(all)
		if got := strings.Join(o.Paths, " "); got != c.want || len(sorted) != len(all) {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		if !slices.Equal(o.By, c.by) || len(o.Tied) != c.tied {
			t.Errorf("%s: by %v, want %v; tied %v", c.name, o.By, c.by, o.Tied)
		}
	}
}

// The order does not depend on the one given where anything tells it.
func TestInOrderOfAnyOrder(t *testing.T) {
	at := time.Date(2026, 3, 4, 10, 0, 0, 0, time.UTC)
	all := []Written{{Path: "w.2", Time: at}, {Path: "w.10", Time: at.Add(time.Millisecond)}, {Path: "w.11", Time: at}, {Path: "w.1", Time: at.Add(time.Hour)}}
	for a := range all {
		for b := range all {
			all[a], all[b] = all[b], all[a]
			if _, o := InOrder(all); strings.Join(o.Paths, " ") != "w.2 w.10 w.11 w.1" {
				t.Fatalf("%v", o.Paths)
			}
		}
	}
}

// What gzip noted is the time of what it packed.
func TestTimeOf(t *testing.T) {
	written := time.Date(2026, 3, 4, 10, 0, 0, 0, time.UTC)
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	w.ModTime = written
	if _, err := w.Write([]byte("PMAT")); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "w.pmat.gz")
	if err := os.WriteFile(path, packed.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := TimeOf(path); !got.Equal(written) {
		t.Errorf("the time is %s", got)
	}
	exact := written.Add(time.Second / 4)
	if err := os.Chtimes(path, exact, exact); err != nil {
		t.Fatal(err)
	}
	if got := TimeOf(path); !got.Equal(exact) {
		t.Errorf("the exact time is %s", got)
	}
	if got := TimeOf(filepath.Dir(path)); !got.IsZero() {
		t.Errorf("a folder was written at %s", got)
	}
}

// A dump and what it was packed into are one, under their names only.
func TestArrangeCopies(t *testing.T) {
	dir := t.TempDir()
	put := func(name, from string) *heap.Heap {
		content, err := os.ReadFile(filepath.Join("..", "..", "testdata", "dumps", "p536-amd64-d046-leak."+from+".pmat.gz"))
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		h, err := heap.Open(context.Background(), path, heap.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = h.Close() })
		return h
	}
	one, packed, two, other := put("w.pmat", "1"), put("w.pmat.gz", "1"), put("w2.pmat", "2"), put("w1.pmat", "1")
	for _, asGiven := range []bool{true, false} {
		kept, o := Arrange([]*heap.Heap{one, packed, two, other}, asGiven)
		if len(kept) != 3 || len(o.Copies) != 1 || o.Copies[packed.File().Path()] != one.File().Path() {
			t.Errorf("%d are kept, copies are %v", len(kept), o.Copies)
		}
	}
	kept, o := Arrange([]*heap.Heap{one, one}, false)
	if notes := o.Notes(); len(kept) != 1 || len(notes) != 1 || !strings.HasSuffix(notes[0], "w.pmat was given before, so it counts once") {
		t.Errorf("of one dump that was given twice, %d are kept, and the notes are %q", len(kept), notes)
	}
	changed := put("w2.pmat.gz", "3")
	if kept, _ := Arrange([]*heap.Heap{two, changed}, false); len(kept) != 2 {
		t.Error("what was written over since it was packed is taken for the same dump")
	}
}
