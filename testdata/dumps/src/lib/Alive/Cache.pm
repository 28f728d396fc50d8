package Alive::Cache;
use strict;
use warnings;
use feature 'state';

our (%cache, @never);
our $banner = 'x' x 5000;
my %seen;
my $notes = 0;

use constant TABLE => { map { ("row $_" => [$_]) } 1 .. 100 };
use constant SMALL => 42;

sub put { my ($key, $value) = @_; return $cache{$key} = { value => $value } }

sub note {
    my ($who) = @_;
    $notes++;
    return $seen{$who}++;
}

sub recall {
    state @log;
    push @log, "recalled $_[0]";
    return scalar @log;
}

sub table { return TABLE->{"row $_[0]"} }

sub help {
    return <<'END';
Alive::Cache keeps what it is given.

This text is long so that it is seen as a constant of its sub: a here-document
is one string, which the code of the sub holds. Whoever has megabytes of them
should read them from files instead. It goes on for some lines more, because a
constant that is to be seen must be larger than what a sub has anyway. It goes
on for some lines more, because a constant that is to be seen must be larger
than what a sub has anyway. It goes on for some lines more, because a constant
that is to be seen must be larger than what a sub has anyway.
END
}

1;
