package perl

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// say writes a mention.
func (m Mention) say() string {
	kind := [...]string{"variable", "declaration", "global", "constant", "word", "builtin", "key", "pair", "item", "quoted", "name", "code"}[m.Kind]
	if m.Sigil != 0 {
		return fmt.Sprintf("%s %c%s", kind, m.Sigil, m.Name)
	}
	return kind + " " + m.Name
}

// sayMentions writes what a text mentions. The order within a statement is that of the text.
func sayMentions(text []byte, f *File) []string {
	var all []string
	for _, m := range MentionsOf(text, f) {
		all = append(all, m.say())
	}
	return all
}

// TestMentions: what single statements mention. Each item is found; one that
// begins with ! is not.
func TestMentions(t *testing.T) {
	for text, want := range map[string]string{
		`$cache{$id} = $x[0];`:                                  "variable %cache|variable $id|variable @x",
		`our %cache; my ($x, @y);`:                              "declaration %cache|declaration $x|declaration @y",
		`*Foo::cache = \%Bar::cache;`:                           "variable *Foo::cache|variable %Bar::cache",
		`print "a $x->{key} b@{[ f($y) ]}";`:                    "quoted a|variable $x|key key|quoted b|word f|variable $y",
		`use vars qw($a1 @b1); $c = 1;`:                         "word vars|global $a1|global @b1|variable $c",
		`use vars '$a1';`:                                       "global $a1",
		"use vars (\n  '$a1', # $no\n  \"\\@b1\"\n);":           "global $a1|global @b1|!global $no",
		`use constant DEBUG => 0;`:                              "word constant|constant DEBUG|pair DEBUG",
		`use constant { A => 1, B => { C => 2 } };`:             "constant A|constant B|!constant C",
		`use constant ('LIST', A => 2);`:                        "constant LIST|!constant A",
		"use constant\n  PI\n    , 3; A => 1":                   "constant PI|!constant A",
		`$self->{'an other'}{"x"} = {'k l' => 1, -d => 2}`:      "key an other|key x|name x|quoted an|quoted other|pair k l|pair -d",
		`f('no'); $x{"$no"}; $x{lc 'no'}`:                       "name no|!key no",
		`@EXPORT = qw(one $two &three);`:                        "item one|item $two|name $two|name &three|name one",
		`"a" . 'b c' . "12px"; $x{"Foo::d"}`:                    "name a|quoted b|quoted c|name 12px|name Foo::d",
		`*{"${class}::cache"} = sub { }`:                        "quoted ::cache|variable $class",
		`for (sort keys %x) { shift @{$y} }`:                    "builtin for|builtin sort|builtin keys|variable %x|builtin shift|variable $y",
		"# $no\n=pod\n\n$no\n\n=cut\n\n$yes;\n__END__\n$no":     "variable $yes|!variable $no",
		`$x =~ /(?{ $n++ })foo/; s/bar/baz/; y/abc/def/`:        "code |variable $n|quoted foo|quoted bar|quoted baz",
		`sub make { Foo::Bar->new } package Other; f`:           "word make|word Foo::Bar|word new|word Other",
		"print <<A, <<'B';\nin $x\nA\nback\nB\n$y":              "quoted in|variable $x|quoted back|variable $y",
		`$Foo'old = 1; has size => (is => 'ro'); has('other');`: "variable $Foo::old|pair size|pair is|word has|key other",
		`$x->has('one'); $x -> has("two"); has('three')`:        "name one|!key one|!key two|key three",
		"has #(\n ( # '\n'one', 'two')":                         "key one|!key two",
		"$x{ # '\n'one' }{ 'two', 'three' }":                    "key one|!key two|!key three",
	} {
		got := sayMentions([]byte(text), Scan([]byte(text)))
		for _, w := range strings.Split(want, "|") {
			absent := strings.HasPrefix(w, "!")
			if w = strings.TrimPrefix(w, "!"); slices.Contains(got, w) == absent {
				t.Errorf("%s\nwant %s\n got %s", text, w, strings.Join(got, "\n     "))
			}
		}
	}
}

// TestMentionPackage: what stands before a name, and what is left of it.
func TestMentionPackage(t *testing.T) {
	for name, want := range map[string][2]string{"x": {"", "x"}, "::x": {"main", "x"}, "main::x": {"main", "x"}, "A::B::x": {"A::B", "x"}, "main::A::x": {"A", "x"}} {
		if m := (Mention{Name: name}); m.Package() != want[0] || m.Base() != want[1] {
			t.Errorf("%s is %q of %q, want %q of %q", name, m.Base(), m.Package(), want[1], want[0])
		}
	}
}

// TestMentionsBehindComments: quotes that stand together do not each read the comment
// before them again, which for these texts would take longer than a test may run.
func TestMentionsBehindComments(t *testing.T) {
	size := 4 << 20
	if testing.Short() {
		size /= 8
	}
	comment := " #" + strings.Repeat("x", size) + "\n"
	for _, text := range []string{
		"has" + comment + strings.Repeat("'',", size/3),
		"has(" + comment + strings.Repeat("'',", size/3),
		"$x{" + comment + strings.Repeat("'a',", size/4) + "'b'}",
		"$x{" + comment + strings.Repeat("$y{'a'},", size/8) + "'b'}",
	} {
		MentionsOf([]byte(text), Scan([]byte(text)))
	}
}

// TestMentionsAreBounded: no name is kept that nobody would write.
func TestMentionsAreBounded(t *testing.T) {
	long := strings.Repeat("k", 2*maxKept+1)
	for _, form := range []string{"$x{%s}", "$x{-%s}", "f(%s => 1)", "use constant %s => 1;", "use constant %s;", "$x{'%s'}", "has '%s';", "qw(%s)", "%s()", "'%s'"} {
		text := []byte(fmt.Sprintf(form, long))
		for _, m := range MentionsOf(text, Scan(text)) {
			if len(m.Name) > maxKept {
				t.Errorf("%s keeps a name of %d bytes", form, len(m.Name))
			}
		}
	}
}
