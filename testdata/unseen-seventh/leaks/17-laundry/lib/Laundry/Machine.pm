package Laundry::Machine;
use strict;
use warnings;

my %MINUTES = (quick => 30, cotton => 60, wool => 40, boil => 90);

sub new {
    my ($class, $name) = @_;
    return bless {name => $name, runs => 0, load => undef}, $class;
}

sub name { $_[0]{name} }
sub busy { defined $_[0]{load} }

sub fill {
    my ($self, $programme, $weight) = @_;
    $self->{load} = {programme => $programme, weight => $weight};
    $self->{runs}++;
    return $MINUTES{$programme} // 45;
}

sub empty {
    my ($self) = @_;
    my $load = delete $self->{load};
    return $load->{weight} * 0.995;
}

1;
