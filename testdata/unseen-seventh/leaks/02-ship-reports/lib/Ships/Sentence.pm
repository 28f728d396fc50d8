package Ships::Sentence;
use strict;
use warnings;

sub parse {
    my ($class, $line) = @_;
    my ($kind, $ship, $value) = split ' ', $line, 3;
    return bless {kind => $kind, ship => $ship, value => $value // ''}, $class;
}

sub kind  { $_[0]{kind} }
sub ship  { $_[0]{ship} }
sub value { $_[0]{value} }

1;
