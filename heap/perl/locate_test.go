package perl

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// line returns the line of text that holds mark.
func lineOfMark(t *testing.T, text, mark string) Line {
	t.Helper()
	i := strings.Index(text, mark)
	if i < 0 {
		t.Fatalf("no %q in the text", mark)
	}
	return Line(1 + strings.Count(text[:i], "\n"))
}

const locateText = `package My::App;
sub connect {
  my ($self, $url) = @_; # first of connect

  $self->on(message => sub {

    my ($tx, $msg) = @_; # first of message
    $self->seen($msg);
  },
  error => sub {
    delete $self->{con}; # first of error
    $self->retry(
      sub { $url = undef; $self->connect($url) }, sub { $self->stop }, # two
    );
  });
  return; # behind
}
sub nested {
  foo(sub {
    1; # first of inner
  }, 2); # first of nested
}
sub empty {

}
sub sig ($x,
  $y = 2)
{ # first of sig
  bar(); # second of sig
}
sub block {
  no strict 'refs';
  {
    foo(); # first of block
    bar(); # second of block
  }
}
sub condition {
  if ($x) { # first of condition
    bar(); # second of condition
  }
}
sub declarations {
  use strict;
  package Other;
  BEGIN { $z = 1 } # phaser of declarations
  sub inner { }
  baz(); # first of declarations
}
sub long {
  if ($x
    && $y) { # end of the condition
    1; # second of long
  }
}
sub folded {
  return 1 if DEBUG;
  if (My::TRACE) {
    bar(); # traced
  } else {
    bar(); # not traced
  }
  baz(); # behind two constants
  baz(); # behind all that may fold
}
sub unended {
  $_[0]{x} # without semicolon
} # brace
my %h = (a => sub { 1 }, b => sub { 'two' }, c => sub { my $v = shift; sub { $v->go } }); # table
my @l = (sub { a(b(c('seven'))) }, sub { }); # words
# line 7 "view.tt"
sub view {
  1; # first of view
}
`

func TestLocate(t *testing.T) {
	f := Scan([]byte(locateText))
	tests := []struct {
		mark string
		want []string // subs as "line of the keyword: fit", best first
	}{
		{"first of connect", []string{"2 0"}},
		{"first of message", []string{"5 0", "2 2"}},
		{"first of error", []string{"10 0", "2 2"}},
		{"# two", []string{"13 0", "13 0", "10 2", "2 2"}},
		{"# behind", []string{"2 2"}},
		{"first of inner", []string{"19 0", "18 1"}},
		{"first of nested", []string{"18 0", "19 2"}},
		{"first of sig", []string{"26 0"}},
		{"second of sig", []string{"26 2"}},
		{"first of block", []string{"31 0"}},
		{"second of block", []string{"31 2"}},
		{"first of condition", []string{"38 0"}},
		{"second of condition", []string{"38 2"}},
		{"first of declarations", []string{"43 0"}},
		{"end of the condition", []string{"50 0"}},
		{"second of long", []string{"50 2"}},
		{"# traced", []string{"56 1"}},
		{"behind two constants", []string{"56 1"}},
		{"behind all that may fold", []string{"56 2"}},
		{"without semicolon", []string{"66 0"}},
		{"# brace", []string{"66 1"}},
		{"# table", []string{"69 0", "69 0", "69 0", "69 0"}},
		{"package My", nil},
	}
	for _, tt := range tests {
		var got []string
		for _, c := range f.Locate(Location{Line: lineOfMark(t, locateText, tt.mark)}) {
			got = append(got, fmt.Sprint(f.Subs[c.Sub].Line, " ", uint8(c.Fit)))
		}
		if !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.mark, got, tt.want)
		}
	}
	empty := f.Locate(Location{Line: lineOfMark(t, locateText, "sub empty")})
	if len(empty) != 1 || f.Subs[empty[0].Sub].Name != "empty" || empty[0].Fit != FitFirst {
		t.Errorf("empty sub: %+v", empty)
	}
	if got := f.Locate(Location{File: "view.tt", Line: 8}); len(got) != 1 || f.Subs[got[0].Sub].Name != "view" {
		t.Errorf("view.tt line 8: %+v", got)
	}
	if got := f.Locate(Location{Line: lineOfMark(t, locateText, "first of view")}); got != nil {
		t.Errorf("a line behind the directive is not one of the file itself: %+v", got)
	}
}

func TestPadNames(t *testing.T) {
	f := Scan([]byte("my $far; sub a { my $x; sub { my $y; $x; $far }; try { my $z }; }"))
	got := f.PadNames(0)
	want := map[string]bool{"$x": true, "$y": false, "$far": true, "$z": true}
	for n, ok := range want {
		if got[n] != ok {
			t.Errorf("%s: %v, want %v", n, got[n], ok)
		}
	}
	if got["$y"] {
		t.Error("$y is declared inside")
	}
}

