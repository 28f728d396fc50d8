package Lift::Monitor;
use Moose;
use List::Util qw(sum0 max);

# looks at the rides of the last half hour
has window => (is => 'ro', isa => 'Num', default => 3600);
has rides  => (
    is => 'ro', isa => 'ArrayRef[Lift::Ride]', default => sub { [] }, traits => ['Array'],
    handles => { _push => 'push', _shift => 'shift', count => 'count', _first => [ get => 0 ] },
);
has worst  => (is => 'rw', isa => 'Num', default => 0);
has alarms => (is => 'rw', isa => 'Int', default => 0);

sub add { my ($self, $ride) = @_; $self->_push($ride) }

sub check {
    my ($self, $now) = @_;
    while ($self->count && $self->_first->at < $now - $self->window) { $self->_shift }
    my @w = map { $_->waited } @{ $self->rides } or return;
    my $mean = sum0(@w) / @w;
    $self->worst(max $self->worst, $mean);
    $self->alarms($self->alarms + 1) if $mean > 30;
    return $mean;
}

sub summary {
    my ($self) = @_;
    return sprintf '%d rides in the window, worst mean %.1f s, %d alarms', $self->count, $self->worst, $self->alarms;
}

no Moose;
__PACKAGE__->meta->make_immutable;
1;
