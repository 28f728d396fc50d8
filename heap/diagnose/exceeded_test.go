package diagnose

import (
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/perl"
)

// TestNumberOf: a limit is known if it is a number, a constant, or a variable that
// is assigned once and that nothing else can set, in this text or in another.
func TestNumberOf(t *testing.T) {
	const compared = "; if (@x > $most) { @x = () }"
	for _, c := range []struct {
		code, other string
		want        float64
	}{
		{"if (@x > 50) { @x = () }", "", 50},
		{"my $most = 60" + compared, "", 60},
		{"my $most = 60; if (@x > $most) { $most = 70 }", "", 0},
		{"my $most = shift" + compared, "", 0},
		{"use constant MOST => 80; if (@x > MOST) { @x = () }", "", 80},
		{"use constant { MOST => 90, LEAST => 1 }; die if @x >= MOST;", "", 90},
		{"my %size = (most => 90); die if @x >= most();", "", 0},
		{"use v5.36; sub a { my $most = 60; f($most) } sub b ($most) { @x = () if @x > $most }", "", 0},
		{"if (@x > @y) { @x = () }", "", 0},
		{"my @y = (50); if (@x > @y) { @x = () }", "", 0},

		{"my $most = 60; GetOptions('most=i' => \\$most)" + compared, "", 0},
		{"GetOptions('most=i' => \\(my $most = 60))" + compared, "", 0},
		{"my ($least, $most) = (1, 60); read_settings(\\ ($least, $most))" + compared, "", 0},
		{"my $most = 60; set(\\${most})" + compared, "", 0},
		{"my $most = 60; set(\\$least, $most)" + compared, "", 60},
		{"my $most = 60; set(\\(my $least), f($most))" + compared, "", 60},
		{"my $most = 60; warn \"\\$most\"; # \\$most" + "\n" + compared, "", 60},
		{"my $most = 60; read $fh, $most, 2" + compared, "", 0},
		{"my $most = 60; tie $most, 'Limit'" + compared, "", 0},
		{"my $most = 60; tie my @list, 'Limit', $most" + compared, "", 60},
		{"my $most = 60; $most =~ s/6/7/" + compared, "", 0},
		{"my $most = 60; die if $most =~ /x/" + compared, "", 60},
		{"my $most = 60; for ($least, $most) { $_ *= 2 }" + compared, "", 0},
		{"my $most = 60; $_ *= 2 for $most" + compared, "", 0},
		{"my $most = 60; for my $i (1 .. $most) { f($i) }" + compared, "", 60},
		{"sub a { my $most = 60 } sub b { if (@x > $most) { @x = () } }", "", 0},
		{"use v5.38; use experimental 'class'; class A; field $most = 60; method b { if (@x > $most) { @x = () } }", "", 0},

		{"package A; our $most = 60" + compared, "package B; print $B::most;", 60},
		{"package A; our $most = 60" + compared, "package B; $A::most = 1000;", 0},
		{"package A; our $most = 60" + compared, "package B; my $name = 'A::most'; $$name = 1000;", 0},
		{"package A; our $most = 60" + compared, "package B; use A '$most'; $most = 1000;", 0},
		{"package A; our $most = 60" + compared, "package B; my $most = 1000;", 60},
		{"package A; our $most = 60; *most = \\1000" + compared, "", 0},
		{"package A; my $most = 60" + compared, "package B; $A::most = 1000;", 60},
	} {
		x := textOf(c.code)
		f := finderIn(t, x)
		f.src.own = append(f.src.own, textOf(c.other))
		limit := x.record().Limits[0]
		got, ok := f.numberOf(x, limit.Than, limit.Sub, heap.NoSV)
		if got != c.want || ok != (c.want > 0) {
			t.Errorf("%q, and elsewhere %q: %v, want %v", c.code, c.other, got, c.want)
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
