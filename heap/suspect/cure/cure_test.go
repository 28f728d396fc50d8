package cure_test

import (
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/source"
	"github.com/perlheap/perlheap/heap/suspect"
	"github.com/perlheap/perlheap/heap/suspect/cure"
)

const perl536 = 5<<24 | 36<<16

// apply makes a text of the edits of a cure.
func apply(text string, c cure.Cure) string {
	var b strings.Builder
	at := 0
	for _, e := range c.Edits {
		b.WriteString(text[at:e.Start] + e.New)
		at = e.End
	}
	return b.String() + text[at:]
}

// cured is the text with the only cure, "" if there is none. The line of the
// suspect is that with the mark #!.
func cured(t *testing.T, x suspect.Suspect, text string, perl uint32) string {
	t.Helper()
	line := 1 + strings.Count(text[:strings.Index(text, "#!")], "\n")
	text = strings.Replace(text, "#!", "", 1)
	cures := cure.For(&x, []byte(text), source.Line(line), perl)
	if len(cures) == 0 {
		return ""
	}
	return apply(text, cures[0])
}

func TestWeakCopy(t *testing.T) {
	x := suspect.Suspect{Kind: suspect.SelfSub, Class: "App::Widget", Captured: "$self"}
	for name, c := range map[string]struct{ text, want string }{
		"argument": {`package App::Widget;
use strict;
use warnings; # {

sub prepare {
    my $self = shift;
    $self->on(click => sub { #!
        my $event = shift;
        return $self->n + $event;
    });
}
`, `package App::Widget;
use strict;
use warnings; # {
use Scalar::Util 'weaken';

sub prepare {
    my $self = shift;
    weaken(my $weak_self = $self);
    $self->on(click => sub { 
        my $self = $weak_self or return;
        my $event = shift;
        return $self->n + $event;
    });
}
`},
		"imported, one line, taken name": {`use Scalar::Util qw(blessed weaken);
sub f {
	my ($weak_self, $self) = @_;
	return { cb => sub { "$self" } }; #!
}
`, `use Scalar::Util qw(blessed weaken);
sub f {
	my ($weak_self, $self) = @_;
	weaken(my $weak_self2 = $self);
	return { cb => sub { my $self = $weak_self2 or return; "$self" } }; 
}
`},
		"signature, block package": {`package App::Widget {
    use v5.36;
    sub f ($self, $x) {
        $self->{cb} = sub ($y) { $self->$y }; #!
    }
}
`, `package App::Widget {
    use v5.36;
    use Scalar::Util 'weaken';
    sub f ($self, $x) {
        weaken(my $weak_self = $self);
        $self->{cb} = sub ($y) { my $self = $weak_self or return; $self->$y }; 
    }
}
`},
		"no use at all": {"#!/usr/bin/perl\nsub f {\n    my $self = shift;\n    $self->{cb} = sub { $self->x }; #!\n}\n", ""},
		"assigned in the same statement": {`sub f {
    my $self = Timer->new(sub { undef $self }); #!
}
`, ""},
		"assigned later": {`sub f {
    my $self = shift;
    $self->{cb} = sub { $self->x }; #!
    $self = undef;
}
`, ""},
		"without a value": {`sub f {
    my $self;
    register(sub { $self->x }); #!
}
`, ""},
		"declared again inside": {`sub f {
    my $self = shift;
    $self->{cb} = sub { g($self); for (1) { my $self = 1 } }; #!
}
`, ""},
		"not at the beginning of a line": {`sub f { my $self = shift; $self->{cb} = sub { $self->x } #!
}
`, ""},
		"two on the line": {`sub f {
    my $self = shift;
    on(sub { $self->x }, sub { $self->y }); #!
}
`, ""},
		"does not end": {`sub f {
    my $self = shift;
    on(sub { $self->x #!
`, ""},
	} {
		text := c.text
		if name == "no use at all" {
			text = strings.Replace(text, "#!/", "# /", 1)
			c.want = "use Scalar::Util 'weaken';\n# /usr/bin/perl\nsub f {\n    my $self = shift;\n    weaken(my $weak_self = $self);\n    $self->{cb} = sub { my $self = $weak_self or return; $self->x }; \n}\n"
		}
		if got := cured(t, x, text, perl536); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, c.want)
		}
	}
}

func TestCurrentSub(t *testing.T) {
	x := suspect.Suspect{Kind: suspect.SelfSub, Captured: "$walk"}
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
	if got := cured(t, x, text, perl536); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := cured(t, x, "use v5.20;\n"+text, perl536); got != "use v5.20;\n"+strings.Replace(want, "use feature 'current_sub';\n", "", 1) {
		t.Errorf("with use v5.20 got\n%s", got)
	}
	if got := cured(t, x, text, 5<<24|14<<16); got != "" {
		t.Errorf("perl 5.14 has no __SUB__, and got\n%s", got)
	}
	for name, change := range map[string][2]string{
		"in a sub inside":     {"later($walk, 1)", "later(sub { $walk->(1) })"},
		"in a block":          {"later($walk, 1)", "first { $walk->(1) } 1"},
		"in a string":         {"later($walk, 1)", `print "$walk"`},
		"undefined inside":    {"later($walk, 1)", "undef $walk"},
		"another sub by then": {"return $walk", "$walk = sub {}; return $walk"},
		"part of a list":      {"$walk = sub", "@x = ($walk, $walk) = sub"},
		"called with &":       {"later($walk, 1)", "&$walk(1)"},
	} {
		if got := cured(t, x, strings.Replace(text, change[0], change[1], 1), perl536); got != "" {
			t.Errorf("%s: got\n%s", name, got)
		}
	}
}

func TestWeakField(t *testing.T) {
	x := suspect.Suspect{Kind: suspect.Cycle, Class: "App::Node", Field: []string{"up"}}
	for text, want := range map[string]string{
		"use Scalar::Util 'weaken';\nsub f {\n    $child->{up} = $self; #!\n    1;\n}\n": "use Scalar::Util 'weaken';\nsub f {\n    $child->{up} = $self;\n    weaken($child->{up}); \n    1;\n}\n",
		"weaken $x;\r\n$$s{'up'} = $_[0];#!\r\n":                                         "weaken $x;\r\n$$s{'up'} = $_[0];\r\nweaken($$s{'up'});\r\n",
		"weaken $x;\nmy $s = bless {\n  a => 1,\n  up => $p,#!\n}, 'X';\n":               "weaken $x;\nmy $s = bless {\n  a => 1,\n  up => $p,\n}, 'X';\nweaken($s->{up});\n",
		"weaken $x;\nmy $s = bless {#!\n  a => 1,\n  up => $p,\n}, 'X';\n":               "weaken $x;\nmy $s = bless {\n  a => 1,\n  up => $p,\n}, 'X';\nweaken($s->{up});\n",
		"weaken $x;\n$s->{up} = Foo->new;#!\n":                                           "", // nobody else would hold it
		"weaken $x;\n$s->{up} = $p;#!\nweaken($s->{up});\n":                              "",
		"weaken $x;\n$s->{up} = $p if $y;#!\n":                                           "",
		"weaken $x;\nreturn bless { up => $p }, 'X';#!\n":                                "",
	} {
		if got := cured(t, x, text, perl536); got != want {
			t.Errorf("%q: got\n%q\nwant\n%q", text, got, want)
		}
	}
}
