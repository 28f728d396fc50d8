package Alarm::Role::Damped;
use Moose::Role;

has last_values => (is => 'ro', default => sub { [] });

# the mean of the last five values
around applies => sub {
    my ($next, $self, $signal) = @_;
    my $values = $self->last_values;
    push @$values, $signal->{value};
    shift @$values while @$values > 5;
    my $sum = 0;
    $sum += $_ for @$values;
    return $self->$next({%$signal, value => $sum / @$values});
};

1;
