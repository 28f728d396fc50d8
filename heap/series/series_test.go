package series

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/retained"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

func leaks(t *testing.T) []*heap.Heap {
	t.Helper()
	var heaps []*heap.Heap
	for _, n := range []string{"1", "2", "3"} {
		h, err := heap.Open(t.Context(), "../../testdata/dumps/p536-amd64-d046-leak."+n+".pmat.gz", heap.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = h.Close() })
		heaps = append(heaps, h)
	}
	return heaps
}

func pointOf(t *testing.T, h *heap.Heap, keys text.Keys) *Point {
	t.Helper()
	sizes, err := retained.Compute(t.Context(), h)
	if err != nil {
		t.Fatal(err)
	}
	tree, err := population.New(t.Context(), h, sizes)
	if err != nil {
		t.Fatal(err)
	}
	p, err := NewPoint(t.Context(), h, sizes, tree, keys)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// What a series says of three dumps is what the dumps say: lines, classes, and
// the populations that grew, as far as these are told.
func TestSeriesSaysWhatDumpsSay(t *testing.T) {
	heaps := leaks(t)
	path := filepath.Join(t.TempDir(), "x"+Ending)
	head := wire.SeriesHead{PID: 5, Started: time.Unix(1e9, 0).UTC(), Host: "h", DefStash: "0x1"}
	for i, h := range heaps {
		p := pointOf(t, h, text.AllKeys)
		p.Time, p.Dump = time.Unix(1e9+int64(i), 0).UTC(), filepath.Base(h.File().Path())
		if err := Append(path, head, p); err != nil {
			t.Fatal(err)
		}
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	s, err := Read(path, 100)
	if err != nil {
		t.Fatal(err)
	}
	if s.Count != 3 || len(s.Points) != 3 || s.Head.PID != 5 || s.Head.Format != Format || s.Dumps[2] != "p536-amd64-d046-leak.3.pmat.gz" {
		t.Errorf("read %d points, %+v", s.Count, s.Head)
	}
	got, err := Compare(s.Points)
	if err != nil {
		t.Fatal(err)
	}
	of, err := growth.NewSeries(t.Context(), heaps, false)
	if err != nil {
		t.Fatal(err)
	}
	want, err := of.Compare(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if !got.ByShape || len(got.Dumps) != 3 || got.Dumps[1].SVs != want.Dumps[1].SVs || got.Dumps[2].UnreachedBytes != want.Dumps[2].UnreachedBytes || !got.Dumps[0].Time.Equal(time.Unix(1e9, 0)) {
		t.Errorf("dumps %+v", got.Dumps)
	}
	same := func(what string, got, want []growth.Track, name func(*growth.Track) string) {
		t.Helper()
		if len(got) != len(want) || len(got) == 0 {
			t.Fatalf("%d %s, want %d", len(got), what, len(want))
		}
		for i := range got {
			g, w := &got[i], &want[i]
			for k := range w.Counts {
				if name(g) != name(w) || g.Counts[k] != w.Counts[k] || g.Bytes[k] != w.Bytes[k] || g.Trend != w.Trend {
					t.Errorf("%s %d: %s %v %v, want %s %v %v", what, i, name(g), g.Counts, g.Bytes, name(w), w.Counts, w.Bytes)
				}
			}
		}
	}
	same("lines", got.Lines, want.Lines, func(t *growth.Track) string { return t.Recorded.String() + " " + t.Name })
	same("classes", got.Classes, want.Classes, func(t *growth.Track) string { return t.Name })
	same("holders", got.Holders[:1], want.Holders[:1], func(t *growth.Track) string { return population.Writer{}.Path(t.Population) })
	for k := range got.Rest.Bytes {
		sum := got.Rest.Bytes[k]
		for _, h := range got.Holders {
			sum += h.Bytes[k]
		}
		if sum != heaps[k].Bytes() {
			t.Errorf("the parts of dump %d add up to %d, not %d", k+1, sum, heaps[k].Bytes())
		}
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(text), "\n")
	if len(lines[2]) > len(lines[1])/4 {
		t.Errorf("the second point takes %d bytes, the first %d: it has more than what changed", len(lines[2]), len(lines[1]))
	}
}

// No key that may not be told is in a file, and what remains adds up.
func TestSeriesHidesKeys(t *testing.T) {
	h := leaks(t)[2]
	path := filepath.Join(t.TempDir(), "x"+Ending)
	if err := Append(path, wire.SeriesHead{}, pointOf(t, h, text.NoKeys)); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range strings.Split(string(file), `"kind":"key"`)[1:] {
		if !strings.HasPrefix(part, `,"text":"…"`) {
			t.Fatalf("it tells a key: %.60s", part)
		}
	}
	if !strings.Contains(string(file), `"kind":"key"`) {
		t.Error("there are no keys to hide")
	}
	s, err := Read(path, 1)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Compare(s.Points)
	if err != nil || r.Rest.Bytes[0] != h.Bytes() {
		t.Errorf("%v: %+v", err, r.Rest)
	}
}

// Files may be anything: each is refused with its name and line, or read.
func TestNoSeries(t *testing.T) {
	head := `{"series":1,"pid":5,"started":"2026-01-01T00:00:00Z"}` + "\n"
	path := filepath.Join(t.TempDir(), "x"+Ending)
	for file, want := range map[string]string{
		"":                    "empty",
		"x\n":                 "not a series",
		`{"series":2}` + "\n": "its format is 2",
		head:                  "",
		head + "{}\n":         "",
		head + "{}":           "line 2: incomplete",
		head + "{}\n[]\n":     "line 3",
		head + `{"newShapes":[{"parent":1}]}` + "\n":                            "line 2: shape 1 is in shape 1",
		head + `{"newShapes":[{"parent":0,"step":{"kind":"x"}}]}` + "\n":        `the kind "x"`,
		head + `{"shapes":[[1,1,1,1]]}` + "\n":                                  "of no shape",
		head + `{"shapes":[[0,1]]}` + "\n":                                      "of no shape",
		head + `{"shapes":[[0,1,1,-1]]}` + "\n":                                 "no number that a heap can have",
		head + `{"shapes":[[0,9223372036854775807,1,1]]}` + "\n":                "no number that a heap can have",
		head + `{"svs":-1}` + "\n":                                              "svs: -1 is no number that a heap can have",
		head + `{"unreachedBytes":9223372036854775807}` + "\n":                  "unreachedBytes: 9223372036854775807 is no number",
		head + `{"bytes":9223372036854775808}` + "\n":                           "line 2",
		head + `{"memory":{"rssBytes":9223372036854775807}}` + "\n":             "which no process can have",
		head + `{"newLines":[{}],"lines":[[0,1,1]],"classes":[[0,1,1]]}` + "\n": "of no class",
	} {
		if err := os.WriteFile(path, []byte(file), 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Read(path, 10)
		if (err == nil) != (want == "") || err != nil && (!strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), path)) {
			t.Errorf("%q: %v, want %q", file, err, want)
		}
		if err == nil {
			if _, err := Compare(s.Points); err != nil && len(s.Points) > 0 {
				t.Errorf("%q: %v", file, err)
			}
		}
	}
	if err := os.WriteFile(path, []byte(head), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Append(path, wire.SeriesHead{PID: 6}, &Point{}); err == nil || !strings.Contains(err.Error(), "of another process") {
		t.Errorf("a point of another process: %v", err)
	}
	var levels []string
	for i := range 200 {
		levels = append(levels, fmt.Sprintf(`{"parent":%d}`, i))
	}
	deep := head + `{"newShapes":[` + strings.Join(levels, ",") + `],"shapes":[[200,1,1,5000]]}` + "\n"
	if err := os.WriteFile(path, []byte(deep), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Read(path, 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Compare(s.Points); err == nil || !strings.Contains(err.Error(), "deeper than") {
		t.Errorf("200 levels: %v", err)
	}
}

func TestPicked(t *testing.T) {
	for n := range 40 {
		for most := range 20 {
			these := picked(n, most)
			if len(these) != min(n, most) || n > 0 && most > 0 && !these[n-1] || n > 0 && most > 1 && !these[0] {
				t.Errorf("%d of %d: %v", most, n, these)
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"series":1}` + "\n" + `{"newShapes":[{"parent":0,"class":{"kind":"object","text":"A"}}],"shapes":[[0,1,1,10],[1,5,5,50]],"newClasses":["A"],"classes":[[0,5,50]]}` + "\n" + `{"shapes":[[1,6,6,60]]}` + "\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		path := filepath.Join(t.TempDir(), "x")
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		if s, err := Read(path, 5); err == nil && len(s.Points) > 0 {
			if _, err := Compare(s.Points); err == nil {
				_ = Append(path, s.Head, s.Points[0])
			}
		}
	})
}

// An unchanged process did not grow, also if the keys of many small hashes may
// not be told and one of them is large.
func TestSeriesOfUnchanged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x"+Ending)
	for i := range 3 {
		p := &Point{shapes: []population.Shape{{Bytes: 10}, {Step: rootStep("main::h"), Class: rootStep("HASH"), Count: 1, SVs: 1, Bytes: 600}}}
		for k := range 60 {
			bytes := int64(100)
			if k == 25 {
				bytes = 400
			}
			p.shapes = append(p.shapes, population.Shape{Parent: 1, Step: keyStep, Class: rootStep("HASH"), Count: 1, SVs: 2, Bytes: bytes})
		}
		p.shapes = merged(p.shapes)
		p.Time = time.Unix(1e9+int64(i), 0).UTC()
		if err := Append(path, wire.SeriesHead{}, p); err != nil {
			t.Fatal(err)
		}
	}
	s, err := Read(path, 3)
	if err != nil {
		t.Fatal(err)
	}
	if shapes := s.Points[0].shapes; len(shapes) != 3 || shapes[2].Count != 60 || shapes[2].Bytes != 59*100+400 {
		t.Errorf("shapes %+v", shapes)
	}
	for i, p := range s.Points[1:] {
		if !slices.Equal(p.shapes, s.Points[0].shapes) {
			t.Errorf("point %d differs: %+v", i+2, p.shapes)
		}
	}
}

// The same of a real heap: nothing grew from a dump to itself.
func TestSeriesOfOneDump(t *testing.T) {
	h := leaks(t)[2]
	path := filepath.Join(t.TempDir(), "x"+Ending)
	for i := range 3 {
		p := pointOf(t, h, text.NoKeys)
		p.Time = time.Unix(1e9+int64(i), 0).UTC()
		if err := Append(path, wire.SeriesHead{}, p); err != nil {
			t.Fatal(err)
		}
	}
	s, err := Read(path, 2)
	if err != nil {
		t.Fatal(err)
	}
	raw := pointOf(t, h, text.NoKeys)
	raw.Time = time.Unix(2e9, 0)
	r, err := Compare(append(s.Points, raw))
	if err != nil {
		t.Fatal(err)
	}
	for _, track := range slices.Concat(r.Lines, r.Classes, r.Holders, []growth.Track{r.Rest}) {
		for k := range track.Bytes {
			if track.Bytes[k] != track.Bytes[0] || track.Counts != nil && track.Counts[k] != track.Counts[0] {
				t.Errorf("%s %s: %v %v", track.Name, population.Writer{}.Path(track.Population), track.Counts, track.Bytes)
			}
		}
	}
	if len(r.Lines) == 0 {
		t.Error("nothing was compared")
	}
}

// What could not be read again is not written.
func TestAppendIsBounded(t *testing.T) {
	many := make([]growth.Amount, maxNames+1)
	for i := range many {
		many[i] = growth.Amount{Name: strconv.Itoa(i), Count: 1, Bytes: 1}
	}
	for what, p := range map[string]*Point{
		"lines":   {lines: many},
		"classes": {classes: many},
		"bytes":   {shapes: []population.Shape{{Bytes: maxBytes + 1}}},
	} {
		path := filepath.Join(t.TempDir(), "x"+Ending)
		if err := Append(path, wire.SeriesHead{}, &Point{}); err != nil {
			t.Fatal(err)
		}
		if err := Append(path, wire.SeriesHead{}, p); err == nil {
			t.Errorf("%s: it was written", what)
		}
		if s, err := Read(path, 1); err != nil || s.Count != 1 {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// Of a series with very many shapes fewer points are read.
func TestReadIsBounded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x"+Ending)
	defer func(was int) { maxCompared = was }(maxCompared)
	maxCompared = 1000
	p := &Point{shapes: make([]population.Shape, 1)}
	for i := range 299 {
		p.shapes = append(p.shapes, population.Shape{Step: rootStep("r" + strconv.Itoa(i)), Count: 1, SVs: 1, Bytes: least})
	}
	for i := range 12 {
		p.Time = time.Unix(1e9+int64(i), 0).UTC()
		if i == 11 { // of what is gone nothing is left
			p.shapes = p.shapes[:10]
		}
		if err := Append(path, wire.SeriesHead{}, p); err != nil {
			t.Fatal(err)
		}
	}
	s, err := Read(path, 12)
	if err != nil {
		t.Fatal(err)
	}
	if s.Count != 12 || len(s.Points) != 3 || len(s.Points[0].shapes) != 300 || len(s.Points[2].shapes) != 10 {
		t.Errorf("%d of %d points, with %d shapes", len(s.Points), s.Count, len(s.Points[0].shapes))
	}
	r, err := Compare(s.Points)
	if err != nil || len(r.Dumps) != 3 {
		t.Errorf("%v: %v", err, r)
	}
}

var keyStep = path.Step{Kind: path.Key, Text: population.Untold}

func rootStep(text string) path.Step { return path.Step{Kind: path.Root, Text: text} }
