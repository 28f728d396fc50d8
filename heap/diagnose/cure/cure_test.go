package cure_test

import (
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/diagnose/cure"
	"github.com/perlheap/perlheap/heap/perl"
)

const perl536 = 5<<24 | 36<<16

// decided is the cure of a case on a text, and the text with its edits, empty
// if there are none. The line of the closure, or of the reference, is that with
// the mark #!.
func decided(c cure.Case, text string) (cure.Cure, string) {
	line := 1 + strings.Count(text[:strings.Index(text, "#!")], "\n")
	text = strings.Replace(text, "#!", "", 1)
	c.Perl, c.Whole = perl536, true
	for i := range c.Subs {
		c.Subs[i].Path, c.Subs[i].File, c.Subs[i].Line, c.Subs[i].Own = "App.pm", "App.pm", line, true
	}
	for i := range c.Refs {
		c.Refs[i].Path, c.Refs[i].Line = "App.pm", line
	}
	cured := cure.For(&c, func(string) *cure.Text { return &cure.Text{Bytes: []byte(text)} })
	if len(cured.Edits) == 0 {
		return cured, ""
	}
	return cured, apply(text, cured.Edits)
}

func capturing(name string, holds cure.Holds) cure.Case {
	return cure.Case{Subs: []cure.Sub{{Captures: []cure.Capture{{Name: name, Holds: holds, What: "App::Widget", Way: "{cb}", Key: "cb", Sub: -1}}}}}
}

