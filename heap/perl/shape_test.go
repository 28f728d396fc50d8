package perl

import "testing"

func TestShapeOfBless(t *testing.T) {
	for text, want := range map[string]Shape{
		"bless {}, $c": ShapeHash, "bless { a => 1 }": ShapeHash, "bless +{}, $c": ShapeHash, "bless({ %$x }, $c)": ShapeHash, "bless [], $c": ShapeArray,
		"bless \\my $x, $c": ShapeScalar, "bless \\(my $x = 1), $c": ShapeScalar, "bless \\$y => $c": ShapeScalar, "bless \\'a', $c": ShapeScalar, "bless \\*FH, $c": ShapeGlob, "bless \\my @a, $c": ShapeArray, "bless \\%h, $c": ShapeHash,
		"bless sub { 1 }, $c": ShapeCode, "bless qr/x/, $c": ShapeRegexp, "bless \\do { my $x }, $c": ShapeUnknown, "bless gensym(), $c": ShapeUnknown, "bless $_[0], $c": ShapeUnknown,
		"my $s = {}; bless $s, $c": ShapeHash, "my $s = [@_]; return bless($s, $c)": ShapeArray, "my $s; $s = {a => 1}; bless $s => $c": ShapeHash, "my $s = $c->SUPER::new; bless $s, $c": ShapeUnknown,
		"my $s = {}; $s = [] if $x; bless $s, $c": ShapeUnknown, "my $s = {}; my $t = $s; bless $t, $c": ShapeHash, "bless my $s = {}, $c": ShapeHash, "my $s = []; bless $s->[0], $c": ShapeUnknown, "my $s = []; bless $$s, $c": ShapeUnknown,
		"my $s = {}; { my $s = []; } sub b { bless $s, $c }": ShapeUnknown,
	} {
		if b := Scan([]byte("sub a { " + text + " }")).Blesses; len(b) != 1 || b[0].Shape != want {
			t.Errorf("%s: %+v, want %d", text, b, want)
		}
	}
}
