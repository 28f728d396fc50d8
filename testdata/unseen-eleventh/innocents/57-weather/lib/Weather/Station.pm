package Weather::Station;
use strict;
use warnings;

sub new {
    my ($class, $name) = @_;
    return bless { name => $name, offset => length($name) - ord($name) / 50 }, $class;
}

sub name { $_[0]{name} }

sub measure {
    my ($self, $minute) = @_;
    my $t = 9 + $self->{offset} - 7 * cos(6.28318 * $minute / 1440) + rand 1.5;
    return (temp => $t, wind => 4 + rand 9, humid => 60 + rand 30);
}

1;
