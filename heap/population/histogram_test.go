package population_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/population"
)

// Of every dump the rows of the histogram add up to the heap, and no class or
// line has two.
func TestHistogramsAddUp(t *testing.T) {
	dumps, err := filepath.Glob("../../testdata/dumps/*.pmat.gz")
	if err != nil || len(dumps) == 0 {
		t.Fatal(err, dumps)
	}
	for _, name := range dumps {
		if strings.Contains(name, "-d008") {
			continue // too old to be read
		}
		h := open(t, name)
		rows := population.Merge(treeOf(t, h)).Histogram(originsOf(h))
		objects := map[string]int{}
		for sv := range heap.SV(h.Count()) {
			if class, ok := h.Package(sv); ok {
				objects[class]++
			}
		}
		bytes, rank := int64(0), map[path.Step]bool{}
		for _, r := range rows {
			if r.Class.Kind == path.Object {
				if n := objects[r.Class.Text]; n != r.Count[0] {
					t.Errorf("%s: %d objects of %s are counted, of %d", name, r.Count[0], r.Class.Text, n)
				}
				delete(objects, r.Class.Text)
			}
			bytes += r.Bytes[0]
			if r.Retained[0] > h.Bytes() || r.Retained[0] < r.Bytes[0] && r.Class.Kind != path.Data {
				t.Errorf("%s: %v retains %d bytes, has %d", name, r.Class, r.Retained[0], r.Bytes[0])
			}
			if rank[r.Class] {
				t.Errorf("%s: %v is there twice", name, r.Class)
			}
			rank[r.Class] = true
		}
		for class, n := range objects {
			if !strings.Contains(class, "__SERIAL__") {
				t.Errorf("%s: %d objects of %s are not counted", name, n, class)
			}
		}
		if bytes != h.Bytes() {
			t.Errorf("%s: the rows have %d bytes, the heap %d", name, bytes, h.Bytes())
		}
	}
}

func originsOf(h *heap.Heap) population.Origins {
	return population.Origins{Own: func(file string) bool { return !strings.HasPrefix(file, "/usr/") }, Inc: h.Process().Inc()}
}

// The program's own come first, as often as they are alive; what perl's
// modules stand ready with is one row.
func TestHistogram(t *testing.T) {
	h := open(t, "../../testdata/dumps/p536-amd64-d046-leak.3.pmat.gz")
	rows := population.Merge(treeOf(t, h)).Histogram(originsOf(h))
	if r := rows[0]; r.Class.Kind == path.Data || r.Origin != population.Own {
		t.Errorf("the first is %+v", r)
	}
	folded := 0
	counts := map[string]int{}
	for _, r := range rows {
		counts[r.Class.Text] = r.Count[0]
		if r.Class.Kind == path.Closure && r.Class.At.File == "lib/Leaky/App.pm" && r.Class.At.Line == 122 {
			counts["closures"] = r.Count[0]
		}
		if r.Folded {
			folded++
		}
	}
	if counts["Leaky::Session"] != 70 || counts["closures"] != 180 || folded != 1 {
		t.Errorf("%d sessions, %d closures, %d rows of static tables", counts["Leaky::Session"], counts["closures"], folded)
	}
}

// Classes whose long names begin alike have rows of different names, by which
// their instances are asked for.
func TestNamesOfRowsDiffer(t *testing.T) {
	long := strings.Repeat("k", 300)
	rows := []population.Row{
		{Class: path.Step{Kind: path.Object, Text: long + "a"}},
		{Class: path.Step{Kind: path.Object, Text: long + "b"}},
		{Class: path.Step{Kind: path.Object, Text: "Short"}},
	}
	population.Writer{}.NameRows(rows)
	if rows[0].Name == rows[1].Name || rows[2].Name != "Short" {
		t.Errorf("the rows are %q, %q and %q", rows[0].Name, rows[1].Name, rows[2].Name)
	}
}
