package growth

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/text"
)

// Write writes a comparison as tables: the dumps, then lines, classes and
// holders, at most limit of each (0 for all), omitting stable ones unless all
// is set. prog places the lines, as far as their source was found.
func (r *Report) Write(w io.Writer, prog *site.Program, limit int, all bool) error {
	var b strings.Builder
	t := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "SVs\tBYTES\tUNREACHABLE\tNEW\tNEW AND KEPT\t  DUMP")
	for _, d := range r.Dumps {
		isNew, stay := text.Count(d.New), text.Count(d.Stay)
		if r.ByShape {
			isNew, stay = "–", "–"
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t  %s\n", text.Count(d.SVs), text.Bytes(d.Bytes), text.Bytes(d.UnreachedBytes), isNew, stay, d.name())
	}
	if err := t.Flush(); err != nil {
		return err
	}
	words := population.Writer{}
	if prog != nil {
		words.Sub = prog.SubLine
	}
	writeTracks(&b, "closures by line", r.Lines, limit, all, func(t Track) string {
		return t.Where(prog)
	})
	writeTracks(&b, "objects by class", r.Classes, limit, all, func(t Track) string { return text.Name(t.Name) })
	writeTracks(&b, "populations that grew by themselves, and what they retain without the others here", r.Holders, limit, all, func(t Track) string {
		return words.Path(t.Population)
	})
	if len(r.Rest.Bytes) > 1 {
		fmt.Fprintf(&b, "  the rest of the heap: %s\n", text.SignedBytes(r.Rest.Grown()))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// name says which dump it is.
func (d *Dump) name() string {
	if d.Time.IsZero() {
		return text.Safe(d.Path)
	}
	return strings.TrimSpace(d.Time.Local().Format(time.DateTime) + "  " + text.Safe(d.Path))
}

func writeTracks(b *strings.Builder, title string, tracks []Track, limit int, all bool, name func(Track) string) {
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
			steps[i] = text.Count(int(c))
		}
		fmt.Fprintf(b, "  %-7s %s  (%s)  %s\n", t.Trend, strings.Join(steps, " → "), text.SignedBytes(t.Grown()), name(t))
	}
	switch {
	case n == 0:
		b.WriteString("  nothing changed\n")
	case more > 0:
		fmt.Fprintf(b, "  and %s more\n", text.Count(more))
	}
}
