package diagnose

import (
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/perl"
)

// TestNumberOf: a limit is known if it is a number, a constant, or a variable that
// nothing else is ever assigned to.
func TestNumberOf(t *testing.T) {
	for code, want := range map[string]float64{
		"if (@x > 50) { @x = () }":                                                             50,
		"my $most = 60; if (@x > $most) { @x = () }":                                           60,
		"my $most = 60; if (@x > $most) { $most = 70 }":                                        0,
		"my $most = shift; if (@x > $most) { @x = () }":                                        0,
		"use constant MOST => 80; if (@x > MOST) { @x = () }":                                  80,
		"use constant { MOST => 90, LEAST => 1 }; die if @x >= MOST;":                          90,
		"use v5.36; sub a { my $most = 60; f($most) } sub b ($most) { @x = () if @x > $most }": 0,
		"if (@x > @y) { @x = () }":                                                             0,
	} {
		x := textOf(code)
		f := &finder{}
		got, ok := f.numberOf(x, x.record().Limits[0].Than, x.record().Limits[0].Sub, heap.NoSV)
		if got != want || ok != (want > 0) {
			t.Errorf("%q: %v", code, got)
		}
	}
}

// TestNaming: a term names a container if exactly as many subscripts lead on as from the
// name to the container; of many containers a limit of their number counts as well.
func TestNaming(t *testing.T) {
	for _, c := range []struct {
		nested  int
		several bool
		code    string
		want    bool
	}{
		{0, false, "@{ $self->{h} }", true},
		{0, false, "@{ $self->{h}{$id} }", false},
		{1, false, "@{ $self->{h}{$id} }", true},
		{1, false, "@{ $self->{h} }", false},
		{1, true, "@{ $self->{h} }", true},
		{0, false, "@{ $self->h }", true},
		{0, false, "@{ $self->{other} }", false},
		{-1, false, "@$h", false},
		{0, false, "@$h", true},
	} {
		x := textOf("die if " + c.code + " > 9;")
		n := naming{name: "h", nested: c.nested, several: c.several}
		if got := n.has(x.record().Limits[0].Term, 0); got != c.want {
			t.Errorf("%s with %d subscripts: %v", c.code, c.nested, got)
		}
	}
	x := textOf("shift @h if @h > 9;")
	n := naming{name: "h", over: func(*text, *perl.Limit) bool { return true }}
	if on := x.record().Removals[0].Condition; !n.isOver(x, on) || (naming{name: "h"}).isOver(x, on) || (naming{name: "i", over: n.over}).isOver(x, on) {
		t.Error("what is long exceeded is not told from what may hold")
	}
}