func TestWeakCopyText(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"imported with others, one line, name taken": {`use Scalar::Util qw(blessed weaken);
sub f {
	my ($weak_self, $self) = @_;
	$self->{cb} = sub { "$self" }; #!
	1;
}
`, `use Scalar::Util qw(blessed weaken);
sub f {
	my ($weak_self, $self) = @_;
	weaken(my $weak_self2 = $self);
	$self->{cb} = sub { my $self = $weak_self2 or return; "$self" }; 
	1;
}
`},
		"signature, package with a block": {`package App::Widget {
    use v5.36;
    sub f ($self, $x) {
        $self->{cb} = sub ($y) { $self->$y }; #!
        1;
    }
}
`, `package App::Widget {
    use v5.36;
    use Scalar::Util 'weaken';
    sub f ($self, $x) {
        weaken(my $weak_self = $self);
        $self->{cb} = sub ($y) { my $self = $weak_self or return; $self->$y }; 
        1;
    }
}
`},
		"no use, a script": {"# /usr/bin/perl\n\n# about\nsub f {\n    my $self = shift;\n    $self->{cb} = sub { $self->x }; #!\n    1;\n}\n",
			"# /usr/bin/perl\n\n# about\nuse Scalar::Util 'weaken';\nsub f {\n    my $self = shift;\n    weaken(my $weak_self = $self);\n    $self->{cb} = sub { my $self = $weak_self or return; $self->x }; \n    1;\n}\n"},
		"builtin in another block": {"package A;\nuse strict;\n{ use builtin 'weaken'; sub g { weaken($_[0]) } }\nsub f {\n    my $self = shift;\n    $self->{cb} = sub { $self->x }; #!\n    1;\n}\n",
			"package A;\nuse strict;\nuse Scalar::Util 'weaken';\n{ use builtin 'weaken'; sub g { weaken($_[0]) } }\nsub f {\n    my $self = shift;\n    weaken(my $weak_self = $self);\n    $self->{cb} = sub { my $self = $weak_self or return; $self->x }; \n    1;\n}\n"},
		"a weaken of its own": {"package A;\nuse strict;\nsub weaken { 1 }\nsub f {\n    my $self = shift;\n    $self->{cb} = sub { $self->x }; #!\n    1;\n}\n",
			"package A;\nuse strict;\nuse Scalar::Util ();\nsub weaken { 1 }\nsub f {\n    my $self = shift;\n    Scalar::Util::weaken(my $weak_self = $self);\n    $self->{cb} = sub { my $self = $weak_self or return; $self->x }; \n    1;\n}\n"},
		"called in full": {"package A;\nuse Scalar::Util;\nsub g { Scalar::Util::weaken($_[0]) }\nsub f {\n    my $self = shift;\n    $self->{cb} = sub { $self->x }; #!\n    1;\n}\n",
			"package A;\nuse Scalar::Util;\nsub g { Scalar::Util::weaken($_[0]) }\nsub f {\n    my $self = shift;\n    Scalar::Util::weaken(my $weak_self = $self);\n    $self->{cb} = sub { my $self = $weak_self or return; $self->x }; \n    1;\n}\n"},
		"given by a module that is not known": {"package A;\nuse A::Common;\nsub g { weaken($_[0]) }\nsub f {\n    my $self = shift;\n    $self->{cb} = sub { $self->x }; #!\n    1;\n}\n",
			"package A;\nuse A::Common;\nsub g { weaken($_[0]) }\nsub f {\n    my $self = shift;\n    weaken(my $weak_self = $self);\n    $self->{cb} = sub { my $self = $weak_self or return; $self->x }; \n    1;\n}\n"},
		"the value of its sub": {"sub f {\n    my $self = shift;\n    $self->{cb} = sub { $self->x }; #!\n}\nsub g { my $cb = shift->f }\n", ""},
		"the value of its sub, which nobody wants": {"weaken($x);\nsub f {\n    my $self = shift;\n    $self->{cb} = sub { $self->x }; #!\n}\nsub g { my $self = shift; $self->f; $self->y }\n",
			"weaken($x);\nsub f {\n    my $self = shift;\n    weaken(my $weak_self = $self);\n    $self->{cb} = sub { my $self = $weak_self or return; $self->x }; \n}\nsub g { my $self = shift; $self->f; $self->y }\n"},
		"given to a method that is not here":            {"sub f {\n    my $self = shift;\n    $self->on(sub { $self->x }); #!\n    1;\n}\n", ""},
		"given to a method that gives it away":          {"sub f {\n    my $self = shift;\n    $self->on(sub { $self->x }); #!\n    1;\n}\nsub on { my ($self, $cb) = @_; $self->{cb} = $cb; $loop->add($cb) }\n", ""},
		"given to a method that hands on its arguments": {"sub f {\n    my $self = shift;\n    $self->on(sub { $self->x }); #!\n    1;\n}\nsub on { my $self = shift; $self->{cb} = $_[0]; $loop->add(@_) }\n", ""},
		"given to a method that keeps it": {"weaken($x);\nsub f {\n    my $self = shift;\n    $self->on(sub { $self->x }); #!\n    1;\n}\nsub on { my ($self, $cb) = @_; push @{ $self->{cb} }, $cb; return }\n",
			"weaken($x);\nsub f {\n    my $self = shift;\n    weaken(my $weak_self = $self);\n    $self->on(sub { my $self = $weak_self or return; $self->x }); \n    1;\n}\nsub on { my ($self, $cb) = @_; push @{ $self->{cb} }, $cb; return }\n"},
		"assigned in the same statement":   {"sub f {\n    my $self = Timer->new(sub { undef $self }); #!\n    1;\n}\n", ""},
		"assigned later":                   {"sub f {\n    my $self = shift;\n    $self->{cb} = sub { $self->x }; #!\n    $self = undef;\n}\n", ""},
		"without a value":                  {"sub f {\n    my $self;\n    $self->{cb} = sub { $self->x }; #!\n    1;\n}\n", ""},
		"declared again inside":            {"sub f {\n    my $self = shift;\n    $self->{cb} = sub { g($self); for (1) { my $self = 1 } }; #!\n    1;\n}\n", ""},
		"declared in a block before":       {"sub f {\n    { my $self = shift; }\n    $self->{cb} = sub { $self->x }; #!\n    1;\n}\n", ""},
		"two on the line":                  {"sub f {\n    my $self = shift;\n    $self->on(sub { $self->x }, sub { $self->y }); #!\n    1;\n}\n", ""},
		"does not end":                     {"sub f {\n    my $self = shift;\n    $self->on(sub { $self->x #!\n", ""},
		"given to another":                 {"sub f {\n    my $self = shift;\n    $self->{id} = $loop->timer(1, sub { $self->x }); #!\n    1;\n}\n", ""},
		"returned":                         {"sub f {\n    my $self = shift;\n    return $self->{cb} = sub { $self->x }; #!\n    1;\n}\n", ""},
		"read elsewhere":                   {"sub f {\n    my $self = shift;\n    $self->{cb} = sub { $self->x }; #!\n    1;\n}\nsub g { return $_[0]->{cb} }\n", ""},
		"in a variable":                    {"sub f {\n    my $self = shift;\n    my $cb = sub { $self->x }; #!\n    $self->{cb} = $cb;\n}\n", ""},
		"conditional":                      {"sub f {\n    my $self = shift;\n    $self->{cb} ||= sub { $self->x }; #!\n    1;\n}\n", ""},
		"called on a part of something":    {"sub f {\n    my $self = shift;\n    $self->{loop}->add(sub { $self->x }); #!\n    1;\n}\n", ""},
		"in a signature":                   {"use v5.36;\nsub f ($self) {\n    $self->{cb} = sub ($x = $self->y) { $self->x }; #!\n    1;\n}\n", ""},
		"the sub is wrapped in what it is": {"sub f {\n    my $self = shift;\n    $self->on(x => wrap(sub { $self->x })); #!\n    1;\n}\n", ""},
	} {
		if _, got := decided(capturing("$self", cure.HoldsObject), c.text); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, c.want)
		}
	}
	x := capturing("$self", cure.HoldsObject)
	x.Subs[0].Captures[0].Alone = true
	if _, got := decided(x, "sub f {\n    my $self = shift;\n    $self->{cb} = sub { $self->x }; #!\n    1;\n}\n"); got != "" {
		t.Errorf("somewhere nothing else holds the object, and got\n%s", got)
	}
}

