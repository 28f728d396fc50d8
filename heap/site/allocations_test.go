package site_test

import (
	"slices"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/site"
)

// Every SV that has an allocation is counted once, at its line, with its type
// and class.
func TestAllocations(t *testing.T) {
	h, items := alive(t, "p540dbg-amd64-d050", site.Options{Kinds: []site.Kind{site.KindAllocation}})
	type key struct {
		at          heap.Location
		type_, name string
	}
	count, bytes := map[key]int{}, map[key]int64{}
	for sv := range heap.SV(h.Count()) {
		a, ok, err := h.Allocations().Of(sv)
		if err != nil {
			t.Fatal(err)
		}
		if !ok || !a.HasFile || a.Line == 0 {
			continue
		}
		class, _ := h.Package(sv)
		k := key{heap.Location{File: a.File, Line: int(a.Line)}, h.Type(sv), class}
		count[k]++
		bytes[k] += h.Size(sv)
	}
	if len(count) < 1000 {
		t.Fatalf("only %d kinds of allocations", len(count))
	}
	for _, i := range items {
		n, size := 0, int64(0)
		for _, p := range i.Parts {
			k := key{i.Recorded, p.Type, p.Class}
			if count[k] != p.Count || bytes[k] != p.Bytes {
				t.Errorf("%v: %+v, want %d of %d bytes", k, p, count[k], bytes[k])
			}
			if a, _, _ := h.Allocations().Of(p.Example); a.Serial != p.Last || p.First > p.Last || p.Count == 1 && p.First != p.Last {
				t.Errorf("%v: serial numbers %d to %d, the example has %d", k, p.First, p.Last, a.Serial)
			}
			delete(count, k)
			n, size = n+p.Count, size+p.Bytes
		}
		if i.Count != n || i.Bytes != size || i.Example != i.Parts[0].Example {
			t.Errorf("%+v is not the sum of its parts", i)
		}
	}
	if len(count) > 0 {
		t.Errorf("not listed: %v", count)
	}
}

// 50 sessions are blessed at one line, and each has a closure of another.
func TestAllocationsOfProgram(t *testing.T) {
	h, items := alive(t, "p540dbg-amd64-d050", site.Options{})
	l := sourceOf(h)
	for _, want := range []struct {
		line        int
		type_, name string
		count       int
	}{
		{10, "HASH", "Leaky::Session", 50}, {27, "CODE", "", 51}, {124, "CODE", "", 40}, {39, "ARRAY", "Leaky::Point", 11},
	} {
		k := slices.IndexFunc(items, func(i site.Item) bool {
			return i.Kind == site.KindAllocation && i.Recorded == heap.Location{File: "lib/Leaky/App.pm", Line: want.line}
		})
		if k < 0 {
			t.Errorf("nothing allocated at line %d", want.line)
			continue
		}
		p := slices.IndexFunc(items[k].Parts, func(p site.Part) bool { return p.Type == want.type_ && p.Class == want.name })
		if p < 0 || items[k].Parts[p].Count != want.count {
			t.Errorf("line %d: %+v, want %+v", want.line, items[k].Parts, want)
		}
		if spots := l.Places(&items[k]); len(spots) != 1 || int(spots[0].Line) != want.line || spots[0].State != site.Exact || spots[0].Role != site.RoleLine {
			t.Errorf("line %d stands at %+v", want.line, spots)
		}
	}
	for _, name := range []string{"p536-amd64-d046", "p540-amd64-d050"} {
		if _, none := alive(t, name, site.Options{Kinds: []site.Kind{site.KindAllocation}}); len(none) > 0 {
			t.Errorf("%s, of a perl that does not know: %+v", name, none[0])
		}
	}
}
