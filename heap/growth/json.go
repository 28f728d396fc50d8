package growth

import (
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// JSON describes a comparison for machines. Unless all is set, stable items are
// left out. words are for the names of populations.
func (r *Report) JSON(all bool, words population.Writer) wire.Growth {
	pathOf := func(t Track) string { return words.Path(t.Population) }
	j := wire.Growth{Dumps: []wire.ComparedDump{}, Lines: tracksJSON(r.Lines, all, nameOf), Classes: tracksJSON(r.Classes, all, nameOf), Holders: tracksJSON(r.Holders, all, pathOf)}
	j.ByShape = r.ByShape
	for _, d := range r.Dumps {
		one := wire.ComparedDump{Dump: d.Path, SVs: d.SVs, Codes: d.Codes, Bytes: d.Bytes, Unreached: d.Unreached, UnreachedBytes: d.UnreachedBytes, New: d.New, Stay: d.Stay, Reused: d.Reused}
		if !d.Time.IsZero() {
			one.Time = &d.Time
		}
		j.Dumps = append(j.Dumps, one)
	}
	if r.Unrelated != nil {
		j.Unrelated = text.Safe(r.Unrelated.Error())
	}
	if len(r.Rest.Bytes) > 0 {
		j.RestBytes = r.Rest.Bytes
	}
	return j
}

func nameOf(t Track) string { return text.Name(t.Name) }

func tracksJSON(tracks []Track, all bool, name func(Track) string) []wire.Track {
	out := []wire.Track{}
	for _, t := range tracks {
		if all || moved(t) {
			out = append(out, wire.Track{Name: name(t), RecordedFile: text.Path(t.Recorded.File), RecordedLine: t.Recorded.Line, Counts: t.Counts, Bytes: t.Bytes, Trend: t.Trend})
		}
	}
	return out
}

func moved(t Track) bool { return t.Trend != Stable }

// JSON describes the order for machines; it returns nil for a nil order.
func (o *Order) JSON() *wire.Order {
	if o == nil {
		return nil
	}
	j := &wire.Order{Given: o.Given, Moved: o.Moved(), By: []string{}, Tied: o.Tied, Copies: o.Copies}
	for _, b := range o.By {
		j.By = append(j.By, string(b))
	}
	return j
}