func TestCurrentSub(t *testing.T) {
	const text = `use strict;
sub tree {
    my ($root) = @_;
    my $walk;
    $walk = sub { #!
        my $node = shift;
        $walk->($_) for @{ $node->{kids} };
        later($walk, 1);
    };
    return $walk->($root);
}
`
	const want = `use strict;
use feature 'current_sub';
sub tree {
    my ($root) = @_;
    my $walk;
    $walk = sub { 
        my $node = shift;
        __SUB__->($_) for @{ $node->{kids} };
        later(__SUB__, 1);
    };
    return $walk->($root);
}
`
	x := capturing("$walk", cure.HoldsItself)
	if _, got := decided(x, text); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	plain := strings.Replace(want, "use feature 'current_sub';\n", "", 1)
	for _, pragma := range []string{"use v5.20;\n", "use 5.016_000;\n", "use 5.16.1;\n", "use feature qw(say current_sub);\n", "use feature ':5.36';\n"} {
		if _, got := decided(x, pragma+text); got != pragma+plain {
			t.Errorf("with %sgot\n%s", pragma, got)
		}
	}
	for _, pragma := range []string{"use v5.14;\n", "use 5.010;\n", "use feature 'say';\n", "{ use v5.20; }\n", "use v5.20; no feature;\n", "# use v5.20;\n", "=pod\n\nuse v5.20;\n\n=cut\n\n", "my $x = 'use v5.20;';\n", "my $x = <<X;\nuse v5.20;\nX\n"} {
		if _, got := decided(x, pragma+text); strings.Count(got, "use feature 'current_sub';") != 1 {
			t.Errorf("with %sgot\n%s", pragma, got)
		}
	}
	for name, change := range map[string][2]string{
		"in a sub inside":     {"later($walk, 1)", "later(sub { $walk->(1) })"},
		"in a block":          {"later($walk, 1)", "first { $walk->(1) } 1"},
		"in catch":            {"later($walk, 1)", "try { 1 } catch { $walk->(1) }"},
		"in a string":         {"later($walk, 1)", `print "$walk"`},
		"called with &":       {"later($walk, 1)", "&$walk(1)"},
		"the key of a hash":   {"later($walk, 1)", "$seen{$walk}++"},
		"before a fat comma":  {"later($walk, 1)", "later($walk => 1)"},
		"a handle of print":   {"later($walk, 1)", "print $walk->(1)"},
		"asked whether it is": {"later($walk, 1)", "$walk ? 1 : 0"},
	} {
		c, got := decided(x, strings.Replace(text, change[0], change[1], 1))
		if strings.Contains(got, "__SUB__") || strings.Contains(c.Fix, "__SUB__") || !strings.Contains(got, "my $walk = $weak_walk;") || !strings.Contains(got, "};\n    weaken($weak_walk = $walk);\n") {
			t.Errorf("%s: %s, and got\n%s", name, c.Fix, got)
		}
	}
	for name, change := range map[string][2]string{
		"undefined inside":    {"later($walk, 1)", "undef $walk"},
		"another sub by then": {"return $walk", "$walk = sub {}; return $walk"},
		"part of a list":      {"$walk = sub", "@x = ($walk, $walk) = sub"},
		"assigned in a list":  {"return $walk", "($walk, my $y) = g(); return $walk"},
		"kept weakly":         {"return $walk", "Scalar::Util::weaken($root->{w} = $walk); return $walk"},
		"a state variable":    {"my $walk;", "state $walk;"},
		"a package variable":  {"my $walk;", "our $walk;"},
		"declared in if":      {"my $walk;", "if ((my $walk = 1)) { }"},
		"the last value":      {"};\n    return $walk->($root);", "}"},
	} {
		c, got := decided(x, strings.Replace(text, change[0], change[1], 1))
		if got != "" || strings.Contains(c.Fix, "__SUB__") {
			t.Errorf("%s: %s, and got\n%s", name, c.Fix, got)
		}
	}
	old := x
	old.Perl, old.Whole = 5<<24|14<<16, true
	old.Subs = []cure.Sub{{Path: "App.pm", Line: 5, Own: true, Captures: x.Subs[0].Captures}}
	c := cure.For(&old, func(string) *cure.Text { return &cure.Text{Bytes: []byte(strings.Replace(text, " #!", "", 1))} })
	if strings.Contains(c.Fix, "__SUB__") || !strings.Contains(c.Title, "weak copy") {
		t.Errorf("perl 5.14 has no __SUB__, and it is said: %s (%s)", c.Fix, c.Title)
	}
}

