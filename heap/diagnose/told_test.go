package diagnose

import (
	"context"
	"github.com/perlheap/perlheap/heap/retained"
	"slices"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/heap/site"
	words "github.com/perlheap/perlheap/heap/text"
)

// finderOf returns a finder that knows one text, and no heap.
func finderOf(x *text) *finder {
	return &finder{facts: &facts{ctx: context.Background(), s: &growth.Series{Heaps: make([]*heap.Heap, 1)}}, src: &sources{Program: &site.Program{}, own: []*text{x}}}
}

// TestSetBy: the only statement that surely sets something is stored, and all else is
// a guess that names the others.
func TestSetBy(t *testing.T) {
	x := textOf("1;\n2;\n3;\n")
	f := finderOf(x)
	for name, c := range map[string]struct {
		scores []int
		want   Certainty
		others int
	}{
		"one that is sure":        {[]int{9}, Stored, 0},
		"one that is not":         {[]int{2}, Guessed, 0},
		"a sure one and a likely": {[]int{9, 2}, Stored, 0},
		"two that are sure":       {[]int{10, 9, 2}, Guessed, 2},
		"two that are not":        {[]int{6, 2}, Guessed, 1},
	} {
		var stores []store
		for i, score := range c.scores {
			stores = append(stores, store{text: x, line: perl.Line(i + 1), score: score})
		}
		if p := f.setBy(stores); p.Certainty != c.want || len(p.Others) != c.others || p.Place.Line != 1 {
			t.Errorf("%s: line %d is %s, with %d others; want %s with %d", name, p.Place.Line, p.Certainty, len(p.Others), c.want, c.others)
		}
	}
}

// TestVagueLine: a line is known by what is told of it, and not of another.
func TestVagueLine(t *testing.T) {
	x := textOf("'one';\n'two';\n")
	f := finderOf(x)
	line := func(n int, score float64, vague bool) told {
		return told{text: x, at: perl.At{Line: perl.Line(n), Sub: -1}, score: score, vague: vague}
	}
	for _, c := range []struct {
		all  []told
		want Certainty
	}{
		{[]told{line(1, 9, true), line(2, 3, false)}, Guessed},
		{[]told{line(1, 9, false), line(2, 3, true)}, Told},
		{[]told{line(1, 9, false), line(2, 9, false)}, Guessed},
	} {
		if p, ok := f.toldBy(slices.Clone(c.all), "it is so"); !ok || p.Place.Line != 1 || p.Certainty != c.want {
			t.Errorf("%v: line %d is %s, want %s", c.all, p.Place.Line, p.Certainty, c.want)
		}
	}
}

// TestShareIsToldOnce: what is too little is not said to explain nothing as well.
func TestShareIsToldOnce(t *testing.T) {
	for _, c := range []struct {
		share, part float64
		want        Evidence
	}{
		{0.5, 0.1, Evidence{Principle: Explains, For: true}},
		{0.1, 0.1, Evidence{Principle: Explains}},
		{0.5, 0.007, Evidence{Principle: Explains}},
		{0.01, 0.1, Evidence{Principle: TooLittle}},
		{0.5, 0.001, Evidence{Principle: TooLittle}},
	} {
		var s Suspect
		var got []Evidence
		s.weighShare(c.share, c.part, "", func(p Principle, speaks bool, _, _ string) {
			got = append(got, Evidence{Principle: p, For: speaks})
		})
		if !slices.Equal(got, []Evidence{c.want}) {
			t.Errorf("%v of the growth, %v of the heap: %v", c.share, c.part, got)
		}
		if len(s.Measures) != 4 {
			t.Errorf("%d numbers were held against thresholds, and there are four", len(s.Measures))
		}
	}
}

// TestCountedOfCycles: what is counted in cycles that become larger is said.
func TestCountedOfCycles(t *testing.T) {
	dumps := func(things, svs int) []map[string]*componentClass {
		return []map[string]*componentClass{{"k": {count: 1, things: 2, svs: 3}}, {"k": {count: 1, things: things, svs: svs}}}
	}
	for _, c := range []struct {
		things, svs int
		want        string
	}{
		{50, 90, "50 objects and subs alive"},
		{2, 90, "90 SVs alive"},
		{2, 4, "1 alive"},
	} {
		s := Suspect{Kind: Cycle, Count: 1, Counts: []int{1, 1}}
		s.countThings(dumps(c.things, c.svs), "k")
		var b strings.Builder
		writeSuspect(&b, &s, false, words.Style{})
		if s.Alive() != c.want || !strings.Contains(b.String(), c.want+", ") {
			t.Errorf("%+v is %q:\n%s", c, s.Alive(), b.String())
		}
	}
}

// TestEmptiedIsMeasured: what decides a level or a place is among the measures.
func TestEmptiedIsMeasured(t *testing.T) {
	for _, of := range []*Threshold{keysKnown, keysInRange, entriesEmpty, longEach} {
		if !slices.Contains(Thresholds, of) {
			t.Errorf("%s is not printed", of.Name)
		}
	}
}

// Of a string nothing is counted: it is told how large it is, and not that none
// of it is alive.
func TestAmountsOfStrings(t *testing.T) {
	for kind, want := range map[Kind]string{Text: "12 bytes retained", Entries: "3 alive, 12 bytes retained"} {
		s := Suspect{Kind: kind, Retained: retained.Size{Bytes: 12}}
		if kind != Text {
			s.Count = 3
		}
		if got := strings.Join(s.Amounts(), ", "); got != want {
			t.Errorf("%s: %q, want %q", kind, got, want)
		}
	}
}

// TestWhyHeld: the holders come where a reason names the nearest of them, else behind it,
// whatever else the reason says.
func TestWhyHeld(t *testing.T) {
	s := Suspect{Holder: "{a} of A ← $x"}
	s.Why = becauseOf("things of {a} of A are added to ", "{a} of A", " and stay")
	s.Why.add("; it may be elsewhere")
	if got := s.WhyHeld(); got != "things of {a} of A are added to {a} of A ← $x and stay; it may be elsewhere" {
		t.Error(got)
	}
	if got := (&Suspect{Why: Because("it leads back"), Holder: "$x"}).WhyHeld(); got != "it leads back, held by $x" {
		t.Error(got)
	}
	if got := (&Suspect{Why: Because("it leads back")}).WhyHeld(); got != "it leads back" {
		t.Error(got)
	}
}
