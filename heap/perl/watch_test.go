package perl

import (
	"fmt"
	"strings"
	"testing"
)

func TestStatementAt(t *testing.T) {
	for text, want := range map[string]string{
		"a(); b(^sub { 1 }); c();":                          "b(sub { 1 });",
		"sub f { my $s = shift; $s->on(x => ^sub { 2 }) }":  "$s->on(x => sub { 2 }) ",
		"if ($x) { $y = { a => ^sub { 1; 2 } }; } z();":     "$y = { a => sub { 1; 2 } };",
		"foo({ a => 1 }, [ map { bar($_) } 1 ], ^sub { });": "foo({ a => 1 }, [ map { bar($_) } 1 ], sub { });",
		"if (1) { 1 }\nfoo(^sub {})":                        "foo(sub {})",
		"foo(); return ^sub { bar(); } if $z; w();":         "return sub { bar(); } if $z;",
		"my %h = (a => \"${\\ foo() }\", b => ^sub { });":   "my %h = (a => \"${\\ foo() }\", b => sub { });",
		"for my $i (1) { push @x, ^sub { $i } }":            "push @x, sub { $i } ",
		"f(^sub {":                                          "",
	} {
		offset := strings.IndexByte(text, '^')
		plain := strings.Replace(text, "^", "", 1)
		got := ""
		if s, ok := StatementAt([]byte(plain), offset); ok {
			got = plain[s.Start:s.End]
		}
		if got != want {
			t.Errorf("in %s stands %q, want %q", plain, got, want)
		}
	}
}

func TestUsesOf(t *testing.T) {
	text := `my ($x, @x) = @_; $x->{a} = $x[0] . "$x ${x}"; @$x; sub { my $x; ${ x } = 1; $y{$x} = '$x' }`
	uses, ok := UsesOf([]byte(text), "$x")
	if !ok {
		t.Fatal("the text is called broken")
	}
	var got []string
	for _, u := range uses {
		got = append(got, fmt.Sprintf("%s %v %v %v", text[u.Start:u.End], u.Quoted, u.Braced, u.Chain))
	}
	want := []string{
		"$x false false false", // ->{a}
		"$x true false false",
		"{x true true false",
		"$x false false true", // @$x
		" x false true false", // ${ x }
		"$x false false false",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("uses\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
