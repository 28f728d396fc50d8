package Meter::Town;
use strict;
use warnings;

sub new {
    my ($class, %a) = @_;
    my @house = map { { id => sprintf('H%04d', $_), total => int rand 1e5, people => 1 + int rand 5 } } 1 .. $a{houses};
    return bless { house => \@house, quarter => 0 }, $class;
}

sub read_all {
    my ($self) = @_;
    my $q = ++$self->{quarter};
    return map {
        my $use = $_->{people} * (20 + rand 60) * (1 + .5 * sin($q / 96 * 6.28));
        $use *= 20 if rand() < .001;
        $_->{total} += $use;
        Meter::Reading->new($_->{id}, $q, sprintf('%.1f', $_->{total}), sprintf('%.1f', $use));
    } @{ $self->{house} };
}

package Meter::Reading;

sub new   { my $class = shift; return bless [@_], $class }
sub house { $_[0][0] }
sub time  { $_[0][1] }
sub use   { $_[0][3] }
sub row   { return [ @{ $_[0] } ] }

1;
