package site_test

// markedPrograms are programs with a mark behind the brace of each sub, {~.
// Between #< and #> is what an edit takes out, at #+ is where it puts a sub in.
var markedPrograms = []struct {
	name  string
	needs []string
	subs  int // how many of them perl must have compiled
	text  string
}{
	{"Moose", []string{"Moose"}, 14, `package Base;
use Moose;
has name => (is => 'rw', default => sub {~ "base" });
has list => (is => 'ro', lazy => 1, default => sub {~ [] });
sub start {~ my ($self) = @_; return $self->name }
sub stop {~ my ($self) = @_; return inner() . $self->name }
sub log {~
    my ($self, @what) = @_;
    return scalar @what;
}
sub last {~ 1 }
package Mine;
use Moose;
extends 'Base';
#+
before start => sub {~
    my ($self) = @_;
    $self->log('before');
};
#<
before log => sub {~ my ($self) = @_; $self->name };
#>
after start => sub {~
    my ($self) = @_;
    $self->log('after');
};
around start => sub {~
    my ($orig, $self, @args) = @_;
    return $self->$orig(@args) . '!';
};
around [qw(log name)] => sub {~
    my $orig = shift;
    my $self = shift;
    return $self->$orig(@_);
};
augment stop => sub {~
    my ($self) = @_;
    return 'inner ';
};
override last => sub {~
    my ($self) = @_;
    return super() + 1;
};
has port => (is => 'rw', lazy => 1, builder => '_port', trigger => sub {~
    my ($self, $new) = @_;
    $self->log($new);
});
sub _port {~ 8080 }
has again => (
    is      => 'rw',
    default => sub {~
        my ($self) = @_;
        sub {~ $self->port }
    },
);
my $mine = Mine->new;
$mine->start; $mine->stop; $mine->port; $mine->again;
our @keep = ($mine);
`},
	{"Moo", []string{"Moo", "Moo::Role"}, 10, `package Counting;
use Moo::Role;
requires 'start';
before start => sub {~
    my ($self) = @_;
    $self->count($self->count + 1);
};
has count => (is => 'rw', default => sub {~ 0 });
package Mine;
use Moo;
#+
has name => (is => 'lazy', builder => sub {~ 'mine' });
#<
has other => (is => 'ro', default => sub {~ {} });
#>
has kind => (is => 'rw', isa => sub {~ die if ref $_[0] }, coerce => sub {~ lc $_[0] });
sub start {~
    my ($self) = @_; $self->name }
with 'Counting';
after start => sub {~ my ($self) = @_; $self->kind('A') };
around start => sub {~
    my $orig = shift;
    my $got = $orig->(@_);
    return "<$got>";
};
around name => sub {~
    my $orig = shift;
    return uc $orig->(@_);
};
my $mine = Mine->new; $mine->start;
`},
	{"Mouse", []string{"Mouse"}, 8, `package Base;
use Mouse;
sub run {~ my $self = shift; inner(); 1 }
sub log {~ 2 }
sub last {~ 3 }
package Mine;
use Mouse;
extends 'Base';
#+
has table => (is => 'ro', default => sub {~ +{} });
around log => sub {~
    my ($next, $self) = @_;
    $self->$next + 1;
};
#<
before log => sub {~ 1 };
#>
after log => sub {~
    my ($self) = @_;
    $self->table->{n}++ };
augment run => sub {~
    my $self = shift;
    $self->log };
override last => sub {~
    my $self = shift;
    super() * 2 };
Mine->new->run;
`},
	{"ClassMethodModifiers", []string{"Class::Method::Modifiers"}, 7, `package Base;
sub new {~ bless {}, shift }
sub go {~ my ($self, $n) = @_; $n + 1 }
sub say_it {~ 'it' }
package Mine;
our @ISA = 'Base';
use Class::Method::Modifiers qw(before after around fresh install_modifier);
#+
before go => sub {~ my ($self, $n) = @_; $self->{n} = $n };
#<
after go => sub {~ my ($self) = @_; delete $self->{x} };
#>
around go => sub {~
    my ($orig, $self, $n) = @_;

    return $orig->($self, $n * 2);
};
fresh extra => sub {~
    my ($self) = @_;
    $self->{extra} };
for my $name (qw(say_it)) {
    around $name => sub {~
        my $orig = shift;
        "$name: " . $orig->(@_)
    };
}
install_modifier 'Mine', 'after', 'say_it', sub {~
    my $self = shift;
    $self->{said}++
};
Mine->new->go(1); Mine->new->say_it;
`},
	{"RoleTiny", []string{"Role::Tiny", "Role::Tiny::With"}, 6, `package Named;
use Role::Tiny;
requires 'base';
#+
sub name {~ my $self = shift; $self->{name} }
around base => sub {~
    my ($orig, $self) = @_;
    $self->$orig . $self->name
};
#<
before name => sub {~ 1 };
#>
after base => sub {~
    my ($self) = @_;
    $self->{after} = 1;
};
before base => sub {~
    my ($self) = @_;
    $self->{before} = 1;
};
package Mine;
use Role::Tiny::With;
sub new {~ bless { name => 'n' }, shift }
sub base {~ 'b' }
with 'Named';
Mine->new->base;
`},
	{"TryTiny", []string{"Try::Tiny"}, 12, `use Try::Tiny;
use List::Util qw(first any);
our @keep;
#+
sub outer {~
    my ($x, @list) = @_;
    try {~
        my $y = first {~ $_ > $x } @list;
        push @keep, sub {~ $y };
        try {~
            die "no\n" if any {~ $_ == $y } @list
        }
        catch {~
            my $e = $_;
            push @keep, sub {~ "$e $x" };
        };
    }
    catch {~
        push @keep, [$_];
    }
    finally {~
        push @keep, $x
    };
}
#<
sub other {~ try {~ 1 } catch {~ 2 }; }
#>
outer(1, 2, 3);
my $code = sub {~ my $n = shift; try {~ $n + 1 } catch {~ $n } };
$code->(3);
push @keep, $code;
`},
	{"ListUtil", []string{"List::Util"}, 9, `use List::Util qw(first any all reduce pairmap sum0);
our (@keep, %table);
sub one {~
    my ($want, @rows) = @_;
    return first {~ any {~ $_ eq $want } @$_ } @rows
}
#+
sub two {~
    my ($want, @rows) = @_;
    my @found = grep {
        my $row = $_;
        all {~ $_->($row) } sub {~ $_[0] }, sub {~ defined $_[0] }
    } @rows;
    return reduce {~ $a + $b } map { sum0(@$_) } @found
}
%table = (
    a => sub {~ first {~ $_ } @_ },
#<
    b => sub {~ any {~ !$_ } @_ },
#>
    c => sub {~ all {~ $_ } @_ },
);
one(1, [1]); two(1, [1]);
push @keep, map { my $n = $_; sub {~ first {~ $_ == $n } @_ } } 1 .. 3;
`},
	{"NoSemicolon", nil, 9, `our @keep;
sub a1 {~ my $x = shift; $x + 1 }
sub a2 {~
    my ($x) = @_;
    sub {~
        my ($y) = @_;
        $x + $y
    }
}
#+
sub a3 {~
    push @keep, sub {~ shift }
}
#<
sub a4 {~ 4 }
#>
sub a5 {~
    return {
        one => sub {~ 1 },
        two => sub {~
            2
        }
    }
}
my @subs = (
    sub {~ 'x' },
    sub {~ push @keep,
        'y' }
);
sub a6 {~
    if (@_) { 1 }
    else { 2 }
}
push @keep, a2(1), a5(), \@subs; a3();
`},
	{"ObjectPad", []string{"Object::Pad"}, 7, `use Object::Pad;
our @keep;
class Point {
    field $x = 0;
    field @list;
    method x {~ return $x }
    method move {~
        my ($dx) = @_;
        $x += $dx;
        return $self;
    }
#<
    method unused {~ @list = () }
#>
    method later {~
        my $n = shift;
        return sub {~ $x + $n };
    }
    method anon {~ return method {~ $x * 2 } }
    ADJUST {~ push @list, 1 }
    sub plain {~ 'plain' }
}
#+
package main;
my $p = Point->new;
push @keep, $p->later(1), $p->anon;
`},
	{"SyntaxKeywordTry", []string{"Syntax::Keyword::Try"}, 5, `use Syntax::Keyword::Try;
our @keep;
sub one {~
    my ($x) = @_;
    try { push @keep, sub {~ $x + 1 }; die }
    catch ($e) { push @keep, sub {~ $e . $x } }
    finally { push @keep, $x }
}
#+
#<
sub two {~ try { 1 } catch ($e) { 2 } }
#>
sub three {~
    my ($x) = @_;
    try {
        push @keep, sub {~ $x };
    }
    catch ($e) {
        warn $e;
    }
}
one(1); three(2);
`},
	{"TryCatch", []string{"TryCatch"}, 4, `use TryCatch;
our @keep;
sub one {~
    my ($x) = @_;
    try { push @keep, sub {~ $x + 1 }; die "x\n" }
    catch ($e) { push @keep, sub {~ $e . $x } }
}
#+
#<
sub two {~ try { 1 } catch ($e) { 2 } }
#>
sub three {~
    my ($x) = @_;
    try {
        push @keep, sub {~ $x };
    }
    catch (Foo $e where {~ $_ > 1 }) {
        warn $e;
    }
}
one(1); three(2);
`},
	{"FeatureTry", []string{"v5.34"}, 4, `use v5.34; use feature 'try'; no warnings;
our @keep;
sub one {~
    my ($x) = @_;
    try { push @keep, sub {~ $x + 1 }; die }
    catch ($e) { push @keep, sub {~ $e . $x } }
}
#+
#<
sub two {~ try { 1 } catch ($e) { 2 } }
#>
sub three {~
    my ($x) = @_;
    try {
        push @keep, sub {~ $x };
    }
    catch ($e) {
        warn $e;
    }
}
one(1); three(2);
`},
	{"FeatureClass", []string{"v5.38"}, 7, `use v5.38; use experimental 'class';
our @keep;
class Point {
    field $x :param = 0;
    field @list;
    method x {~ return $x }
    method move($dx) {~
        $x += $dx;
        return $self;
    }
#<
    method unused {~ @list = () }
#>
    method later {~
        my $n = shift;
        return sub {~ $x + $n };
    }
    method anon {~ return method {~ $x * 2 } }
    ADJUST {~ push @list, 1 }
    sub plain {~ 'plain' }
}
#+
package main;
my $p = Point->new;
push @keep, $p, $p->later(1), $p->anon;
`},
}
