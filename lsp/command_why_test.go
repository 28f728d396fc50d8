package lsp

import (
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/lsp/session"
)

// What is typical of a suspect is of its own kind, whatever else its line makes.
func TestTypicalOf(t *testing.T) {
	const closure, object, itself = heap.SV(1), heap.SV(2), heap.SV(3)
	at := heap.Location{File: "Foo.pm", Line: 7}
	of := func(i session.Item, sv heap.SV) session.Item {
		i.Line, i.Items = 7, []*site.Item{{Example: sv}}
		return i
	}
	v := &session.File{}
	v.Items = []session.Item{
		of(session.Item{Kind: site.KindObject, Name: "Foo"}, object),
		of(session.Item{Kind: site.KindClosure, Sites: []*site.Site{{Recorded: at}}}, closure),
	}
	for _, c := range []struct {
		kind     diagnose.Kind
		class    string
		recorded heap.Location
		want     heap.SV
	}{
		{diagnose.Closures, "", at, closure},
		{diagnose.Closures, "", heap.Location{File: "Foo.pm", Line: 9}, itself},
		{diagnose.Entries, "Foo", at, object},
		{diagnose.Entries, "", at, itself},
		{diagnose.Cycle, "Bar", heap.Location{}, itself},
		{diagnose.Text, "", at, itself},
	} {
		x := &diagnose.Suspect{Kind: c.kind, Class: c.class, SV: itself}
		x.Place.Recorded = c.recorded
		if got := typicalOf(v, 7, x); got != c.want {
			t.Errorf("%+v: %d", c, got)
		}
	}
}
