package Meter::Stock;
use strict;
use warnings;

# the last readings of every meter

sub new {
    my ($class, %args) = @_;
    return bless {keep => $args{keep}, readings => {}, count => 0}, $class;
}

sub add {
    my ($self, $meter, $total, @quarters) = @_;
    my $readings = $self->{readings}{$meter} ||= [];
    push @$readings, {total => $total, peak => (sort { $b <=> $a } @quarters)[0]};
    shift @$readings while @$readings > $self->{keep};
    $self->{count}++;
    return;
}

sub count  { $_[0]{count} }
sub meters { scalar keys %{ $_[0]{readings} } }

1;
