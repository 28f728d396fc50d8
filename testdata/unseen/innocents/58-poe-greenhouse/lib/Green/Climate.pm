package Green::Climate;
use strict;
use warnings;

sub new {
    my ($class, %args) = @_;
    return bless {size => $args{minutes}, ring => [], at => 0}, $class;
}

sub minute {
    my $self = shift;
    my $at   = $self->{at}++;
    my $air  = {light => 40 + 30 * sin($at / 20), warm => 18 + $at % 9, wet => 50 + $at % 31};
    $self->{ring}[$at % $self->{size}] = $air;
    return $air;
}

sub mean {
    my ($self, $what) = @_;
    my $sum = 0;
    $sum += $_->{$what} for @{ $self->{ring} };
    return $sum / (@{ $self->{ring} } || 1);
}

1;
