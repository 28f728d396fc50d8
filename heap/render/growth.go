package render

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/site"
	words "github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// NewGrowthJSON describes a comparison for machines. Without all, what is
// stable is left out. keys are the keys of hashes that it may tell.
func NewGrowthJSON(r *growth.Report, all bool, keys words.Keys) wire.Growth {
	pathOf := func(t growth.Track) string { return population.Writer{Keys: keys}.Path(t.Population) }
	j := wire.Growth{Dumps: []wire.ComparedDump{}, Lines: tracksJSON(r.Lines, all, nameOf), Classes: tracksJSON(r.Classes, all, nameOf), Holders: tracksJSON(r.Holders, all, pathOf)}
	for _, d := range r.Dumps {
		j.Dumps = append(j.Dumps, wire.ComparedDump{Dump: d.Path, SVs: d.SVs, Codes: d.Codes, Bytes: d.Bytes, Unreached: d.Unreached, UnreachedBytes: d.UnreachedBytes, New: d.New, Stay: d.Stay, Reused: d.Reused})
	}
	if r.Unrelated != nil {
		j.Unrelated = words.Safe(r.Unrelated.Error())
	}
	if len(r.Rest.Bytes) > 0 {
		j.RestBytes = r.Rest.Bytes
	}
	return j
}

func nameOf(t growth.Track) string { return words.Whole(t.Name) }

func tracksJSON(tracks []growth.Track, all bool, name func(growth.Track) string) []wire.Track {
	out := []wire.Track{}
	for _, t := range tracks {
		if all || moved(t) {
			out = append(out, wire.Track{Name: name(t), RecordedFile: words.Whole(t.Recorded.File), RecordedLine: t.Recorded.Line, Counts: t.Counts, Bytes: t.Bytes, Trend: t.Trend})
		}
	}
	return out
}

func moved(t growth.Track) bool { return t.Trend != growth.Stable }

// Growth writes a comparison as tables: the dumps, then lines, classes and
// holders, at most limit of each (0 for all), without those that are stable
// unless all is set. prog places the lines, as far as its source was found.
func Growth(w io.Writer, r *growth.Report, prog *site.Program, limit int, all bool) error {
	var b strings.Builder
	t := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "SVs\tBYTES\tUNREACHABLE\tNEW\tNEW AND KEPT\t  DUMP")
	for _, d := range r.Dumps {
		isNew, stay := words.Count(d.New), words.Count(d.Stay)
		if r.Unrelated != nil {
			isNew, stay = "–", "–"
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t  %s\n", words.Count(d.SVs), words.Bytes(d.Bytes), words.Bytes(d.UnreachedBytes), isNew, stay, words.Safe(d.Path))
	}
	if err := t.Flush(); err != nil {
		return err
	}
	writeTracks(&b, "closures by line", r.Lines, limit, all, func(t growth.Track) string {
		return t.Where(prog)
	})
	writeTracks(&b, "objects by class", r.Classes, limit, all, func(t growth.Track) string { return words.Name(t.Name) })
	writeTracks(&b, "populations that grew by themselves, and what they retain without the others here", r.Holders, limit, all, func(t growth.Track) string {
		return population.Writer{}.Path(t.Population)
	})
	if len(r.Rest.Bytes) > 1 {
		fmt.Fprintf(&b, "  the rest of the heap: %s\n", words.SignedBytes(r.Rest.Grown()))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func writeTracks(b *strings.Builder, title string, tracks []growth.Track, limit int, all bool, name func(growth.Track) string) {
	fmt.Fprintf(b, "\n%s\n", title)
	n, more := 0, 0
	for _, t := range tracks {
		if !all && !moved(t) {
			continue
		}
		if limit > 0 && n == limit {
			more++
			continue
		}
		n++
		steps := make([]string, len(t.Counts))
		for i, c := range t.Counts {
			steps[i] = words.Count(int(c))
		}
		fmt.Fprintf(b, "  %-7s %s  (%s)  %s\n", t.Trend, strings.Join(steps, " → "), words.SignedBytes(t.Grown()), name(t))
	}
	switch {
	case n == 0:
		b.WriteString("  nothing changed\n")
	case more > 0:
		fmt.Fprintf(b, "  and %s more\n", words.Count(more))
	}
}
