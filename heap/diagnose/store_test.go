package diagnose

import (
	"slices"
	"testing"

	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/heap/site"
)

// best returns the line that stores finds first for an owner in a text.
func best(t *testing.T, o path.Path, array, isText bool, code string) (perl.Line, store) {
	t.Helper()
	text := []byte("package X;\n" + code + "\n1;\n")
	x := newText(&site.Text{Path: "/p/X.pm", Bytes: text, File: perl.Scan(text)})
	var found []store
	for step, w := range anchors(o) {
		w.array, w.text = array, isText
		for _, s := range x.stores(w) {
			s.score -= 2 * step
			found = append(found, s)
		}
	}
	if len(found) == 0 {
		return 0, store{}
	}
	slices.SortStableFunc(found, func(a, b store) int { return b.score - a.score })
	return found[0].line, found[0]
}

func TestStores(t *testing.T) {
	below := func(p path.Path, keys []string) path.Path {
		for _, k := range keys {
			p = p.Then(path.Step{Kind: path.Key, Text: k})
		}
		return p
	}
	lexical := func(name string, keys ...string) path.Path {
		return below(path.New(path.Step{Kind: path.Lexical, Text: name}), keys)
	}
	field := func(keys ...string) path.Path { return below(path.OfClass("X"), keys) }
	for _, c := range []struct {
		name   string
		owner  path.Path
		array  bool
		isText bool
		code   string
		line   perl.Line // 0 for none
	}{
		{"assignment", lexical("%seen"), false, false, "my %seen;\nsub a {\n  return $seen{$_[0]};\n}\nsub b {\n  $seen{$_[0]} = 1;\n}", 7},
		{"comparison", lexical("%seen"), false, false, "my %seen;\nsub a {\n  return $seen{$_[0]} == 1;\n}\nsub b {\n  $seen{$_[0]}++;\n}", 7},
		{"comment", lexical("%seen"), false, false, "my %seen;\n# $seen{x} = 1\nsub b {\n  $seen{$_[0]} //= 1;\n}", 5},
		{"slice", lexical("%seen"), false, false, "my %seen;\nsub b {\n  @seen{@_} = @_;\n}", 4},
		{"package variable", path.New(path.Step{Kind: path.Symbol, Text: "%X::seen"}), false, false, "our %seen;\nsub b {\n  $X::seen{$_[0]} = 1;\n}", 4},
		{"push", lexical("@list"), true, false, "my @list;\nsub b {\n  my @other = @list;\n  push @list, @_;\n}", 5},
		{"copy", lexical("@list"), true, false, "my @list;\nsub b {\n  print @list;\n  @list = (@list, @_);\n}", 5},
		{"field", field("errors"), true, false, "sub new {\n  bless { errors => [] }, shift }\nsub b {\n  my $self = shift;\n  push @{ $self->{errors} }, @_;\n}", 6},
		{"accessor", field("errors"), true, false, "has errors => sub { [] };\nsub b {\n  my $self = shift;\n  push @{ $self->errors }, @_;\n}", 5},
		{"postfix", field("errors"), true, false, "sub b {\n  my $self = shift;\n  push $self->{errors}->@*, @_;\n}", 4},
		{"second name", field("errors"), true, false, "sub b {\n  my $self = shift;\n  my $list = $self->{errors};\n  push @$list, @_;\n}", 5},
		{"second name of a hash", field("cache"), false, false, "sub b {\n  my $self = shift;\n  my $c = $self->cache;\n  return $c->{$_[0]} if $c->{$_[0]};\n  $c->{$_[0]} = 1;\n}", 6},
		{"key that is data", lexical("%queue", "mail"), true, false, "my %queue;\nsub b {\n  push @{ $queue{$_[0]} }, 1;\n}", 4},
		{"string", lexical("$log"), false, true, "my $log = '';\nsub b {\n  print $log;\n  $log .= shift;\n}", 5},
		{"another name", lexical("%seen"), false, false, "my %seen_at;\nsub b {\n  $seen_at{$_[0]} = 1;\n}", 0},
		{"pod", lexical("%seen"), false, false, "my %seen;\n\n=pod\n\n  $seen{x} = 1;\n\n=cut\n\nsub b {\n  $seen{$_[0]} = 1;\n}", 11},
	} {
		if line, _ := best(t, c.owner, c.array, c.isText, c.code); line != c.line {
			t.Errorf("%s: line %d, want %d", c.name, line, c.line)
		}
	}
}