func TestWeakField(t *testing.T) {
	x := cure.Case{Refs: []cure.Ref{{Name: "{up} of App::Node", Key: "up", Back: true}}}
	const f = "use Scalar::Util 'weaken';\nsub f {\n    my ($self, $child) = @_;\n"
	for text, want := range map[string]string{
		f + "    $child->{up} = $self; #!\n    1;\n}\n":                                               f + "    $child->{up} = $self;\n    weaken($child->{up}); \n    1;\n}\n",
		"weaken $x;\r\n$$s{'up'} = $_[0];#!\r\n":                                                      "weaken $x;\r\n$$s{'up'} = $_[0];\r\nweaken($$s{'up'});\r\n",
		f + "    my $s = bless {\n        a => 1,\n        up => $self,#!\n    }, 'X';\n    $s;\n}\n": f + "    my $s = bless {\n        a => 1,\n        up => $self,\n    }, 'X';\n    weaken($s->{up});\n    $s;\n}\n",
		f + "    $child->{up} = App::Node->new;#!\n}\n":                                               "", // nobody else would hold it
		f + "    my $new = App::Node->new;\n    $child->{up} = $new;#!\n}\n":                          "",
		f + "    $child->{up} = $self;#!\n    weaken($child->{up});\n}\n":                             "",
		f + "    $child->{up} = $self if $y;#!\n}\n":                                                  "",
		f + "    return bless { up => $self }, 'X';#!\n}\n":                                           "",
		f + "    my $s = $y ? bless({ up => $self }, 'X') : 0;#!\n}\n":                                "",
		f + "    my $s = bless { up => $self }, $x or return;#!\n}\n":                                 "",
		f + "    $child->{up} = $self; $self->{up} = $child;#!\n}\n":                                  "",
		f + "=pod\n\n    $child->{up} = $self;#!\n\n=cut\n}\n":                                        "",
		f + "    my $text = <<X;\n    $child->{up} = $self;#!\nX\n}\n":                                "",
	} {
		if _, got := decided(x, text); got != want {
			t.Errorf("%q: got\n%q\nwant\n%q", text, got, want)
		}
	}
}

