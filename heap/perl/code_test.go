package perl

import "testing"

func TestCodeOf(t *testing.T) {
	for text, want := range map[string]string{
		"f(1); # eof\ng(2)":                      "f(1);      \ng(2)",
		"print 'eof', \"eof $x\", `eof`;":        "print '   ', \"      \", `   `;",
		"$h{eof} + $h{'eof'} + $h{ \"eof\" }":    "$h{eof} + $h{'eof'} + $h{ \"eof\" }",
		"%h = ('eof' => 1, 'at eof' => 2)":       "%h = ('eof' => 1, '      ' => 2)",
		"m{eof}x; qw(eof); s/eof/eof/; y/a/b/":   "m     x; qw    ); s        /; y    /",
		"/eof/; $x / 2; $x //= 3":                "/   /; $x / 2; $x //= 3",
		"while (<$fh>) { <IN>; <>; <*.c> }":      "while (<$fh>) { <IN>; <>; <   > }",
		"f(<<EOF, 1);\neof\nEOF\ng()":            "f(<<  F, 1);\n   \n   \ng()",
		"1;\n\n=pod\n\neof\n\n=cut\n\nf()":       "1;\n\n    \n\n   \n\n    \n\nf()",
		"my ($x, # eof\n$y); sub f # eof\n{ 1 }": "my ($x,      \n$y); sub f      \n{ 1 }",
		"$#x; $#{$x}; $x->$#*":                   "$#x; $#{$x}; $x->$#*",
		"1;\n__END__\neof":                       "1;\n       \n   ",
		"$x << 2; $x <<= 3; 1 <=> 2":             "$x << 2; $x <<= 3; 1 <=> 2",
		"sub { (":                                "       ",
	} {
		if got := string(CodeOf([]byte(text))); got != want {
			t.Errorf("of %q there is %q, want %q", text, got, want)
		}
	}
}