func TestSubsAt(t *testing.T) {
	f := Scan([]byte("sub a {\n sub { 1 }; sub {\n  2 } }\n}\nsub b { }\n"))
	tests := []struct {
		line Line
		want []int
	}{
		{0, nil}, {1, []int{0}}, {2, []int{2, 1, 0}}, {3, []int{2, 0}}, {4, nil}, {5, []int{3}}, {6, nil}, {99, nil},
	}
	for _, tt := range tests {
		if got := f.SubsAt(tt.line); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("line %d: %v, want %v", tt.line, got, tt.want)
		}
	}
}

func TestDirectives(t *testing.T) {
	text := "1\n# line 10\n10\n11\n#line 5 \"a.tt\"\n5\n # line 9\n7\n# line 20 \"b c\"\n# line 30 \"unclosed\n30\n# line 3 \"x\" y\n# line x\n# line 4\"z\"\n#\tline\t40\td \t\n40\n"
	f := Scan([]byte(text))
	recorded := map[Line]Location{
		1: {"", 1}, 3: {"", 10}, 4: {"", 11}, 6: {"a.tt", 5}, 8: {"a.tt", 7}, 11: {`"unclosed`, 30}, 12: {`"unclosed`, 31}, 16: {"d", 40},
	}
	for line, want := range recorded {
		if got := f.Recorded(line); got != want {
			t.Errorf("line %d is recorded as %v, want %v", line, got, want)
		}
		if got := f.Physical(want); !reflect.DeepEqual(got, []Line{line}) {
			t.Errorf("%v is line %v, want %d", want, got, line)
		}
	}
	if want := []string{"a.tt", "b c", `"unclosed`, "d"}; !reflect.DeepEqual(f.Names(), want) {
		t.Errorf("names %q, want %q", f.Names(), want)
	}
	f = Scan([]byte("# line 1\nx\n# line 1\nx\n"))
	if got := f.Physical(Location{Line: 1}); !reflect.DeepEqual(got, []Line{1, 2, 4}) {
		t.Errorf("line 1, given three times: %v", got)
	}
}

// TestEndOfCode: __END__, __DATA__, control-D and control-Z end a program, but
// not as a key or inside a quote.
func TestEndOfCode(t *testing.T) {
	for _, end := range []string{"__END__\n", "__DATA__\n", "\x04", "\x1a"} {
		text := "sub a { '" + end + "' }\n" + end + "sub b { }"
		f := Scan([]byte(text))
		if len(f.Subs) != 1 || f.End != strings.LastIndex(text, end) || f.Broken {
			t.Errorf("%q: %d subs, code ends at %d, broken %v", end, len(f.Subs), f.End, f.Broken)
		}
	}
	if f := Scan([]byte("%h = (__END__ => 1); $h{__DATA__}; sub a { }")); len(f.Subs) != 1 {
		t.Error("a key ended the program")
	}
}

func TestLines(t *testing.T) {
	f := Scan([]byte("ab\n\nc"))
	for offset, want := range map[int]Line{-1: 1, 0: 1, 2: 1, 3: 2, 4: 3, 5: 3, 99: 3} {
		if got := f.LineOf(offset); got != want {
			t.Errorf("LineOf(%d) = %d, want %d", offset, got, want)
		}
	}
	for line, want := range map[Line]int{-1: 0, 1: 0, 2: 3, 3: 4, 4: 5} {
		if got := f.LineStart(line); got != want {
			t.Errorf("LineStart(%d) = %d, want %d", line, got, want)
		}
	}
	if f.Lines() != 3 {
		t.Errorf("%d lines, want 3", f.Lines())
	}
}

// hostile are texts that make a careless scanner quadratic or deep when they
// are repeated.
var hostile = []string{
	"{", "(", "[", "}", ")", "sub {", "sub a {", "\"@{[", "qq{@{[", "q{", "q(", "s{", "<<A;\n", "<<A\n", "\"", "'", "/", "$x{", "$$", "${", "@{", "m/", "tr/",
	"{ ", "sub f(", "sub f($x = sub {", "package A {", "method m (", "method ", "bless ", "bless (", "bless     ((", "if (", "# line 1\n", "=pod\n", "\n=cut\n", "a => ", "a{", "{a", "{\"", "-",
	"format =\n", "my ($", "my (", ": ", "sub :a(", "?", "<", "<$x", "->", "sub\n{\n", "}\n", "{\n}\n}\n", "  {{{}\n", "try {", "foo {\n", "\\", "x=", "'\n}\n", "\"\nsub a\n", "class A (", "use A ", "( # c\n", "{ # c\n",
}

// No depth of nesting and no unfinished quote may end the scan.
func TestHostileText(t *testing.T) {
	for _, unit := range hostile {
		f := Scan([]byte(strings.Repeat(unit, 1<<14/len(unit))))
		if len(f.Subs) > 0 {
			f.SubsAt(1)
		}
	}
}

// BenchmarkHostileText shows that the cost grows with the text and not faster:
// ns/byte of the two sizes are alike for every unit.
func BenchmarkHostileText(b *testing.B) {
	for _, size := range []int{1 << 15, 1 << 18} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			for _, unit := range hostile {
				text := []byte(strings.Repeat(unit, size/len(unit)))
				b.Run(fmt.Sprintf("%q", unit), func(b *testing.B) {
					for b.Loop() {
						Scan(text)
					}
					b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(text)), "ns/byte")
				})
			}
		})
	}
}
