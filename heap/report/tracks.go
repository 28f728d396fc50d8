package report

import (
	"fmt"
	"strings"

	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/text"
)

// trackTable is what grew of one sort.
type trackTable struct {
	Title, What string
	Rows        []trackRow
	More        int
}

type trackRow struct {
	Name, Counts, Grown, Trend string
	Spark                      string // points of a line, 80 by 18
}

// trackTables lists what grew or went. prog places the lines.
func trackTables(r *growth.Report, prog *site.Program, words population.Writer) []trackTable {
	line := func(t *growth.Track) string { return t.Where(prog) }
	class := func(t *growth.Track) string { return text.Name(t.Name) }
	holder := func(t *growth.Track) string { return words.Path(t.Population) }
	return []trackTable{
		newTrackTable("What grew by itself", "alive", r.Holders, holder),
		newTrackTable("Closures by line", "alive", r.Lines, line),
		newTrackTable("Objects by class", "alive", r.Classes, class),
	}
}

func newTrackTable(title, what string, tracks []growth.Track, name func(*growth.Track) string) trackTable {
	t := trackTable{Title: title, What: what}
	for i := range tracks {
		track := &tracks[i]
		if track.Trend == growth.Stable || track.Counts[0] == track.Counts[len(track.Counts)-1] && track.Grown() <= 0 {
			continue
		}
		if len(t.Rows) == mostTracks {
			t.More++
			continue
		}
		t.Rows = append(t.Rows, trackRow{
			Name: name(track), Counts: steps(track.Counts), Grown: text.SignedBytes(track.Grown()),
			Trend: string(track.Trend), Spark: spark(track.Counts),
		})
	}
	return t
}

const sparkWidth, sparkHeight = 80., 18.

// spark returns the points of a small line over all dumps.
func spark(counts []int64) string {
	most := int64(1)
	for _, n := range counts {
		most = max(most, n)
	}
	var b strings.Builder
	for i, n := range counts {
		x := 2 + float64(i)/float64(max(1, len(counts)-1))*(sparkWidth-4)
		y := sparkHeight - 2 - float64(n)/float64(most)*(sparkHeight-4)
		fmt.Fprintf(&b, "%.1f,%.1f ", x, y)
	}
	return strings.TrimSpace(b.String())
}

func steps[T int | int64](counts []T) string {
	texts := make([]string, len(counts))
	for i, n := range counts {
		texts[i] = text.Count(int(n))
	}
	return strings.Join(texts, " → ")
}
