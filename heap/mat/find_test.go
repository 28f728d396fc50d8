package mat_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/mat"
	"github.com/perlheap/perlheap/heap/render"
)

func open(t testing.TB, name string) *heap.Heap {
	t.Helper()
	h, err := heap.Open(t.Context(), filepath.Join("..", "..", "testdata", "dumps", name+".pmat.gz"), heap.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Close() })
	return h
}

func found(t *testing.T, h *heap.Heap, line string) []mat.Match {
	t.Helper()
	filters, err := mat.ParseFilters(strings.Fields(line))
	if err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	var list []mat.Match
	if err := mat.Find(t.Context(), h, filters, func(m mat.Match) bool {
		list = append(list, m)
		return true
	}); err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	return list
}

// TestFilters says how many SVs of a dump each filter finds, as Devel::MAT
// counts them, and what it says of the first.
func TestFilters(t *testing.T) {
	h := open(t, "p536-amd64-d046")
	for _, c := range []struct {
		line string
		n    int
		note string // in that of the first
	}{
		{"blessed Leaky::Redis", 1, "Leaky::Redis"},
		{"blessed Nobody", 0, ""},
		{"io 1", 1, "ofileno=1"},
		{"io --fileno 1", 1, "ofileno=1"},
		{"io -f=1", 1, "ofileno=1"},
		{"cv --xsub --package Scalar::Util", 13, "&Scalar::Util::"},
		{"num --iv 42 blessed Nobody", 0, ""},
		{"pv --eq main", 6, `"main"`},
		{"pv --eq MAIN", 0, ""},
		{"pv --eq -i MAIN", 6, `"main"`},
		{"pv -r ^Leaky::Redis$", 4, "Leaky::Redis"},
		{"struct Nothing", 0, ""},
		{"lexical $nosuch", 0, ""},
	} {
		list := found(t, h, c.line)
		if len(list) != c.n {
			t.Errorf("%s: found %d, want %d", c.line, len(list), c.n)
			continue
		}
		if len(list) == 0 {
			continue
		}
		if notes := render.Notes(h, list[0], render.Plain); !strings.Contains(strings.Join(notes, " "), c.note) {
			t.Errorf("%s: the first is said to be %q, want %q in it", c.line, notes, c.note)
		}
	}
}

// TestCombined holds for filters together: what they find is what each finds
// of the other's.
func TestCombined(t *testing.T) {
	h := open(t, "p536-amd64-d046")
	both := found(t, h, "num pv 1")
	if len(both) == 0 {
		t.Fatal("there is no SCALAR that is a number and a string")
	}
	nums := map[heap.SV]bool{}
	for _, m := range found(t, h, "num") {
		nums[m.SV] = true
	}
	n := 0
	for _, m := range found(t, h, "pv 1") {
		if nums[m.SV] {
			n++
		}
	}
	if n != len(both) {
		t.Errorf("together %d, one by one %d", len(both), n)
	}
	if notes := render.Notes(h, both[0], render.Plain); len(notes) != 2 {
		t.Errorf("the notes are %q, want one of each filter", notes)
	}
}

// TestLexicalRedirects: the variable is found, not the pad it stands in, and
// further filters see the variable.
func TestLexicalRedirects(t *testing.T) {
	h := open(t, "p536-amd64-d046")
	all, live := found(t, h, "lexical --inactive $self"), found(t, h, "lexical $tag")
	if len(live) != 6 || len(all) != 62 || len(found(t, h, "lexical $self")) != 0 {
		t.Errorf("%d $tag are alive, want 6; %d $self in all, want 62, and none of a call under way", len(live), len(all))
	}
	for _, m := range append(all, live...) {
		if h.Kind(m.SV) == heap.KindPad {
			t.Fatalf("found the pad %s", h.Addr(m.SV))
		}
	}
	if list := found(t, h, "lexical --inactive $self pv x"); len(list) != 0 {
		t.Errorf("no $self is a string, found %v", list)
	}
}

func TestParseMistakes(t *testing.T) {
	for line, says := range map[string]string{
		"":                     "needs a filter",
		"nosuch":               `no filter "nosuch"`,
		"blessed":              "needs a PACKAGE",
		"blessed Foo Bar":      `no filter "Bar"`,
		"num 1 2":              `no filter "2"`,
		"num one":              "not a number",
		"pv -r [":              "does not compile",
		"pv --nosuch x":        "--eq, --regexp, --ignorecase",
		"cv --file":            "needs a value",
		"cv --xsub=1":          "takes no value",
		"struct --eq x":        "has no options",
		"magic":                "--vtbl",
		"magic --vtbl x":       "not an address",
		"io --fileno x":        "not a file number",
		"blessed Foo pv":       "needs a PATTERN",
		"lexical --inactive":   "needs a NAME",
		"num --iv pv --nosuch": "has no option --nosuch",
	} {
		if _, err := mat.ParseFilters(strings.Fields(line)); err == nil || !strings.Contains(err.Error(), says) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: error %v, want %q in it", line, err, says)
		}
	}
}

func TestNegativeNumberIsNoOption(t *testing.T) {
	h := open(t, "p536-amd64-d046")
	if list := found(t, h, "num -1"); len(list) == 0 {
		t.Error("found no -1")
	}
}

func TestCancel(t *testing.T) {
	h := open(t, "p536-amd64-d046-gadget")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	filters, err := mat.ParseFilters([]string{"cv"})
	if err != nil {
		t.Fatal(err)
	}
	if err := mat.Find(ctx, h, filters, func(mat.Match) bool { return true }); err == nil {
		t.Error("a search that was given up ends without an error")
	}
}
