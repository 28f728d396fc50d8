// Package report writes one HTML page about a heap, or about several dumps of
// one process: a summary, what grew, the suspects, a treemap of retained bytes,
// and the lines with the most alive.
//
// The page is a single file that needs no network and runs no script: pictures
// are SVG, and its Content-Security-Policy forbids everything but its own
// style. It follows the reader's colour scheme, and the reader can choose the
// other one. Every picture is also given as a table, and everything shown can
// be reached by keyboard. The size of the page does not depend on that of the
// heap, because small things are grouped together.
//
// It shows names (of classes, variables and files) but no values, and only the
// hash keys in [Input.Keys].
package report

import (
	"cmp"
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"path/filepath"
	"time"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// Input is the content of a page.
type Input struct {
	Series  *growth.Series
	Program *site.Program // of the last heap; nil if its source is not known
	Times   []time.Time   // when each dump was written; nil if it is not known
	// Memory is what all memory of the process was made of when the last dump was
	// taken; nil if it is not known.
	Memory *wire.Memory
	// Course, which may be nil, is a comparison of more dumps than there still are:
	// the page draws it, and says what grew by it.
	Course   *growth.Report
	Suspects []diagnose.Suspect
	// Lines are what is alive by line in the last heap, most important first.
	// At most [MostLines] are written.
	Lines []Line
	Made  time.Time // when the page was made
	// Keys are the hash keys that the page may show; nil for all. The suspects
	// must have been found with the same keys.
	Keys text.Keys
}

// Line is what is alive of one line of source.
type Line struct {
	Place site.Place
	Kind  string
	Name  string
	Count int
	Bytes int64
}

// MostLines is how many lines a page lists.
const MostLines = 40

// mostTracks is how many lines, classes and holders a page lists that grew.
const mostTracks = 12

//go:embed page.html
var pageHTML string

//go:embed page.css
var pageCSS string

var page = template.Must(template.New("page").Funcs(template.FuncMap{
	"count": text.Count, "bytes": text.Bytes, "safe": text.Safe,
	"px":     func(v float64) string { return fmt.Sprintf("%.1f", v) },
	"add":    func(a, b float64) float64 { return a + b },
	"indent": func(depth int) int { return min(depth, maxDepth) },
	"short":  func(s string) string { return text.Fit(s, 44) },
}).Parse(pageHTML))

// view is what the template is filled with.
type view struct {
	Title     string
	Style     template.CSS
	Policy    string
	Program   string
	Perl      string
	Made      string
	Several   bool
	Processes bool // the dumps are of several
	Dumps     []dumpView
	Facts     []fact
	Brief     []fact // of the first suspect: the order of who decides what is done
	Suspects  []suspectView
	Plot      *plot
	Memory    *memoryView
	Points    string // of the course, if it is one of more than the dumps
	Tracks    []trackTable
	MapW      float64
	MapH      float64
	Cells     []cellView
	Groups    []groupView
	Lines     []lineView
	More      int // lines that are not listed
	Notes     []string
}

type fact struct{ Value, Name, Note string }

type dumpView struct {
	Number                                          int
	Name, Time, SVs, Codes, Bytes, Unreached, Grown string
}

type cellView struct {
	cell
	Share string
	Parts int
}

type groupView struct {
	Group group
	Name  string
}

// memoryView is what the memory of the process was made of.
type memoryView struct {
	Total, Swapped string
	Parts          []memoryPart
}

type memoryPart struct {
	Name, Bytes, Share string
	Bar                float64 // width, 0 … 100
}

func newMemoryView(m *wire.Memory) *memoryView {
	if m == nil {
		return nil
	}
	total := m.RSSBytes + m.SwappedBytes
	v := &memoryView{Total: text.Bytes(total)}
	if m.SwappedBytes > 0 {
		v.Swapped = text.Bytes(m.SwappedBytes)
	}
	most := int64(1)
	for _, p := range m.Parts {
		most = max(most, p.Bytes)
	}
	for _, p := range m.Parts {
		v.Parts = append(v.Parts, memoryPart{cmp.Or(p.Text, text.Safe(string(p.Name))), text.Bytes(p.Bytes), text.Percent(share(p.Bytes, total)), 100 * share(p.Bytes, most)})
	}
	return v
}

type lineView struct {
	Line
	Where, Share string
	Bar          float64 // width, 0 … 100
}

// groupNames is what the groups are called, in the order of the legend.
var groupNames = []groupView{
	{groupCode, "subs and their pads"}, {groupObject, "objects"}, {groupContainer, "arrays, hashes, references"},
	{groupScalar, "strings and numbers"}, {groupPackage, "packages and globs"},
	{groupUnreached, population.LostText}, {groupOther, "the rest, and others"},
}

// Write writes the page. It ends early with ctx's error, having written
// nothing.
func Write(ctx context.Context, w io.Writer, in Input) error {
	v, err := newView(ctx, in)
	if err != nil {
		return err
	}
	if err := page.Execute(w, v); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	return nil
}

func newView(ctx context.Context, in Input) (*view, error) {
	h := in.Series.Last()
	sum := sha256.Sum256([]byte(pageCSS))
	v := &view{
		Style:   template.CSS(pageCSS), //nolint:gosec // it is ours
		Policy:  "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'",
		Program: text.Name(h.Process().Program()), Perl: h.File().Header.PerlVersion(),
		Made: in.Made.UTC().Format("2006-01-02 15:04 MST"), Several: len(in.Series.Heaps) > 1, Processes: !in.Series.OneProcess(),
		MapW: mapWidth, MapH: mapHeight,
	}
	var err error
	v.Title = "Heap of " + text.Name(filepath.Base(h.File().Path()))
	if v.Program != "" {
		v.Title = "Heap of " + v.Program
	}
	words := population.Writer{Keys: in.Keys}
	if in.Program != nil {
		words.Sub = in.Program.SubLine
	}
	if report, times := in.Course, in.Times; report != nil || v.Several {
		if report != nil {
			times = timesOf(report)
			v.Points = text.Count(len(report.Dumps))
		} else if report, err = in.Series.Compare(ctx); err != nil {
			return nil, err
		}
		v.Plot = newPlot(report, times, words)
		v.Tracks = trackTables(report, in.Program, words)
	}
	populations, err := in.Series.Populations(ctx)
	if err != nil {
		return nil, err
	}
	v.cells(treeOf(populations.Top, words))
	v.dumps(in)
	v.facts(in)
	for i := range in.Suspects {
		v.Suspects = append(v.Suspects, newSuspectView(&in.Suspects[i], h))
	}
	v.brief(in)
	v.Memory = newMemoryView(in.Memory)
	v.lines(in.Lines, h)
	v.notes(h)
	return v, nil
}

// timesOf are when dumps were taken.
func timesOf(r *growth.Report) []time.Time {
	times := make([]time.Time, len(r.Dumps))
	for i, d := range r.Dumps {
		times[i] = d.Time.Local()
	}
	return times
}

func (v *view) cells(tree *node) {
	used := map[group]bool{}
	for _, c := range layout(tree) {
		v.Cells = append(v.Cells, cellView{c, text.Percent(share(c.Bytes, tree.Bytes)), len(c.node.Parts)})
		used[c.Group] = used[c.Group] || c.Depth > 0
	}
	for _, g := range groupNames {
		if used[g.Group] {
			v.Groups = append(v.Groups, g)
		}
	}
}

func share(part, whole int64) float64 { return float64(part) / float64(max(1, whole)) }

func (v *view) dumps(in Input) {
	for i, h := range in.Series.Heaps {
		d := dumpView{
			Number: i + 1, Name: text.Name(filepath.Base(h.File().Path())), SVs: text.Count(h.Count()), Codes: text.Count(h.Codes().Len()),
			Bytes: text.Bytes(h.Bytes()), Unreached: text.Bytes(in.Series.Sizes[i].UnreachedBytes),
		}
		if i < len(in.Times) {
			d.Time = in.Times[i].Format("2006-01-02 15:04:05")
		}
		if i > 0 {
			d.Grown = text.SignedBytes(h.Bytes() - in.Series.Heaps[i-1].Bytes())
		}
		v.Dumps = append(v.Dumps, d)
	}
}

func (v *view) facts(in Input) {
	h, sizes := in.Series.Last(), in.Series.Sizes[len(in.Series.Sizes)-1]
	v.Facts = []fact{
		{text.Bytes(h.Bytes()), "in SVs", "sizes of all SVs, without optrees, C libraries and free memory"},
		{text.Count(h.Count()), "SVs alive", ""},
		{text.Count(h.Codes().Len()), "subs", "closures, prototypes, named and XS subs"},
		{text.Bytes(sizes.UnreachedBytes), "not reached from any root", text.Percent(share(sizes.UnreachedBytes, h.Bytes())) + " of the heap: lost cycles, or held by C code"},
	}
	if first := in.Series.Heaps[0]; v.Several {
		grown := h.Bytes() - first.Bytes()
		v.Facts = append(v.Facts, fact{text.SignedBytes(grown), "since the first dump", text.Change(first.Bytes(), h.Bytes())})
	}
	high := 0
	for _, s := range in.Suspects {
		if s.Level == diagnose.High {
			high++
		}
	}
	v.Facts = append(v.Facts, fact{text.Count(len(in.Suspects)), text.Plural(len(in.Suspects), "suspect", "suspects"), text.Count(high) + " of them high"})
}

func (v *view) lines(lines []Line, h *heap.Heap) {
	most := int64(1)
	for _, l := range lines[:min(len(lines), MostLines)] {
		most = max(most, l.Bytes)
	}
	for i, l := range lines {
		if i == MostLines {
			v.More = len(lines) - MostLines
			break
		}
		where := cmp.Or(l.Place.Written(site.Terse|site.WithDoubt), "no file")
		l.Name = text.Name(l.Name)
		v.Lines = append(v.Lines, lineView{l, where, text.Percent(share(l.Bytes, h.Bytes())), 100 * share(l.Bytes, most)})
	}
}

func (v *view) notes(h *heap.Heap) {
	if t := h.Damage().Truncation; t != nil {
		v.Notes = append(v.Notes, text.Safe(t.String())+"; all numbers refer to what was read")
	}
	if n := h.Damage().SkippedCount(); n > 0 {
		v.Notes = append(v.Notes, text.Count(n)+" records of unknown types were skipped")
	}
	if n := h.Damage().Oversized; n > 0 {
		v.Notes = append(v.Notes, "the dump is damaged: "+text.Count(n)+" SVs claim sizes that no process can have; they count as 0 bytes")
	}
}
