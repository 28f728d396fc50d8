package Turbine::Statistics;
use strict;
use warnings;

sub new { my ($class, %arg) = @_; return bless {window => 100, values => [], %arg}, $class }

sub add {
    my ($self, $value) = @_;
    push @{ $self->{values} }, $value;
    shift @{ $self->{values} } while @{ $self->{values} } > $self->{window};
}

sub mean {
    my $self = shift;
    my $n = @{ $self->{values} } or return 0;
    my $sum = 0;
    $sum += $_ for @{ $self->{values} };
    return $sum / $n;
}

1;