// TestStores says of what the text tells about a value.
func TestStores(t *testing.T) {
	const text = `package A;
sub new { my ($class, %args) = @_; my $self = bless { up => $args{up} }, $class; $self->{leg} = Leg->new(up => $self); return $self }
sub set { my ($self, $up) = @_; $self->{'up'} = $up; $up->{leg} = $self }
sub own { my $self = shift; my $leg = Leg->new; $self->{leg} = $leg }
__END__
$self->{up} = Up->new;
`
	for name, want := range map[string][]cure.Value{
		"up":  {cure.Given, cure.Given, cure.Given},
		"leg": {cure.Made, cure.Given, cure.Made},
	} {
		var got []cure.Value
		for _, s := range cure.Stores([]byte(text), name) {
			got = append(got, s.Value)
		}
		if len(got) != len(want) || got[0] != want[0] || got[1] != want[1] || got[2] != want[2] {
			t.Errorf("%s: %v, not %v", name, got, want)
		}
	}
}

// TestWithoutText offers no edit and picks nothing where there is no text.
func TestWithoutText(t *testing.T) {
	none := func(string) *cure.Text { return nil }
	two := cure.Case{Whole: true, Refs: []cure.Ref{{Name: "{leg} of Table", Key: "leg", Steps: 1}, {Name: "{table} of Leg", Key: "table", Steps: 1}}}
	itself := capturing("$f", cure.HoldsItself)
	for _, c := range []struct {
		x          cure.Case
		want, lack string
	}{
		{two, "one of these where it is set, choosing one that leads to something held elsewhere: {leg} of Table, {table} of Leg", "weaken {leg}"},
		{itself, "a weak copy of $f", "__SUB__"},
		{capturing("%h", cure.IsData), "empty %h", "__SUB__"},
		{capturing("$self", cure.HoldsObject), "remove the closure from {cb} of App::Widget", "__SUB__"},
	} {
		got := cure.For(&c.x, none)
		if !strings.Contains(got.Fix, c.want) || strings.Contains(got.Fix, c.lack) || len(got.Edits) > 0 || got.Title != "" {
			t.Errorf("it is said: %s (%s)", got.Fix, got.Title)
		}
	}
}