func TestBounded(t *testing.T) {
	for code, want := range map[string]bool{
		"my @x;\nsub a {\n  push @x, 1;\n  shift @x while @x > 9;\n}":                 true,
		"my @x;\nsub a {\n  push @x, 1;\n}\nsub b {\n  trim() if 9 < @x;\n}":          true,
		"my @x;\nsub a {\n  push @x, 1;\n  @x = @x[-25 .. -1] if scalar(@x) > 25;\n}": true,
		"my @x;\nsub a {\n  push @x, 1;\n}\nsub b {\n  shift @x;\n}":                  false,
		"my @x;\nsub a { my $i = shift;\n  $x[$i] = 1 if $i < 100;\n}":                true,
		"my @x;\nsub a { my $i = shift;\n  $x[$i] = 1 if $i >= 100;\n}":               false,
		"my @x;\nsub a { my $i = shift; return if $i > 99;\n  $x[$i] = 1;\n}":         true,
		"my @x;\nsub a { my $i = shift; return if $i < $from;\n  $x[$i] = 1;\n}":      false,
		"my @x; my @y;\nsub a {\n  push @x, 1;\n  shift @y while @y > 9;\n}":          false,
	} {
		line, s := best(t, path.New(path.Step{Kind: path.Lexical, Text: "@x"}), true, false, code)
		if line != 4 {
			t.Errorf("%q: the push is on line 4, not %d", code, line)
			continue
		}
		if got := s.bounded() != ""; got != want {
			t.Errorf("%q: bounded is %v", code, got)
		}
	}
}

func TestValueOrder(t *testing.T) {
	order := func(code string) int {
		x := newText(&site.Text{Path: "/p/X.pm", Bytes: []byte("$self->{x} = " + code + ";"), File: perl.Scan([]byte("$self->{x} = " + code + ";"))})
		return valueOrder(x.record().Stores[0].Value)
	}
	if order("$controller") <= order("Course::Authz->new($self)") || order("shift") <= order("[]") || order("$args{parent}") <= order("undef") || order("$self->up || Foo->new") > 0 {
		t.Error("what comes from outside is a reference back rather than what is made here")
	}
}

// A store is on the line on which its statement begins, however the statement
// is laid out.
func TestStoresInAnyLayout(t *testing.T) {
	lines := path.OfClass("X").Then(path.Step{Kind: path.Key, Text: "lines"})
	for name, code := range map[string]string{
		"one line":     "push @{ $self->{lines} }, $entry;",
		"broken":       "push\n  @{\n    $self->{lines}\n  },\n  $entry;",
		"name first":   "push @{ $self\n    ->{lines}\n}, $entry;",
		"a long value": "push @{ $self->{lines} }, {\n  text => $entry,\n  lines => 1,\n};",
		"postfix":      "push $self\n  ->{lines}\n  ->@*, $entry;",
		"parentheses":  "push(\n  @{$self->{'lines'}},\n  $entry\n);",
		"comment":      "push # {lines}\n  @{ # }\n  $self->{ lines } }, $entry;",
		"modifier":     "push @{ $self->{lines} }, $entry\n  if $entry\n  and length $entry;",
	} {
		text := "sub new { bless {\n  lines => [],\n}, shift }\nsub add {\n  my ($self, $entry) = @_;\n  " + code + "\n}"
		if line, _ := best(t, lines, true, false, text); line != 7 {
			t.Errorf("%s: line %d, want 7:\n%s", name, line, code)
		}
	}
}
