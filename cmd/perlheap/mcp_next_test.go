package main

import (
	"slices"
	"testing"

	"github.com/perlheap/perlheap/heap/wire"
)

// A list that was capped is not told as the whole.
func TestNextPage(t *testing.T) {
	for _, c := range []struct {
		offset, n, total int
		capped           bool
		want             string
	}{
		{0, 5, 5, false, ""},
		{0, 5, 12, false, "there are 12 rows; ask again with offset 5"},
		{20, 0, 12, false, "there are only 12 rows"},
		{0, 5, 100, true, "there are at least 100 rows; ask again with offset 5"},
		{90, 10, 100, true, "there may be more than these 100 rows, which are all that can be listed"},
	} {
		if got := (page{Offset: c.offset}).next(c.n, c.total, c.capped, "rows"); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
}

// A page of lines has the missing files of its own lines.
func TestMissingOfAPage(t *testing.T) {
	line := func(path, recorded string) wire.Line {
		return wire.Line{Place: wire.Place{Path: path, RecordedFile: recorded}}
	}
	all := []wire.Missing{{RecordedFile: "a.pm"}, {RecordedFile: "b.pm"}, {RecordedFile: "c.pm"}}
	var got []string
	for _, m := range missingOf([]wire.Line{line("", "c.pm"), line("/w/b.pm", "b.pm"), line("", "c.pm")}, all) {
		got = append(got, m.RecordedFile)
	}
	if !slices.Equal(got, []string{"c.pm"}) {
		t.Errorf("%q are missing", got)
	}
}