// What a module captures is told and not to be changed, and no edit is offered for
// a part of the cycle.
func TestClosureOfModule(t *testing.T) {
	for _, holds := range []cure.Holds{cure.HoldsObject, cure.HoldsSub} {
		x := capturing("$w", holds)
		x.Perl, x.Whole = perl536, true
		x.Subs[0].Path, x.Subs[0].File, x.Subs[0].Line, x.Subs[0].Own = "App.pm", "App.pm", 2, true
		x.Subs = append(x.Subs, cure.Sub{Path: "Loop.pm", File: "Loop.pm", Line: 320, Captures: []cure.Capture{{Name: "$cb", Holds: cure.HoldsSub, What: "another sub", Sub: 0}}})
		c := cure.For(&x, func(string) *cure.Text {
			return &cure.Text{Bytes: []byte("my $w = App::Widget->new;\n$w->on(sub { $w->x });\n")}
		})
		if len(c.Edits) > 0 || strings.Contains(c.Fix, "do the same") || strings.Contains(c.Fix, "one of the two") ||
			!strings.HasSuffix(c.Fix, "; the cycle also leads through $cb in the closure at Loop.pm line 320, which is not the program's own") {
			t.Errorf("%d edits, %q", len(c.Edits), c.Fix)
		}
	}
}

// A reference that an object of a module has is told, and is not among those to
// be weakened.
func TestReferenceOfModule(t *testing.T) {
	own := cure.Ref{Name: "{node} of App", Key: "node", Steps: 1, Own: true}
	of := cure.Ref{Name: "{$owner} of Tree::Node", Key: "$owner", Steps: 1, Module: true}
	code := of
	code.Code = true
	for _, c := range []struct {
		refs       []cure.Ref
		want, lack string
	}{
		{[]cure.Ref{own, of}, "weaken {node} of App where it leads", "weaken one"},
		{[]cure.Ref{own, code}, "; the cycle also leads through {$owner} of Tree::Node, not the program's own", "the closure in"},
		{[]cure.Ref{own, {Name: "{up} of App", Steps: 1, Own: true}, of}, "weaken one of these where it is set, choosing one that leads to something held elsewhere: {node} of App, {up} of App; or cut", "App, {$owner}"},
		{[]cure.Ref{of, of}, "tell the module", "weaken"},
	} {
		x := cure.Case{Whole: true, Refs: c.refs}
		got := cure.For(&x, func(string) *cure.Text { return nil })
		if !strings.Contains(got.Fix, c.want) || strings.Contains(got.Fix, c.lack) || strings.Contains(got.Fix, "ADJUST") || len(got.Edits) > 0 {
			t.Errorf("it is said: %s", got.Fix)
		}
	}
}

// A reference to a closure that has no other holder is never weakened: that
// would free it.
func TestThroughClosure(t *testing.T) {
	x := cure.Case{Whole: true, Refs: []cure.Ref{{Name: "{tick} of Timer", Key: "tick", Steps: 1, Code: true}}}
	if c := cure.For(&x, func(string) *cure.Text { return nil }); len(c.Edits) > 0 || strings.Contains(c.Fix, "weaken") || !strings.Contains(c.Fix, "capture weak copies") {
		t.Errorf("%q", c.Fix)
	}
}

// TestMoved finds the closure where its line is now.
func TestMoved(t *testing.T) {
	x := capturing("$walk", cure.HoldsItself)
	x.Perl, x.Whole = perl536, true
	x.Subs[0].Path, x.Subs[0].Line, x.Subs[0].Own = "App.pm", 3, true
	const text = "use v5.36;\n\n\n\nmy $walk;\n$walk = sub { $walk->() };\n"
	c := cure.For(&x, func(string) *cure.Text {
		return &cure.Text{Bytes: []byte(text), Line: func(line int) perl.Line { return perl.Line(line + 3) }}
	})
	if got := apply(text, c.Edits); !strings.Contains(got, "$walk = sub { __SUB__->() };") {
		t.Errorf("got\n%s", got)
	}
	gone := cure.For(&x, func(string) *cure.Text {
		return &cure.Text{Bytes: []byte(text), Line: func(int) perl.Line { return 0 }}
	})
	if len(gone.Edits) > 0 || strings.Contains(gone.Fix, "__SUB__") {
		t.Errorf("the line is gone, and it is said: %s", gone.Fix)
	}
}
