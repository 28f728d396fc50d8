package report

import (
	"fmt"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/text"
)

// suspectView is a suspect as text that is harmless.
type suspectView struct {
	Rank                int
	Level, Kind         string
	Where, Why, Fix     string
	Count, Bytes, Share string
	Counts, Trend       string // over the dumps; empty for one
	Holder, HolderWhere string
	Class, Captured     string
	Cycle               []string
}

func newSuspectView(s *diagnose.Suspect, h *heap.Heap) suspectView {
	v := suspectView{
		Rank: s.Rank, Level: string(s.Level), Kind: string(s.Kind), Where: place(s.Place),
		Why: text.Safe(s.Why), Fix: text.Safe(s.Fix),
		Count: text.Count(s.Count), Bytes: s.Retained.String(), Share: text.Percent(share(s.Retained.Bytes, h.Bytes())),
		Holder: text.Safe(s.Holder), Class: text.Name(s.Class), Captured: text.Safe(s.Captured),
	}
	if s.HolderPlace.Line > 0 {
		v.HolderWhere = place(s.HolderPlace)
	}
	if course := s.Course(); course != "" {
		v.Counts, v.Trend = course, string(s.Trend)
	}
	for _, step := range s.Cycle {
		v.Cycle = append(v.Cycle, text.Safe(step))
	}
	return v
}

func place(p site.Place) string {
	if p.Line == 0 {
		return "no source line"
	}
	return p.Written(site.WithDoubt)
}

func steps[T int | int64](counts []T) string {
	texts := make([]string, len(counts))
	for i, n := range counts {
		texts[i] = text.Count(int(n))
	}
	return strings.Join(texts, " → ")
}

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
